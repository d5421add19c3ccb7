import Columnar
import Dataflow
import Glibc
import Testing

@testable import Connectors

@Suite struct FilesSinkTests {
  private let folder = TemporaryFolder()
  private let me = "11111111-1111-1111-1111-111111111111"

  private func batch(_ numbers: Int..., weight: Int64? = nil) -> Batch {
    let values = ColumnBuilder(.bigint)
    for number in numbers { values.append(word: Int64(number)) }
    var weights: Buffer?
    if let weight {
      let buffer = Buffer(byteCount: numbers.count * 8)
      for row in numbers.indices { buffer.pointer(to: Int64.self)[row] = weight }
      weights = buffer
    }
    return Batch(columns: [values.finish()], count: numbers.count, weights: weights)
  }

  private func sink(
    csv: Bool = false, age: Int64? = nil, size: Int64? = nil, clock: @escaping () -> Int64 = { 0 }
  ) -> FilesSink {
    var settings = FilesSink.Settings(path: folder("out"), suffix: csv ? "csv" : "jsonl")
    settings.rollAge = age
    settings.rollSize = size
    let encoder: any RecordEncoder =
      csv
      ? CSVRecordEncoder(names: ["n"], zone: .utc) : JSONRecordEncoder(names: ["n"], zone: .utc)
    return FilesSink(settings, encoder: encoder, clock: clock)
  }

  /// Visible files with their contents.
  private var shown: [String: String] {
    var shown: [String: String] = [:]
    for name in folder.names("out") where !name.hasPrefix(".") {
      shown[name] = folder.read("out/" + name)
    }
    return shown
  }

  private func run(_ sink: FilesSink, _ epoch: Int64, _ batches: Batch...) throws {
    try sink.prepare(epoch: epoch, batches: batches)
    try sink.commit(epoch: epoch)
  }

  @Test func `rows of committed epochs are shown at the end of a run`() throws {
    let sink = sink()
    #expect(try sink.open(stateID: me, takeOver: false) == 0)
    try run(sink, 1, batch(1, 2), batch(3))
    try run(sink, 2, batch(4))
    #expect(shown == [:])
    try sink.close()
    #expect(shown == ["part-1-0.jsonl": "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n"])
    let again = self.sink()
    #expect(try again.open(stateID: me, takeOver: false) == 2)
    try run(again, 3, batch(5, weight: 2))
    try again.close()
    #expect(shown["part-3-0.jsonl"] == "{\"n\":5}\n{\"n\":5}\n")
  }

  @Test func `what was written and not committed never shows, and a commit twice is harmless`()
    throws
  {
    let first = sink()
    _ = try first.open(stateID: me, takeOver: false)
    try run(first, 1, batch(1))
    try first.prepare(epoch: 2, batches: [batch(2)])
    // The process dies between the rows and the note: the hidden file is longer than committed.
    let hidden = folder.names("out").first { $0.hasPrefix(".part-") } ?? ""
    folder.append("out/" + hidden, "{\"n\":2}\n{\"n\"")
    folder.write("out/.part-2-1.jsonl", "{\"n\":9}\n")
    let second = sink()
    #expect(try second.open(stateID: me, takeOver: false) == 1)
    try run(second, 2, batch(22))
    try second.commit(epoch: 2)
    try second.commit(epoch: 1)
    try second.close()
    #expect(shown == ["part-1-0.jsonl": "{\"n\":1}\n{\"n\":22}\n"])
    #expect(folder.names("out").filter { $0.hasPrefix(".part-") } == [])
  }

  @Test func `a crash between a rename and its note loses and doubles nothing`() throws {
    let first = sink()
    _ = try first.open(stateID: me, takeOver: false)
    try run(first, 1, batch(1))
    rename(folder("out/.part-1-0.jsonl"), folder("out/part-1-0.jsonl"))
    let second = sink()
    #expect(try second.open(stateID: me, takeOver: false) == 1)
    try run(second, 2, batch(2))
    try second.close()
    #expect(shown == ["part-1-0.jsonl": "{\"n\":1}\n", "part-2-0.jsonl": "{\"n\":2}\n"])
  }

