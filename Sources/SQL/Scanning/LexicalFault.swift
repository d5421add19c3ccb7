import Diagnostics

/// What Postgres' scanner could not read, in our words.
struct LexicalFault {
  var diagnostic: Diagnostic
  /// Everything after it lies inside the open literal or comment.
  var hidesRest = false
  /// The bytes to blank so that scanning can go on.
  var blank: TextRange

  /// Reads the scanner's message about the token that starts at `offset`.
  static func read(_ message: String, at offset: Int, in bytes: [UInt8]) -> LexicalFault {
    let opening = TextRange(offset, min(offset + 1, bytes.count))
    if message.hasPrefix("unterminated") {
      let diagnostic = unterminated(message, at: offset, in: bytes)
      return LexicalFault(diagnostic: diagnostic, hidesRest: true, blank: opening)
    }
    if message.hasPrefix("trailing junk") { return trailingJunk(at: offset, in: bytes) }
    if message.hasPrefix("zero-length") {
      let range = TextRange(offset, min(offset + 2, bytes.count))
      return LexicalFault(
        diagnostic: Diagnostic(
          "empty-name", "a quoted name has no letters", at: range,
          help: "write '' for an empty text: names stand in \", texts in '"),
        blank: range)
    }
    return escape(message, at: offset, in: bytes)
  }

  private static func unterminated(_ message: String, at offset: Int, in bytes: [UInt8])
    -> Diagnostic
  {
    if message.contains("comment") {
      return Diagnostic(
        "unterminated-comment", "this comment is not closed", at: TextRange(offset, offset + 2),
        help: "close it with */ (comments nest: each /* needs one)")
    }
    if message.contains("identifier") {
      return Diagnostic(
        "unterminated-name", "this quoted name is not closed", at: TextRange(offset, offset + 1),
        help: "close it with \"; a \" inside a name is written twice")
    }
    if message.contains("dollar") {
      var end = offset + 1
      while end < bytes.count, bytes[end] != UInt8(ascii: "$") { end += 1 }
      let range = TextRange(offset, min(end + 1, bytes.count))
      let tag = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
      return Diagnostic(
        "unterminated-string", "this text is not closed", at: range, help: "close it with \(tag)")
    }
    return Diagnostic(
      "unterminated-string", "this text is not closed", at: TextRange(offset, offset + 1),
      notes: ["the rest of the file lies inside it and was not read"],
      help: "close it with '; a ' inside a text is written twice: 'it''s'")
  }

  private static func trailingJunk(at offset: Int, in bytes: [UInt8]) -> LexicalFault {
    var end = offset + 1
    while end < bytes.count, isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
    let range = TextRange(offset, end)
    let written = String(decoding: bytes[offset..<end], as: UTF8.self)
    let digits = written.filter { $0 != "_" }
    let isGrouped = digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    let isHexadecimal = written.hasPrefix("0x") || written.hasPrefix("0X")
    let help =
      isGrouped
      ? "write \(digits)"
      : isHexadecimal
        ? "write the number in decimal digits"
        : "put a blank behind the number; a name that begins with a digit stands in quotes: \"\(written)\""
    return LexicalFault(
      diagnostic: Diagnostic(
        isGrouped ? "digit-grouping" : "number",
        isGrouped
          ? "a number has no _ between its digits"
          : "\"\(written)\" is neither a number nor a name",
        at: range, help: help),
      blank: range)
  }

  /// A broken escape inside E'…' or U&'…': the scanner names the escape, the whole literal is blanked.
  private static func escape(_ message: String, at offset: Int, in bytes: [UInt8]) -> LexicalFault {
    var start = offset
    while start > 0, bytes[start] != UInt8(ascii: "'") { start -= 1 }
    if bytes[start] != UInt8(ascii: "'") { start = offset }
    var end = max(start, offset) + 1
    if start == offset, end < bytes.count, bytes[end] == UInt8(ascii: "'") { end += 1 }
    while end < bytes.count, bytes[end] != UInt8(ascii: "'") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    let blank = TextRange(
      start > 0 && start < offset ? start - 1 : start, min(end + 1, bytes.count))
    return LexicalFault(
      diagnostic: Diagnostic(
        "escape", "this text cannot be read: \(message)",
        at: TextRange(offset, min(offset + 2, bytes.count)),
        help: "escapes are \\n, \\t, \\\\, \\xHH, \\uHHHH; a text without E in front has none"),
      blank: blank)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
