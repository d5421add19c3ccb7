import Diagnostics
import SQL
import TestSupport
import Testing

private func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

/// Texts that broke parsers, ours or others: each gives diagnostics or a tree, and never a crash.
private let hostileTexts: [(name: String, text: String)] = [
  ("100 000 open brackets", "SELECT " + times(100_000, "(")),
  ("100 000 closing brackets", "SELECT " + times(100_000, ")")),
  ("deep brackets", "SELECT " + times(100_000, "(") + "1" + times(100_000, ")")),
  ("2 000 additions", "SELECT 1" + times(2_000, "+1")),
  ("130 000 additions", "SELECT 1" + times(130_000, "+1")),
  ("a chain of minuses", "SELECT " + times(60_000, "- ") + "1"),
  ("a chain of NOT", "SELECT " + times(60_000, "NOT ") + "a"),
  ("a chain of casts", "SELECT a" + times(30_000, "::int")),
  ("a chain of IS NULL", "SELECT a" + times(20_000, " IS NULL")),
  ("a chain of COLLATE", "SELECT a" + times(15_000, " COLLATE \"C\"")),
  ("a chain of AT TIME ZONE", "SELECT a" + times(9_000, " AT TIME ZONE 'UTC'")),
  ("a chain of subscripts", "SELECT a" + times(60_000, "[1]")),
  ("a chain of fields", "SELECT (a)" + times(60_000, ".b")),
  ("a chain of CASE", "SELECT " + times(9_000, "CASE WHEN a THEN ") + "1"),
  ("a chain of UNION", "SELECT 1" + times(9_000, " UNION ALL SELECT 1")),
  ("a chain of JOIN", "SELECT 1 FROM a" + times(9_000, " JOIN b ON c")),
  ("a chain of unfinished JOIN", "SELECT 1 FROM a" + times(20_000, " JOIN b")),
  ("nested subqueries", "SELECT " + times(15_000, "(SELECT ") + "1"),
  ("nested calls", "SELECT " + times(50_000, "f(") + "1" + times(50_000, ")")),
  ("nested arrays", "SELECT " + times(9_000, "ARRAY[") + "1" + times(9_000, "]")),
  ("nested joins", "SELECT 1 FROM " + times(9_000, "(a JOIN ") + "b"),
  ("nested WITH", times(9_000, "WITH a AS (") + "SELECT 1" + times(9_000, ") SELECT 1")),
  ("an OR of 10 000", "SELECT a WHERE a" + times(10_000, " OR a")),
  ("an IN of 50 000", "SELECT a IN (1" + times(50_000, ", 1") + ")"),
  ("a literal of 1 MiB", "SELECT '" + times(1 << 20, "x") + "'"),
  ("a name of 100 KiB", "SELECT " + times(100 << 10, "x")),
  ("a number of 100 000 digits", "SELECT " + times(100_000, "9")),
  ("a number with a large exponent", "SELECT 1e99999999999"),
  ("an operator of 10 000 letters", "SELECT a " + times(10_000, "<>") + " b"),
  ("100 000 semicolons", times(100_000, ";")),
  ("3 000 broken statements", times(3_000, "SELECT FROM FROM;\n")),
  ("1 000 lexical faults", times(1_000, "SELECT 1_0;\n")),
  ("NUL", "SELECT 1\0; SELECT 2"), ("only NUL", "\0\0\0"), ("NUL in a text", "SELECT '\0'"),
  ("BOM", "\u{FEFF}"), ("BOM in the middle", "SELECT \u{FEFF}a"),
  ("UTF-16 read as UTF-8", "\u{FFFD}\u{FFFD}S\0E\0L\0E\0C\0T\0"),
  ("an unterminated text", "'"), ("an unterminated name", "\""), ("an unterminated comment", "/*"),
  ("an unterminated dollar text", "$a$"), ("an unterminated escape text", "E'\\"),
  ("an unterminated bit text", "B'"), ("an unterminated hex text", "X'"), ("a lone dollar", "$"),
  ("an unterminated unicode text", "U&'\\"), ("an unterminated unicode name", "U&\"\\"),
  ("a broken unicode name", "SELECT U&\"\\zz\""), ("a broken unicode text", "SELECT U&'\\zz'"),
  ("a lone surrogate", "SELECT E'\\uD800'"),
  ("an escaped NUL", "SELECT E'\\0', E'\\x00', E'\\u0000'"),
  ("invalid bytes by escapes", "SELECT E'\\xff\\xfe'; SELECT E'\\xc0'; SELECT '\\xff'"),
  ("invalid bytes behind a comment", "/* e'' */ SELECT e'\\xff'"),
  ("an empty escape text with a fault behind", "SELECT E'', E'\\xff'; SELECT 1"),
  ("a lone backslash", "\\"), ("a psql command", "\\d events"), ("a placeholder", "SELECT ${"),
  ("many placeholders", "SELECT " + times(10_000, "${a}")),
  ("a placeholder in a name", "SELECT \"${\""),
  ("emoji before the fault", "SELECT '👩‍👩‍👧‍👦🙂', 日本 FROM FROM"),
  ("emoji as names", "CREATE TABLE 🙂 (👍 int,); SELECT 🙂 FROM"),
  ("a fault in the last character", "SELECT 1,"), ("only a keyword", "SELECT"),
  ("only CREATE", "CREATE"),
  ("only CREATE OR REPLACE", "CREATE OR REPLACE"), ("only INTERVAL", "SELECT INTERVAL"),
  ("only EMIT", "EMIT"), ("only GROUP", "SELECT a GROUP"), ("CREATE TABLE alone", "CREATE TABLE"),
  ("an option without value", "CREATE TABLE t (a int) WITH (a = )"),
  ("empty options", "CREATE TABLE t () WITH ()"),
  ("an option of brackets", "CREATE TABLE t (a int) WITH (a = (1))"),
  ("an odd option", "CREATE TABLE t (a int) WITH (a.b.c = 1)"),
  ("typed modifiers", "SELECT a::numeric('x', b), b::foo(bar)"),
  ("%TYPE", "CREATE TABLE t (a b.c%TYPE)"),
  ("SETOF", "CREATE TABLE t (a SETOF int)"), ("XML", "SELECT xmlelement(name a)"),
  ("CURRENT OF", "DELETE FROM a WHERE CURRENT OF b"),
  ("JSON table", "SELECT * FROM XMLTABLE('x' PASSING y COLUMNS a int) AS t"),
  ("right-nested joins", "SELECT 1 FROM a JOIN b JOIN (SELECT 1) c ON x ON y"),
  ("a WITH that changes data", "WITH a AS (DELETE FROM b RETURNING *) SELECT * FROM a"),
  ("VALUES everywhere", "VALUES (1), (2) UNION VALUES (3) ORDER BY 1"),
  ("a view of VALUES", "CREATE VIEW v AS VALUES (1)"),
  ("an EXECUTE view", "CREATE TABLE a AS EXECUTE b"), ("PREPARE", "PREPARE p AS SELECT 1"),
  ("a rule with statements inside", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)"),
  ("an SQL function", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"),
]

@Test(arguments: hostileTexts.map(\.name))
func `a hostile text gives diagnostics or a tree and never a crash`(name: String) throws {
  let text = try #require(hostileTexts.first { $0.name == name }).text
  let script = Parser.parse(text)
  check(script)
  check(Substitution.apply(script, values: [:], environment: [:]))
}

/// Every place lies in the text and every diagnostic can be rendered.
private func check(_ script: ParsedScript) {
  let count = script.text.utf8.count
  for item in script.diagnostics.items {
    guard let range = item.range else { continue }
    #expect(range.lower >= 0 && range.lower <= range.upper && range.upper <= count, "\(item)")
  }
  let renderer = Renderer(file: "f.sql", text: script.text)
  #expect(script.diagnostics.items.prefix(20).allSatisfy { !renderer.render($0).isEmpty })
  #expect(!script.statements.isEmpty || !script.diagnostics.items.isEmpty || isBlank(script.text))
}

private func isBlank(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { ";\u{FEFF} \n".unicodeScalars.contains($0) }
}

@Test func `a statement over 256 KiB is refused, its neighbours are read`() {
  let script = Parser.parse("SELECT '\(times(270_000, "x"))';\nSELECT 1;")
  #expect(script.diagnostics.items.map(\.code) == ["too-long"])
  #expect(script.statements.count == 1)
}

@Test func `an expression of 900 levels is read and one of 2 000 refused`() {
  #expect(!Parser.parse("SELECT 1" + times(900, "+1")).diagnostics.hasErrors)
  #expect(!Parser.parse("SELECT " + times(900, "(") + "1" + times(900, ")")).diagnostics.hasErrors)
  let deep = Parser.parse("SELECT 1" + times(2_000, "+1"))
  #expect(deep.diagnostics.items.map(\.code) == ["too-deep"])
}

@Test func `a tree of 900 levels can be walked on a large stack`() throws {
  let text = "SELECT 1" + times(900, "+1")
  let written = try LargeStack.run { (try? expression(String(text.dropFirst(7)))).map(deparse) }
  #expect(written == "1" + times(900, " + 1"))
}

@Test func `long flat lists are not deep`() {
  let rows = (1...5_000).map { "(\($0), 'x' || 'y', -1)" }.joined(separator: ", ")
  #expect(!Parser.parse("INSERT INTO t VALUES \(rows)").diagnostics.hasErrors)
  let conditions = (1...5_000).map { "a = \($0)" }.joined(separator: " OR ")
  #expect(!Parser.parse("SELECT a FROM t WHERE \(conditions)").diagnostics.hasErrors)
}

@Test func `cut, doubled and shuffled statements never crash`() {
  let seed = UInt64.random(in: 0...UInt64.max)
  var generator = SeededGenerator(seed: seed)
  let pieces = cases.names(in: "errors").compactMap { cases.read("errors/\($0).sql") }
    .filter { $0.utf8.count < 2_000 }.flatMap { $0.split(separator: " ").map(String.init) }
  for _ in 0..<2_000 {
    let count = Int.random(in: 1...25, using: &generator)
    let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }
      .joined(separator: Bool.random(using: &generator) ? " " : "")
    let script = Parser.parse(text)
    let isInside = script.diagnostics.items.allSatisfy { item in
      item.range.map { $0.lower <= $0.upper && $0.upper <= text.utf8.count } ?? true
    }
    #expect(isInside, "seed \(seed): \(text)")
  }
}
