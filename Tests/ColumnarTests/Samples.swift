@testable import Columnar

/// A deterministic generator whose seed a failing test can print.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

extension Column {
  /// A column of values; nil is NULL.
  static func of(_ type: DataType, _ values: [Value]) -> Column {
    let builder = ColumnBuilder(type)
    for value in values { builder.append(value) }
    return builder.finish()
  }

  static func integers(_ values: [Int64?], _ type: DataType = .bigint) -> Column {
    .of(type, values.map { $0.map { .word($0) } ?? .null })
  }

  static func texts(_ values: [String?]) -> Column {
    .of(.text, values.map { $0.map { .text($0) } ?? .null })
  }

  static func booleans(_ values: [Bool?]) -> Column {
    .of(.boolean, values.map { $0.map { .boolean($0) } ?? .null })
  }

  /// The SQL text of every row, `NULL` for NULL.
  var texts: [String] {
    (0..<count).map { TextOutput().text(self[$0], type) ?? "NULL" }
  }
}

extension Decimal {
  init(_ text: String) throws { self = try Array(text.utf8).withBytes(Decimal.parse) }
}

/// Types of every layout and kind.
let sampleTypes: [DataType] = [
  .boolean, .smallint, .integer, .bigint, .real, .double, .numeric, .text, .varchar(20), .bytea,
  .date, .time, .timestamp, .timestamptz, .interval, .uuid, .json, .jsonb, .array(.integer),
  .array(.text), .array(.numeric), .array(.bytea),
]

/// A random value of a type, now and then NULL or an extreme.
func randomValue(_ type: DataType, _ generator: inout SeededGenerator) -> Value {
  if Int.random(in: 0..<6, using: &generator) == 0 { return .null }
  switch type {
  case .boolean: return .boolean(.random(using: &generator))
  case .smallint, .integer, .bigint:
    return .word(.random(in: type.integerRange, using: &generator))
  case .date: return .word(.random(in: -700_000...2_900_000, using: &generator))
  case .time: return .word(.random(in: 0...86_400_000_000, using: &generator))
  case .timestamp, .timestamptz:
    let isInfinite = Int.random(in: 0..<10, using: &generator) == 0
    return .word(
      isInfinite
        ? .max : .random(in: -100_000_000_000_000_000...100_000_000_000_000_000, using: &generator))
  case .real: return .double(Double(Float.random(in: -1e9...1e9, using: &generator)))
  case .double:
    return .double([0, -0.0, .nan, .infinity, 0.1].randomElement(using: &generator) ?? 0)
  case .numeric:
    let coefficient = Int128(Int64.random(in: .min ... .max, using: &generator)) * 1_000_000_007
    let scale = Int.random(in: 0...36, using: &generator)
    return Decimal(coefficient: coefficient, scale: scale).map { .decimal($0) } ?? .null
  case .interval:
    return .interval(
      Interval(
        months: .random(in: .min ... .max, using: &generator),
        days: .random(in: .min ... .max, using: &generator),
        microseconds: .random(in: .min ... .max, using: &generator)))
  case .uuid: return .bytes((0..<16).map { _ in .random(in: 0...255, using: &generator) })
  case .json, .jsonb: return .text("{\"a\": [1, null]}")
  case .array(let element):
    return .bytes(
      ArrayEncoding.array(
        (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
          randomValue(element, &generator)
        }))
  default:
    let length = Int.random(in: 0..<40, using: &generator)
    return .bytes((0..<length).map { _ in .random(in: 32...126, using: &generator) })
  }
}

func randomBatch(_ types: [DataType], rows: Int, _ generator: inout SeededGenerator) -> Batch {
  let columns = types.map { type in
    Column.of(type, (0..<rows).map { _ in randomValue(type, &generator) })
  }
  return Batch(columns: columns, count: rows)
}
