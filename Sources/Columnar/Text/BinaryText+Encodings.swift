/// The forms of `encode` and `decode`.
extension BinaryText {
  static func appendDigits(_ value: Bytes, to sink: inout [UInt8]) {
    for byte in value { appendHexByte(byte, to: &sink) }
  }

  /// In lines of 76 characters, as MIME wants them.
  static func appendBase64Lines(_ value: Bytes, to sink: inout [UInt8]) {
    let lineBytes = 57
    var at = 0
    while at < value.count {
      let end = min(at + lineBytes, value.count)
      appendBase64(Bytes(rebasing: value[at..<end]), to: &sink)
      if end - at == lineBytes { sink.append(UInt8(ascii: "\n")) }
      at = end
    }
  }

  static func appendEscaped(_ value: Bytes, to sink: inout [UInt8]) {
    for byte in value {
      if byte == 0 || byte >= 0x80 {
        sink.append(ASCII.backslash)
        for shift in [6, 3, 0] { sink.append(ASCII.zero + (byte >> UInt8(shift) & 7)) }
      } else {
        if byte == ASCII.backslash { sink.append(byte) }
        sink.append(byte)
      }
    }
  }

  /// White space is skipped.
  static func appendFromBase64(_ text: Bytes, to sink: inout [UInt8]) throws(ExpressionError) {
    var (group, count, end) = (UInt32(0), 0, 0)
    for (index, byte) in text.enumerated() {
      if byte == ASCII.space || byte == 9 || byte == 10 || byte == 13 { continue }
      let digit: UInt32
      if byte == UInt8(ascii: "=") {
        if end == 0 {
          guard count == 2 || count == 3 else {
            throw ExpressionError("unexpected \"=\" while decoding base64 sequence")
          }
          end = count == 2 ? 1 : 2
        }
        digit = 0
      } else if let value = base64Value(byte) {
        digit = value
      } else {
        let rest = Bytes(rebasing: text[index...])
        let character = Characters.scalars(rest).first.map { String($0) } ?? ""
        throw ExpressionError(
          "invalid symbol \"\(character)\" found while decoding base64 sequence")
      }
      group = group << 6 | digit
      count += 1
      guard count == 4 else { continue }
      sink.append(UInt8(truncatingIfNeeded: group >> 16))
      if end == 0 || end > 1 { sink.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if end == 0 || end > 2 { sink.append(UInt8(truncatingIfNeeded: group)) }
      (group, count) = (0, 0)
    }
    if count != 0 { throw ExpressionError("invalid base64 end sequence") }
  }

  private static func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 65...90: UInt32(byte) - 65
    case 97...122: UInt32(byte) - 71
    case 48...57: UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
