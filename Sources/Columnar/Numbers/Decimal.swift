/// An exact decimal number: coefficient × 10^−scale, in 16 bytes.
///
/// The coefficient has 122 bits, so every number of up to 36 digits fits; the scale is 0…36. What does not fit is an
/// `ExpressionError.outOfRange`, never a rounded value. 1.0 and 1.00 are equal and hash alike, but print as written.
/// There is no NaN and no infinity.
public struct Decimal: Sendable, BitwiseCopyable {
  /// Coefficient in the upper 122 bits, scale in the lowest 6 (with 8, 36 digits and a sign would not fit).
  var bits: Int128

  public static let digitsMax = 36
  public static let zero = Decimal(0)
  static let coefficientMax: Int128 = 999_999_999_999_999_999_999_999_999_999_999_999

  /// Nil where the coefficient has more than 36 digits or the scale is not in 0…36.
  @inline(__always)
  public init?(coefficient: Int128, scale: Int) {
    guard coefficient <= Decimal.coefficientMax, coefficient >= -Decimal.coefficientMax,
      UInt(bitPattern: scale) <= 36
    else { return nil }
    bits = coefficient << 6 | Int128(truncatingIfNeeded: scale)
  }

  public init(_ value: Int64) { bits = Int128(value) << 6 }

  /// The representation as stored: `RowEncoding` keeps it as it is.
  init?(bits: Int128) {
    self.init(coefficient: bits >> 6, scale: Int(truncatingIfNeeded: bits & 0x3f))
  }

  public var coefficient: Int128 { bits >> 6 }
  public var scale: Int { Int(truncatingIfNeeded: bits & 0x3f) }
  public var isZero: Bool { bits >> 6 == 0 }
  public var isNegative: Bool { bits < 0 }

  /// The same number without trailing zeros behind the point: equal numbers have equal canonical forms.
  public var canonical: Decimal {
    var (coefficient, scale) = (coefficient, scale)
    if scale == 0 { return self }
    if coefficient == 0 { return .zero }
    if var small = Int64(exactly: coefficient) {
      while scale > 0, small % 10 == 0 { (small, scale) = (small / 10, scale - 1) }
      coefficient = Int128(small)
    } else {
      while scale > 0 {
        let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
        if remainder != 0 { break }
        (coefficient, scale) = (quotient, scale - 1)
      }
    }
    return Decimal(unchecked: coefficient, scale: scale)
  }

  /// For coefficients that are known to fit.
  @inline(__always)
  init(unchecked coefficient: Int128, scale: Int) {
    bits = coefficient << 6 | Int128(truncatingIfNeeded: scale)
  }

  /// 10^0 … 10^38: all that Int128 holds.
  static let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  /// Digits of a magnitude; 1 for zero.
  static func digitCount(_ magnitude: UInt128) -> Int {
    var (low, high) = (1, 38)
    while low < high {
      let middle = (low + high) / 2
      if magnitude < powersOfTen[middle].magnitude { high = middle } else { low = middle + 1 }
    }
    return magnitude >= powersOfTen[38].magnitude ? 39 : low
  }
}

extension Decimal: Hashable, Comparable {
  public static func == (left: Decimal, right: Decimal) -> Bool { compare(left, right) == 0 }
  public static func < (left: Decimal, right: Decimal) -> Bool { compare(left, right) < 0 }

  public func hash(into hasher: inout Hasher) { hasher.combine(canonical.bits) }

  /// −1, 0 or 1, by value: the scale does not matter.
  @inline(__always)
  static func compare(_ left: Decimal, _ right: Decimal) -> Int {
    if left.scale == right.scale {
      return left.bits == right.bits ? 0 : left.bits < right.bits ? -1 : 1
    }
    return compareScaled(left, right)
  }

  @inline(never)
  private static func compareScaled(_ left: Decimal, _ right: Decimal) -> Int {
    if left.scale > right.scale { return -compareScaled(right, left) }
    let power = powersOfTen[right.scale - left.scale]
    let (scaled, overflow) = left.coefficient.multipliedReportingOverflow(by: power)
    // What overflows 127 bits is larger in magnitude than any coefficient.
    if overflow { return left.isNegative ? -1 : 1 }
    return scaled == right.coefficient ? 0 : scaled < right.coefficient ? -1 : 1
  }
}
