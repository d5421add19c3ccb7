/// One SQL value outside a column: constants of a plan, cells of an answer. Not for hot paths.
public enum Value: Sendable {
  case null
  case boolean(Bool)
  /// Every type of `Layout.word`.
  case word(Int64)
  case double(Double)
  case decimal(Decimal)
  case interval(Interval)
  /// Every type of `Layout.bytes`.
  case bytes([UInt8])

  public static func text(_ text: String) -> Value { .bytes(Array(text.utf8)) }

  public var isNull: Bool { if case .null = self { true } else { false } }
}
