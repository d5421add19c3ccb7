/// Escapes outside of brackets.
extension PatternTranslation {
  static let word: StaticString = "\\p{L}\\p{Nd}\\p{Nl}_"
  static let space: StaticString =
    "\\t-\\r \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}"

  mutating func escape() throws(ExpressionError) -> Atom {
    let fault = PatternTranslation.fault("invalid escape \\ sequence")
    guard let scalar = peek(1) else { throw fault }
    if scalar.isASCII, ("1"..."9").contains(scalar) { return try numbered() }
    if let literal = try literalEscape() {
      appendLiteral(literal)
      return .character
    }
    at += 2
    switch scalar {
    case "A": append("\\A")
    case "Z": append("\\z")
    case "m": appendWordEdge(begins: true)
    case "M": appendWordEdge(begins: false)
    case "y":
      append("(?:")
      appendWordEdge(begins: true)
      append("|")
      appendWordEdge(begins: false)
      append(")")
    case "Y":
      append("(?!")
      appendWordEdge(begins: true)
      append("|")
      appendWordEdge(begins: false)
      append(")")
    default:
      guard appendClass(scalar) else { throw fault }
      return .character
    }
    return .constraint
  }

  mutating func appendWordEdge(begins: Bool) {
    append(begins ? "(?<![" : "(?<=[")
    append(PatternTranslation.word)
    append(begins ? "])(?=[" : "])(?![")
    append(PatternTranslation.word)
    append("])")
  }

  /// `\d`, `\s`, `\w` and their opposites.
  mutating func appendClass(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "d": append("[0-9]")
    case "D": append("[^0-9]")
    case "s", "w", "S", "W":
      append(scalar == "s" || scalar == "w" ? "[" : "[^")
      append(scalar == "s" || scalar == "S" ? PatternTranslation.space : PatternTranslation.word)
      append("]")
    default: return false
    }
    return true
  }

  /// `\1`, or with as many digits as there are groups for; else an octal character.
  mutating func numbered() throws(ExpressionError) -> Atom {
    let start = at
    at += 1
    var number = 0
    var digits = 0
    while let scalar = next, ("0"..."9").contains(scalar), digits < 3 {
      let grown = number * 10 + Int(scalar.value - 48)
      if digits > 0, grown > groups { break }
      (number, digits) = (grown, digits + 1)
      at += 1
    }
    if digits == 1, let following = next, ("0"..."7").contains(following), number <= 7 {
      // `\12` without twelve groups is a character by its octal number.
      at = start + 1
      appendLiteral(try octal())
      return .character
    }
    guard closedGroups.contains(number), lookarounds == 0 else {
      throw PatternTranslation.fault("invalid backreference number")
    }
    output.append(contentsOf: "\\g{\(number)}".utf8)
    return .reference
  }

  mutating func octal() throws(ExpressionError) -> Unicode.Scalar {
    var value: UInt32 = 0
    var digits = 0
    while let scalar = next, ("0"..."7").contains(scalar), digits < 3 {
      value = value * 8 + scalar.value - 48
      digits += 1
      at += 1
    }
    guard digits > 0, let result = Unicode.Scalar(value) else {
      throw PatternTranslation.fault("invalid escape \\ sequence")
    }
    return result
  }

  /// The character that an escape stands for, read; nil where it stands for no single one.
  mutating func literalEscape() throws(ExpressionError) -> Unicode.Scalar? {
    let fault = PatternTranslation.fault("invalid escape \\ sequence")
    guard let scalar = peek(1) else { throw fault }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "a": "\u{7}", "b": "\u{8}", "B": "\\", "e": "\u{1B}", "f": "\u{C}", "n": "\n", "r": "\r",
      "t": "\t", "v": "\u{B}",
    ]
    if let control = plain[scalar] {
      at += 2
      return control
    }
    switch scalar {
    case "0":
      at += 1
      return try octal()
    case "c":
      guard let letter = peek(2) else { throw fault }
      at += 3
      return Unicode.Scalar(letter.value & 31)
    case "u", "U", "x":
      at += 2
      return try hexadecimal(scalar == "u" ? 4 : scalar == "U" ? 8 : nil)
    default:
      if scalar.isASCII, ASCII.isLetter(UInt8(scalar.value)) || ("0"..."9").contains(scalar) {
        return nil
      }
      at += 2
      return scalar
    }
  }

  /// Exactly so many digits, or at least one.
  mutating func hexadecimal(_ wanted: Int?) throws(ExpressionError) -> Unicode.Scalar {
    var value: UInt32 = 0
    var digits = 0
    while let scalar = next, scalar.isASCII, let digit = ASCII.hexValue(UInt8(scalar.value)),
      digits < wanted ?? 255
    {
      value = min(value, 0x0FFF_FFFF) * 16 + UInt32(digit)
      digits += 1
      at += 1
    }
    guard digits >= wanted ?? 1, let result = Unicode.Scalar(value) else {
      throw PatternTranslation.fault("invalid escape \\ sequence")
    }
    return result
  }
}
