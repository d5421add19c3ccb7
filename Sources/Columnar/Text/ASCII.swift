/// Bytes borrowed for the length of a call.
public typealias Bytes = UnsafeBufferPointer<UInt8>

/// The characters that parsers look for, as bytes.
enum ASCII {
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let point = UInt8(ascii: ".")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let zero = UInt8(ascii: "0")

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  /// The white space that Postgres skips around numbers and dates.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == space || byte &- 9 < 5 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// The value of a hexadecimal digit, or nil.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - zero }
    let letter = byte | 0x20
    return letter &- 97 < 6 ? letter - 87 : nil
  }

  static let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)
}

extension UnsafeBufferPointer<UInt8> {
  /// Without white space at both ends.
  func trimmed() -> Bytes {
    var (from, to) = (0, count)
    while from < to, ASCII.isSpace(self[from]) { from += 1 }
    while to > from, ASCII.isSpace(self[to - 1]) { to -= 1 }
    return Bytes(rebasing: self[from..<to])
  }

  /// Equal to a lower-case word, whatever the case of the letters.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where ASCII.lowercased(self[index]) != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// The bytes as text for a message, at most the first 200; invalid UTF-8 is replaced.
  var text: String {
    if count <= 200 { return String(decoding: self, as: UTF8.self) }
    var cut = 200
    while cut > 0, self[cut] & 0xC0 == 0x80 { cut -= 1 }
    return String(decoding: self[..<cut], as: UTF8.self) + "…"
  }
}
