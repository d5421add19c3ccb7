import Glibc

/// Doubles as text: shortest digits that read back as the same value, in Postgres' form.
enum DoubleText {
  /// 10^0 … 10^22: the powers that a double holds exactly.
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// `0.1`, `100000000000000`, `1e+15`, `1e-05`, `NaN`, `-Infinity`.
  static func append(_ value: Double, to sink: inout [UInt8]) {
    if appendSpecial(value, to: &sink) { return }
    appendShortest(value.magnitude.description, pointMax: 15, to: &sink)
  }

  /// The same for a value of type real, which has fewer digits.
  static func append(real value: Double, to sink: inout [UInt8]) {
    if appendSpecial(value, to: &sink) { return }
    appendShortest(Float(value).magnitude.description, pointMax: 6, to: &sink)
  }

  /// NaN, infinity, zero; else only the sign.
  private static func appendSpecial(_ value: Double, to sink: inout [UInt8]) -> Bool {
    if value.isNaN {
      sink.append(contentsOf: "NaN".utf8)
      return true
    }
    if value.sign == .minus { sink.append(ASCII.minus) }
    if value.isInfinite { sink.append(contentsOf: "Infinity".utf8) }
    if value == 0 { sink.append(ASCII.zero) }
    return value.isInfinite || value == 0
  }

  /// Takes Swift's shortest text apart into digits and exponent, and writes them as Postgres does:
  /// an exponent only where the number is below 0.0001 or has more than `pointMax` digits before the point.
  private static func appendShortest(_ description: String, pointMax: Int, to sink: inout [UInt8]) {
    var digits: [UInt8] = []
    var exponent = 0
    var pointSeen = false
    var rest = description.utf8[...]
    while let byte = rest.popFirst() {
      if byte == ASCII.point {
        pointSeen = true
      } else if byte == UInt8(ascii: "e") {
        exponent += Int(Substring(rest)) ?? 0
        break
      } else {
        if !(digits.isEmpty && byte == ASCII.zero) { digits.append(byte) }
        if pointSeen { exponent -= 1 }
      }
    }
    while digits.last == ASCII.zero {
      digits.removeLast()
      exponent += 1
    }
    let top = digits.count - 1 + exponent
    if top < -4 || top >= pointMax {
      appendScientific(digits, exponent: top, to: &sink)
    } else {
      appendPlain(digits, exponent: exponent, to: &sink)
    }
  }

  private static func appendScientific(_ digits: [UInt8], exponent: Int, to sink: inout [UInt8]) {
    sink.append(digits[0])
    if digits.count > 1 {
      sink.append(ASCII.point)
      sink.append(contentsOf: digits[1...])
    }
    sink.append(UInt8(ascii: "e"))
    sink.append(exponent < 0 ? ASCII.minus : ASCII.plus)
    IntegerText.append(UInt64(exponent.magnitude), digitsMin: 2, to: &sink)
  }

  private static func appendPlain(_ digits: [UInt8], exponent: Int, to sink: inout [UInt8]) {
    let before = digits.count + exponent
    if exponent >= 0 {
      sink.append(contentsOf: digits)
      sink.append(contentsOf: repeatElement(ASCII.zero, count: exponent))
    } else if before > 0 {
      sink.append(contentsOf: digits[..<before])
      sink.append(ASCII.point)
      sink.append(contentsOf: digits[before...])
    } else {
      sink.append(contentsOf: [ASCII.zero, ASCII.point])
      sink.append(contentsOf: repeatElement(ASCII.zero, count: -before))
      sink.append(contentsOf: digits)
    }
  }

  /// A decimal number, NaN or infinity in any case; nil where it is none. Too large gives ±infinity, too small 0.
  static func parse(_ text: Bytes) -> Double? {
    if let special = parseSpecial(text) { return special }
    guard hasDecimalForm(text) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
      for (index, byte) in text.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[text.count] = 0
      return copy.baseAddress.map { strtod($0, nil) }
    }
  }

  private static func parseSpecial(_ text: Bytes) -> Double? {
    if text.isWord("nan") { return .nan }
    if text.isWord("infinity") || text.isWord("inf") || text.isWord("+infinity")
      || text.isWord("+inf")
    {
      return .infinity
    }
    return text.isWord("-infinity") || text.isWord("-inf") ? -.infinity : nil
  }

  /// Only what SQL calls a number: strtod would take hexadecimal too.
  private static func hasDecimalForm(_ text: Bytes) -> Bool {
    var at = 0
    func skipSign() {
      if at < text.count, text[at] == ASCII.minus || text[at] == ASCII.plus { at += 1 }
    }
    func skipDigits() -> Int {
      let from = at
      while at < text.count, ASCII.isDigit(text[at]) { at += 1 }
      return at - from
    }
    skipSign()
    var digits = skipDigits()
    if at < text.count, text[at] == ASCII.point {
      at += 1
      digits += skipDigits()
    }
    if digits == 0 { return false }
    if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      skipSign()
      if skipDigits() == 0 { return false }
    }
    return at == text.count
  }
}
