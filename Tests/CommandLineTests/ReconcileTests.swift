import Columnar
import Testing

@testable import millrace

/// 2021-11-30 00:00:00 in India, and how the truth writes it.
private let midnight: Int64 = 1_638_210_600_000_000
private let record = #"{"user_id":7,"property_id":1,"date":"2021-11-30 00:00:00","event":"view"}"#
private let whole = [
  ReconciledRun.header, ReconciledRun.row("rejected", 0, 3),
  ReconciledRun.row("duplicate", 1, 4), ReconciledRun.row("late", 1, 5, record: record),
  ReconciledRun.totals(read: 10, rejected: 1, duplicate: 1, late: 1),
]

private func run(
  _ lines: [String] = whole,
  rejects: [(partition: Int64, offset: Int64, raw: String)] = [
    (0, 3, "{oops")
  ],
  late: [(user: Int64, date: Int64)] = [(7, midnight)]
) throws -> ReconciledRun {
  try ReconciledRun(
    lines, read: 10,
    ReconciledRun.SetAside(rejects: rejects, duplicates: [(1, 4)], late: late))
}

@Test func `a run that agrees with its truth has no difference`() throws {
  let report = try run().report("--answer", "paid_user=paid_users")
  #expect(!report.hasDifference)
  #expect(
    report.text == """
         what    | truth | run | missing | unexpected |                 compared
      -----------+-------+-----+---------+------------+-------------------------------------------
       read      |    10 |  10 |       0 |          0 | by count
       accepted  |     8 |   8 |       0 |          0 | by count
       rejected  |     1 |   1 |       0 |          0 | row for row, by log_partition, log_offset
       duplicate |     1 |   1 |       0 |          0 | row for row, by log_partition, log_offset
       late      |     1 |   1 |       0 |          0 | row for row, by user_id, date
       paid_user |     2 |   2 |       0 |          0 | by count
      no difference

      """)
}

@Test
func `another reject than the truth's is shown with its bytes, and the truth's with its line`()
  throws
{
  let report = try run(rejects: [(0, 4, "{\u{1b}oops")]).report()
  let line = try #require(report.lines.first { $0.what == "rejected" })
  #expect(line.truth == 1 && line.run == 1 && line.missing == 1 && line.unexpected == 1)
  #expect(
    line.examples == [
      "missing: line 2: " + ReconciledRun.row("rejected", 0, 3),
      "unexpected: partition 0, offset 4, format: {␛oops",
    ])
  #expect(report.hasDifference && report.text.hasSuffix("different: rejected\n"))
}

