import Columnar
import Dataflow
import Testing

@testable import Store

@Suite struct TopicSinkTests {
  let folder = TemporaryFolder()
  var broker: EmbeddedBroker { EmbeddedBroker(folder: folder.path) }

  /// All columns, joined by commas.
  struct Encoder: RecordEncoder {
    var preamble: [UInt8] { [] }
    func encode(_ batch: Batch, row: Int, into bytes: inout [UInt8]) {
      bytes += batch.row(row).map(describe).joined(separator: ",").utf8
    }
  }

  func makeSink(upserts: Bool) -> TopicSink {
    let key: TopicSink.KeyEncoder = { batch, row, bytes in
      if batch.columns[0].isNull(row) { return false }
      bytes += "\(batch.columns[0].words[row])".utf8
      return true
    }
    return TopicSink(
      broker, topic: "out", encoder: Encoder(),
      mode: upserts ? .upsert(key: key) : .append(key: key))
  }

  /// Messages of all partitions, without offsets.
  func messages() throws -> [String] {
    try broker.describe("out").partitions.flatMap { partition in
      try everything(broker, "out", partition: partition.partition).map {
        String($0.drop { $0 != ":" }.dropFirst())
      }
    }.sorted()
  }

  @Test func `a missing topic is made with four partitions`() throws {
    let sink = makeSink(upserts: true)
    #expect(try sink.open(stateID: "s", takeOver: false) == 0)
    #expect(try broker.describe("out").partitions.count == 4)
  }

  @Test func `an epoch shows when it is committed, not before`() throws {
    let sink = makeSink(upserts: false)
    _ = try sink.open(stateID: "s", takeOver: false)
    try sink.prepare(epoch: 1, batches: [words([[1, 2], [nil, 3]])])
    #expect(try messages() == [])
    try sink.commit(epoch: 1)
    #expect(try messages() == ["1=1,2", "NULL,3"])
    #expect(try broker.describe("out").owner == TopicOwner(stateID: "s", epoch: 1))
  }

  @Test func `an upsert writes the net of each key, a key that is gone as a deletion`() throws {
    let sink = makeSink(upserts: true)
    _ = try sink.open(stateID: "s", takeOver: false)
    try sink.prepare(epoch: 1, batches: [words([[1, 1], [2, 1], [3, 1]])])
    try sink.commit(epoch: 1)
    let changes = words(
      [[1, 2], [1, 1], [2, 1], [3, 1], [3, 2], [3, 2], [4, 1], [4, 1]],
      weights: [1, -1, -1, -1, 1, -1, 1, -1])
    try sink.prepare(epoch: 2, batches: [changes])
    try sink.commit(epoch: 2)
    #expect(try messages() == ["1=1,1", "1=1,2", "2=", "2=2,1", "3=", "3=3,1"])
  }

  @Test func `ten thousand versions of one key in one epoch leave the last`() throws {
    let sink = makeSink(upserts: true)
    _ = try sink.open(stateID: "s", takeOver: false)
    try sink.prepare(epoch: 1, batches: [words((0..<10_000).map { [7, 9999 - $0] })])
    try sink.commit(epoch: 1)
    #expect(try messages() == ["7=7,0"])
  }

  @Test func `what was prepared and not committed never appears, and a repeated epoch not twice`()
    throws
  {
    do {
      let sink = makeSink(upserts: false)
      _ = try sink.open(stateID: "s", takeOver: false)
      try sink.prepare(epoch: 1, batches: [words([[1, 1]])])
    }
    let again = makeSink(upserts: false)
    #expect(try again.open(stateID: "s", takeOver: false) == 0)
    try again.prepare(epoch: 1, batches: [words([[1, 1]])])
    try again.commit(epoch: 1)
    try again.commit(epoch: 1)
    try again.prepare(epoch: 1, batches: [words([[1, 1]])])
    try again.commit(epoch: 1)
    #expect(try messages() == ["1=1,1"])
    #expect(try makeSink(upserts: false).open(stateID: "s", takeOver: false) == 1)
  }

  @Test func `another state is refused unless it takes over`() throws {
    let first = makeSink(upserts: false)
    _ = try first.open(stateID: "s", takeOver: false)
    try first.prepare(epoch: 4, batches: [words([[1, 1]])])
    try first.commit(epoch: 4)
    let second = makeSink(upserts: false)
    let error = #expect(throws: ConnectorError.self) {
      try second.open(stateID: "other", takeOver: false)
    }
    #expect(error?.kind == .foreignSink && error?.help?.contains("--take-over") == true)
    #expect(try second.open(stateID: "other", takeOver: true) == 0)
    try second.prepare(epoch: 1, batches: [words([[2, 2]])])
    try second.commit(epoch: 1)
    #expect(try messages() == ["1=1,1", "2=2,2"])
    #expect(throws: ConnectorError.self) { try first.open(stateID: "s", takeOver: false) }
  }

  @Test func `appending takes nothing back and repeats equal rows`() throws {
    let sink = makeSink(upserts: false)
    _ = try sink.open(stateID: "s", takeOver: false)
    #expect(throws: ConnectorError.self) {
      try sink.prepare(epoch: 1, batches: [words([[1, 1]], weights: [-1])])
    }
    try sink.prepare(epoch: 1, batches: [words([[1, 1]], weights: [2])])
    try sink.commit(epoch: 1)
    #expect(try messages() == ["1=1,1", "1=1,1"])
  }

  @Test func `the connector takes the options that the interface names`() {
    let description = TopicConnector.description
    #expect(description.isSource && description.isSink && description.takesDeletions)
    #expect(description.options.filter(\.isRequired).map(\.name) == ["topic"])
    #expect(description.options.allSatisfy { $0.summary.hasSuffix(".") })
  }
}
