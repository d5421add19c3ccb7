import Columnar
import Diagnostics
import Planning
import SQL
import Testing

private let pipelineText =
  """
  SET TIME ZONE 'Asia/Kolkata';
  CREATE TABLE events (user_id bigint NOT NULL, date timestamp, event text)
    WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
  CREATE TABLE out (user_id bigint) WITH (connector = 'print');
  CREATE VIEW contacts AS SELECT user_id FROM events WHERE event = 'contact';
  CREATE MATERIALIZED VIEW per_user AS SELECT user_id, count(*) AS n FROM events GROUP BY user_id;
  INSERT INTO out SELECT user_id FROM contacts;
  """

private func query(_ sql: String) throws -> (plan: Plan?, rendered: String) {
  var relations = RelationCatalogue(try #require(planned(pipelineText).pipeline))
  relations.addStored(
    "millrace.ledger", [Field("table_name", .text, nullable: false), Field("read", .bigint)])
  relations.addStored("events.rejects", [Field("raw", .bytea), Field("rule", .text)])
  let script = Parser.parse(sql)
  guard case .query(let syntax)? = script.statements.first?.kind else {
    return (nil, Renderer(file: "query", text: sql).render(script.diagnostics))
  }
  let zone = try #require(Zone("Asia/Kolkata"))
  let result = Planner(connectors: TestConnectors.all).planQuery(
    syntax, text: sql, relations: relations, zone: zone, now: 1_638_230_400_000_000)
  return (result.plan, Renderer(file: "query", text: sql).render(result.diagnostics))
}

private func text(_ sql: String) throws -> String {
  let result = try query(sql)
  let plan = try #require(result.plan, "\(result.rendered)")
  #expect(PlanInvariants.violation(plan) == nil)
  return Explanation(query: plan).text
}

@Test func `a query orders, skips and limits`() throws {
  #expect(
    try text("SELECT user_id, n FROM per_user ORDER BY n DESC, 1 LIMIT 10 OFFSET 5") == """
      query
        limit 10 after 5
          sort by n DESC, user_id
            view per_user: user_id, n

      """)
}

@Test func `ORDER BY names what is not selected, and it is not shown`() throws {
  let plan = try #require(
    try query("SELECT user_id FROM per_user ORDER BY n % 10 NULLS FIRST").plan)
  #expect(plan.visibleFields.map(\.name) == ["user_id"])
  #expect(plan.fields.count == 1)
  #expect(Explanation(query: plan).text.contains("sort by \"n % 10::bigint\" NULLS FIRST"))
}

@Test func `ORDER BY of a grouped query takes aggregates`() throws {
  let plan = try text("SELECT n FROM per_user GROUP BY n ORDER BY count(*) DESC LIMIT 3")
  #expect(plan.contains("aggregate by n: count(*)"))
  #expect(plan.contains("sort by count DESC"))
}

@Test func `a query orders what TIES, DISTINCT ON and OVER give`() throws {
  let ties = try text("SELECT user_id FROM per_user ORDER BY n FETCH FIRST 2 ROWS WITH TIES")
  #expect(
    ties.contains(
      "sort by n\n      top rows of all rows by n: the first 2 rows and the ties of the last"))
  let newest = try text(
    "SELECT DISTINCT ON (user_id) user_id, event FROM events ORDER BY user_id DESC, date DESC LIMIT 3"
  )
  #expect(newest.contains("limit 3\n      sort by user_id DESC, date DESC\n        top rows"))
  let ranked = try text(
    "SELECT user_id, rank() OVER (ORDER BY n) AS place FROM per_user ORDER BY 2")
  #expect(ranked.contains("sort by place\n    project user_id, rank AS place"))
  let rows = try text("SELECT * FROM (SELECT n FROM per_user ORDER BY n LIMIT 1) AS q")
  #expect(rows.contains("top rows of all rows by n: the first row"))
}

