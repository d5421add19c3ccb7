import Planning
import SQL
import Testing

private func fingerprint(_ query: String, head: String = "", columns: String = "a int, b text")
  throws -> String
{
  let sql =
    head + "CREATE TABLE t (\(columns)) WITH (connector = 'topic', topic = 't', format = 'json');"
    + "CREATE MATERIALIZED VIEW v AS \(query);"
  let result = planned(sql)
  return try #require(result.pipeline?.views.first?.fingerprint, "\(result.diagnostics.items)")
}

@Test func `spelling and formatting do not change a fingerprint`() throws {
  let plain = try fingerprint("SELECT a, count(*) AS n FROM t WHERE a > 3 GROUP BY a")
  let spelled = try fingerprint(
    "SELECT x.a, COUNT( * ) AS n -- a comment\n FROM t AS x WHERE (x.a) > 1 + 2 GROUP BY 1")
  #expect(plain == spelled)
}

@Test func `a constant, a column, a name and the zone change a fingerprint`() throws {
  let plain = try fingerprint("SELECT a, count(*) AS n FROM t WHERE a > 3 GROUP BY a")
  let others = [
    try fingerprint("SELECT a, count(*) AS n FROM t WHERE a > 4 GROUP BY a"),
    try fingerprint("SELECT a, count(b) AS n FROM t WHERE a > 3 GROUP BY a"),
    try fingerprint("SELECT a, count(*) AS m FROM t WHERE a > 3 GROUP BY a"),
    try fingerprint("SELECT a, count(*) AS n FROM t WHERE a >= 3 GROUP BY a"),
    try fingerprint(
      "SELECT a, count(*) AS n FROM t WHERE a > 3 GROUP BY a", head: "SET TIME ZONE 'Asia/Tokyo';"),
    try fingerprint(
      "SELECT a, count(*) AS n FROM t WHERE a > 3 GROUP BY a", columns: "a int NOT NULL, b text"),
  ]
  #expect(!others.contains(plain))
  #expect(Set(others).count == others.count)
}

@Test func `a changed view below changes the views above it`() throws {
  func top(_ limit: Int) throws -> String {
    let result = planned(
      "CREATE TABLE t (a int) WITH (connector = 'topic', topic = 't', format = 'json');"
        + "CREATE MATERIALIZED VIEW low AS SELECT a FROM t WHERE a > \(limit);"
        + "CREATE MATERIALIZED VIEW top AS SELECT count(*) AS n FROM low;")
    return try #require(result.pipeline?.views.last?.fingerprint)
  }
  #expect(try top(1) == top(1))
  #expect(try top(1) != top(2))
}

@Test func `a value from the environment shows neither in messages nor in fingerprints`() throws {
  func plan(_ sql: String) -> Planned {
    let script = Substitution.apply(
      Parser.parse(sql), values: [:], environment: ["PASSWORD": "tulip-4711"])
    return Planner(connectors: TestConnectors.all).plan(script: script)
  }
  let good = plan(
    "CREATE TABLE t (a int) WITH (connector = 'topic', topic = 't', format = 'json', "
      + "broker = 'kafka://me:${ENV:PASSWORD}@h'); CREATE MATERIALIZED VIEW v AS "
      + "SELECT a, '${ENV:PASSWORD}' AS p FROM t;")
  let print = try #require(good.pipeline?.views.first?.fingerprint)
  #expect(!print.contains("tulip"))
  #expect(print.contains("${ENV:PASSWORD}"))
  let bad = plan(
    "CREATE TABLE t (a int) WITH (connector = 'topic', topic = 't', format = '${ENV:PASSWORD}');")
  #expect(bad.diagnostics.hasErrors)
  #expect(!"\(bad.diagnostics.items)".contains("tulip"))
}
