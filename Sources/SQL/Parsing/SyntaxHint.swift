import Diagnostics

/// Finds out why the parser stopped at a token, from the tokens around it.
enum SyntaxHint {
  static func fault(_ tokens: TokenList, _ span: TokenSpan, at index: Int) -> Diagnostic {
    let found =
      trailingComma(tokens, span, index) ?? reservedWord(tokens, span, index)
      ?? misspelt(tokens, span, index) ?? quotedOption(tokens, index)
      ?? missingComma(tokens, span, index)
    return found
      ?? Diagnostic(
        "syntax", "\(SyntaxFault.display(tokens, index)) is not expected here",
        at: range(tokens, index), help: closingHelp(tokens, index))
  }

  private static func range(_ tokens: TokenList, _ index: Int) -> TextRange {
    tokens.range(TokenSpan(index, index + 1))
  }

  private static func closingHelp(_ tokens: TokenList, _ index: Int) -> String? {
    guard tokens.matches(index, ")"), tokens.partner(of: index) == nil else { return nil }
    return "this bracket closes none: remove it, or write the ( that it belongs to"
  }

  private static func trailingComma(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    let closers: Set = [")", "]", "from", "where", "group", "having", "order", "limit"]
    guard index > span.lower, tokens.matches(index - 1, ","), closers.contains(tokens.text(index)),
      tokens.tokens[index].kind != .quotedName, !continuesAsName(tokens, index)
    else { return nil }
    return Diagnostic(
      "syntax", "there is a comma too many before \(SyntaxFault.display(tokens, index))",
      at: range(tokens, index - 1), help: "remove the comma")
  }

  /// `order text`, `SELECT a, group FROM`: a keyword where a name is meant.
  private static func reservedWord(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    // `FROM a AS order`, `t.group` stop at the word itself, `SELECT user.name` behind it.
    for place in [index, index - 1] where place > span.lower {
      guard tokens.tokens[place].isReserved, isNamePlace(tokens, span, place) else { continue }
      let word = tokens.text(place)
      return Diagnostic(
        "reserved-word", "\(word) is a reserved word of SQL", at: range(tokens, place),
        help: "write \"\(word)\" in double quotes if it is a name")
    }
    return nil
  }

  private static func isNamePlace(_ tokens: TokenList, _ span: TokenSpan, _ index: Int) -> Bool {
    let values: Set = ["null", "true", "false", "current_date", "current_timestamp", "select"]
    guard !values.contains(tokens.text(index)) else { return false }
    let before = tokens.text(index - 1)
    if before == "." { return true }
    let isColumn = tokens.matches(span.lower, ["create", "table"]) && "(,".contains(before)
    if isColumn, index + 1 < span.upper, tokens.tokens[index + 1].kind == .word {
      // CHECK (…), UNIQUE (…), PRIMARY KEY (…) begin a constraint.
      return !["constraint", "check", "unique", "primary", "foreign"].contains(tokens.text(index))
    }
    let openers: Set = ["select", "by", ",", "(", "table", "view", "into", "as", "from", "join"]
    return openers.contains(before) && continuesAsName(tokens, index)
  }

  private static func continuesAsName(_ tokens: TokenList, _ index: Int) -> Bool {
    let followers: Set = [
      ",", ")", ".", "=", "<", ">", "<>", "!=", "+", "-", "/", "as", "from", "is", ";", "",
    ]
    guard index + 1 < tokens.count else { return true }
    return followers.contains(tokens.text(index + 1))
  }

  private static let keywords = [
    "select", "from", "where", "group", "having", "order", "create", "table", "view", "insert",
    "materialized", "into", "values", "distinct", "union", "limit", "interval", "between", "with",
    "unique", "primary", "check", "default", "generated", "always", "stored", "filter",
    "references",
  ]

  /// `SELCT a`, `CREATE TABEL t`, `… GRUOP BY a`: a word near to a keyword, at the fault or before it.
  private static func misspelt(_ tokens: TokenList, _ span: TokenSpan, _ index: Int) -> Diagnostic?
  {
    for place in [index, index - 1] where place >= span.lower {
      let token = tokens.tokens[place]
      guard token.kind == .word, !keywords.contains(token.text),
        let keyword = suggestion(for: token.text, among: keywords)
      else { continue }
      return Diagnostic(
        "syntax", "\(source(tokens, place)) is not expected here", at: token.range,
        help: "did you mean \(keyword.uppercased())?")
    }
    return nil
  }

  private static func source(_ tokens: TokenList, _ index: Int) -> String {
    SyntaxFault.display(tokens, index)
  }

  /// `WITH ('connector' = 'topic')`: an option's name is a name.
  private static func quotedOption(_ tokens: TokenList, _ index: Int) -> Diagnostic? {
    guard tokens.tokens[index].kind == .string, tokens.matches(index + 1, "="),
      tokens.matches(index - 1, "(") || tokens.matches(index - 1, ",")
    else { return nil }
    let name = tokens.text(index).dropFirst().dropLast()
    let isPlain = name.utf8.allSatisfy { LexicalFault.isNameByte($0) }
    return Diagnostic(
      "dialect", "an option's name is a name, not a text", at: range(tokens, index),
      help: isPlain ? "write \(name) = …" : "write \"\(name)\" = …")
  }

  /// Two operands side by side inside brackets or a list.
  private static func missingComma(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    let token = tokens.tokens[index]
    guard index > span.lower, !token.isReserved, token.kind != .symbol else { return nil }
    let before = tokens.tokens[index - 1]
    guard before.kind != .symbol || before.text == ")", !before.isReserved else { return nil }
    return Diagnostic(
      "syntax", "\(SyntaxFault.display(tokens, index)) is not expected here",
      at: token.range,
      help: "a comma or an operator may be missing before it; a text stands in single quotes")
  }
}
