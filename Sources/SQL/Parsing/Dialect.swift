import Diagnostics

/// Forms of other streaming engines and databases, each with its spelling in Millrace.
///
/// They are found among the tokens up to the place where the parser stopped, so that text and
/// comments never match.
enum Dialect {
  /// The first such form that begins before token `limit`, or nil.
  static func fault(_ tokens: TokenList, _ span: TokenSpan, before limit: Int) -> Diagnostic? {
    let isTable = tokens.matches(span.lower, "create")
    for index in span.lower..<max(limit, span.lower) {
      let found =
        index == span.lower
        ? DialectStatement.fault(tokens, span)
        : clause(tokens, span, index) ?? expression(tokens, span, index)
          ?? (isTable ? column(tokens, index) : nil)
      if let found { return found }
    }
    return nil
  }

  static func report(
    _ what: String, _ tokens: TokenList, _ index: Int, _ count: Int, help: String
  ) -> Diagnostic {
    Diagnostic(
      "dialect", "Millrace has no \(what)", at: tokens.range(TokenSpan(index, index + count)),
      help: help)
  }

  // MARK: Clauses

  private static func clause(_ tokens: TokenList, _ span: TokenSpan, _ index: Int) -> Diagnostic? {
    if tokens.matches(index, "emit") {
      return emit(tokens, index)
    }
    if tokens.matches(index, ["for", "system_time"]) {
      let count = tokens.matches(index + 2, ["as", "of"]) ? 4 : 2
      return report(
        "FOR SYSTEM_TIME AS OF", tokens, index, count,
        help: "there are no joins yet: read one relation in a SELECT")
    }
    if tokens.matches(index, ["asof", "join"]) {
      return report(
        "ASOF JOIN", tokens, index, 2,
        help:
          "there are no joins yet: read one relation in a SELECT")
    }
    if tokens.matches(index, "qualify") {
      return report(
        "QUALIFY", tokens, index, 1,
        help:
          "filter above: SELECT … FROM (SELECT …, row_number() OVER (…) AS n …) AS q WHERE n = 1")
    }
    if tokens.matches(index, ["group", "by", "all"]) {
      return report(
        "GROUP BY ALL", tokens, index, 3, help: "name the columns: GROUP BY user_id, window_start")
    }
    if tokens.matches(index, ["order", "by", "all"]) {
      return report("ORDER BY ALL", tokens, index, 3, help: "name the columns")
    }
    if tokens.matches(index, "window"),
      ["tumbling", "hopping", "session"].contains(tokens.text(index + 1))
    {
      return report(
        "WINDOW \(tokens.text(index + 1).uppercased())", tokens, index, 2,
        help: "window the table in FROM: TUMBLE(events, date, INTERVAL '1 minute')")
    }
    if tokens.matches(index, "table"), tokens.matches(index + 1, "("),
      ["from", "join", ",", "("].contains(tokens.text(index - 1))
    {
      return report(
        "TABLE(…)", tokens, index, 1,
        help: "write the window itself: FROM TUMBLE(events, date, INTERVAL '1 minute')")
    }
    return nil
  }

  private static func emit(_ tokens: TokenList, _ index: Int) -> Diagnostic? {
    let what = ["changes", "final", "on", "with"].first { tokens.matches(index + 1, $0) }
    guard let what else { return nil }
    let form = what == "on" ? "EMIT ON WINDOW CLOSE" : "EMIT \(what.uppercased())"
    let isFinal = what == "final" || what == "on"
    let count = what == "on" && tokens.matches(index + 2, ["window", "close"]) ? 4 : 2
    return report(
      form, tokens, index, count,
      help: isFinal
        ? "write it as an option: CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS …"
        : "remove it: changes are what a view emits by default (emit = 'changes' in its WITH)")
  }

  // MARK: Expressions

