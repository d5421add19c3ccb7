/// JSON string literals.
enum JSONString {
  /// Appends the text in quotes, escaping what JSON demands and nothing else.
  static func append(_ text: Bytes, to sink: inout [UInt8]) {
    sink.append(ASCII.quote)
    var from = 0
    for at in 0..<text.count {
      let byte = text[at]
      if byte >= 0x20, byte != ASCII.quote, byte != ASCII.backslash { continue }
      sink.append(contentsOf: Bytes(rebasing: text[from..<at]))
      from = at + 1
      appendEscape(byte, to: &sink)
    }
    sink.append(contentsOf: Bytes(rebasing: text[from...]))
    sink.append(ASCII.quote)
  }

  private static func appendEscape(_ byte: UInt8, to sink: inout [UInt8]) {
    sink.append(ASCII.backslash)
    switch byte {
    case ASCII.quote, ASCII.backslash: sink.append(byte)
    case 8: sink.append(UInt8(ascii: "b"))
    case 9: sink.append(UInt8(ascii: "t"))
    case 10: sink.append(UInt8(ascii: "n"))
    case 12: sink.append(UInt8(ascii: "f"))
    case 13: sink.append(UInt8(ascii: "r"))
    default:
      sink.append(contentsOf: "u00".utf8)
      sink.append(ASCII.hexDigits[Int(byte >> 4)])
      sink.append(ASCII.hexDigits[Int(byte & 15)])
    }
  }

  static func append(_ text: String, to sink: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &sink) }
  }
}
