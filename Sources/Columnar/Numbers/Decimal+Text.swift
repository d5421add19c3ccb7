extension Decimal: CustomStringConvertible {
  public var description: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the digits, with as many behind the point as the scale says.
  public func write(to sink: inout [UInt8]) {
    if isNegative { sink.append(ASCII.minus) }
    var rest = coefficient.magnitude
    var small: UInt64 = 0
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
      var at = 40
      while rest > UInt128(UInt64.max) {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        at -= 1
        digits[at] = ASCII.zero + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      }
      small = UInt64(truncatingIfNeeded: rest)
      while small != 0 || 40 - at <= scale {
        at -= 1
        digits[at] = ASCII.zero + UInt8(truncatingIfNeeded: small % 10)
        small /= 10
      }
      let point = 40 - scale
      sink.append(contentsOf: Bytes(rebasing: digits[at..<point]))
      if scale > 0 {
        sink.append(ASCII.point)
        sink.append(contentsOf: Bytes(rebasing: digits[point..<40]))
      }
    }
  }

  /// Digits with optional sign, point and exponent, white space around them allowed.
  ///
  /// Throws: Postgres' message where it is no number, or has more than 36 digits.
  public static func parse(_ text: Bytes) throws(ExpressionError) -> Decimal {
    var scanner = DecimalScanner(text: text.trimmed())
    guard scanner.scan() else { throw .invalidSyntax("numeric", text) }
    guard let value = scanner.value else { throw .valueOutOfRange("numeric", text) }
    return value
  }
}

/// Reads a number's text; a scale beyond 36 is allowed while the digits there are zeros.
private struct DecimalScanner {
  let text: Bytes
  var at = 0
  var negative = false
  var coefficient: Int128 = 0
  var scale = 0
  var digits = 0
  var exponent = 0
  var overflow = false

  init(text: Bytes) { self.text = text }

  /// False where the text is no number.
  mutating func scan() -> Bool {
    if at < text.count, text[at] == ASCII.minus || text[at] == ASCII.plus {
      negative = text[at] == ASCII.minus
      at += 1
    }
    scanDigits(fraction: false)
    if at < text.count, text[at] == ASCII.point {
      at += 1
      scanDigits(fraction: true)
    }
    if digits == 0 { return false }
    if at < text.count, text[at] | 0x20 == UInt8(ascii: "e"), !scanExponent() { return false }
    return at == text.count
  }

  private mutating func scanDigits(fraction: Bool) {
    // Zeros at the end of a fraction wait: they may be more than fit, and then they go.
    var zeros = 0
    while at < text.count, ASCII.isDigit(text[at]) {
      let digit = text[at] - ASCII.zero
      (digits, at) = (digits + 1, at + 1)
      if fraction, digit == 0 {
        zeros += 1
        continue
      }
      while zeros > 0, !overflow {
        append(0, fraction: true)
        zeros -= 1
      }
      append(digit, fraction: fraction)
    }
    while zeros > 0, scale < 36, coefficient <= Decimal.coefficientMax / 10 {
      append(0, fraction: true)
      zeros -= 1
    }
  }

  private mutating func append(_ digit: UInt8, fraction: Bool) {
    // 10^37 + 9 still fits 127 bits: once too large it stays too large.
    if coefficient > Decimal.coefficientMax {
      overflow = true
    } else {
      coefficient = coefficient &* 10 &+ Int128(digit)
    }
    if fraction { scale += 1 }
  }

  private mutating func scanExponent() -> Bool {
    at += 1
    var negative = false
    if at < text.count, text[at] == ASCII.minus || text[at] == ASCII.plus {
      negative = text[at] == ASCII.minus
      at += 1
    }
    guard at < text.count else { return false }
    while at < text.count, ASCII.isDigit(text[at]) {
      exponent = min(exponent * 10 + Int(text[at] - ASCII.zero), 100_000)
      at += 1
    }
    if negative { exponent = -exponent }
    return ASCII.isDigit(text[at - 1])
  }

  var value: Decimal? {
    if overflow { return nil }
    var (coefficient, scale) = (coefficient, scale - exponent)
    while scale > 36 || coefficient > Decimal.coefficientMax {
      if coefficient == 0 {
        return scale < 0 ? .zero : Decimal(coefficient: 0, scale: min(scale, 36))
      }
      if scale <= 0 || coefficient % 10 != 0 { return nil }
      (coefficient, scale) = (coefficient / 10, scale - 1)
    }
    if scale < 0 {
      if coefficient == 0 { return .zero }
      guard -scale <= 36 else { return nil }
      let (scaled, overflow) = coefficient.multipliedReportingOverflow(
        by: Decimal.powersOfTen[-scale])
      if overflow { return nil }
      (coefficient, scale) = (scaled, 0)
    }
    return Decimal(coefficient: negative ? -coefficient : coefficient, scale: scale)
  }
}
