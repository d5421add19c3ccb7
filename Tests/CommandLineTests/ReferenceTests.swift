import Columnar
import Execution
import Planning
import SQL
import Testing

@testable import millrace

/// A page as it lies in the package, found from where this file lies.
private func page(_ path: String) throws -> String {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  return String(
    decoding: try readAll(root.joined(separator: "/") + "/" + path), as: UTF8.self)
}

/// What one expression answers, as text.
private func answer(_ expression: String) throws -> String {
  try rows("SELECT CAST(\(expression) AS text)")
}

/// The rows of a query as text, columns apart by spaces and rows by commas.
private func rows(_ sql: String) throws -> String {
  let script = Parser.parse(sql)
  guard case .query(let query)? = script.statements.first?.kind else { return "no query: \(sql)" }
  let (plan, diagnostics) = PipelinePlan.planner.planQuery(
    query, text: sql, relations: RelationCatalogue(), zone: .utc, now: 0)
  guard let plan else {
    throw SourceFaults(name: "query", text: sql, list: diagnostics)
  }
  let types = plan.visibleFields.map(\.type)
  let rows = try QueryRunner(zone: .utc).run(plan, relations: [:]).flatMap { batch in
    (0..<batch.count).map { row in
      zip(batch.row(row), types).map { TextOutput().text($0, $1) ?? "NULL" }
        .joined(separator: " ")
    }
  }
  return rows.joined(separator: ", ")
}

/// The type of an aggregate over a column of a type; nil where it is refused.
private func type(of function: String, over argument: String) -> DataType? {
  let sql = "SELECT \(function)(CAST(NULL AS \(argument))) AS answer"
  guard case .query(let query)? = Parser.parse(sql).statements.first?.kind else { return nil }
  return PipelinePlan.planner.planQuery(
    query, text: sql, relations: RelationCatalogue(), zone: .utc, now: 0
  ).plan?.visibleFields.first?.type
}

@Test(arguments: ReferenceTopic.allCases)
func `the page holds what the code says; make docs writes it anew`(topic: ReferenceTopic) throws {
  let page = try page(topic.page)
  let begin = try #require(
    page.firstRange(of: "<!-- made from the code: \(topic.rawValue) -->\n\n"))
  let end = try #require(page.firstRange(of: "\n<!-- end: \(topic.rawValue) -->"))
  #expect(String(page[begin.upperBound..<end.lowerBound]) == topic.markdown)
}

@Test(arguments: FunctionCatalogue.all)
func `each example gives what the page says`(function: FunctionDescription) throws {
  let given =
    function.category == .sets
    ? try rows("SELECT * \(function.example)") : try answer(function.example)
  #expect(given == function.result, "\(function.example)")
}

@Test(arguments: AggregateFunction.allCases)
func `each aggregate's types are those of the planner`(function: AggregateFunction) throws {
  for signature in function.signatures {
    let parts = signature.split(separator: " → ").map(String.init)
    let argument = String(parts[0].dropFirst(function.rawValue.count + 1).dropLast())
    switch argument {
    case "*": continue
    case "any": #expect(type(of: function.rawValue, over: "jsonb")?.description == parts[1])
    case "ordered":
      #expect(type(of: function.rawValue, over: "date") == .date)
      #expect(type(of: function.rawValue, over: "jsonb") == nil)
    default:
      #expect(type(of: function.rawValue, over: argument)?.description == parts[1], "\(signature)")
    }
  }
}

@Test func `overloads of one shape stand on one line`() {
  let forms = SignatureForm.forms(
    of: [
      "smallint < smallint → boolean", "text < text → boolean", "real < double precision → boolean",
    ], name: "<")
  #expect(
    forms.map(\.text).prefix(2) == [
      "`T < T → boolean` of smallint, text", "`real < double precision → boolean`",
    ])
  #expect(
    SignatureForm.forms(of: ["abs(real) → real", "abs(numeric) → numeric"], name: "abs").map(\.text)
      == ["`abs(T) → T` of real, numeric"])
  #expect(
    SignatureForm.forms(of: ["- real → real", "real - real → real"], name: "-").map(\.text)
      == ["`- real → real`", "`real - real → real`"])
}

@Test func `a bar or a backquote does not end a cell`() {
  var table = MarkdownTable(["a", "b"])
  table.add([MarkdownTable.code("x || y"), MarkdownTable.prose("a|b <c> d_e *")])
  #expect(
    table.text
      == "| a | b |\n| --- | --- |\n| `x \\|\\| y` | a\\|b &lt;c> d\\_e \\* |\n")
  #expect(MarkdownTable.code("`") == "`` ` ``")
}
