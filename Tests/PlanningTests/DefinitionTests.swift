import Columnar
import Diagnostics
import Planning
import SQL
import Testing

private func table(_ sql: String) throws -> TableDefinition {
  let result = planned(sql + "\nCREATE MATERIALIZED VIEW v AS SELECT count(*) FROM t;")
  return try #require(result.pipeline?.sources.first, "\(result.diagnostics.items)")
}

private let topic = "WITH (connector = 'topic', topic = 't', format = 'json'"

@Test func `constraints without a name get Postgres' names`() throws {
  let t = try table(
    "CREATE TABLE t (a int CHECK (a > 0) CHECK (a < 9), b int UNIQUE, c int, CHECK (a > b), "
      + "CHECK (c > 1), UNIQUE (a, b)) \(topic));")
  #expect(t.checks.map(\.name) == ["t_a_check", "t_a_check1", "t_check", "t_c_check"])
  #expect(t.uniques.map(\.name) == ["t_b_key", "t_a_b_key"])
}

@Test func `a constraint's own action wins over the table's`() throws {
  let t = try table(
    "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT pos CHECK (a > 0), CHECK (b > 0)) "
      + "\(topic), on_violation = 'warn', \"on_violation.pos\" = 'fail', "
      + "\"on_violation.t_b_not_null\" = 'reject');")
  #expect(t.checks.map(\.action) == [.fail, .warn])
  #expect(t.columns.prefix(2).map(\.onNull) == [.warn, .reject])
}

@Test func `an event time is never NULL, whatever the table's action`() throws {
  let t = try table(
    "CREATE TABLE t (at timestamp) \(topic), event_time = 'at', on_violation = 'warn');")
  #expect(t.columns[0].isNotNull)
  #expect(t.columns[0].onNull == .reject)
}

@Test func `times of an event time are in microseconds, with their defaults`() throws {
  let usual = try table("CREATE TABLE t (at timestamptz) \(topic), event_time = 'at');")
  #expect(
    usual.eventTime
      == EventTime(column: 0, delay: 0, idleTimeout: 10_000_000, aheadMax: 300_000_000))
  let given = try table(
    "CREATE TABLE t (x int, at timestamptz) \(topic), event_time = 'at', watermark = '1 day', "
      + "idle_timeout = '1 minute', max_ahead = 'none');")
  #expect(
    given.eventTime
      == EventTime(column: 1, delay: 86_400_000_000, idleTimeout: 60_000_000, aheadMax: nil))
}

@Test func `options are validated values with their defaults`() throws {
  let t = try table(
    "CREATE TABLE t (a int) WITH (connector = 'files', path = 'x', format = 'csv', "
      + "roll = '64 kB, 1 minute');")
  #expect(t.options["path"] == .text("x"))
  #expect(t.options["follow"] == .boolean(false))
  #expect(t.options["line_bytes_max"] == .byteCount(16 << 20))
  #expect(t.options["roll"] == .list([.byteCount(64_000), .microseconds(60_000_000)]))
  #expect(t.options["format"] == .text("csv"))
  #expect(t.options["partition_by"] == nil)
  #expect(t.isBounded)
}

@Test func `a followed folder has no end`() throws {
  let t = try table(
    "CREATE TABLE t (a int) WITH (connector = 'files', path = 'x', format = 'csv', follow = true);")
  #expect(!t.isBounded)
}

@Test func `hidden columns follow the declared ones, and a declared one of their name wins`() throws
{
  let t = try table("CREATE TABLE t (a int, log_offset text) \(topic));")
  #expect(
    t.columns.map(\.name) == ["a", "log_offset", "log_partition", "log_timestamp", "log_key"])
  #expect(t.columns.map(\.isHidden) == [false, false, true, true, true])
}

@Test func `types have Postgres' other names`() throws {
  let t = try table(
    "CREATE TABLE t (a int2, b int4, c int8, d float4, e float8, f decimal(5, 1), g bool, "
      + "h character varying(3), i timestamp with time zone, j varchar, k numeric) \(topic));")
  #expect(
    t.columns.prefix(11).map(\.type) == [
      .smallint, .integer, .bigint, .real, .double, .numeric(precision: 5, scale: 1), .boolean,
      .varchar(3), .timestamptz, .text, .numeric,
    ])
}

@Test func `UNIQUE remembers a day of event time, or for ever without one`() throws {
  let timed = try table("CREATE TABLE t (a int UNIQUE, at timestamp) \(topic), event_time = 'at');")
  #expect(timed.uniques[0].withinMicroseconds == 86_400_000_000)
  let given = try table(
    "CREATE TABLE t (a int, at timestamp, UNIQUE (a) WITH (within = '1 hour')) "
      + "\(topic), event_time = 'at');")
  #expect(given.uniques[0].withinMicroseconds == 3_600_000_000)
  #expect(
    try table("CREATE TABLE t (a int UNIQUE) \(topic));").uniques[0].withinMicroseconds == nil)
}

@Test func `a column that is checked for presence may go into a NOT NULL sink`() throws {
  let result = planned(
    "CREATE TABLE t (id int) \(topic));\nCREATE TABLE s (id int NOT NULL) WITH (connector = 'print');"
      + "INSERT INTO s SELECT id FROM t WHERE id IS NOT NULL;")
  #expect(result.diagnostics.items.isEmpty)
}

@Test func `view options become microseconds`() throws {
  let result = planned(
    "CREATE TABLE t (id int) \(topic));\nCREATE MATERIALIZED VIEW v WITH (history = '2 days') "
      + "AS SELECT id FROM t;\nCREATE MATERIALIZED VIEW w WITH (history = true) "
      + "AS SELECT id FROM t;\nCREATE MATERIALIZED VIEW x AS SELECT id FROM t;")
  let views = try #require(result.pipeline?.views)
  #expect(views[0].historyMicroseconds == .some(.some(172_800_000_000)))
  #expect(views[1].historyMicroseconds == .some(.none))
  #expect(views[2].historyMicroseconds == nil)
}
