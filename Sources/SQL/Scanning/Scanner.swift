import CPgQuery
import Diagnostics

/// The tokens of a text and the faults that its letters have, found with Postgres' own scanner.
struct ScannedText {
  /// The text with everything blanked that the scanner could not read; the same length in bytes, unless
  /// an unterminated literal hides the rest: then it ends there.
  var bytes: [UInt8]
  var tokens: TokenList
  /// In the order of their places; the statement that holds one is not parsed.
  var faults: [Diagnostic]
}

/// Cuts a text into tokens. Where Postgres' scanner stops at the first fault, this goes on behind it.
enum Scanner {
  /// Faults after which scanning gives up: a text with more is no SQL.
  private static let maximumFaults = 100

  static func scan(_ text: String) -> ScannedText {
    var bytes = Array(text.utf8)
    var faults: [Diagnostic] = []
    blankByteOrderMark(&bytes)
    if let fault = blankNULs(&bytes) { faults.append(fault) }
    while true {
      switch scan(bytes) {
      case .tokens(let tokens):
        let list = TokenList(tokens)
        if let last = faults.indices.last, faults[last].code == "unterminated-string" {
          faults[last].notes += suspects(list)
        }
        return ScannedText(bytes: bytes, tokens: list, faults: faults + letterFaults(list))
      case .fault(let message, let offset):
        let fault = LexicalFault.read(message, at: offset, in: bytes)
        faults.append(fault.diagnostic)
        if faults.count >= maximumFaults {
          faults[faults.count - 1].notes.append("the text behind it was not read")
        }
        if fault.hidesRest || faults.count >= maximumFaults {
          bytes.removeSubrange(offset...)
        } else {
          for index in fault.blank.lower..<fault.blank.upper { bytes[index] = UInt8(ascii: " ") }
        }
      }
    }
  }

  /// Whether a lower-case name is read as a keyword unless it is quoted.
  static func isReserved(_ name: String) -> Bool {
    guard case .tokens(let tokens) = scan(Array(name.utf8)) else { return true }
    return tokens.count != 1 || tokens[0].isReserved
  }

  private enum Outcome {
    case tokens([Token])
    case fault(message: String, offset: Int)
  }

