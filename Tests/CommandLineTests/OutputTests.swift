import Columnar
import Dataflow
import Diagnostics
import Testing

@testable import millrace

private let table = TextTable(
  header: ["user_id", "name"], alignsRight: [true, false],
  rows: [["1", "Ana"], ["22", "日本"], ["", "x\u{1B}y"]])

@Test func `tables are aligned, numbers to the right`() {
  #expect(
    table.rendered(width: nil) == """
       user_id | name
      ---------+------
             1 | Ana
            22 | 日本
               | x␛y

      """)
}

@Test func `wide values are cut only where there is a width`() {
  let wide = TextTable(
    header: ["id", "text"], alignsRight: [true, false],
    rows: [["1", String(repeating: "x", count: 100)]])
  #expect(wide.rendered(width: nil).contains(String(repeating: "x", count: 100)))
  let lines = wide.rendered(width: 40).split(separator: "\n")
  #expect(lines.allSatisfy { $0.count <= 40 })
  #expect(lines.last?.hasSuffix("x…") == true)
}

@Test func `a CSV field is quoted where it must be, and where it is empty`() {
  func field(_ text: String) -> String {
    String(decoding: csvField(Array(text.utf8)), as: UTF8.self)
  }
  #expect(field("plain") == "plain")
  #expect(field("a,b") == "\"a,b\"")
  #expect(field("say \"hi\"") == "\"say \"\"hi\"\"\"")
  #expect(field("two\nlines") == "\"two\nlines\"")
  #expect(field("") == "\"\"")
}

@Test func `every kind of error has its exit code`() {
  let faults = SourceFaults(
    name: "p.sql", text: "SELECT",
    list: DiagnosticList([Diagnostic(.error, "c", "wrong", at: TextRange(0, 6))]))
  let cases: [(any Error, ExitCode)] = [
    (UsageError("x"), .wrongUsage), (faults, .wrongInput),
    (ConnectorError(.unavailable, "x"), .unavailable),
    (ConnectorError(.failed, "x"), .inputOutput), (ConnectorError(.offsetsGone, "x"), .inputOutput),
    (ConnectorError(.foreignSink, "x"), .inputOutput),
    (ConnectorError(.changedInput, "x"), .inputOutput),
    (ConnectorError(.configuration, "x"), .wrongInput),
    (StoreError(.unavailable, "x"), .unavailable), (StoreError(.failed, "x"), .inputOutput),
    (FileError(message: "x"), .inputOutput), (OutputError.readerLeft, .done),
    (OutputError.failed(reason: "disk full"), .inputOutput),
  ]
  for (error, code) in cases { #expect(Failure(error).code == code, "\(error)") }
}

@Test func `a failure names the command, the reason and the way out`() {
  let failure = Failure(
    ConnectorError(.unavailable, "topic \"a\" is missing", help: "create it"), command: "run")
  #expect(failure.text == "millrace run: topic \"a\" is missing\n  help: create it\n")
}

@Test func `progress is one line on a terminal and JSON elsewhere`() {
  let report = ProgressReport(line: "12 events", json: "{\"read\":12}")
  #expect(ProgressLine.text(report, width: 80) == "\r12 events\u{1B}[K")
  #expect(ProgressLine.text(report, width: 6) == "\r12 ev\u{1B}[K")
  #expect(ProgressLine.text(report, width: nil) == "{\"read\":12}\n")
}
