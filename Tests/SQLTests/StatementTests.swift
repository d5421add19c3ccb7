import Diagnostics
import SQL
import Testing

private let table = """
  CREATE TABLE "Shop".events (
    user_id bigint NOT NULL DEFAULT 0,
    "offset" numeric(12, 2) CONSTRAINT positive CHECK ("offset" > 0),
    date timestamp GENERATED ALWAYS AS (to_timestamp(ms)) STORED,
    property_id bigint REFERENCES properties (id),
    CONSTRAINT known CHECK (user_id IN (1, 2)),
    UNIQUE (user_id, date) WITH (within = '1 day'),
    PRIMARY KEY (user_id)
  ) WITH (connector = 'topic', "field.user_id" = 'payload.id', on_violation.known = 'warn',
    header = true, limit_rows = -5, format = json, history)
  """

private func createTable() throws -> CreateTableSyntax {
  guard case .createTable(let syntax) = try statement(table).kind else {
    throw UnexpectedSyntax(text: table)
  }
  return syntax
}

@Test func `a table has its names with their places`() throws {
  let syntax = try createTable()
  #expect(syntax.name.text == "Shop.events")
  #expect(table[syntax.name.range] == "\"Shop\".events")
  #expect(syntax.columns.map(\.name.name) == ["user_id", "offset", "date", "property_id"])
  #expect(syntax.columns.map { table[$0.name.range] }[1] == "\"offset\"")
  #expect(syntax.columns.map(\.type.name) == ["bigint", "numeric", "timestamp", "bigint"])
  #expect(syntax.columns[1].type.modifiers == [12, 2])
}

@Test func `constraints have kind, name and place`() throws {
  let syntax = try createTable()
  let ofColumns = syntax.columns.flatMap(\.constraints)
  #expect(
    ofColumns.map { table[$0.range] } == [
      "NOT NULL", "DEFAULT 0", "CONSTRAINT positive CHECK (\"offset\" > 0)",
      "GENERATED ALWAYS AS (to_timestamp(ms)) STORED", "REFERENCES properties (id)",
    ])
  #expect(ofColumns.map { $0.name?.name } == [nil, nil, "positive", nil, nil])
  guard case .references(let name, let columns, from: []) = ofColumns[4].kind else {
    throw UnexpectedSyntax(text: "REFERENCES")
  }
  #expect(name.text == "properties" && columns.map(\.name) == ["id"])
  guard case .check(let check) = syntax.constraints[0].kind else {
    throw UnexpectedSyntax(text: "CHECK")
  }
  #expect(table[check.range] == "user_id IN (1, 2)")
  guard case .unique(let keys, let options) = syntax.constraints[1].kind else {
    throw UnexpectedSyntax(text: "UNIQUE")
  }
  #expect(keys.map { table[$0.range] } == ["user_id", "date"])
  #expect(options.map(\.key.name) == ["within"] && options.map(\.value) == ["1 day"])
  guard case .primaryKey(let primary) = syntax.constraints[2].kind else {
    throw UnexpectedSyntax(text: "PRIMARY KEY")
  }
  #expect(primary.map(\.name) == ["user_id"])
}

@Test func `options have their text and the places of key and value`() throws {
  let options = try createTable().options
  #expect(
    options.map(\.key.name) == [
      "connector", "field.user_id", "on_violation.known", "header", "limit_rows", "format",
      "history",
    ])
  #expect(
    options.map(\.value) == ["topic", "payload.id", "warn", "true", "-5", "json", "true"])
  #expect(table[options[1].key.range] == "\"field.user_id\"")
  #expect(table[options[2].key.range] == "on_violation.known")
  #expect(table[options[0].valueRange] == "'topic'")
  #expect(table[options[4].valueRange] == "-5")
  #expect(table[options[6].valueRange] == "history")
}

@Test func `a materialized view has options, columns and a query with its place`() throws {
  let text = """
    CREATE MATERIALIZED VIEW leads (id, n) WITH (emit = 'final') AS
    SELECT user_id, count(*) FROM events GROUP BY user_id WITH DATA;
    """
  let statement = try statement(text)
  guard case .createView(let view) = statement.kind else { throw UnexpectedSyntax(text: text) }
  #expect(view.isMaterialized && view.name.text == "leads")
  #expect(view.columns.map { text[$0.range] } == ["id", "n"])
  #expect(view.options.map(\.value) == ["final"])
  #expect(text[view.query.range] == "SELECT user_id, count(*) FROM events GROUP BY user_id")
  #expect(text[statement.range] + ";" == text)
}

