import Columnar
import Execution
import Planning
import SQL
import Testing

/// Each line of `Cases` gives what PostgreSQL answered (`record.py` asks it), or what the line says that differs.
@Test(arguments: FunctionCaseFile.names)
func `expressions give what PostgreSQL gives`(name: String) throws {
  let file = try FunctionCaseFile(name)
  #expect(!file.cases.isEmpty)
  for line in file.cases {
    let answer = answer(to: line.expression, in: line.zone)
    let isAnswer =
      answer.type == line.type && (answer.text == line.answer || (line.fails && answer.isFault))
    #expect(
      isAnswer, "\(name).txt: \(line.expression) gives \(answer), not \(line.type) \(line.answer)")
  }
}

/// What Millrace says to one expression.
struct Answer: CustomStringConvertible {
  /// `!` where it fails.
  var type: String
  var text: String
  /// The planner refuses it: in words of its own, which need not be PostgreSQL's.
  var isFault = false
  var description: String { "\(type) \(text)" }
}

func answer(to expression: String, in zone: Zone) -> Answer {
  let sql = "SELECT (\(expression)) AS answer"
  let script = Parser.parse(sql)
  guard case .query(let query)? = script.statements.first?.kind, !script.diagnostics.hasErrors
  else {
    return Answer(type: "!", text: script.diagnostics.items.first?.message ?? "", isFault: true)
  }
  let (plan, diagnostics) = Planner(connectors: []).planQuery(
    query, text: sql, relations: RelationCatalogue(), zone: zone, now: 0)
  guard let plan, let field = plan.visibleFields.first else {
    return Answer(type: "!", text: diagnostics.items.first?.message ?? "", isFault: true)
  }
  do {
    guard let batch = try QueryRunner(zone: zone).run(plan, relations: [:]).first else {
      return Answer(type: "?", text: "no row")
    }
    let text = TextOutput(zone: zone).text(batch.columns[0][0], field.type) ?? "NULL"
    return Answer(type: field.type.catalogueName, text: FunctionCaseFile.escaped(text))
  } catch let error as ExpressionError {
    return Answer(type: "!", text: FunctionCaseFile.escaped(error.message))
  } catch {
    let message = (error as? ExpressionError)?.message ?? "\(error)"
    return Answer(type: "!", text: FunctionCaseFile.escaped(message))
  }
}
