import Diagnostics

/// A statement of Postgres that Millrace does not have, with the way that Millrace goes instead.
struct UnsupportedStatement {
  var what: String
  var range: TextRange
  var help: String?

  private static let ways: [(words: [String], help: String)] = [
    (
      ["drop"],
      "remove what creates it from the file; the next `run` drops it"
    ),
    (["alter"], "change the CREATE statement itself"),
    (["rename"], "change the CREATE statement itself"),
    (["delete"], "a message without a value deletes a row of a table with a PRIMARY KEY"),
    (["update"], "a new message with the same PRIMARY KEY replaces the row"),
    (["truncate"], "`run --from-scratch` empties everything"),
    (["merge"], "insert into a table with a PRIMARY KEY: rows are then written by key"),
    (["create", "index"], "remove it: state is kept by key, which is its index"),
    (["create", "unique", "index"], "write UNIQUE (…) in the table"),
    (["create", "schema"], "write the name with its dot in quotes: \"shop.orders\""),
    (["create", "type"], "use the plain type with a CHECK"),
    (["create", "domain"], "use the plain type with a CHECK"),
    (["create", "extension"], "remove it"),
    (["create", "foreign"], "write CREATE TABLE … WITH (connector = …)"),
    (["create", "function"], "functions are written in Swift, with the engine as a library"),
    (["create", "trigger"], "write INSERT INTO name SELECT … FROM the table or view"),
    (["copy"], "write CREATE TABLE … WITH (connector = 'files', path = 'folder')"),
    (["refresh"], "remove it: a materialized view is always up to date"),
    (["explain"], "run `millrace explain FILE` instead"),
    (["show"], "run `millrace query` on the millrace.* relations"),
    (["grant"], "remove it: who may read the state folder may read the data"),
    (["revoke"], "remove it: who may read the state folder may read the data"),
    (["begin"], "remove it: each epoch is committed as a whole"),
    (["start"], "remove it: each epoch is committed as a whole"),
    (["commit"], "remove it: each epoch is committed as a whole"),
    (["end"], "remove it: each epoch is committed as a whole"),
    (["rollback"], "remove it: each epoch is committed as a whole"),
    (["analyze"], "remove it"),
    (["vacuum"], "remove it: the store frees its space by itself"),
    (["comment"], "write -- a comment"),
    (["reset"], "write SET TIME ZONE 'UTC'"),
  ]

  static func read(_ tokens: TokenList, _ span: TokenSpan) -> UnsupportedStatement {
    let twoWords: Set = ["create", "drop", "alter"]
    var end = span.lower + 1
    if twoWords.contains(tokens.text(span.lower)) {
      while end < min(span.lower + 4, span.upper), tokens.tokens[end].kind == .word {
        end += 1
        // The words up to the kind of thing, not its name.
        if !["or", "replace", "unique", "materialized", "foreign", "recursive"]
          .contains(tokens.text(end - 1))
        {
          break
        }
      }
    }
    let what = (span.lower..<end).map { tokens.text($0).uppercased() }.joined(separator: " ")
    let way = ways.first { tokens.matches(span.lower, $0.words) }
    return UnsupportedStatement(
      what: what, range: tokens.range(TokenSpan(span.lower, end)), help: way?.help)
  }
}