@Test func `a view can have options too`() throws {
  let text = "CREATE VIEW v WITH (chart = 'bar') AS SELECT 1 AS a"
  guard case .createView(let view) = try statement(text).kind else {
    throw UnexpectedSyntax(text: text)
  }
  #expect(!view.isMaterialized && view.options.map(\.key.name) == ["chart"])
}

@Test func `INSERT has table, columns and query`() throws {
  let text = "INSERT INTO paid (\"user\", n) (SELECT user_id, 1 FROM leads)"
  guard case .insert(let insert) = try statement(text).kind else {
    throw UnexpectedSyntax(text: text)
  }
  #expect(insert.table.text == "paid")
  #expect(insert.columns.map { text[$0.range] } == ["\"user\"", "n"])
  #expect(text[insert.query.range] == "SELECT user_id, 1 FROM leads")
  let values = "INSERT INTO t VALUES (1, 'a'), (2, 'b')"
  guard case .insert(let rows) = try statement(values).kind,
    case .values(let list) = rows.query.body
  else { throw UnexpectedSyntax(text: values) }
  #expect(list.count == 2 && list.allSatisfy { $0.count == 2 })
}

@Test(arguments: [
  "SET TIME ZONE 'Asia/Kolkata'", "SET TimeZone = 'Asia/Kolkata'", "SET timezone TO 'Asia/Kolkata'",
  "SET SESSION TIME ZONE 'Asia/Kolkata'",
])
func `the time zone is set in Postgres' ways`(text: String) throws {
  guard case .setTimeZone(let zone, let range) = try statement(text).kind else {
    throw UnexpectedSyntax(text: text)
  }
  #expect(zone == "Asia/Kolkata")
  #expect(text[range] == "'Asia/Kolkata'")
}

@Test func `a statement behind a broken one is read, and the broken one's relation is named`() {
  let script = Parser.parse(
    "CREATE TABLE events (a int,);\nCREATE VIEW \"V\" AS SELECT a FROM;\nSELECT a FROM events;")
  #expect(script.statements.count == 1)
  #expect(script.diagnostics.items.count == 2)
  #expect(script.unreadNames == ["events", "V"])
}

@Test(arguments: ["", ";;;", "  \n", "-- nothing\n", "/* nothing */;"])
func `a text without statement has no fault`(text: String) {
  let script = Parser.parse(text)
  #expect(script.statements.isEmpty && script.diagnostics.items.isEmpty)
}

@Test func `a byte order mark is skipped and places stay`() throws {
  let text = "\u{FEFF}SELECT a"
  #expect(text[try select(text).items[0].expression.range] == "a")
}

@Test func `names fold unless quoted, in any script`() throws {
  let text = "SELECT \"GRÖSSE\", Größe, \"a \"\"b\"\"\", U&\"d\\0061t\" FROM Events"
  let names = try select(text).items.map { item -> String in
    guard case .column(let name) = item.expression.kind else { return "" }
    return name.text
  }
  #expect(names == ["GRÖSSE", "größe", "a \"b\"", "dat"])
}

@Test func `the design's example file has no fault`() {
  let script = Parser.parse(
    """
    SET TIME ZONE 'Asia/Kolkata';
    CREATE TABLE events (
      user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text,
      CHECK (event IN ('view', 'Interaction', 'contact'))
    ) WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date',
      watermark = '10 seconds');
    CREATE TABLE possible_broker (user_id bigint, window_start timestamp, interactions bigint)
      WITH (connector = 'topic', topic = 'possible_broker', format = 'json', emit = 'final');
    INSERT INTO possible_broker
    SELECT user_id, window_start, count(*) AS interactions
    FROM TUMBLE(events, date, INTERVAL '1 minute')
    GROUP BY user_id, window_start HAVING count(*) > 10;
    CREATE MATERIALIZED VIEW leads AS
    SELECT user_id, count(*) AS interactions FROM events GROUP BY user_id HAVING count(*) >= 9;
    """)
  #expect(script.diagnostics.items.isEmpty)
  #expect(script.statements.count == 5)
}
