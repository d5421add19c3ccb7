extension DataType {
  /// The values of an integer type; all of Int64 for other types in words.
  var integerRange: ClosedRange<Int64> {
    switch self {
    case .smallint: Int64(Int16.min)...Int64(Int16.max)
    case .integer: Int64(Int32.min)...Int64(Int32.max)
    default: Int64.min...Int64.max
    }
  }

  public var isInteger: Bool { self == .smallint || self == .integer || self == .bigint }

  public var isNumeric: Bool { if case .numeric = self { true } else { false } }

  /// Integers, numeric, real and double precision.
  public var isNumber: Bool { isInteger || isNumeric || self == .real || self == .double }

  public var isCharacter: Bool {
    switch self {
    case .text, .varchar: true
    default: false
    }
  }

  /// Without length, precision and scale: what overloads are chosen by.
  public var base: DataType {
    switch self {
    case .numeric: .numeric
    case .array(let element): .array(element.base)
    default: self
    }
  }

  /// A number as `numeric(p, s)` stores it.
  ///
  /// Throws: Postgres' message where it has more digits before the point.
  func fitting(_ value: Decimal) throws(ExpressionError) -> Decimal {
    guard case .numeric(let precision?, let scale) = self else { return value }
    guard let fitted = value.fitted(precision: precision, scale: scale ?? 0) else {
      throw ExpressionError("numeric field overflow")
    }
    return fitted
  }
}
