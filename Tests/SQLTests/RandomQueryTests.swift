import SQL
import TestSupport
import Testing

/// Writes random queries and remembers the text of each query and relation in them.
private struct QueryWriter {
  var random: SeededGenerator
  var queries: [String] = []
  var relations: [String] = []

  private mutating func pick(_ texts: String...) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  mutating func query(_ depth: Int) -> String {
    var text = chance(25) && depth > 0 ? union(depth) : select(depth)
    if chance(20), depth > 0 {
      let columns = pick("", " (x, y)")
      text = "WITH c\(columns) AS (\(query(depth - 1))), d AS (\(query(0))) " + text
    }
    if chance(20) {
      text += pick(
        " ORDER BY 1 DESC, (a)", " LIMIT 5", " OFFSET (2)", " LIMIT 1 OFFSET 2",
        " ORDER BY a FETCH FIRST (2) ROWS WITH TIES", " FETCH NEXT ROW ONLY")
    }
    queries.append(text)
    return text
  }

  private mutating func union(_ depth: Int) -> String {
    let operands = (0...Int.random(in: 1...3, using: &random)).map { _ in
      chance(40) ? "(\(query(depth - 1)))" : select(depth - 1)
    }
    // One operator for all: mixed ones nest by precedence, so that parts have no text of their own.
    return operands.joined(
      separator: pick(
        " UNION ALL ", " UNION ", "\nUNION ALL\n", " INTERSECT ", " EXCEPT ALL ",
        " EXCEPT DISTINCT "))
  }

  private mutating func select(_ depth: Int) -> String {
    var text = "SELECT " + pick("", "DISTINCT ", "ALL ", "DISTINCT ON (a, (b)) ") + item(depth)
    if chance(50) { text += ", " + item(depth) }
    text += " FROM " + relation(depth)
    if chance(30) { text += ", " + relation(depth) }
    if chance(40) { text += " WHERE " + condition(depth) }
    if chance(30) {
      let key = pick("a, (b)", "ROLLUP (a, (b, c))", "GROUPING SETS ((a), CUBE (b), ())")
      text += " GROUP BY \(key) HAVING count(*) > 1"
    }
    if chance(15) { text += " WINDOW w AS (PARTITION BY a), \"from\" AS (w ORDER BY (b))" }
    return text
  }

  private mutating func item(_ depth: Int) -> String {
    let value = pick(
      "a", "(a + 1) * 2", "count(*)", "*", "extract(epoch FROM a)", "a IS DISTINCT FROM b",
      "CASE WHEN a THEN (b) END", "'FROM, x'", "\"from\"",
      "rank() OVER w", "sum(a) OVER (PARTITION BY (b) ORDER BY c ROWS 2 PRECEDING)")
    guard value != "*" else { return value }
    if chance(10), depth > 0 { return "(\(query(depth - 1))) AS s" }
    return value + pick("", " AS z", " z", " AS \"a, b\"")
  }

  private mutating func condition(_ depth: Int) -> String {
    if chance(25), depth > 0 { return "a \(pick("IN", "NOT IN")) (\(query(depth - 1)))" }
    if chance(25), depth > 0 { return "EXISTS (\(query(depth - 1))) AND (b)" }
    return pick(
      "a > 1", "(a) IS NOT DISTINCT FROM (b)", "a = /* FROM ( */ ')'", "f(a, -- ON (\n (b))")
  }

  private mutating func relation(_ depth: Int) -> String {
    if chance(25), depth > 0 {
      let kind = pick("JOIN", "INNER JOIN", "LEFT JOIN", "FULL OUTER JOIN")
      let left = relation(depth - 1)
      let right = chance(30) ? "(\(join(depth - 1)))" : leaf(depth - 1)
      return "\(left) \(kind) \(right) ON \(condition(depth - 1))"
    }
    return leaf(depth)
  }

  private mutating func join(_ depth: Int) -> String { "\(leaf(depth)) CROSS JOIN \(leaf(depth))" }

  private mutating func leaf(_ depth: Int) -> String {
    var text = pick(
      "t", "s.t", "\"T t\"", "TUMBLE(t, at, INTERVAL '1 minute')", "f((1), \"x\" => 2)")
    if chance(30), depth > 0 {
      text = "(\(query(depth - 1)))" + pick(" AS q", " q", " AS q (x, y)")
    } else {
      text += pick("", " AS r", " r", " r (x)")
    }
    relations.append(text)
    return text
  }
}

/// The texts that the tree's places cover.
private struct PlaceReader {
  let text: String
  var queries: Set<String> = []
  var relations: Set<String> = []

  mutating func read(_ query: QuerySyntax) {
    queries.insert(text[query.range])
    for table in query.ctes { read(table.query) }
    switch query.body {
    case .union(let left, let right, _, _), .setOperation(_, let left, let right, _, _):
      read(left)
      read(right)
    case .select(let select):
      for relation in select.from { read(relation) }
      for item in select.items { read(item.expression) }
      if let condition = select.whereClause { read(condition) }
    default: break
    }
  }

  private mutating func read(_ relation: FromSyntax) {
    relations.insert(text[relation.range])
    switch relation.kind {
    case .join(let join):
      read(join.left)
      read(join.right)
      if let condition = join.condition { read(condition) }
    case .subquery(let query): read(query)
    default: break
    }
  }

  private mutating func read(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .subquery(let query, _): read(query)
    case .and(let operands): for operand in operands { read(operand) }
    case .not(let operand): read(operand)
    default: break
    }
  }
}

@Test func `each query and relation of random queries is found at its place`() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  var writer = QueryWriter(random: SeededGenerator(seed: seed))
  for _ in 0..<400 {
    writer.queries = []
    writer.relations = []
    let text = writer.query(3)
    guard text.utf8.count < 20_000 else { continue }
    var reader = PlaceReader(text: text)
    let tree = try query(text)
    reader.read(tree)
    for written in writer.queries {
      let isFound = reader.queries.contains(written)
      #expect(isFound, "seed \(seed): \(written)\nin \(text)")
    }
    for written in writer.relations {
      let isFound = reader.relations.contains(written)
      #expect(isFound, "seed \(seed): \(written)\nin \(text)")
    }
  }
}
