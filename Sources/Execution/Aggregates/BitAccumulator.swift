import Columnar
import Dataflow
import Planning

/// `bit_and`, `bit_or` and `bit_xor`: of each bit, in how many values it is set, so that rows can be taken back.
final class BitAccumulator: Accumulator {
  private let type: DataType
  private let function: AggregateFunction
  /// Bits that a value of the type has.
  private let width: Int
  private var counts = DenseArray<Int64>()
  /// For each group `width` numbers.
  private var ones = DenseArray<Int64>()

  var byteCount: Int { counts.byteCount + ones.byteCount }

  init(_ function: AggregateFunction, type: DataType) {
    self.function = function
    self.type = type
    width = type == .smallint ? 16 : type == .integer ? 32 : 64
  }

  func reserve(_ limit: Int) {
    counts.reserve(limit)
    ones.reserve(limit * width)
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let words = input.argument?.words else { return }
    let (counts, ones, width) = (counts.base, ones.base, width)
    forEachRow(input) { row, group, weight in
      counts[group] &+= weight
      let own = ones + group &* width
      var left = UInt64(bitPattern: words[row]) & (.max >> UInt64(64 &- width))
      while left != 0 {
        own[left.trailingZeroBitCount] &+= weight
        left &= left &- 1
      }
    }
    withExtendedLifetime(input.arguments) {}
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(type, capacity: groups.count)
    for group in groups.map(Int.init) {
      if counts[group] == 0 {
        builder.appendNull()
        continue
      }
      var word: UInt64 = 0
      for bit in 0..<width where isSet(ones[group * width + bit], of: counts[group]) {
        word |= 1 << UInt64(bit)
      }
      // The highest bit is the sign.
      let unused = UInt64(64 - width)
      builder.append(word: Int64(bitPattern: word << unused) >> Int64(unused))
    }
    return builder.finish()
  }

  private func isSet(_ count: Int64, of all: Int64) -> Bool {
    switch function {
    case .bitAnd: count == all
    case .bitOr: count != 0
    default: count & 1 != 0
    }
  }

  func reset(_ group: Int) {
    counts[group] = 0
    for bit in 0..<width { ones[group * width + bit] = 0 }
  }

  func add(_ group: Int, to other: Int) {
    counts[other] &+= counts[group]
    for bit in 0..<width { ones.base[other * width + bit] &+= ones[group * width + bit] }
  }

  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups.map(Int.init) {
      writer.write(counts[group])
      for bit in 0..<width { writer.write(ones[group * width + bit]) }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups.map(Int.init) {
      counts[group] = try reader.read()
      for bit in 0..<width { ones[group * width + bit] = try reader.read() }
    }
  }
}