  @Test func `files roll by size and by age, at a commit`() throws {
    let small = sink(size: 10)
    _ = try small.open(stateID: me, takeOver: false)
    try run(small, 1, batch(1))
    #expect(shown == [:])
    try run(small, 2, batch(2))
    #expect(shown.keys.sorted() == ["part-1-0.jsonl"])
    try small.close()
    var now: Int64 = 0
    let aged = sink(age: 10, clock: { now })
    _ = try aged.open(stateID: me, takeOver: false)
    try run(aged, 3, batch(3))
    now = 9
    try run(aged, 4, batch(4))
    #expect(shown.count == 1)
    now = 10
    try run(aged, 5)
    #expect(shown["part-3-0.jsonl"] == "{\"n\":3}\n{\"n\":4}\n")
    try aged.close()
  }

  @Test func `each CSV file has its header`() throws {
    let sink = sink(csv: true, size: 1)
    _ = try sink.open(stateID: me, takeOver: false)
    try run(sink, 1, batch(1))
    try run(sink, 2, batch(2))
    try sink.close()
    #expect(shown == ["part-1-0.csv": "n\n1\n", "part-2-0.csv": "n\n2\n"])
  }

  @Test
  func `a folder of another state is refused, and taken over without touching finished files`()
    throws
  {
    let first = sink()
    _ = try first.open(stateID: me, takeOver: false)
    try run(first, 1, batch(1))
    try first.close()
    try run(first, 2, batch(2))
    let other = sink()
    let error = #expect(throws: ConnectorError.self) {
      try other.open(stateID: "another", takeOver: false)
    }
    #expect(error?.kind == .foreignSink)
    #expect(error?.message.contains(folder("out")) == true)
    #expect(try other.open(stateID: "another", takeOver: true) == 0)
    try run(other, 1, batch(7))
    try other.close()
    #expect(shown == ["part-1-0.jsonl": "{\"n\":1}\n", "part-1-1.jsonl": "{\"n\":7}\n"])
  }

  @Test func `a retraction, a damaged note and lost rows are refused`() throws {
    let first = sink()
    _ = try first.open(stateID: me, takeOver: false)
    let retraction = #expect(throws: ConnectorError.self) {
      try first.prepare(epoch: 1, batches: [batch(1, weight: -1)])
    }
    #expect(retraction?.message.contains("retraction") == true)
    try run(first, 1, batch(1))
    folder.write("out/.part-1-0.jsonl", "{")
    #expect(throws: ConnectorError.self) { try sink().open(stateID: me, takeOver: false) }
    folder.write("out/.millrace-sink", "garbage")
    #expect(throws: ConnectorError.self) { try sink().open(stateID: me, takeOver: false) }
    #expect(try sink().open(stateID: me, takeOver: true) == 0)
  }

  @Test func `rows go to folders by date`() throws {
    let times = ColumnBuilder(.timestamp)
    for text in ["2021-11-30 01:00:00", "2021-12-01 00:00:00", "2021-11-30 23:59:59", "infinity"] {
      times.append(try TextInput(.timestamp).value(text))
    }
    times.appendNull()
    let rows = Batch(columns: [times.finish()], count: 5)
    var settings = FilesSink.Settings(path: folder("out"), suffix: "jsonl")
    settings.folder = DatedFolder("day/data_%Y_%m_%d", column: 0, zone: .utc)
    let sink = FilesSink(settings, encoder: JSONRecordEncoder(names: ["at"], zone: .utc))
    _ = try sink.open(stateID: me, takeOver: false)
    try run(sink, 1, rows)
    let again = FilesSink(settings, encoder: JSONRecordEncoder(names: ["at"], zone: .utc))
    folder.write("out/day/data_2021_11_30/.part-2-9.jsonl", "x")
    #expect(try again.open(stateID: me, takeOver: false) == 1)
    try again.close()
    #expect(folder.names("out/day") == ["data_2021_11_30", "data_2021_12_01"])
    #expect(folder.names("out/no_date").count == 1)
    #expect(folder.names("out/day/data_2021_11_30").count == 1)
    #expect(
      folder.read(
        "out/day/data_2021_12_01/" + (folder.names("out/day/data_2021_12_01").first ?? ""))
        == "{\"at\":\"2021-12-01T00:00:00\"}\n")
    #expect(DatedFolder("../x", column: 0, zone: .utc) == nil)
    #expect(DatedFolder("%Q", column: 0, zone: .utc) == nil)
    #expect(DatedFolder("/abs", column: 0, zone: .utc) == nil)
  }

  @Test func `a folder that cannot be written is named`() throws {
    folder.write("out", "a file")
    let error = #expect(throws: ConnectorError.self) {
      try sink().open(stateID: me, takeOver: false)
    }
    #expect(error?.kind == .failed)
    #expect(error?.message.contains(folder("out")) == true)
  }
}