  private static func scan(_ bytes: [UInt8]) -> Outcome {
    let result = (bytes + [0]).withUnsafeBytes {
      pg_query_scan($0.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    defer { pg_query_free_scan_result(result) }
    if let error = result.error {
      let offset = ParserMessage.byteOffset(
        ofCharacter: Int(error.pointee.cursorpos), in: bytes[...])
      return .fault(
        message: String(cString: error.pointee.message), offset: offset ?? invalidBytes(in: bytes))
    }
    let unpacked = result.pbuf.data.withMemoryRebound(to: UInt8.self, capacity: result.pbuf.len) {
      pg_query__scan_result__unpack(nil, result.pbuf.len, $0)
    }
    guard let unpacked else { return .tokens([]) }
    defer { pg_query__scan_result__free_unpacked(unpacked, nil) }
    var tokens: [Token] = []
    tokens.reserveCapacity(Int(unpacked.pointee.n_tokens))
    for index in 0..<Int(unpacked.pointee.n_tokens) {
      guard let token = unpacked.pointee.tokens[index]?.pointee else { continue }
      if token.token == PG_QUERY__TOKEN__SQL_COMMENT || token.token == PG_QUERY__TOKEN__C_COMMENT {
        continue
      }
      tokens.append(read(token, in: bytes))
    }
    return .tokens(tokens)
  }

  private static func read(_ token: PgQuery__ScanToken, in bytes: [UInt8]) -> Token {
    let range = TextRange(Int(token.start), Int(token.end))
    let kind: Token.Kind
    switch token.token {
    case PG_QUERY__TOKEN__IDENT, PG_QUERY__TOKEN__UIDENT:
      let isQuoted = bytes[range.lower..<range.upper].contains(UInt8(ascii: "\""))
      kind = isQuoted ? .quotedName : .word
    case PG_QUERY__TOKEN__SCONST, PG_QUERY__TOKEN__USCONST, PG_QUERY__TOKEN__BCONST,
      PG_QUERY__TOKEN__XCONST:
      kind = .string
    case PG_QUERY__TOKEN__ICONST, PG_QUERY__TOKEN__FCONST: kind = .number
    default:
      let isKeyword = token.keyword_kind != PG_QUERY__KEYWORD_KIND__NO_KEYWORD
      kind = isKeyword ? .word : .symbol
    }
    let text = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
    return Token(
      kind: kind, range: range,
      isReserved: token.keyword_kind == PG_QUERY__KEYWORD_KIND__RESERVED_KEYWORD
        || token.keyword_kind == PG_QUERY__KEYWORD_KIND__TYPE_FUNC_NAME_KEYWORD,
      text: kind == .word ? lowercased(text) : text, written: text)
  }

  /// Postgres folds ASCII letters only.
  private static func lowercased(_ text: String) -> String {
    let folded = text.utf8.map { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// The scanner names no place for an escape that makes invalid UTF-8: the first such literal's.
  private static func invalidBytes(in bytes: [UInt8]) -> Int {
    for index in bytes.indices.dropLast(1)
    where (bytes[index] | 0x20) == UInt8(ascii: "e") && bytes[index + 1] == UInt8(ascii: "'") {
      return index
    }
    return 0
  }

  private static func blankByteOrderMark(_ bytes: inout [UInt8]) {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    for index in 0..<3 { bytes[index] = UInt8(ascii: " ") }
  }

  /// A NUL would end the text for a C library, in silence.
  private static func blankNULs(_ bytes: inout [UInt8]) -> Diagnostic? {
    guard let first = bytes.firstIndex(of: 0) else { return nil }
    let count = bytes.count { $0 == 0 }
    for index in bytes.indices where bytes[index] == 0 { bytes[index] = UInt8(ascii: " ") }
    return Diagnostic(
      "nul-character",
      count == 1 ? "the text holds a NUL character" : "the text holds \(count) NUL characters",
      at: TextRange(first, first + 1),
      help: "save the file as UTF-8; a text in UTF-16 has a NUL beside each letter")
  }

  /// A text with a letter right behind it often ends where it should not: the quote that is missing, or
  /// one too many, is there and not where the last text opens.
  private static func suspects(_ list: TokenList) -> [String] {
    guard
      let index = list.tokens.indices.dropLast().last(where: { index in
        list.tokens[index].kind == .string && list.isName(index + 1)
          && list.tokens[index].range.upper == list.tokens[index + 1].range.lower
      })
    else { return [] }
    let text = list.tokens[index].text
    let shown = text.count > 40 ? "\(text.prefix(39))…" : text
    return ["\(shown) before it has a letter right behind it: its quotes may be the wrong ones"]
  }

  /// Characters that an editor or a web page puts in place of blanks and quotes.
  private static func letterFaults(_ list: TokenList) -> [Diagnostic] {
    list.tokens.compactMap { token in
      guard token.kind == .word else { return nil }
      for scalar in token.text.unicodeScalars {
        switch scalar.value {
        case 0x2018, 0x2019, 0x201C, 0x201D:
          return Diagnostic(
            "typographic-quote", "\(Character(scalar)) is a typographic quote, not one of SQL's",
            at: token.range, help: "write 'text' for a text and \"name\" for a name")
        case 0xA0, 0x200B...0x200D, 0x2060, 0xFEFF:
          return Diagnostic(
            "invisible-character",
            "there is an invisible character (U+\(hexadecimal(scalar.value))) in this word",
            at: token.range, help: "replace it with a blank")
        default: continue
        }
      }
      return nil
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
  }
}
