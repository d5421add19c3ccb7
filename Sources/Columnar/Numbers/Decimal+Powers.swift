import Glibc

/// Roots, powers and logarithms with the digits that Postgres gives: at least 16 significant ones. Nil is a result with
/// more digits than a numeric has, or than can be told (34).
extension Decimal {
  private static let significantDigits = 16

  private static func clamped(_ scale: Int, _ others: Int...) -> Int {
    max(scale, others.max() ?? 0, 0)
  }

  /// Of a number that is not negative.
  var squareRoot: Decimal? {
    let (weight, _) = leadingDigit
    let scale = Decimal.clamped(
      Decimal.significantDigits - ((weight + 1) * 4 / 2 - 1), self.scale)
    // √(c × 10^−s) at a scale t is √(c × 10^(2t − s)) × 10^−t.
    let shift = 2 * scale - self.scale
    guard scale <= 36, shift >= 0, shift <= 76 else { return nil }
    let high = min(shift, 38)
    let scaled = coefficient.magnitude.multipliedFullWidth(by: Decimal.powersOfTen[high].magnitude)
    guard let number = Decimal.product(scaled, Decimal.powersOfTen[shift - high].magnitude) else {
      return nil
    }
    let root = Decimal.integerRoot(number)
    return Int128(exactly: root).flatMap { Decimal(coefficient: $0, scale: scale) }
  }

  private typealias Wide = (high: UInt128, low: UInt128)

  private static func product(_ wide: Wide, _ factor: UInt128) -> Wide? {
    let (carry, low) = wide.low.multipliedFullWidth(by: factor)
    let (upper, overflow) = wide.high.multipliedReportingOverflow(by: factor)
    let (high, overflowAgain) = upper.addingReportingOverflow(carry)
    return overflow || overflowAgain ? nil : (high, low)
  }

  /// The nearest integer to a square root, bit by bit.
  private static func integerRoot(_ number: Wide) -> UInt128 {
    var root: UInt128 = 0
    var bit: UInt128 = 1 << 127
    while bit != 0 {
      let candidate = root | bit
      if !isAbove(candidate.multipliedFullWidth(by: candidate), number) { root = candidate }
      bit >>= 1
    }
    // (root + ½)² = root² + root + ¼: the number, a whole one, is above it where it is above root² + root.
    let square = root.multipliedFullWidth(by: root)
    let (low, carry) = square.low.addingReportingOverflow(root)
    return isAbove(number, (square.high + (carry ? 1 : 0), low)) ? root + 1 : root
  }

  private static func isAbove(_ left: Wide, _ right: Wide) -> Bool {
    left.high != right.high ? left.high > right.high : left.low > right.low
  }

  /// e to this power.
  var exponential: Decimal? {
    let digits = Int(max(-1000, min(1000, double * 0.434294481903252)))
    let scale = Decimal.clamped(Decimal.significantDigits - digits, self.scale)
    if digits < -100 { return scale <= 36 ? Decimal(coefficient: 0, scale: scale) : nil }
    return FixedPoint(self)?.exponential(scale: scale)
  }

  /// The natural logarithm of a positive number.
  var naturalLogarithm: Decimal? {
    let scale = Decimal.clamped(Decimal.significantDigits - logarithmWeight, self.scale)
    return FixedPoint.logarithm(self).decimal(scale: scale)
  }

  /// The logarithm to a base; both are positive and the base is not 1.
  func logarithm(base: Decimal) -> Decimal? {
    let scale = Decimal.clamped(
      Decimal.significantDigits - (logarithmWeight - base.logarithmWeight), self.scale, base.scale)
    let quotient = FixedPoint.logarithm(self) / FixedPoint.logarithm(base)
    return quotient?.decimal(scale: scale)
  }

  /// Postgres' estimate of how many digits stand before the point of the natural logarithm.
  private var logarithmWeight: Int {
    let nearOne = Decimal(unchecked: 9, scale: 1)...Decimal(unchecked: 11, scale: 1)
    if nearOne.contains(self) {
      guard let distance = subtracting(Decimal(1)), !distance.isZero else { return 0 }
      let (weight, digit) = distance.leadingDigit
      return weight * 4 + Int(log10(Double(digit)))
    }
    return Int(log10(abs(log(double))))
  }

  /// This number to a power. Neither zero to a negative one nor a negative number to one with a fraction.
  func raised(to power: Decimal) -> Decimal? {
    if let exponent = power.canonical.scale == 0 ? power.int64 : nil,
      Int32(exactly: exponent) != nil
    {
      return raised(to: Int(exponent))
    }
    if isZero { return Decimal(coefficient: 0, scale: Decimal.significantDigits) }
    guard let logarithm = FixedPoint.logarithm(self).times(power) else { return nil }
    let digits = Int(max(-1000, min(1000, logarithm.double * 0.434294481903252)))
    let scale = Decimal.clamped(Decimal.significantDigits - digits, self.scale, power.scale)
    return logarithm.exponential(scale: scale)
  }

  private func raised(to exponent: Int) -> Decimal? {
    let wanted = max(Decimal.significantDigits, scale)
    if let exact = exactly(raisedTo: exponent.magnitude) {
      if exponent >= 0 { return exact.withZeros(upTo: wanted) }
      return Decimal(1).divided(by: exact, scale: wanted)
    }
    guard let logarithm = FixedPoint.logarithm(magnitude).times(Decimal(Int64(exponent))) else {
      return nil
    }
    let result = logarithm.exponential(scale: wanted)
    return isNegative && exponent % 2 != 0 ? result?.negated : result
  }

  /// Squared and multiplied; nil where 36 digits are not enough.
  private func exactly(raisedTo exponent: UInt) -> Decimal? {
    var result = Decimal(1)
    var square = canonical
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 {
        guard let product = result.multiplied(by: square) else { return nil }
        result = product
      }
      rest >>= 1
      if rest > 0 {
        guard let next = square.multiplied(by: square) else { return nil }
        square = next.canonical
      }
    }
    return result
  }

  /// Rounded to a scale, or with zeros up to it: as many as fit.
  func withZeros(upTo wanted: Int) -> Decimal? {
    if scale >= wanted { return rounded(toScale: wanted) }
    var result = self
    while result.scale < wanted,
      let longer = Decimal(coefficient: result.coefficient * 10, scale: result.scale + 1)
    {
      result = longer
    }
    return result
  }
}
