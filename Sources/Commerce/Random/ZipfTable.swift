/// Draws ranks 1 ... `count` with probability in proportion to 1 ÷ rank^skew, in constant time (Vose's alias method).
///
/// Built with + − × ÷ √ only, in a fixed order, so every machine makes the same table. Eight bytes a rank.
struct ZipfTable: Sendable {
  /// How fast popularity falls with the rank.
  enum Skew: String, CaseIterable, Sendable {
    case uniform = "0"
    case half = "0.5"
    case threeQuarters = "0.75"
    case one = "1"
    case fiveQuarters = "1.25"

    func weight(_ rank: Double) -> Double {
      let root = rank.squareRoot()
      return switch self {
      case .uniform: 1
      case .half: 1 / root
      case .threeQuarters: 1 / (root * root.squareRoot())
      case .one: 1 / rank
      case .fiveQuarters: 1 / (rank * root.squareRoot())
      }
    }
  }

  private struct Entry {
    /// Out of 2³²: the share of this entry that is its own; the rest belongs to the alias.
    var own: UInt32
    var alias: UInt32
  }

  private let entries: [Entry]

  init(count: Int64, skew: Skew) {
    precondition(count > 0 && count <= Int64(UInt32.max), "a table holds 1 to 2³² − 1 ranks")
    let count = Int(count)
    var shares = (1...count).map { skew.weight(Double($0)) }
    let scale = Double(count) / shares.reduce(0, +)
    for index in shares.indices { shares[index] *= scale }

    var entries = shares.indices.map { Entry(own: .max, alias: UInt32($0)) }
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let taker = small.last, let giver = large.last {
      small.removeLast()
      entries[taker] = Entry(
        own: UInt32(min(shares[taker] * 4_294_967_296, 4_294_967_295)), alias: UInt32(giver))
      shares[giver] -= 1 - shares[taker]
      if shares[giver] < 1 {
        large.removeLast()
        small.append(giver)
      }
    }
    self.entries = entries
  }

  /// The rank that 64 random bits stand for.
  @inline(__always)
  func rank(_ bits: UInt64) -> Int64 {
    let (index, rest) = bits.multipliedFullWidth(by: UInt64(entries.count))
    return entries.withUnsafeBufferPointer { entries in
      let entry = entries[Int(index)]
      return Int64(UInt32(rest &>> 32) <= entry.own ? UInt32(index) : entry.alias) &+ 1
    }
  }
}