@Test func `a query reads tables, plain views and dotted relations`() throws {
  #expect(try text("SELECT * FROM events").contains("scan events: user_id, date, event"))
  #expect(try text("SELECT * FROM contacts").contains("filter event = 'contact'"))
  #expect(
    try text("SELECT ledger.read FROM millrace.ledger").contains("view millrace.ledger: read"))
  #expect(
    try text("SELECT rule, count(*) FROM events.rejects AS r GROUP BY r.rule")
      .contains("view events.rejects: rule"))
}

@Test func `sums over unions of relations have a common type`() throws {
  let plan = try text("SELECT sum(n) FROM per_user UNION ALL SELECT read FROM millrace.ledger")
  #expect(plan.contains("project read::numeric AS sum"))
}

@Test func `now() is a constant of the query in its zone`() throws {
  let plan = try text("SELECT now() AS a, current_date AS b, localtimestamp AS c")
  #expect(plan.contains("date '2021-11-30' AS b"))
  #expect(plan.contains("timestamp '2021-11-30 05:30:00' AS c"))
  #expect(plan.contains("timestamptz '2021-11-30 00:00:00+00' AS a"))
}

@Test func `faults of a query have places and near names`() throws {
  let result = try query("SELECT m FROM per_usr")
  #expect(result.plan == nil)
  #expect(result.rendered.contains("query:1:15"))
  #expect(result.rendered.contains("did you mean per_user?"))
  #expect(try query("SELECT * FROM out").rendered.contains("not kept"))
  #expect(try query("SELECT n FROM per_user LIMIT -1").rendered.contains("LIMIT must be"))
  #expect(
    try query("SELECT n FROM (SELECT n FROM per_user ORDER BY n) AS q").rendered
      .contains("warning: ORDER BY without LIMIT says nothing here"))
  #expect(
    try query("SELECT DISTINCT n FROM per_user ORDER BY user_id").rendered
      .contains("output columns only"))
  #expect(
    try query("SELECT n FROM per_user UNION SELECT 1 ORDER BY user_id").rendered
      .contains("output columns only"))
}

@Test func `a deep expression is planned without harm`() throws {
  let sum = String(repeating: "n + ", count: 900) + "n"
  #expect(try query("SELECT \(sum) AS s FROM per_user GROUP BY \(sum)").plan != nil)
}

@Test func `an explanation in JSON is JSON and has the same operators as the text`() throws {
  let pipeline = try #require(planned(pipelineText).pipeline)
  let json = Explanation(pipeline, only: "per_user").json
  #expect(throws: Never.self) { _ = try TextInput(.json).value(json) }
  #expect(
    json
      == "[{\"kind\":\"materialized view\",\"name\":\"per_user\",\"note\":\"stored\",\"plan\":"
      + "{\"operator\":\"project\",\"summary\":\"user_id, count AS n\",\"columns\":[\"user_id\","
      + "\"count AS n\"],\"inputs\":[{\"operator\":\"aggregate\",\"summary\":\"by user_id: "
      + "count(*)\",\"keys\":[\"user_id\"],\"calls\":[\"count(*)\"],\"state\":\"a row a group\","
      + "\"freed\":\"never\",\"inputs\":[{\"operator\":\"scan\",\"summary\":\"events: user_id\","
      + "\"columns\":[\"user_id\"],\"inputs\":[]}]}]}}]")
  #expect(Explanation(pipeline, only: "nothing").isEmpty)
}

@Test(arguments: [
  "n < user_id", "NOT (n < user_id)", "user_id + user_id", "CASE WHEN n > 1 THEN n END",
])
func `a key may be computed from other keys`(key: String) throws {
  let sql = "SELECT user_id, \(key) AS k, count(*) FROM per_user GROUP BY user_id, n, \(key)"
  #expect(try query(sql).plan != nil)
  let without = "SELECT user_id, \(key) AS k, count(*) FROM per_user GROUP BY user_id, \(key)"
  let result = try query(without)
  #expect(result.plan != nil, "\(result.rendered)")
}
