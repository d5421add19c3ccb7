/// An exact decimal number: coefficient × 10^−scale, in 16 bytes.
///
/// The coefficient has 120 bits, so every number of up to 36 digits fits; the scale is 0…36. What does not fit is an
/// `ExpressionError.outOfRange`, never a rounded value. 1.0 and 1.00 are equal and hash alike, but print as written.
public struct Decimal: Sendable {
  /// Coefficient in the upper 120 bits, scale in the lowest 8.
  var bits: Int128

  public static let digitsMax = 36
  static let coefficientMax: Int128 = 999_999_999_999_999_999_999_999_999_999_999_999

  /// Nil where the coefficient has more than 36 digits or the scale is not in 0…36.
  public init?(coefficient: Int128, scale: Int) {
    guard coefficient.magnitude <= Decimal.coefficientMax.magnitude, 0...36 ~= scale else {
      return nil
    }
    bits = coefficient << 8 | Int128(scale)
  }

  public init(_ value: Int64) { bits = Int128(value) << 8 }

  public var coefficient: Int128 { bits >> 8 }
  public var scale: Int { Int(truncatingIfNeeded: bits & 0xff) }
}
