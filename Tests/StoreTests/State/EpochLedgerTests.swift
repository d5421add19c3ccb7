import Dataflow
import Store
import Testing

@Suite struct EpochLedgerTests {
  let folder = TemporaryFolder()

  @Test func `a new state has nothing to recover and keeps its id`() throws {
    var id = ""
    do {
      let store = try SQLiteStateStore(folder: folder.path)
      id = store.stateID
      let recovery = try store.recover()
      #expect(recovery.committed == nil && recovery.prepared == nil && recovery.snapshots == [])
      #expect(try store.pipeline() == nil)
      try store.close()
    }
    #expect(id.count == 36 && id.utf8.filter { $0 == UInt8(ascii: "-") }.count == 4)
    #expect(try SQLiteStateStore(folder: folder.path).stateID == id)
  }

  @Test func `prepared without committed is found after a crash, as it was recorded`() throws {
    var prepared = record(2, counts(5, rejected: 2), from: 10)
    prepared.tables[0].partitions[0].isIdle = true
    prepared.tables[0].ended = true
    do {
      let store = try SQLiteStateStore(folder: folder.path)
      try store.run(EpochCommit(record(1)))
      try store.prepare(prepared)
    }
    let store = try SQLiteStateStore(folder: folder.path)
    let recovery = try store.recover()
    #expect(recovery.committed == record(1))
    #expect(recovery.prepared == prepared)
    var again = prepared
    again.preparedAt = 99
    try store.prepare(again)
    #expect(try store.recover().prepared == prepared)
    try store.commit(EpochCommit(again))
    #expect(try store.recover().committed == prepared)
    #expect(try store.recover().prepared == nil)
  }

  @Test func `the ledger adds up and keeps each epoch`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try store.run(EpochCommit(record(1, counts(10, rejected: 3))))
    try store.run(EpochCommit(record(2, counts(0), from: 10)))
    try store.run(EpochCommit(record(3, counts(7), from: 10)))
    let reader = try StateReader(folder: folder.path)
    #expect(reader.committedEpoch == 3)
    #expect(rows(try #require(try reader.batches(of: "millrace.ledger"))) == ["events|17|14|3|0"])
    #expect(
      rows(try #require(try reader.batches(of: "millrace.ledger_epochs")))
        == ["1|events|10|7|3|0", "3|events|7|7|0|0"])
    #expect(
      rows(try #require(try reader.batches(of: "millrace.sources"))) == ["events|0|17|NULL|NULL|f"])
    #expect(try store.record(epoch: 1) == record(1, counts(10, rejected: 3)))
    #expect(try store.record(epoch: 9) == nil)
  }

  @Test func `epochs show when they were prepared and what was replayed`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    var commit = EpochCommit(record(1, counts(4)))
    commit.replayedRows = 9
    commit.partitions = [("events", PartitionStatus(partition: 0, position: 4, end: 10))]
    try store.run(commit)
    let reader = try StateReader(folder: folder.path)
    let epochs = try #require(try reader.batches(of: "millrace.epochs"))
    let row = epochs[0].row(0).map(describe)
    #expect(row[0] == "1" && row[1] == "1000000" && row[3] == "4" && row[4] == "9")
    #expect(
      rows(try #require(try reader.batches(of: "millrace.sources"))) == ["events|0|4|NULL|6|f"])
  }

  @Test func `the pipeline comes back as it was given`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let pipeline = StoredPipeline(
      text: "CREATE TABLE ü;", settings: ["a": "b"], fingerprints: ["v": "1", "w": "2"])
    try store.define(pipeline, views: [])
    #expect(try store.pipeline() == pipeline)
  }
}
