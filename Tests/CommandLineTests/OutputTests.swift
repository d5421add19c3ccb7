import Columnar
import Dataflow
import Diagnostics
import Glibc
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
    (ChangedPipelineError(message: "x", help: "y"), .wrongInput), (ExpressionError("x"), .failed),
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

/// What is written into a pipe.
private func written(_ body: (StandardStream) throws -> Void) throws -> String {
  var ends: [Int32] = [0, 0]
  try #require(pipe(&ends) == 0)
  defer { close(ends[0]) }
  do {
    defer { close(ends[1]) }
    try body(StandardStream(descriptor: ends[1]))
  }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  let count = max(read(ends[0], &buffer, buffer.count), 0)
  return String(decoding: buffer[..<count], as: UTF8.self)
}

private let fields = [Field("user", .bigint), Field("name", .text)]

private func rows(_ rows: [(Int64, String?, Int64)]) -> Batch {
  let (users, names) = (ColumnBuilder(.bigint), ColumnBuilder(.text))
  let weights = Buffer(byteCount: rows.count * 8)
  for (index, row) in rows.enumerated() {
    users.append(word: row.0)
    if let name = row.1 { names.append(text: name) } else { names.appendNull() }
    weights.pointer(to: Int64.self)[index] = row.2
  }
  return Batch(columns: [users.finish(), names.finish()], count: rows.count, weights: weights)
}

@Test(arguments: [
  (OutputFormat.csv, "user,name\n1,Ana\n1,Ana\n2,\n3,\"\"\n"),
  (
    .json,
    """
    {"user":1,"name":"Ana"}
    {"user":1,"name":"Ana"}
    {"user":2,"name":null}
    {"user":3,"name":""}

    """
  ),
  (.table, " user | name\n------+------\n    1 | Ana\n    1 | Ana\n    2 |\n    3 |\n"),
]) func `rows are written as often as they are there`(format: OutputFormat, text: String) throws {
  let batch = rows([(1, "Ana", 2), (2, nil, 1), (3, "", 1)])
  let writer = RelationWriter(format: format, zone: .utc, width: nil)
  let output = try written { stream in
    let count = try writer.write([batch], fields: fields, to: stream)
    #expect(count == 4)
  }
  #expect(output == text)
}

@Test func `retractions of an epoch are written before insertions`() throws {
  let output = try written { stream in
    let writer = ChangeWriter(fields: fields, zone: .utc, output: stream)
    try writer.write(rows([(1, "new", 1), (1, "old", -1)]), epoch: 7)
  }
  #expect(
    output == """
      {"epoch":7,"op":"-","row":{"user":1,"name":"old"}}
      {"epoch":7,"op":"+","row":{"user":1,"name":"new"}}

      """)
}
