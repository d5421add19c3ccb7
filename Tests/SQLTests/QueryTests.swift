import SQL
import Testing

@Test func `a window in FROM has its table, column, size and named arguments`() throws {
  let text =
    "SELECT 1 FROM TUMBLE(events, date, INTERVAL '1 minute', \"offset\" => INTERVAL '1 s') AS w (x)"
  let from = try select(text).from[0]
  guard case .function(let call) = from.kind else { throw UnexpectedSyntax(text: text) }
  #expect(call.name.text == "tumble" && call.arguments.count == 3)
  #expect(call.namedArguments.map(\.name.name) == ["offset"])
  #expect(text[call.namedArguments[0].name.range] == "\"offset\"")
  #expect(from.alias?.name == "w" && from.columnAliases.map { text[$0.range] } == ["x"])
  #expect(text[from.range].hasPrefix("TUMBLE(") && text[from.range].hasSuffix("AS w (x)"))
}

@Test func `relations have dotted names, aliases and places`() throws {
  let text = "SELECT 1 FROM events.rejects r, millrace.ledger AS l, (SELECT 2) AS s, plain"
  let from = try select(text).from
  #expect(
    from.map { text[$0.range] } == [
      "events.rejects r", "millrace.ledger AS l", "(SELECT 2) AS s", "plain",
    ])
  #expect(from.map { $0.alias.map { text[$0.range] } } == ["r", "l", "s", nil])
}

@Test func `joins keep their kind, sides, condition and places`() throws {
  let text =
    "SELECT 1 FROM a LEFT OUTER JOIN (b CROSS JOIN c) ON a.x = b.x JOIN (SELECT 3) d ON TRUE WHERE e"
  let from = try select(text).from[0]
  guard case .join(let outer) = from.kind, case .join(let left) = outer.left.kind,
    case .join(let inner) = left.right.kind
  else { throw UnexpectedSyntax(text: text) }
  #expect([outer.kind, left.kind, inner.kind] == [.inner, .left, .cross])
  #expect(text[outer.right.range] == "(SELECT 3) d")
  #expect(outer.condition?.kind == .boolean(true) && inner.condition == nil)
  #expect([left.left, inner.left, inner.right].map { text[$0.range] } == ["a", "b", "c"])
}

@Test func `USING, NATURAL and LATERAL are kept with their places`() throws {
  let text = "SELECT 1 FROM a NATURAL FULL JOIN b JOIN c USING (x, \"Y\"), LATERAL (SELECT 3) d"
  let from = try select(text).from
  guard case .join(let using) = from[0].kind, case .join(let natural) = using.left.kind else {
    throw UnexpectedSyntax(text: text)
  }
  #expect(natural.isNatural && natural.kind == .full && !using.isNatural)
  #expect(using.using.map(\.name) == ["x", "Y"])
  #expect(using.using.map { text[$0.range] } == ["x", "\"Y\""])
  #expect(from.map(\.isLateral) == [false, true])
}

@Test func `UNION ALL is left-associative and brackets change that`() throws {
  let text = "SELECT 1 UNION ALL (SELECT 2 UNION SELECT 3) UNION ALL SELECT 4 ORDER BY 1 LIMIT 5"
  let query = try query(text)
  #expect(query.orderBy.count == 1 && query.limit?.kind == .number("5"))
  guard case .union(let left, let right, all: true, let place) = query.body,
    case .union(let first, let middle, all: true, _) = left.body,
    case .union(_, _, all: false, let inner) = middle.body
  else { throw UnexpectedSyntax(text: text) }
  #expect(text[place] == "UNION ALL" && text[inner] == "UNION")
  #expect(text[right.range] == "SELECT 4" && text[first.range] == "SELECT 1")
  #expect(text[middle.range] == "SELECT 2 UNION SELECT 3")
}

@Test func `INTERSECT binds tighter than UNION and EXCEPT`() throws {
  let text = "SELECT 1 EXCEPT ALL SELECT 2 INTERSECT SELECT 3 UNION SELECT 4"
  let query = try query(text)
  guard case .union(let left, let right, all: false, _) = query.body,
    case .setOperation(.except, let first, let second, all: true, let except) = left.body,
    case .setOperation(.intersect, let inner, _, all: false, let intersect) = second.body
  else { throw UnexpectedSyntax(text: text) }
  #expect(text[except] == "EXCEPT ALL" && text[intersect] == "INTERSECT")
  #expect([right, first, inner].map { text[$0.range] } == ["SELECT 4", "SELECT 1", "SELECT 2"])
  #expect(text[second.range] == "SELECT 2 INTERSECT SELECT 3")
}

/// The sets that a GROUP BY stands for, by the text of their expressions.
private func sets(_ groupBy: String) throws -> [String]? {
  let text = "SELECT 1 FROM t GROUP BY \(groupBy)"
  let select = try select(text)
  return select.groupingSets?.map { set in
    set.map { text[select.groupBy[$0].range] }.joined(separator: " ")
  }
}