  private static func expression(_ tokens: TokenList, _ span: TokenSpan, _ index: Int)
    -> Diagnostic?
  {
    if tokens.matches(index, "try_cast") || tokens.matches(index, "safe_cast"),
      tokens.matches(index + 1, "(")
    {
      return report(
        tokens.text(index).uppercased(), tokens, index, 1,
        help: "write CAST(…): a row whose cast fails goes to VIEW.errors, the rest goes on")
    }
    if tokens.matches(index, "*"), tokens.matches(index + 2, "("),
      ["exclude", "except", "replace", "rename"].contains(tokens.text(index + 1)),
      !tokens.matches(index + 3, "select")
    {
      return report(
        "* \(tokens.text(index + 1).uppercased())", tokens, index, 2,
        help: "name the columns that you want")
    }
    if ["struct", "map", "row"].contains(tokens.text(index)), tokens.matches(index + 1, "<"),
      tokens.matches(span.lower, "create") || tokens.matches(index - 1, "as")
    {
      return report(
        tokens.text(index).uppercased() + " types", tokens, index, 1,
        help:
          "read nested fields into columns of their own: \"field.city\" = 'payload.city' in WITH, or jsonb"
      )
    }
    if tokens.matches(index, "array"), tokens.matches(index + 1, "<") {
      return report("ARRAY<…>", tokens, index, 1, help: "write the element's type: text[]")
    }
    if tokens.matches(index, "top"), tokens.matches(index - 1, "select"), tokens.count > index + 1,
      tokens.tokens[index + 1].kind == .number
    {
      return report(
        "TOP", tokens, index, 2,
        help: "write LIMIT \(tokens.text(index + 1)) at the end of the query")
    }
    if tokens.matches(index, "struct"), tokens.matches(index + 1, "(") {
      return report("STRUCT", tokens, index, 1, help: "select the fields as columns")
    }
    if tokens.matches(index, "descriptor"), tokens.matches(index + 1, "(") {
      return report(
        "DESCRIPTOR", tokens, index, 1,
        help: "write the column itself: TUMBLE(events, date, INTERVAL '1 minute')")
    }
    if tokens.matches(index, "interval"), tokens.count > index + 1,
      tokens.tokens[index + 1].kind == .number
    {
      return Diagnostic(
        "dialect", "an interval is a text", at: tokens.range(TokenSpan(index, index + 2)),
        help: "write INTERVAL '\(tokens.text(index + 1)) \(unit(tokens, index + 2))'")
    }
    return operatorFault(tokens, index)
  }

  private static func unit(_ tokens: TokenList, _ index: Int) -> String {
    let word = tokens.text(index)
    let units = ["second", "minute", "hour", "day", "week", "month", "year"]
    return units.contains { word == $0 || word == "\($0)s" } ? word : "minutes"
  }

  private static func operatorFault(_ tokens: TokenList, _ index: Int) -> Diagnostic? {
    if tokens.tokens[index].kind == .symbol, tokens.text(index).contains("`") {
      let isWhole = tokens.isName(index + 1) && tokens.text(index + 2).contains("`")
      let name = isWhole ? tokens.tokens[index + 1].written : "name"
      return Diagnostic(
        "dialect", "a name is not quoted with `",
        at: tokens.range(TokenSpan(index, index + (isWhole ? 3 : 1))),
        help: "write \"\(name)\" in double quotes")
    }
    if tokens.matches(index, "==") {
      return Diagnostic(
        "dialect", "== is no operator of SQL", at: tokens.range(TokenSpan(index, index + 1)),
        help: "write =")
    }
    if tokens.matches(index, "&&") {
      return Diagnostic(
        "dialect", "&& is no operator of Millrace", at: tokens.range(TokenSpan(index, index + 1)),
        help: "write AND")
    }
    return nil
  }

  // MARK: Columns of a table

  private static func column(_ tokens: TokenList, _ index: Int) -> Diagnostic? {
    if tokens.matches(index, ["watermark", "for"]) {
      let column = tokens.isName(index + 2) ? tokens.text(index + 2) : "date"
      return report(
        "WATERMARK FOR", tokens, index, 2,
        help: "write it as options: WITH (event_time = '\(column)', watermark = '10 seconds')")
    }
    if tokens.matches(index, ["not", "enforced"]) {
      return report(
        "NOT ENFORCED", tokens, index, 2,
        help: "remove it: a PRIMARY KEY on a source upserts by key")
    }
    if tokens.matches(index, ["metadata", "from"])
      || tokens.matches(index, ["metadata", "virtual"])
    {
      return report(
        "METADATA columns", tokens, index, 1,
        help: "select log_partition, log_offset, log_timestamp, log_key or log_headers")
    }
    if tokens.matches(index, ["partitioned", "by"]) {
      return report(
        "PARTITIONED BY", tokens, index, 2,
        help: "remove it: key = 'column' in WITH says which row goes to which partition")
    }
    if tokens.matches(index, "auto_increment") {
      return report(
        "AUTO_INCREMENT", tokens, index, 1,
        help: "a replay must give the same rows: log_partition and log_offset number them")
    }
    return nil
  }
}
