import CPgQuery
import Diagnostics

/// Turns the text of a pipeline or a query into syntax trees with places.
///
/// All faults of the text are found at once, at most one syntax fault a statement; a broken statement
/// does not hide the others.
public enum Parser {
  /// Longer statements are refused unread.
  public static let maximumStatementBytes = 256 << 10
  /// Longer texts are refused unread.
  public static let maximumTextBytes = 16 << 20

  public static func parse(_ text: String) -> ParsedScript { parse(text) { value, _ in value } }

  /// Parses, and takes each text literal's value from `literal`, which is given value and place.
  static func parse(_ text: String, literal: @escaping (String, TextRange) -> String)
    -> ParsedScript
  {
    guard text.utf8.count <= maximumTextBytes else {
      let fault = Diagnostic(
        "too-long", "the text has \(text.utf8.count) bytes, the limit is 16 MiB", at: nil)
      return ParsedScript(text: text, statements: [], diagnostics: DiagnosticList([fault]))
    }
    do {
      return try LargeStack.run { ScriptParser(text: text, literal: literal).parse() }
    } catch {
      let fault = Diagnostic(
        "no-thread", "the system gave no thread to parse on", at: nil,
        help: "raise the limits on threads and memory (ulimit -u, ulimit -v)")
      return ParsedScript(text: text, statements: [], diagnostics: DiagnosticList([fault]))
    }
  }
}

/// One run of the parser over one text.
private struct ScriptParser {
  let text: String
  let literal: (String, TextRange) -> String

  func parse() -> ParsedScript {
    let scanned = Scanner.scan(text)
    var script = ParsedScript(
      text: text, statements: [], diagnostics: DiagnosticList(scanned.faults))
    for part in parts(of: scanned) {
      let span = part.tokens
      let broken = scanned.faults.contains {
        guard let range = $0.range else { return false }
        return part.bytes.lower <= range.lower && range.lower <= part.bytes.upper
      }
      guard !span.isEmpty || broken else { continue }
      let result = broken ? .failure([]) : parse(span, in: scanned)
      switch result {
      case .success(let statement, let diagnostics):
        script.statements.append(statement)
        for fault in diagnostics { script.diagnostics.add(fault) }
      case .failure(let diagnostics):
        for fault in diagnostics { script.diagnostics.add(fault) }
        if let name = createdName(span, in: scanned.tokens) { script.unreadNames.append(name) }
      }
    }
    return script
  }

  private struct Part {
    var tokens: TokenSpan
    /// From the semicolon before to the semicolon after.
    var bytes: TextRange
  }

  private enum Outcome {
    case success(StatementSyntax, [Diagnostic])
    case failure([Diagnostic])
  }

  /// The statements, cut at each semicolon: brackets that lack a partner hide nothing.
  private func parts(of scanned: ScannedText) -> [Part] {
    var parts: [Part] = []
    var lower = 0
    var start = 0
    for index in 0..<scanned.tokens.count where scanned.tokens.matches(index, ";") {
      let end = scanned.tokens.tokens[index].range.lower
      parts.append(Part(tokens: TokenSpan(lower, index), bytes: TextRange(start, end)))
      lower = index + 1
      start = end + 1
    }
    let end = text.utf8.count
    parts.append(Part(tokens: TokenSpan(lower, scanned.tokens.count), bytes: TextRange(start, end)))
    return parts
  }

  private func parse(_ span: TokenSpan, in scanned: ScannedText) -> Outcome {
    let range = scanned.tokens.range(span)
    guard range.upper - range.lower <= Parser.maximumStatementBytes else {
      let fault = Diagnostic(
        "too-long", "this statement has \(range.upper - range.lower) bytes, the limit is 256 KiB",
        at: scanned.tokens.tokens[span.lower].range,
        help: "read long lists of values from a file: connector = 'files'")
      return .failure([fault])
    }
    if let fault = NestingLimit.fault(in: scanned.tokens, span) { return .failure([fault]) }
    let quoted = SyntaxFault.substitutionsInNames(scanned.tokens, span)
    guard quoted.isEmpty else { return .failure(quoted) }

    let slice = scanned.bytes[range.lower..<range.upper]
    let result = (Array(slice) + [0]).withUnsafeBytes {
      pg_query_parse_protobuf($0.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    defer { pg_query_free_protobuf_parse_result(result) }
    if let error = result.error {
      let message = ParserMessage(
        text: String(cString: error.pointee.message),
        offset: ParserMessage.byteOffset(ofCharacter: Int(error.pointee.cursorpos), in: slice))
      return .failure([SyntaxFault.read(message, scanned.tokens, span)])
    }
    return build(result.parse_tree, span, in: scanned)
  }

  private func build(_ tree: PgQueryProtobuf, _ span: TokenSpan, in scanned: ScannedText) -> Outcome
  {
    let unpacked = tree.data.withMemoryRebound(to: UInt8.self, capacity: tree.len) {
      pg_query__parse_result__unpack(nil, tree.len, $0)
    }
    guard let unpacked else {
      let fault = Diagnostic(
        "too-long", "this statement is too large to be read", at: scanned.tokens.range(span))
      return .failure([fault])
    }
    defer { pg_query__parse_result__free_unpacked(unpacked, nil) }
    let builder = TreeBuilder(
      tokens: scanned.tokens, bytes: scanned.bytes, span: span, literal: literal)
    guard unpacked.pointee.n_stmts > 0, let raw = unpacked.pointee.stmts[0],
      let node = raw.pointee.stmt, let kind = builder.statement(node.pointee)
    else { return .failure(builder.diagnostics) }
    return .success(StatementSyntax(kind, scanned.tokens.range(span)), builder.diagnostics)
  }

  /// The relation that a statement would have created, so that its readers are not called wrong.
  private func createdName(_ span: TokenSpan, in tokens: TokenList) -> String? {
    guard tokens.matches(span.lower, "create") else { return nil }
    let kinds: Set = ["table", "view", "source", "sink", "stream"]
    guard
      var index = span.indices.prefix(6).first(where: {
        tokens.tokens[$0].kind == .word && kinds.contains(tokens.text($0))
      })
    else { return nil }
    index += 1
    if tokens.matches(index, ["if", "not", "exists"]) { index += 3 }
    guard index < span.upper, tokens.isName(index) else { return nil }
    let text = tokens.text(index)
    guard text.hasPrefix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }
}