@Test func `grouping sets are multiplied out`() throws {
  #expect(try sets("a, b") == nil)
  #expect(try sets("()") == [""])
  #expect(try sets("ROLLUP (a, (b, c))") == ["a b c", "a", ""])
  #expect(try sets("CUBE (a, b)") == ["a b", "a", "b", ""])
  #expect(try sets("GROUPING SETS (a, (b, a + 1), ())") == ["a", "b a + 1", ""])
  #expect(try sets("x, ROLLUP (a), GROUPING SETS (b, c)") == ["x a b", "x a c", "x b", "x c"])
  let nested = "GROUPING SETS (ROLLUP (a), CUBE (b), GROUPING SETS (c, ()))"
  #expect(try sets(nested) == ["a", "", "b", "", "c", ""])
}

@Test func `a query has its common tables, each with its own place`() throws {
  let text =
    "WITH a (x) AS (SELECT 1), b AS (WITH c AS (SELECT 2) SELECT * FROM c) SELECT x FROM a, b"
  let query = try query(text)
  #expect(query.ctes.map(\.name.name) == ["a", "b"])
  #expect(query.ctes[0].columns.map { text[$0.range] } == ["x"])
  #expect(text[query.ctes[0].query.range] == "SELECT 1")
  #expect(query.ctes[1].query.ctes.map { text[$0.name.range] } == ["c"])
  guard case .select(let select) = query.body else { throw UnexpectedSyntax(text: text) }
  #expect(text[select.range] == "SELECT x FROM a, b")
  #expect(select.from.map { text[$0.range] } == ["a", "b"])
}

@Test func `the FROM of IS DISTINCT FROM is no clause`() throws {
  let text = "SELECT DISTINCT a IS DISTINCT FROM b AS c, d FROM t WHERE a IS NOT DISTINCT FROM b"
  let select = try select(text)
  #expect(select.distinct == .all)
  #expect(select.items.map { $0.alias.map { text[$0.range] } } == ["c", nil])
  #expect(select.from.map { text[$0.range] } == ["t"])
}

@Test func `stars, groups, HAVING and order are read`() throws {
  let text =
    "SELECT *, t.*, count(*) FROM t GROUP BY a, 2 HAVING count(*) > 1 ORDER BY a DESC NULLS LAST OFFSET 3"
  let query = try query(text)
  guard case .select(let select) = query.body else { throw UnexpectedSyntax(text: text) }
  #expect(select.items[0].expression.kind == .star(nil))
  guard case .star(let relation?) = select.items[1].expression.kind else {
    throw UnexpectedSyntax(text: text)
  }
  #expect(text[relation.range] == "t")
  #expect(select.groupBy.count == 2)
  #expect(select.having.map { text[$0.range] } == "count(*) > 1")
  #expect(query.orderBy[0].isDescending && query.orderBy[0].nullsFirst == false)
  #expect(query.limit == nil && query.offset?.kind == .number("3"))
}

@Test func `TABLE, brackets around a query and LIMIT ALL mean what they mean in Postgres`() throws {
  #expect(try select("TABLE events").items.count == 1)
  #expect(try query("((SELECT 1)) LIMIT 2").limit?.kind == .number("2"))
  #expect(try query("SELECT 1 LIMIT ALL").limit == nil)
  #expect(try query("SELECT 1 FETCH FIRST 3 ROWS ONLY").limit?.kind == .number("3"))
}

@Test func `windows, DISTINCT ON and TIES are kept with their places`() throws {
  let text = """
    SELECT DISTINCT ON (a, b) sum(c) OVER (w ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    FROM t WINDOW w AS (PARTITION BY e), "V" AS (w) ORDER BY 1 FETCH FIRST ROW WITH TIES
    """
  let query = try query(text)
  guard case .select(let select) = query.body, case .on(let keys) = select.distinct,
    case .call(let call) = select.items[0].expression.kind, let window = call.window,
    let frame = window.frame
  else { throw UnexpectedSyntax(text: text) }
  #expect(keys.map { text[$0.range] } == ["a", "b"])
  #expect(query.hasTies && query.limit?.kind == .number("1"))
  #expect(select.windows.map { text[$0.name.range] } == ["w", "\"V\""])
  #expect(select.windows.map { text[$0.window.range] } == ["(PARTITION BY e)", "(w)"])
  #expect(select.windows[1].window.base.map { text[$0.range] } == "w")
  #expect(window.base.map { text[$0.range] } == "w" && window.orderBy.count == 1)
  #expect(text[frame.range] == "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW")
  #expect(frame.mode == .rows && frame.end == .currentRow && frame.exclusion == nil)
}
