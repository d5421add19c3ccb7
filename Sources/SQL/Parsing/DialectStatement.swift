import Diagnostics

/// Whole statements of other streaming engines.
enum DialectStatement {
  static func fault(_ tokens: TokenList, _ span: TokenSpan) -> Diagnostic? {
    let first = span.lower
    if tokens.matches(first, ["create", "or", "replace"]) {
      if tokens.matches(first + 3, "materialized") || tokens.matches(first + 3, "table") {
        let word = tokens.text(first + 3)
        let what = word == "table" ? "TABLE" : "MATERIALIZED VIEW"
        return Dialect.report(
          "CREATE OR REPLACE \(what)", tokens, first, 4,
          help: "write CREATE \(what): change it in the file, and `run` says what that means")
      }
      return kind(tokens, first, first + 3)
    }
    if tokens.matches(first, "create") { return kind(tokens, first, first + 1) }
    if tokens.matches(first, ["insert", "overwrite"]) {
      return Dialect.report(
        "INSERT OVERWRITE", tokens, first, 2, help: "write INSERT INTO name SELECT …")
    }
    if tokens.matches(first, "from") {
      return Dialect.report("FROM-first queries", tokens, first, 1, help: "write SELECT … FROM …")
    }
    if tokens.matches(first, "describe") || tokens.matches(first, "desc") {
      return Dialect.report(
        tokens.text(first).uppercased(), tokens, first, 1,
        help: "write \\d NAME in `millrace query`")
    }
    if tokens.matches(first, "use") {
      return Dialect.report(
        "USE", tokens, first, 1, help: "remove it: a pipeline has one namespace")
    }
    return nil
  }

  /// CREATE SOURCE and its like; `index` is the word behind CREATE [OR REPLACE].
  private static func kind(_ tokens: TokenList, _ first: Int, _ index: Int) -> Diagnostic? {
    var index = index
    let adjectives: Set = ["temporary", "temp", "continuous", "live", "streaming", "dynamic"]
    let adjective = adjectives.contains(tokens.text(index)) ? tokens.text(index) : nil
    if adjective != nil { index += 1 }
    let count = index - first + 1
    let table = "write CREATE TABLE … WITH (connector = 'topic', …)"
    switch tokens.text(index) {
    case "source":
      return Dialect.report("CREATE SOURCE", tokens, first, count, help: table)
    case "sink":
      return Dialect.report(
        "CREATE SINK", tokens, first, count,
        help: "\(table) for where to, then INSERT INTO name SELECT …")
    case "stream":
      return Dialect.report(
        "CREATE STREAM", tokens, first, count,
        help: "\(table); a stream of a query is CREATE MATERIALIZED VIEW … AS SELECT")
    case "table", "view":
      guard let adjective, adjective != "temp", adjective != "temporary" else { return nil }
      return Dialect.report(
        "CREATE \(adjective.uppercased()) \(tokens.text(index).uppercased())", tokens, first, count,
        help: "write CREATE MATERIALIZED VIEW name AS SELECT …: it is kept up to date")
    default: return nil
    }
  }
}
