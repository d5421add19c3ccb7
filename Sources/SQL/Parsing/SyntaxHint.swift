import Diagnostics

/// Finds out why the parser stopped at a token, from the tokens around it.
enum SyntaxHint {
  static func fault(_ tokens: TokenList, _ span: TokenSpan, at index: Int) -> Diagnostic {
    let found =
      trailingComma(tokens, span, index) ?? missingOperand(tokens, span, index)
      ?? reservedWord(tokens, span, index)
      ?? missingSemicolon(tokens, span, index) ?? misspelt(tokens, span, index)
      ?? quotedOption(tokens, index)
      ?? missingComma(tokens, span, index)
    return found
      ?? Diagnostic(
        "syntax", "\(SyntaxFault.display(tokens, index)) is not expected here",
        at: range(tokens, index), help: help(tokens, span, index))
  }

  private static func range(_ tokens: TokenList, _ index: Int) -> TextRange {
    tokens.range(TokenSpan(index, index + 1))
  }

  private static func help(_ tokens: TokenList, _ span: TokenSpan, _ index: Int) -> String? {
    if tokens.matches(index, ")"), tokens.partner(of: index) == nil {
      return "this bracket closes none: remove it, or write the ( that it belongs to"
    }
    if tokens.matches(index, "("), ["table", "view", "into"].contains(tokens.text(index - 1)) {
      return "write a name before the bracket"
    }
    if tokens.matches(index, ","), tokens.matches(index - 1, ",") {
      return "there are two commas: remove one"
    }
    if tokens.matches(index - 1, "with"), tokens.matches(index + 1, "=") {
      return "options stand in brackets: WITH (\(tokens.tokens[index].written) = …)"
    }
    let joins = (span.lower..<index).filter { tokens.matches($0, "join") }
    if let join = joins.last, !(join..<index).contains(where: { tokens.matches($0, "on") }) {
      return "a JOIN needs its condition: JOIN users ON events.user_id = users.id"
    }
    return nil
  }

  private static let relationWords: Set = ["from", "join", "into", "update"]
  private static let expressionWords: Set = [
    "where", "having", "by", "on", "and", "or", "not", "when", "then", "else", "select",
  ]

  /// `FROM WHERE`, `WHERE GROUP BY`: the operand between two clauses is missing.
  private static func missingOperand(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    guard index > span.lower, beginsClause(tokens, index) else { return nil }
    let before = SyntaxFault.display(tokens, index - 1)
    let help: String
    if relationWords.contains(tokens.text(index - 1)) {
      help = "name a table or a view behind \(before)"
    } else if expressionWords.contains(tokens.text(index - 1)) {
      help = "write an expression behind \(before)"
    } else {
      return nil
    }
    return Diagnostic(
      "syntax", "something is missing between \(before) and \(SyntaxFault.display(tokens, index))",
      at: tokens.range(TokenSpan(index - 1, index + 1)), help: help)
  }

  private static func beginsClause(_ tokens: TokenList, _ index: Int) -> Bool {
    switch tokens.text(index) {
    case "group", "order": tokens.matches(index + 1, "by")
    case "from", "where", "having", "union":
      index + 1 >= tokens.count || !",).".contains(tokens.text(index + 1))
    default: false
    }
  }

  private static func trailingComma(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    guard index > span.lower, tokens.matches(index - 1, ","),
      tokens.matches(index, ")") || tokens.matches(index, "]") || beginsClause(tokens, index)
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
    if ["table", "view", "into"].contains(before), tokens.matches(index + 1, "(") { return true }
    let isColumn = tokens.matches(span.lower, ["create", "table"]) && "(,".contains(before)
    if isColumn, index + 1 < span.upper, tokens.tokens[index + 1].kind == .word {
      // CHECK (…), UNIQUE (…), PRIMARY KEY (…) begin a constraint.
      return !["constraint", "check", "unique", "primary", "foreign"].contains(tokens.text(index))
    }
    let openers: Set = ["select", "by", ",", "(", "table", "view", "into", "as", "from", "join"]
    return openers.contains(before) && continuesAsName(tokens, index)
  }

  /// `SELECT 1 CREATE VIEW …`: the next statement begins. INSERT and SET can be taken for an alias, then
  /// the parser stops behind them.
  private static func missingSemicolon(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    let starts = [
      ["create", "table"], ["create", "view"], ["create", "materialized"], ["insert", "into"],
      ["set", "time"], ["drop", "table"],
    ]
    let place = [index, index - 1].first { place in
      place > span.lower && starts.contains { tokens.matches(place, $0) }
    }
    return place.map { place in
      let word = tokens.text(place).uppercased()
      return Diagnostic(
        "syntax", "\(word) begins another statement", at: range(tokens, place),
        help: "end the statement before it with a semicolon")
    }
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
