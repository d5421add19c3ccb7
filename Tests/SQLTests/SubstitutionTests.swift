import Diagnostics
import SQL
import Testing

private func apply(
  _ text: String, _ values: [String: String] = [:], environment: [String: String] = [:]
) -> ParsedScript {
  Substitution.apply(Parser.parse(text), values: values, environment: environment)
}

private func firstText(_ script: ParsedScript) throws -> String {
  guard case .query(let query) = try #require(script.statements.first).kind,
    case .select(let select) = query.body
  else { throw UnexpectedSyntax(text: script.text) }
  var expression = select.items[0].expression
  if case .cast(let operand, _) = expression.kind { expression = operand }
  guard case .string(let text) = expression.kind else { throw UnexpectedSyntax(text: script.text) }
  return text
}

@Test func `values, defaults and the environment are replaced inside text`() throws {
  #expect(try firstText(apply("SELECT 'a${n}b'", ["n": "1"])) == "a1b")
  #expect(try firstText(apply("SELECT '${n:-10}'::int")) == "10")
  #expect(try firstText(apply("SELECT '${n:-10}'::int", ["n": "7"])) == "7")
  #expect(try firstText(apply("SELECT '${n:-}'")) == "")
  #expect(try firstText(apply("SELECT '${a}${b}'", ["a": "x", "b": "${a}"])) == "x${a}")
  #expect(try firstText(apply("SELECT '${ENV:HOME}'", environment: ["HOME": "/h"])) == "/h")
  #expect(try firstText(apply("SELECT '$n {n} $${n}'", ["n": "5"])) == "$n {n} $5")
  #expect(try firstText(apply("SELECT INTERVAL '${n}' MINUTE", ["n": "5"])) == "5 minute")
}

@Test func `a value cannot change what a statement does`() throws {
  let script = apply("SELECT '${n}'", ["n": "'; DROP TABLE x; --"])
  #expect(try firstText(script) == "'; DROP TABLE x; --")
  #expect(script.statements.count == 1 && !script.diagnostics.hasErrors)
}

@Test func `options and the time zone are replaced too`() throws {
  let script = apply(
    "SET TIME ZONE '${zone}'; CREATE TABLE t (a int) WITH (topic = '${topic}-x')",
    ["zone": "UTC", "topic": "events"])
  guard case .setTimeZone("UTC", _) = script.statements[0].kind,
    case .createTable(let table) = script.statements[1].kind
  else { throw UnexpectedSyntax(text: script.text) }
  #expect(table.options[0].value == "events-x")
}

@Test(arguments: [
  ("SELECT 'x${topc}'", "unset-value", "${topc}", "did you mean ${topic}?"),
  (
    "SELECT '${other}'", "unset-value", "${other}",
    "give it with --set other=value, or a default: ${other:-default}"
  ),
  ("SELECT '${ENV:HOMME}'", "unset-value", "${ENV:HOMME}", "did you mean HOME?"),
  ("SELECT 'é ${}'", "substitution", "${}", "write ${name}, ${name:-default} or ${ENV:NAME}"),
  ("SELECT 'a ${topic'", "substitution", "${", "write ${name}"),
  (
    "SELECT '${topic} ${nope}'", "unset-value", "${nope}",
    "give it with --set nope=value, or a default: ${nope:-default}"
  ),
])
func `a place without value is a fault there`(
  text: String, code: String, place: String, help: String
) throws {
  let script = apply(text, ["topic": "events"], environment: ["HOME": "/h"])
  let fault = try #require(script.diagnostics.items.first)
  #expect(script.diagnostics.items.count == 1)
  #expect(fault.code == code && fault.help == help)
  #expect(text[try #require(fault.range)] == place)
}

@Test func `a value from the environment enters no message`() {
  let script = apply("SELECT '${ENV:PASSWORD}'", environment: ["PASSWORD": "hunter2"])
  #expect(script.secrets == ["hunter2": "PASSWORD"])
  let list = DiagnosticList([
    Diagnostic("c", "bad \"hunter2\"", at: nil, notes: ["is hunter2"], help: "not hunter2!")
  ]).redacting(script.secrets)
  #expect(
    list.items == [
      Diagnostic(
        "c", "bad \"${ENV:PASSWORD}\"", at: nil, notes: ["is ${ENV:PASSWORD}"],
        help: "not ${ENV:PASSWORD}!")
    ])
}

@Test func `faults of the text stay beside those of its values`() {
  let script = apply("SELECT '${a}';\nSELECT FROM FROM;")
  #expect(Set(script.diagnostics.items.map(\.code)) == ["unset-value", "syntax"])
}
