/// A strict JSON (RFC 8259) reader over bytes: checks a text, and writes it in jsonb's canonical form.
///
/// Nesting is limited to 1 024 levels.
struct JSONScanner {
  static let depthMax = 1024
  private let text: Bytes
  private(set) var at = 0

  init(_ text: Bytes) { self.text = text }

  /// Whether the text is one JSON value and nothing else.
  static func isValid(_ text: Bytes) -> Bool {
    var scanner = JSONScanner(text)
    scanner.skipSpaces()
    guard scanner.skipValue(depth: 0) else { return false }
    scanner.skipSpaces()
    return scanner.at == text.count
  }

  var next: UInt8? { at < text.count ? text[at] : nil }

  mutating func skipSpaces() {
    while at < text.count {
      let byte = text[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at += 1
    }
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  /// False where no valid value stands here.
  mutating func skipValue(depth: Int) -> Bool {
    guard depth < JSONScanner.depthMax, let first = next else { return false }
    switch first {
    case UInt8(ascii: "{"):
      return skipItems(closing: UInt8(ascii: "}")) { scanner in
        guard scanner.skipString() else { return false }
        scanner.skipSpaces()
        guard scanner.skip(ASCII.colon) else { return false }
        scanner.skipSpaces()
        return scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "["):
      return skipItems(closing: UInt8(ascii: "]")) { $0.skipValue(depth: depth + 1) }
    case ASCII.quote: return skipString()
    case UInt8(ascii: "t"): return skipWord("true")
    case UInt8(ascii: "f"): return skipWord("false")
    case UInt8(ascii: "n"): return skipWord("null")
    default: return skipNumber()
    }
  }

  /// Items between brackets, separated by commas; each begins and ends where `item` leaves the scanner.
  mutating func skipItems(closing: UInt8, _ item: (inout JSONScanner) -> Bool) -> Bool {
    at += 1
    skipSpaces()
    if skip(closing) { return true }
    while true {
      guard item(&self) else { return false }
      skipSpaces()
      if skip(closing) { return true }
      guard skip(ASCII.comma) else { return false }
      skipSpaces()
    }
  }

  mutating func skipWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard text.count - at >= count else { return false }
    for index in 0..<count where text[at + index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  mutating func skipNumber() -> Bool {
    _ = skip(ASCII.minus)
    if skip(ASCII.zero) {
      if let byte = next, ASCII.isDigit(byte) { return false }
    } else if !skipDigits() {
      return false
    }
    if skip(ASCII.point), !skipDigits() { return false }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if !skip(ASCII.minus) { _ = skip(ASCII.plus) }
      return skipDigits()
    }
    return true
  }

  private mutating func skipDigits() -> Bool {
    let from = at
    while let byte = next, ASCII.isDigit(byte) { at += 1 }
    return at > from
  }

  mutating func skipString() -> Bool {
    guard skip(ASCII.quote) else { return false }
    while let byte = next {
      at += 1
      if byte == ASCII.quote { return true }
      if byte < 0x20 { return false }
      if byte == ASCII.backslash, !skipEscape() { return false }
    }
    return false
  }

  private mutating func skipEscape() -> Bool {
    guard let kind = next else { return false }
    at += 1
    guard kind == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(kind) }
    return codeUnit() != nil
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() -> UInt32? {
    guard text.count - at >= 4 else { return nil }
    var unit: UInt32 = 0
    for index in 0..<4 {
      guard let digit = ASCII.hexValue(text[at + index]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    at += 4
    return unit
  }

  /// The characters of a string; nil where it is invalid, has U+0000 or half a surrogate pair.
  mutating func string() -> [UInt8]? {
    guard skip(ASCII.quote) else { return nil }
    var characters: [UInt8] = []
    while let byte = next {
      at += 1
      if byte == ASCII.quote { return characters }
      if byte < 0x20 { return nil }
      if byte != ASCII.backslash {
        characters.append(byte)
      } else if !appendEscape(to: &characters) {
        return nil
      }
    }
    return nil
  }

  private mutating func appendEscape(to characters: inout [UInt8]) -> Bool {
    guard let kind = next else { return false }
    at += 1
    switch kind {
    case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): characters.append(kind)
    case UInt8(ascii: "b"): characters.append(8)
    case UInt8(ascii: "f"): characters.append(12)
    case UInt8(ascii: "n"): characters.append(10)
    case UInt8(ascii: "r"): characters.append(13)
    case UInt8(ascii: "t"): characters.append(9)
    case UInt8(ascii: "u"):
      guard var unit = codeUnit(), unit != 0 else { return false }
      if 0xD800..<0xDC00 ~= unit {
        guard skip(ASCII.backslash), skip(UInt8(ascii: "u")), let low = codeUnit(),
          0xDC00..<0xE000 ~= low
        else { return false }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { return false }
      characters.append(contentsOf: String(Character(scalar)).utf8)
    default: return false
    }
    return true
  }
}
