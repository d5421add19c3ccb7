/// Arithmetic with Postgres' result scales. Nil is overflow: the exact result has more than 36 digits.
extension Decimal {
  @inline(__always)
  public func adding(_ other: Decimal) -> Decimal? {
    if scale == other.scale {
      return Decimal(coefficient: coefficient &+ other.coefficient, scale: scale)
    }
    return addingScaled(other)
  }

  @inline(never)
  private func addingScaled(_ other: Decimal) -> Decimal? {
    let scale = max(self.scale, other.scale)
    guard let left = scaledUp(to: scale), let right = other.scaledUp(to: scale) else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Decimal(coefficient: sum, scale: scale)
  }

  public func subtracting(_ other: Decimal) -> Decimal? { adding(other.negated) }

  public var negated: Decimal { Decimal(unchecked: -coefficient, scale: scale) }
  public var magnitude: Decimal { isNegative ? negated : self }

  /// The scale is the sum of both scales; only where that does not fit, trailing zeros go.
  public func multiplied(by other: Decimal) -> Decimal? {
    let scale = self.scale + other.scale
    if let left = Int64(exactly: coefficient), let right = Int64(exactly: other.coefficient),
      let product = Decimal(coefficient: Int128(left) * Int128(right), scale: scale)
    {
      return product
    }
    return multipliedWide(by: other)
  }

  @inline(never)
  private func multipliedWide(by other: Decimal) -> Decimal? {
    var scale = self.scale + other.scale
    let negative = isNegative != other.isNegative
    var (high, low) = coefficient.magnitude.multipliedFullWidth(by: other.coefficient.magnitude)
    while high != 0 || low > Decimal.coefficientMax.magnitude || scale > 36 {
      if scale == 0 { return nil }
      let (quotient, rest) = high.quotientAndRemainder(dividingBy: 10)
      let divided = UInt128(10).dividingFullWidth((rest, low))
      if divided.remainder != 0 { return nil }
      (high, low, scale) = (quotient, divided.quotient, scale - 1)
    }
    return Decimal(coefficient: negative ? -Int128(low) : Int128(low), scale: scale)
  }

  /// The quotient rounded half away from zero to Postgres' scale (at least 16 significant digits).
  ///
  /// Nil where it needs more than 36 digits. The divisor is not zero.
  public func divided(by other: Decimal) -> Decimal? {
    divided(by: other, scale: Decimal.quotientScale(self, other))
  }

  /// The quotient rounded half away from zero to a scale; an exact one has as many zeros behind it as fit.
  func divided(by other: Decimal, scale wanted: Int) -> Decimal? {
    precondition(!other.isZero, "division by zero is the caller's to report")
    let scale = min(wanted, 36)
    let divisor = other.coefficient.magnitude
    var (quotient, rest) = coefficient.magnitude.quotientAndRemainder(dividingBy: divisor)
    var digits = scale + other.scale - self.scale
    // Eighteen digits at once where the rest leaves room, else one by one: rest × 10 < 10^37.
    let step = divisor <= UInt128(UInt64.max) ? 18 : 1
    while digits > 0, rest != 0 {
      let taken = min(step, digits)
      let power = Decimal.powersOfTen[taken].magnitude
      let (shifted, overflow) = quotient.multipliedReportingOverflow(by: power)
      if overflow { return nil }
      let (more, left) = (rest * power).quotientAndRemainder(dividingBy: divisor)
      let (sum, carry) = shifted.addingReportingOverflow(more)
      if carry { return nil }
      (quotient, rest, digits) = (sum, left, digits - taken)
    }
    let negative = isNegative != other.isNegative
    if rest == 0 {
      return Decimal.exact(quotient, negative: negative, scale: scale - digits, wanted: scale)
    }
    // Fewer digits than Postgres gives would be rounding in silence.
    if wanted > scale { return nil }
    if rest >= divisor - rest { quotient += 1 }
    guard quotient <= Decimal.coefficientMax.magnitude else { return nil }
    return Decimal(coefficient: negative ? -Int128(quotient) : Int128(quotient), scale: scale)
  }

  /// An exact quotient with zeros behind it up to the wanted scale, or as many as fit.
  private static func exact(
    _ quotient: UInt128, negative: Bool, scale: Int, wanted: Int
  ) -> Decimal? {
    var (quotient, scale) = (quotient, scale)
    let full = coefficientMax.magnitude
    guard quotient <= full else { return nil }
    while scale < wanted, scale < 0 || quotient <= full / 10 {
      let (next, overflow) = quotient.multipliedReportingOverflow(by: 10)
      if overflow || next > full { return nil }
      (quotient, scale) = (next, scale + 1)
    }
    return Decimal(coefficient: negative ? -Int128(quotient) : Int128(quotient), scale: scale)
  }

  /// Postgres' `select_div_scale`, which counts in digits of base 10 000.
  static func quotientScale(_ left: Decimal, _ right: Decimal) -> Int {
    let (leftWeight, leftDigit) = left.leadingDigit
    let (rightWeight, rightDigit) = right.leadingDigit
    var weight = leftWeight - rightWeight
    if leftDigit <= rightDigit { weight -= 1 }
    return max(16 - weight * 4, left.scale, right.scale, 0)
  }

  /// Weight and value of the first digit in base 10 000; (0, 0) for zero.
  var leadingDigit: (weight: Int, digit: Int) {
    let magnitude = coefficient.magnitude
    if magnitude == 0 { return (0, 0) }
    let exponent = Decimal.digitCount(magnitude) - 1 - scale
    let weight = exponent >= 0 ? exponent / 4 : (exponent - 3) / 4
    let shift = scale + 4 * weight
    let digit =
      shift >= 0
      ? magnitude / Decimal.powersOfTen[shift].magnitude
      : magnitude * Decimal.powersOfTen[-shift].magnitude
    return (weight, Int(digit))
  }

  /// What truncated division leaves, with the dividend's sign. The divisor is not zero.
  public func remainder(dividingBy other: Decimal) -> Decimal? {
    precondition(!other.isZero, "division by zero is the caller's to report")
    let scale = max(self.scale, other.scale)
    guard let divisor = other.scaledUp(to: scale)?.magnitude else {
      // The scaled divisor is larger than every coefficient, so nothing is divided.
      return Decimal(coefficient: coefficient, scale: scale)
    }
    var rest = coefficient.magnitude % divisor
    for _ in self.scale..<scale {
      // divisor < 2^127, so rest × 2 fits 128 bits and each doubling can be reduced.
      let twice = (rest * 2) % divisor
      let four = (twice * 2) % divisor
      let eight = (four * 2) % divisor
      rest = (eight + twice) % divisor
    }
    return Decimal(coefficient: isNegative ? -Int128(rest) : Int128(rest), scale: scale)
  }

  /// The coefficient at a larger scale; nil where it exceeds 127 bits.
  func scaledUp(to scale: Int) -> Int128? {
    let (scaled, overflow) = coefficient.multipliedReportingOverflow(
      by: Decimal.powersOfTen[scale - self.scale])
    return overflow ? nil : scaled
  }
}
