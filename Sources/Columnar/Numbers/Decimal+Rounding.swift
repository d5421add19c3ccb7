/// Where the digits that go away lead.
enum DecimalRounding {
  case halfAwayFromZero
  case towardZero
  case down
  case up
}

extension Decimal {
  /// Rounded half away from zero to a scale, or padded with zeros; negative scales round to tens, hundreds, ….
  ///
  /// Nil where the padded number has more than 36 digits.
  public func rounded(toScale scale: Int) -> Decimal? { rounded(toScale: scale, .halfAwayFromZero) }

  func rounded(toScale wanted: Int, _ rounding: DecimalRounding) -> Decimal? {
    let target = min(wanted, 36)
    if target >= scale {
      guard let scaled = scaledUp(to: target) else { return nil }
      return Decimal(coefficient: scaled, scale: target)
    }
    let dropped = scale - target
    guard dropped <= 38 else { return roundedToNothing(toScale: target, rounding) }
    let power = Decimal.powersOfTen[dropped]
    var (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: power)
    switch rounding {
    case .halfAwayFromZero:
      if rest.magnitude >= power.magnitude - rest.magnitude { quotient += isNegative ? -1 : 1 }
    case .towardZero: break
    case .down: if rest < 0 { quotient -= 1 }
    case .up: if rest > 0 { quotient += 1 }
    }
    if target >= 0 { return Decimal(coefficient: quotient, scale: target) }
    let restored = quotient.multipliedReportingOverflow(by: Decimal.powersOfTen[min(-target, 38)])
    return restored.overflow ? nil : Decimal(coefficient: restored.partialValue, scale: 0)
  }

  /// Every digit goes away: the result is zero, as only rounding half away and toward zero ask for it.
  private func roundedToNothing(toScale scale: Int, _ rounding: DecimalRounding) -> Decimal? {
    precondition(rounding == .halfAwayFromZero || rounding == .towardZero, "floor keeps its scale")
    return .zero
  }

  /// As `numeric(precision, scale)` stores it: rounded; nil where more digits stand before the point than it has.
  public func fitted(precision: Int, scale: Int) -> Decimal? {
    guard let rounded = rounded(toScale: scale) else { return nil }
    if precision < 38,
      rounded.coefficient.magnitude >= Decimal.powersOfTen[max(precision, 0)].magnitude
    {
      return nil
    }
    return rounded
  }
}