@Test func `late rows are told apart by their contents`() throws {
  let other = try run(late: [(8, midnight)]).report()
  let line = try #require(other.lines.first { $0.what == "late" })
  #expect(line.missing == 1 && line.unexpected == 1)
  #expect(
    line.examples.last?.contains(#"{"user_id":8,"date":"2021-11-30T00:00:00.000+05:30""#) == true)
  let twice = try run(late: [(7, midnight), (7, midnight)]).report()
  let doubled = try #require(twice.lines.first { $0.what == "late" })
  #expect(doubled.missing == 0 && doubled.unexpected == 1)
}

@Test func `late rows without contents in the truth are compared by count`() throws {
  var lines = whole
  lines[3] = ReconciledRun.row("late", 1, 5)
  let report = try run(lines, late: [(8, 0)]).report()
  let line = try #require(report.lines.first { $0.what == "late" })
  #expect(!line.differs && line.columns.isEmpty)
  #expect(try run(lines, late: []).report().hasDifference)
}

@Test func `a files source is compared by byte offsets`() throws {
  let aside = ReconciledRun.SetAside(
    rejects: [(0, 300, "{oops")], duplicates: [(1, 400)], late: [(7, midnight)])
  let files = try ReconciledRun(whole, read: 10, connector: "files", aside)
  #expect(try !files.report().hasDifference)
  let topic = try ReconciledRun(whole, read: 10, connector: "topic", aside)
  #expect(try topic.report().lines.filter(\.differs).map(\.what) == ["rejected", "duplicate"])
}

@Test func `counts that differ are a difference`() throws {
  let lines =
    whole.dropLast() + [ReconciledRun.totals(read: 11, rejected: 1, duplicate: 1, late: 1)]
  let report = try run(Array(lines)).report("--answer", "paid_user=minutes")
  #expect(report.lines.filter(\.differs).map(\.what) == ["read", "accepted", "paid_user"])
  #expect(report.lines.map(\.missing) == [1, 1, 0, 0, 0, 2])
}

@Test func `rows that break no rule are no difference, nor is another stream`() throws {
  var lines = whole
  lines.insert(ReconciledRun.row("accepted", 0, 6), at: 1)
  lines.insert(
    ReconciledRun.row("rejected", 0, 0).replacing(#""events""#, with: #""clicks""#), at: 1)
  lines.insert(ReconciledRun.totals(read: 3, stream: "clicks", topic: "c"), at: 6)
  let report = try run(lines).report("--answer", "paid_user=paid_users")
  #expect(!report.hasDifference)
  #expect(report.remarks == ["1 corrupted records break no rule: only analysis finds them"])
}

@Test(arguments: [
  ("orders", "t", "topic"), ("in", "x", "files"), ("events", "x", "topic"), ("other", "x", "topic"),
]) func `a table's stream is that of its topic, a folder of its path, or its name`(
  _ stream: String, _ topic: String, _ connector: String
) throws {
  let last = ReconciledRun.totals(read: 10, stream: stream, topic: topic)
  let second = ReconciledRun.totals(read: 5, stream: "clicks", topic: "c")
  let aside = ReconciledRun.SetAside()
  let run = try ReconciledRun(
    [ReconciledRun.header, second, last], read: 10, connector: connector, aside)
  if stream == "other" {
    let error = try #require(throws: UsageError.self) { try run.report() }
    #expect(error.help == "the streams are clicks, other")
  } else {
    #expect(try !run.report().hasDifference)
  }
}

@Test func `wrong names are told with the near one`() throws {
  let run = try run()
  func help(_ words: String...) throws -> String? {
    do {
      let arguments = try ParsedArguments(
        [run.truth, "--state", run.state] + words, of: ReconcileCommand.declaration)
      _ = try ReconcileCommand(arguments).report()
    } catch let error as UsageError { return error.help }
    return nil
  }
  #expect(try help("--table", "event") == "did you mean events?")
  #expect(try help("--late", "minute") == "did you mean minutes?")
  #expect(try help("--late", "paid_users") == "there is minutes")
  #expect(try help("--answer", "paid_user=paid_user") == "did you mean paid_users?")
  #expect(try help("--answer", "paid=paid_users")?.contains("names its answers") == true)
}

@Test(arguments: [
  ([], "is empty"), (["{}"], "its first line is no header"), (["{"], "line 1"),
  ([#"{"type":"header","schema":1}"#], "schema 1"),
  (Array(whole.dropLast()), "holds no totals"),
  ([whole[0], #"{"type":"row","stream":"events","expected":"lost"}"#, whole[4]], "line 2"),
]) func `a file that is no whole truth is refused`(lines: [String], reason: String) throws {
  let run = try run()
  try run.write(lines)
  let error = try #require(throws: FileError.self) { try run.report() }
  #expect(error.message.contains(reason), "\(error.message)")
}

@Test func `a truth of a part says so`() throws {
  var lines = whole
  lines[4] = lines[4].replacing(
    #""complete":true"#, with: #""complete":false,"reason":"the disk is full""#)
  let report = try run(lines).report()
  #expect(report.remarks == ["the truth tells of a part of the traffic: the disk is full"])
  #expect(!report.hasDifference)
}

@Test func `the difference of two bags is that of sorted lists`() {
  var random = SystemRandomNumberGenerator()
  let seed = UInt64.random(in: 0..<1_000_000, using: &random)
  var state = seed
  func next(below bound: UInt64) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int64((state >> 33) % bound)
  }
  for _ in 0..<50 {
    let sides = (0..<2).map { _ in (0..<next(below: 200)).map { _ in next(below: 100) } }
    let bags = sides.map { side in
      let builder = ColumnBuilder(.bigint)
      for value in side { builder.append(word: value) }
      let column = builder.finish()
      var bag = KeyBag()
      for row in side.indices { bag.append([column], row: row, number: row) }
      return bag
    }
    let (here, there) = bags[0].difference(from: bags[1])
    for (value, expected) in [(here, (0, 1)), (there, (1, 0))] {
      var left = sides[expected.0].sorted()
      for key in sides[expected.1] { if let at = left.firstIndex(of: key) { left.remove(at: at) } }
      #expect(value.map { sides[expected.0][$0] }.sorted() == left, "seed \(seed)")
      #expect(value == value.sorted(), "seed \(seed)")
    }
  }
}

@Test func `bytes are shown on one line whatever they are`() {
  #expect(ReconciliationReport.shown(Array("añ\n".utf8)) == "añ␊")
  #expect(ReconciliationReport.shown([0x61, 0xFF, 0x0A]) == "a\\xFF\\x0A")
  #expect(ReconciliationReport.shown(Array("abcdef".utf8), byteCountMax: 3) == "abc… (6 bytes)")
}
