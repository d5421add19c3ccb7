/// Exponential and logarithm to 34 digits, for numeric: a signed number with 120 bits behind the point.
///
/// Each step is off by at most one unit of the last bit; a result is off by less than 10^−33 for arguments of the ranges
/// that a numeric of 36 digits has.
struct FixedPoint {
  private static let fractionBits = 120
  private static let one: Int128 = 1 << 120
  /// ln 2 and ln 10 × 2^120.
  static let ln2 = FixedPoint(bits: 921_350_637_599_661_305_226_344_307_672_478_455)
  static let ln10 = FixedPoint(bits: 3_060_660_568_284_699_479_708_353_448_060_341_289)

  private let bits: Int128

  private init(bits: Int128) { self.bits = bits }

  /// Nil where the number is 128 or more.
  init?(_ value: Decimal) {
    guard
      let bits = FixedPoint.quotient(
        value.coefficient.magnitude, Decimal.powersOfTen[value.scale].magnitude)
    else { return nil }
    self.bits = value.isNegative ? -bits : bits
  }

  /// dividend / divisor with 120 bits behind the point; nil where it does not fit.
  private static func quotient(_ dividend: UInt128, _ divisor: UInt128) -> Int128? {
    let (high, low) = (dividend >> 8, dividend << 120)
    guard high < divisor else { return nil }
    let result = divisor.dividingFullWidth((high, low))
    let rounded = result.quotient + (result.remainder >= divisor - result.remainder ? 1 : 0)
    return Int128(exactly: rounded)
  }

  private static func product(_ left: Int128, _ right: Int128) -> Int128 {
    let (high, low) = left.magnitude.multipliedFullWidth(by: right.magnitude)
    let shifted = high << 8 | low >> 120
    let rounded = Int128(shifted + (low >> 119 & 1))
    return (left < 0) != (right < 0) ? -rounded : rounded
  }

  func times(_ factor: Int) -> FixedPoint { FixedPoint(bits: bits * Int128(factor)) }
  static func + (left: FixedPoint, right: FixedPoint) -> FixedPoint {
    FixedPoint(bits: left.bits + right.bits)
  }
  static func - (left: FixedPoint, right: FixedPoint) -> FixedPoint {
    FixedPoint(bits: left.bits - right.bits)
  }
  /// Nil where the product is 128 or more.
  func times(_ factor: Decimal) -> FixedPoint? {
    let product = bits.magnitude.multipliedFullWidth(by: factor.coefficient.magnitude)
    let divisor = Decimal.powersOfTen[factor.scale].magnitude
    guard product.high < divisor else { return nil }
    let quotient = divisor.dividingFullWidth((product.high, product.low)).quotient
    guard let result = Int128(exactly: quotient) else { return nil }
    return FixedPoint(bits: (bits < 0) != factor.isNegative ? -result : result)
  }

  var double: Double { Double(bits) * 0x1p-120 }

  /// Nil where the quotient is 128 or more; the divisor is not zero.
  static func / (left: FixedPoint, right: FixedPoint) -> FixedPoint? {
    guard let bits = quotient(left.bits.magnitude, right.bits.magnitude) else { return nil }
    return FixedPoint(bits: (left.bits < 0) != (right.bits < 0) ? -bits : bits)
  }

  /// The natural logarithm of a positive number.
  static func logarithm(_ value: Decimal) -> FixedPoint {
    let coefficient = value.coefficient.magnitude
    let exponent = 127 - coefficient.leadingZeroBitCount
    // The coefficient is m × 2^exponent with m of [1, 2), and ln m = 2 artanh((m − 1) / (m + 1)).
    let mantissa = Int128(
      exponent >= 120 ? coefficient >> (exponent - 120) : coefficient << (120 - exponent))
    guard let ratio = quotient((mantissa - one).magnitude, (mantissa + one).magnitude) else {
      preconditionFailure("(m − 1) / (m + 1) is below 1")
    }
    let square = product(ratio, ratio)
    var (power, sum, divisor) = (ratio, ratio, Int128(3))
    while power != 0 {
      power = product(power, square)
      sum += power / divisor
      divisor += 2
    }
    return FixedPoint(bits: 2 * sum) + ln2.times(exponent) - ln10.times(value.scale)
  }

  /// e to this power, rounded to a scale; nil where it has more digits than can be told.
  func exponential(scale: Int) -> Decimal? {
    // this = k ln 2 + rest, so that e^this = 2^k × e^rest with a rest of at most ln 2 / 2.
    let half = FixedPoint.ln2.bits / 2
    let doubled = (bits >= 0 ? bits + half : bits - half) / FixedPoint.ln2.bits
    let exponent = Int(doubled)
    guard exponent < 120 else { return nil }
    let rest = bits - FixedPoint.ln2.times(exponent).bits
    var (term, sum, divisor) = (FixedPoint.one, FixedPoint.one, Int128(1))
    while term != 0 {
      term = FixedPoint.product(term, rest) / divisor
      sum += term
      divisor += 1
    }
    return FixedPoint.decimal(UInt128(sum), fractionBits: FixedPoint.fractionBits - exponent, scale)
  }

  /// Rounded half away from zero to a scale of at most 36; nil where that has more than 34 digits.
  func decimal(scale: Int) -> Decimal? {
    let magnitude = FixedPoint.decimal(
      bits.magnitude, fractionBits: FixedPoint.fractionBits, scale)
    return bits < 0 ? magnitude?.negated : magnitude
  }

  /// bits × 2^−fractionBits as a decimal.
  private static func decimal(_ bits: UInt128, fractionBits: Int, _ scale: Int) -> Decimal? {
    guard scale <= 36 else { return nil }
    let power = Decimal.powersOfTen[scale].magnitude
    let (high, low) = bits.multipliedFullWidth(by: power)
    guard fractionBits > 0 else { return nil }
    if fractionBits > 255 { return Decimal(coefficient: 0, scale: scale) }
    let isUpper = fractionBits >= 128
    let shift = fractionBits % 128
    var result: UInt128
    if isUpper {
      result = high >> shift
    } else {
      guard shift == 0 || high >> shift == 0 else { return nil }
      result = shift == 0 ? low : high << (128 - shift) | low >> shift
    }
    let halfBit = fractionBits - 1
    result += (halfBit >= 128 ? high >> (halfBit - 128) : low >> halfBit) & 1
    guard Decimal.digitCount(result) <= 34 else { return nil }
    return Decimal(coefficient: Int128(result), scale: scale)
  }
}
