import Diagnostics
import Testing

private func render(_ text: String, marking part: String, notes: [String] = [], help: String? = nil)
  -> [String]
{
  let whole = Array(text.utf8)
  let wanted = Array(part.utf8)
  let lower = (0...(whole.count - wanted.count)).first { whole[$0...].starts(with: wanted) } ?? 0
  let range = TextRange(lower, lower + wanted.count)
  let diagnostic = Diagnostic(.error, "code", "message", at: range, notes: notes, help: help)
  return Renderer(file: "f.sql", text: text).render(diagnostic)
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

@Test func `a range is underlined below its line`() {
  #expect(
    render("SELECT 1;\nSELECT usr FROM t;\n", marking: "usr", notes: ["a fact"], help: "do this")
      == [
        "f.sql:2:8: error: message [code]", "  SELECT usr FROM t;", "         ^~~",
        "  note: a fact", "  help: do this", "",
      ])
}

@Test func `columns count characters, the caret counts terminal columns`() {
  #expect(
    render("'é' x", marking: "x") == ["f.sql:1:5: error: message [code]", "  'é' x", "      ^", ""])
  #expect(
    render("'日本🙂' x", marking: "x")
      == ["f.sql:1:7: error: message [code]", "  '日本🙂' x", "           ^", ""])
  #expect(
    render("\tx", marking: "x") == ["f.sql:1:2: error: message [code]", "      x", "      ^", ""])
}

@Test func `a byte order mark is no column and a carriage return no character`() {
  #expect(
    render("\u{FEFF}SELECT x\r\n", marking: "x")
      == ["f.sql:1:8: error: message [code]", "  SELECT x", "         ^", ""])
}

@Test func `a control character cannot reach the terminal`() {
  #expect(render("\u{1B}[31m x", marking: "x")[1] == "  ␛[31m x")
}

@Test func `a range over several lines is underlined to the end of its first`() {
  #expect(
    render("SELECT (1 +\n 2)", marking: "(1 +\n 2)")
      == ["f.sql:1:8: error: message [code]", "  SELECT (1 +", "         ^~~~", ""])
}

@Test(arguments: [0, 60, 500]) func `a long line is cut around the caret`(before: Int) {
  let text =
    String(repeating: "a", count: before) + " wanted " + String(repeating: "b", count: 500)
  let lines = render(text, marking: "wanted")
  #expect(lines[1].count <= 104)
  let caret = lines[2].prefix { $0 == " " }.count
  #expect(lines[1].dropFirst(caret).hasPrefix("wanted"))
  #expect(lines[2].drop { $0 == " " } == "^~~~~~")
  #expect(lines[1].hasSuffix("…"))
}

@Test func `a range of a thousand characters is cut`() {
  let part = String(repeating: "x", count: 1_000)
  let lines = render("SELECT " + part, marking: part)
  #expect(lines[1].count <= 104 && lines[2].count <= 104)
}

@Test func `a fault of the whole file has no line`() {
  let text = Renderer(file: "f.sql", text: "").render(
    Diagnostic(.error, "empty", "no statement", at: nil))
  #expect(text == "f.sql: error: no statement [empty]\n")
}

@Test func `a list comes in the order of places and ends with a count`() {
  let list = DiagnosticList([
    Diagnostic(.error, "b", "second", at: TextRange(2, 3)),
    Diagnostic(.error, "a", "first", at: TextRange(0, 1)),
    Diagnostic(.warning, "w", "third", at: TextRange(4, 5)),
  ])
  let lines = Renderer(file: "f.sql", text: "1 2 3").render(list).split(separator: "\n")
  #expect(lines.map { $0.contains("first") }.firstIndex(of: true) == 0)
  #expect(lines.last == "2 errors, 1 warning in f.sql")
  #expect(Renderer(file: "f.sql", text: "").render(DiagnosticList()).isEmpty)
}

@Test(arguments: [-5, 0, 3, 4, 99]) func `any offset has a place`(offset: Int) {
  let diagnostic = Diagnostic(.error, "c", "m", at: TextRange(offset, offset + 7))
  #expect(Renderer(file: "f", text: "a\n\nb").render(diagnostic).hasPrefix("f:"))
}
