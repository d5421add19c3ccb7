/// Text forms of bytea and uuid.
enum BinaryText {
  static func appendHex(_ value: Bytes, to sink: inout [UInt8]) {
    sink.append(contentsOf: "\\x".utf8)
    for byte in value { appendHexByte(byte, to: &sink) }
  }

  static func appendUUID(_ value: Bytes, to sink: inout [UInt8]) {
    for (index, byte) in value.enumerated() {
      if index == 4 || index == 6 || index == 8 || index == 10 { sink.append(ASCII.minus) }
      appendHexByte(byte, to: &sink)
    }
  }

  static func appendHexByte(_ byte: UInt8, to sink: inout [UInt8]) {
    sink.append(ASCII.hexDigits[Int(byte >> 4)])
    sink.append(ASCII.hexDigits[Int(byte & 15)])
  }

  static func appendBase64(_ value: Bytes, to sink: inout [UInt8]) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var at = 0
    while at < value.count {
      let left = value.count - at
      let group =
        Int(value[at]) << 16 | (left > 1 ? Int(value[at + 1]) << 8 : 0)
        | (left > 2 ? Int(value[at + 2]) : 0)
      sink.append(alphabet[group >> 18])
      sink.append(alphabet[group >> 12 & 63])
      sink.append(left > 1 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
      sink.append(left > 2 ? alphabet[group & 63] : UInt8(ascii: "="))
      at += 3
    }
  }

  /// 32 hexadecimal digits, hyphens allowed between groups of four, braces around; nil for anything else.
  static func parseUUID(_ text: Bytes) -> [UInt8]? {
    var digits = text
    if digits.first == UInt8(ascii: "{") {
      guard digits.count > 1, digits.last == UInt8(ascii: "}") else { return nil }
      digits = Bytes(rebasing: digits[1..<digits.count - 1])
    }
    var value: [UInt8] = []
    var high: UInt8?
    var previousIsHyphen = true
    for byte in digits {
      if byte == ASCII.minus {
        guard high == nil, value.count % 2 == 0, !previousIsHyphen, value.count < 16 else {
          return nil
        }
        previousIsHyphen = true
        continue
      }
      guard let digit = ASCII.hexValue(byte) else { return nil }
      previousIsHyphen = false
      if let first = high {
        value.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return value.count == 16 && high == nil ? value : nil
  }

  /// `\x` and hexadecimal digits, or bytes with `\\` and `\ooo` escapes.
  static func parseBytea(_ text: Bytes) throws(ExpressionError) -> [UInt8] {
    if text.count >= 2, text[0] == ASCII.backslash, text[1] == UInt8(ascii: "x") {
      return try parseHex(Bytes(rebasing: text[2...]))
    }
    return try parseEscaped(text)
  }

  /// Bytes with `\\` and `\ooo` escapes.
  static func parseEscaped(_ text: Bytes) throws(ExpressionError) -> [UInt8] {
    var value: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at] != ASCII.backslash {
        value.append(text[at])
        at += 1
      } else if at + 1 < text.count, text[at + 1] == ASCII.backslash {
        value.append(ASCII.backslash)
        at += 2
      } else if at + 3 < text.count, 0x30...0x33 ~= text[at + 1], 0x30...0x37 ~= text[at + 2],
        0x30...0x37 ~= text[at + 3]
      {
        value.append((text[at + 1] - 48) << 6 | (text[at + 2] - 48) << 3 | (text[at + 3] - 48))
        at += 4
      } else {
        throw ExpressionError("invalid input syntax for type bytea")
      }
    }
    return value
  }

  static func parseHex(_ text: Bytes) throws(ExpressionError) -> [UInt8] {
    var value: [UInt8] = []
    var high: UInt8?
    for byte in text where !(high == nil && ASCII.isSpace(byte)) {
      guard let digit = ASCII.hexValue(byte) else {
        let one = [byte]
        throw ExpressionError(
          "invalid hexadecimal digit: \"\(String(decoding: one, as: UTF8.self))\"")
      }
      if let first = high {
        value.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    if high != nil { throw ExpressionError("invalid hexadecimal data: odd number of digits") }
    return value
  }
}
