import Columnar
import Dataflow
import Glibc

/// A value in the total order that `min` and `max` go by. Equal in SQL but not identical values (1.0 and 1.00) have an
/// order too, so that which of them is shown never depends on which came first.
protocol Rank: Hashable, Comparable {
  /// Memory beside the value's own stride.
  var payload: Int { get }
  init(_ column: Column, row: Int)
  func append(to builder: ColumnBuilder)
  func encode(to writer: inout StateWriter)
  init(_ type: DataType, from reader: inout StateReader) throws
}

struct WordRank: Rank {
  var word: Int64
  var payload: Int { 0 }

  init(_ column: Column, row: Int) { word = column.words[row] }
  init(_ type: DataType, from reader: inout StateReader) throws {
    word = try reader.readWord(type)
  }

  static func < (left: WordRank, right: WordRank) -> Bool { left.word < right.word }
  func append(to builder: ColumnBuilder) { builder.append(word: word) }
  func encode(to writer: inout StateWriter) { writer.write(word) }
}

/// Any other layout. Doubles as Postgres orders them: NaN is the largest.
enum ValueRank: Rank {
  case bit(Bool)
  /// Bits of a double, flipped so that integers sort as the doubles do.
  case double(Int64)
  case decimal(canonical: Decimal, scale: Int)
  case interval(Interval, months: Int32, days: Int32)
  case bytes([UInt8])

  var payload: Int {
    // An array has a header of 32 bytes.
    if case .bytes(let bytes) = self { bytes.capacity + 32 } else { 0 }
  }

  init(_ column: Column, row: Int) {
    switch column.type.layout {
    case .bit: self = .bit(column.bits[row] != 0)
    case .double: self = .double(ValueRank.ordered(column.doubles[row]))
    case .decimal:
      let value = column.decimals[row]
      self = .decimal(canonical: value, scale: value.scale)
    case .interval:
      let value = column.intervals[row]
      self = .interval(value, months: value.months, days: value.days)
    case .bytes: self = .bytes(Array(column.slice(row)))
    case .word: preconditionFailure("words have a rank of their own")
    }
  }

  private static func ordered(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value.isNaN ? Double.nan : value).bitPattern)
    return bits < 0 ? bits ^ .max : bits
  }

  static func < (left: ValueRank, right: ValueRank) -> Bool {
    switch (left, right) {
    case (.bit(let left), .bit(let right)): return !left && right
    case (.double(let left), .double(let right)): return left < right
    case (.decimal(let left, let leftScale), .decimal(let right, let rightScale)):
      return left == right ? leftScale < rightScale : left < right
    case (
      .interval(let left, let leftMonths, let leftDays),
      .interval(let right, let rightMonths, let rightDays)
    ):
      if left != right { return left < right }
      return (leftMonths, leftDays) < (rightMonths, rightDays)
    case (.bytes(let left), .bytes(let right)):
      let order = memcmp(left, right, min(left.count, right.count))
      return order == 0 ? left.count < right.count : order < 0
    default: preconditionFailure("ranks of one column have one layout")
    }
  }

  private var value: Value {
    switch self {
    case .bit(let bit): .boolean(bit)
    case .double(let ordered):
      .double(Double(bitPattern: UInt64(bitPattern: ordered < 0 ? ordered ^ .max : ordered)))
    case .decimal(let value, _): .decimal(value)
    case .interval(let value, _, _): .interval(value)
    case .bytes(let bytes): .bytes(bytes)
    }
  }

  func append(to builder: ColumnBuilder) { builder.append(value) }
  func encode(to writer: inout StateWriter) { writer.write(value) }

  init(_ type: DataType, from reader: inout StateReader) throws {
    switch try reader.readValue(type) {
    case .boolean(let bit): self = .bit(bit)
    case .double(let value): self = .double(ValueRank.ordered(value))
    case .decimal(let value): self = .decimal(canonical: value, scale: value.scale)
    case .interval(let value): self = .interval(value, months: value.months, days: value.days)
    case .bytes(let bytes): self = .bytes(bytes)
    case .null, .word: throw StateDecodingError("NULL among the values of min or max")
    }
  }
}
