import Diagnostics

/// Turns what Postgres' parser says about a broken statement into a diagnostic for people.
enum SyntaxFault {
  static func read(_ message: ParserMessage, _ tokens: TokenList, _ span: TokenSpan) -> Diagnostic {
    let base = tokens.range(span).lower
    let fault = message.offset.map { min(tokens.index(endingAfter: base + $0), span.upper) }
    let limit = min((fault ?? span.upper) + 2, span.upper)
    if let found = substitutionOutsideOfText(tokens, TokenSpan(span.lower, limit)) { return found }
    if let found = Dialect.fault(tokens, span, before: limit) { return found }
    guard let fault else { return placeless(message.text, tokens, span) }
    if !message.text.hasPrefix("syntax error") { return special(message.text, tokens, span, fault) }
    if let found = openBracket(tokens, span, fault) { return found }
    guard fault < span.upper else { return atEnd(tokens, span) }
    return SyntaxHint.fault(tokens, span, at: fault)
  }

  /// `"${name}"`: replaced inside text only, so a name that holds it is a slip.
  static func substitutionsInNames(_ tokens: TokenList, _ span: TokenSpan) -> [Diagnostic] {
    span.indices.compactMap { index in
      let token = tokens.tokens[index]
      guard token.kind == .quotedName, token.text.contains("${") else { return nil }
      return Diagnostic(
        "substitution", "${…} is replaced inside text in single quotes only, never in a name",
        at: token.range, help: "write the name itself")
    }
  }

  private static func substitutionOutsideOfText(_ tokens: TokenList, _ span: TokenSpan)
    -> Diagnostic?
  {
    for index in span.indices
    where tokens.matches(index, "$") && tokens.matches(index + 1, "{") {
      let close = (index..<min(index + 12, tokens.count)).first { tokens.matches($0, "}") }
      let whole = TokenSpan(index, (close ?? index + 1) + 1)
      let written = whole.indices.map { tokens.text($0) }.joined()
      return outsideOfText(tokens.range(whole), written[...])
    }
    return nil
  }

  private static func outsideOfText(_ range: TextRange, _ written: Substring) -> Diagnostic {
    Diagnostic(
      "substitution", "${…} is replaced inside text in single quotes only", at: range,
      help: "write '\(written)', with a cast where it is no text: '\(written)'::int")
  }

  /// Faults that the grammar finds with a message of its own.
  private static func special(
    _ message: String, _ tokens: TokenList, _ span: TokenSpan, _ fault: Int
  ) -> Diagnostic {
    let range = tokens.range(TokenSpan(fault, fault + 1))
    switch message {
    case "subquery in FROM must have an alias", "VALUES in FROM must have an alias":
      let close = tokens.partner(of: fault).map { $0 + 1 } ?? fault + 1
      return Diagnostic(
        "subquery-alias", "a subquery in FROM has no name",
        at: tokens.range(TokenSpan(fault, close)), help: "name it: (SELECT …) AS t")
    case "LIMIT #,# syntax is not supported":
      return Diagnostic(
        "dialect", "LIMIT takes one number", at: range, help: "write LIMIT count OFFSET start")
    default:
      return Diagnostic("syntax", message, at: range)
    }
  }

  private static func placeless(_ message: String, _ tokens: TokenList, _ span: TokenSpan)
    -> Diagnostic
  {
    if message.contains("WITH TIES") {
      let index = tokens.first("with", "ties", in: span) ?? span.lower
      return Diagnostic(
        "syntax", "WITH TIES needs an ORDER BY",
        at: tokens.range(TokenSpan(index, index + 2)),
        help: "say by what rows tie: ORDER BY … FETCH FIRST n ROWS WITH TIES; or write ROWS ONLY")
    }
    return Diagnostic("syntax", message, at: tokens.range(span))
  }

  /// A bracket without its partner explains a statement that ends too early, and a clause inside of it.
  private static func openBracket(_ tokens: TokenList, _ span: TokenSpan, _ fault: Int)
    -> Diagnostic?
  {
    let clauses: Set = ["from", "where", "group", "having", "order", "limit", "union"]
    guard fault >= span.upper || clauses.contains(tokens.text(fault)) else { return nil }
    let open = (span.lower..<fault).last { index in
      (tokens.matches(index, "(") || tokens.matches(index, "["))
        && tokens.partner(of: index) == nil
    }
    return open.map { index in
      let close = tokens.text(index) == "(" ? ")" : "]"
      return Diagnostic(
        "unclosed-bracket", "this bracket is not closed",
        at: tokens.range(TokenSpan(index, index + 1)),
        help: "write its \(close) before the end of the statement")
    }
  }

  private static func atEnd(_ tokens: TokenList, _ span: TokenSpan) -> Diagnostic {
    let last = span.upper - 1
    let help: String
    if tokens.matches(last, ",") {
      help = "remove the comma, or write what comes behind it"
    } else if (span.lower...last).filter({ tokens.matches($0, "case") }).count
      > (span.lower...last).filter({ tokens.matches($0, "end") }).count
    {
      help = "close CASE with END"
    } else {
      help = "go on behind \(display(tokens, last)), or remove a semicolon that stands too early"
    }
    return Diagnostic(
      "syntax", "the statement ends where more is expected",
      at: tokens.range(TokenSpan(last, last + 1)), help: help)
  }

  /// A token as a message shows it: keywords in capitals, texts as they are, long ones cut.
  static func display(_ tokens: TokenList, _ index: Int) -> String {
    let token = tokens.tokens[index]
    let text = token.isReserved ? token.text.uppercased() : token.written
    return text.count > 30 ? "\(text.prefix(29))…" : text
  }
}
