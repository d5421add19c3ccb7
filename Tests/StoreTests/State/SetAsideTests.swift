import Columnar
import Dataflow
import Testing

@testable import Store

@Suite struct SetAsideTests {
  let folder = TemporaryFolder()

  func rejects(_ raws: [[UInt8]]) -> Batch {
    let builders = StoredRelation.rejectTypes.map { ColumnBuilder($0) }
    for (offset, raw) in raws.enumerated() {
      builders[0].append(.bytes(raw))
      builders[1].append(word: 0)
      builders[2].append(word: Int64(offset))
      builders[3].append(text: "format")
      builders[4].append(text: "no JSON")
    }
    return Batch(columns: builders.map { $0.finish() }, count: raws.count)
  }

  func errors(_ messages: [String], weights: [Int64]) -> Batch {
    let builders = StoredRelation.errorFields.map { ColumnBuilder($0.type) }
    for message in messages {
      builders[0].append(text: "{}")
      builders[1].append(text: message)
    }
    return Batch(
      columns: builders.map { $0.finish() }, count: messages.count, weights: buffer(weights))
  }

  func read(_ relation: String) throws -> [String] {
    rows(try #require(try StateReader(folder: folder.path).batches(of: relation)))
  }

  @Test func `rejects keep their bytes, also as text, and the epoch`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let batch = rejects([Array("{oops".utf8), [0xff, 0x41]])
    let sides = [SideBatch(relation: .rejects(table: "events"), batch: batch)]
    try store.run(EpochCommit(record(1, counts(2, rejected: 2)), sides: sides))
    let made = try #require(try StateReader(folder: folder.path).batches(of: "events.rejects"))
    #expect(
      made[0].row(1).map(describe)[1...] == ["\u{fffd}A", "0", "1", "format", "no JSON", "1"])
    guard case .bytes(let raw) = made[0].columns[0][1] else {
      Issue.record("no bytes")
      return
    }
    #expect(raw == [0xff, 0x41])
    #expect(try read("events.warnings") == [])
  }

  @Test func `errors of a view come and go`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let ratios = view("ratios", ["a"])
    try store.define([ratios])
    let first = SideBatch(
      relation: .errors(view: "ratios"), batch: errors(["one", "two"], weights: [1, 2]))
    try store.run(EpochCommit(record(1), sides: [first]))
    #expect(try read("ratios.errors") == ["{}|one|1", "{}|two|1", "{}|two|1"])
    let second = SideBatch(
      relation: .errors(view: "ratios"), batch: errors(["one", "two"], weights: [-1, -1]))
    try store.run(EpochCommit(record(2), sides: [second]))
    #expect(try read("ratios.errors") == ["{}|two|2"])
    #expect(try read("millrace.views") == ["ratios|0|0|1|NULL|NULL|2"])
  }

  @Test func `late rows are counted and what holds a view back is told`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let minutes = view("minutes", ["a"], late: [Field("a", .bigint), Field("b", .bigint)])
    try store.define([minutes])
    let late = SideBatch(relation: .late(view: "minutes"), batch: words([[1, 2], [3, 4]]))
    var commit = EpochCommit(record(1), sides: [late, late])
    commit.heldBy = [(view: "minutes", watermark: 77, heldBy: "events[0]")]
    try store.run(commit)
    #expect(try read("minutes.late") == ["1|2", "1|2", "3|4", "3|4"])
    #expect(try read("millrace.views") == ["minutes|0|4|0|77|events[0]|1"])
    let reader = try StateReader(folder: folder.path)
    #expect(try reader.fields(of: "minutes.late")?.map(\.name) == ["a", "b"])
    #expect(try reader.fields(of: "minutes.history") == nil)
    #expect(
      try reader.relations() == [
        "events.duplicates", "events.rejects", "events.warnings", "millrace.epochs",
        "millrace.ledger",
        "millrace.ledger_epochs", "millrace.sources", "millrace.state", "millrace.views", "minutes",
        "minutes.errors",
        "minutes.late",
      ])
  }

  @Test func `the newest million stays and the count is exact`() throws {
    let connection = try Connection(folder.file("side.db"), .create)
    try StateSchema.create(connection)
    let side = try SideWriter(connection, kind: .rejects, owner: "t")
    try connection.execute("UPDATE sides SET total = 999999")
    let continued = try SideWriter(connection, kind: .rejects, owner: "t")
    try connection.transaction { _ = try side.append(words([[0], [1]]), epoch: 1) }
    try connection.transaction { _ = try continued.append(words([[2], [3], [4]]), epoch: 2) }
    #expect(try connection.integer("SELECT total FROM sides") == 1_000_002)
    #expect(try connection.integer("SELECT min(position) FROM side_rows") == 999_999)
    #expect(try connection.integer("SELECT count(*) FROM side_rows") == 3)
  }
}
