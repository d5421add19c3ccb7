import Glibc

/// HyperLogLog with 2^14 registers: about how many different hashes it was given, with a standard error of 0.81 %.
///
/// A hash chooses a register by its top 14 bits, and the register keeps the greatest place of the first 1 among the other
/// 50. Taking the greatest needs no order, and what was merged is as if it had come here. Few registers are a sorted list,
/// many are all there; the estimate goes by their values alone (Ertl's, "New cardinality estimation algorithms for
/// HyperLogLog sketches", 2017), which needs no tables and holds from one to billions.
struct DistinctSketch {
  static let registerBits = 14
  static let registerCount = 1 << registerBits
  /// Places of the first 1 among the hash's other bits, and one for none.
  static let placeMax = 64 - registerBits + 1
  /// A list of more registers takes as much room as all of them.
  private static let listMax = registerCount / 4

  /// Register × 256 + place, rising by register. Empty once all registers are there.
  private var list: [UInt32] = []
  private var registers: [UInt8] = []

  var byteCount: Int { list.capacity * 4 + registers.capacity }
  var isEmpty: Bool { list.isEmpty && registers.isEmpty }

  mutating func insert(hash: UInt64) {
    let rest = hash << UInt64(DistinctSketch.registerBits)
    let place = min(rest.leadingZeroBitCount + 1, DistinctSketch.placeMax)
    raise(Int(hash >> UInt64(64 - DistinctSketch.registerBits)), to: UInt8(place))
  }

  mutating func raise(_ register: Int, to place: UInt8) {
    if !registers.isEmpty {
      if registers[register] < place { registers[register] = place }
      return
    }
    let entry = UInt32(register) << 8
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < entry { low = middle + 1 } else { high = middle }
    }
    if low < list.count, list[low] >> 8 == UInt32(register) {
      list[low] = max(list[low], entry | UInt32(place))
    } else {
      list.insert(entry | UInt32(place), at: low)
      if list.count > DistinctSketch.listMax { spread() }
    }
  }

  private mutating func spread() {
    registers = Array(repeating: 0, count: DistinctSketch.registerCount)
    for entry in list { registers[Int(entry >> 8)] = UInt8(entry & 0xff) }
    list = []
  }

  mutating func merge(_ other: DistinctSketch) {
    for (register, place) in other.used { raise(register, to: place) }
  }

  /// Registers that are not 0, rising.
  var used: [(register: Int, place: UInt8)] {
    registers.isEmpty
      ? list.map { (Int($0 >> 8), UInt8($0 & 0xff)) }
      : registers.enumerated().filter { $1 != 0 }.map { ($0, $1) }
  }

  /// About how many different hashes there were.
  var estimate: Int64 {
    if isEmpty { return 0 }
    var counts = [Int](repeating: 0, count: DistinctSketch.placeMax + 1)
    let used = used
    counts[0] = DistinctSketch.registerCount - used.count
    for (_, place) in used { counts[Int(place)] += 1 }
    let all = Double(DistinctSketch.registerCount)
    var sum = all * DistinctSketch.tau(1 - Double(counts[DistinctSketch.placeMax]) / all)
    for place in stride(from: DistinctSketch.placeMax - 1, through: 1, by: -1) {
      sum = (sum + Double(counts[place])) / 2
    }
    sum += all * DistinctSketch.sigma(Double(counts[0]) / all)
    let half = 1 / (2 * 0.693_147_180_559_945_3)
    return Int64((half * all * all / sum).rounded())
  }

  private static func sigma(_ share: Double) -> Double {
    var (power, factor, sum) = (share, 1.0, share)
    while true {
      power *= power
      let before = sum
      sum += power * factor
      factor += factor
      if sum == before { return sum }
    }
  }

  private static func tau(_ share: Double) -> Double {
    if share == 0 || share == 1 { return 0 }
    var (root, factor, sum) = (share, 1.0, 1 - share)
    while true {
      root = root.squareRoot()
      let before = sum
      factor /= 2
      sum -= (1 - root) * (1 - root) * factor
      if sum == before { return sum / 3 }
    }
  }
}
