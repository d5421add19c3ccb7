import Columnar

/// An exact number integer × 10^−scale.
struct WideDecimal {
  var integer: WideInteger
  var scale: Int

  init(_ integer: WideInteger, scale: Int) {
    self.integer = integer
    self.scale = scale
  }

  init(_ count: Int64) { self.init(WideInteger(Int128(count)), scale: 0) }

  func scaled(to wanted: Int) -> WideInteger {
    integer * WideInteger.powerOfTen(wanted - scale)
  }

  static func + (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    let scale = max(left.scale, right.scale)
    return WideDecimal(left.scaled(to: scale) + right.scaled(to: scale), scale: scale)
  }

  static func - (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    left + WideDecimal(-right.integer, scale: right.scale)
  }

  static func * (left: WideDecimal, right: WideDecimal) -> WideDecimal {
    WideDecimal(left.integer * right.integer, scale: left.scale + right.scale)
  }

  /// The quotient of two numbers that are not negative at Postgres' scale, rounded half up; and whether it is exact.
  func divided(by divisor: WideDecimal) -> (quotient: WideDecimal, isExact: Bool) {
    let scale = WideDecimal.quotientScale(self, divisor)
    let shift = scale + divisor.scale - self.scale
    let (quotient, isExact) = (integer * WideInteger.powerOfTen(max(shift, 0))).dividedRounding(
      by: divisor.integer * WideInteger.powerOfTen(max(-shift, 0)))
    return (WideDecimal(quotient, scale: scale), isExact)
  }

  /// The square root at the same scale, rounded half up; and whether it is exact.
  var squareRoot: (root: WideDecimal, isExact: Bool) {
    let root = scaled(to: 2 * scale + 2).squareRoot
    let (rounded, isExact) = root.dividedRounding(by: WideInteger(10))
    let square = WideDecimal(rounded * rounded, scale: 2 * scale)
    return (
      WideDecimal(rounded, scale: scale), isExact && (square - self).integer.isZero
    )
  }

  /// As a numeric. What is exact may lose zeros behind to fit; nil where digits would be lost.
  func decimal(isExact: Bool) -> Decimal? {
    var (integer, scale) = (integer, scale)
    while true {
      if let word = integer.word, let coefficient = Int128(exactly: word),
        let value = Decimal(
          coefficient: integer.isNegative ? -coefficient : coefficient, scale: scale)
      {
        return value
      }
      let (tenth, rest) = integer.divided(by: WideInteger(10))
      guard isExact, scale > 0, rest.isZero else { return nil }
      integer = WideInteger(limbs: tenth.limbs, isNegative: integer.isNegative)
      scale -= 1
    }
  }

  /// Postgres' `select_div_scale`, which counts in digits of base 10 000.
  private static func quotientScale(_ left: WideDecimal, _ right: WideDecimal) -> Int {
    let (leftWeight, leftDigit) = left.leadingDigit
    let (rightWeight, rightDigit) = right.leadingDigit
    var weight = leftWeight - rightWeight
    if leftDigit <= rightDigit { weight -= 1 }
    return max(16 - weight * 4, left.scale, right.scale, 0)
  }

  /// Weight and value of the first digit in base 10 000; (0, 0) for zero.
  private var leadingDigit: (weight: Int, digit: Int) {
    if integer.isZero { return (0, 0) }
    let exponent = digitCount - 1 - scale
    let weight = exponent >= 0 ? exponent / 4 : (exponent - 3) / 4
    let shift = scale + 4 * weight
    let digit =
      shift >= 0
      ? integer.divided(by: WideInteger.powerOfTen(shift)).quotient
      : integer * WideInteger.powerOfTen(-shift)
    return (weight, Int(digit.word ?? 0))
  }

  private var digitCount: Int {
    // By a little less than log10(2): right, or one too small.
    let guess = max((integer.bitWidth - 1) * 30_102 / 100_000, 0) + 1
    let isLess = WideInteger.isLess(integer.limbs, WideInteger.powerOfTen(guess).limbs)
    return isLess ? guess : guess + 1
  }
}
