import Columnar
import Testing

@testable import Dataflow

struct Crash: Error {}

/// One table, one counter, one sink; the parts that outlive a process are given.
struct Rig {
  var source: MemorySource
  let store = MemoryStore()
  let sink = MemorySink()
  var workers = 1
  var epochRows = 3
  var snapshotEveryMilliseconds = 1_000_000
  var crashAt: (step: EpochStep, epoch: Int64)?

  func graph(_ counters: @escaping (Counter) -> Void = { _ in }) -> Graph {
    var graph = Graph()
    let source = MemorySource(source.log, chunkRows: source.chunkRows)
    graph.tables = [
      TableNode(name: "t", source: source, clock: TableClock(delay: 5, idleTimeout: 10_000_000)) {
        MemoryReader()
      }
    ]
    graph.nodes = [
      OperatorNode(id: "v/0", inputs: [Edge(.table(0), .single)], hasState: true) {
        let counter = Counter()
        counters(counter)
        return counter
      }
    ]
    graph.outputs = [
      OutputNode(name: "out", origin: .node(0), target: .sink(sink)),
      OutputNode(
        name: "v", origin: .node(0),
        target: .view(
          StoredView(
            name: "v", fields: [], key: nil, historyMicroseconds: nil, lateFields: nil))),
    ]
    return graph
  }

  /// Runs until done or until the crash; returns whether it crashed.
  @discardableResult
  func run(_ counters: @escaping (Counter) -> Void = { _ in }) throws -> RunProgress? {
    let crash = crashAt
    let failing = FailingStore(inner: store, crashAt: crash)
    let driver = try Driver(
      graph: graph(counters), store: failing,
      options: DriverOptions(
        workers: workers, limits: EpochLimits(rows: epochRows),
        snapshotIntervalMilliseconds: snapshotEveryMilliseconds),
      observer: nil)
    do { return try driver.run() } catch is Crash { return nil }
  }
}

/// Throws at a step instead of killing the process; what is written before stays, as on disk.
final class FailingStore: StateStore {
  let inner: MemoryStore
  let crashAt: (step: EpochStep, epoch: Int64)?

  init(inner: MemoryStore, crashAt: (step: EpochStep, epoch: Int64)?) {
    self.inner = inner
    self.crashAt = crashAt
  }

  private func crash(_ step: EpochStep, _ epoch: Int64) throws {
    if let crashAt, crashAt.step == step, crashAt.epoch == epoch { throw Crash() }
  }

  var stateID: String { inner.stateID }
  func recover() throws -> Recovery { try inner.recover() }
  func record(epoch: Int64) throws -> EpochRecord? { try inner.record(epoch: epoch) }
  func pipeline() throws -> StoredPipeline? { nil }
  func define(_ pipeline: StoredPipeline, views: [StoredView]) throws {}
  func prepare(_ record: EpochRecord) throws {
    try crash(.sinksPrepared, record.epoch)
    try inner.prepare(record)
    try crash(.prepared, record.epoch)
  }
  func commit(_ commit: EpochCommit) throws {
    try crash(.sinksCommitted, commit.record.epoch)
    try inner.commit(commit)
    try crash(.committed, commit.record.epoch)
  }
  func writeSnapshot(epoch: Int64, base: Int64?, states: [OperatorState]) throws {
    try inner.writeSnapshot(epoch: epoch, base: base, states: states)
  }
  func readSnapshot(epoch: Int64) throws -> [OperatorState] {
    try inner.readSnapshot(epoch: epoch)
  }
  func close() throws {}
}

@Suite struct DriverTests {
  static let log: [[Int64]] = [[10, 30, 20, -1, 50, 40, 60], [11, 12, 70, 80]]

  @Test(arguments: [1, 2, 3], [1, 2, 7, 1000])
  func everyRowReachesTheSinkOnceWithTheWatermarkOfItsPartition(workers: Int, rows: Int) throws {
    var rig = Rig(source: MemorySource(DriverTests.log))
    rig.workers = workers
    rig.epochRows = rows
    let progress = try #require(try rig.run())
    #expect(progress.total.read == 11)
    #expect(progress.total.accepted == 10)
    #expect(progress.total.rejected == 1)
    var carried: [String] = []
    for row in rig.sink.shown {
      guard case .word(let partition) = row[0], case .word(let offset) = row[1],
        case .word(let watermark) = row[3]
      else {
        Issue.record("no words")
        return
      }
      carried.append("\(partition):\(offset):\(watermark == Int64.min ? "-" : "\(watermark)")")
    }
    #expect(
      carried.sorted() == [
        "0:0:-", "0:1:5", "0:2:25", "0:4:25", "0:5:45", "0:6:45", "1:0:-", "1:1:6", "1:2:7",
        "1:3:65",
      ])
  }

  @Test(arguments: [EpochStep.sinksPrepared, .prepared, .sinksCommitted, .committed], [1, 2])
  func aCrashAtAnyStepLosesNothingAndDoublesNothing(step: EpochStep, workers: Int) throws {
    let undisturbed = Rig(source: MemorySource(DriverTests.log))
    try undisturbed.run()
    for epoch in Int64(1)...3 {
      var rig = Rig(source: MemorySource(DriverTests.log))
      rig.workers = workers
      rig.crashAt = (step, epoch)
      rig.snapshotEveryMilliseconds = epoch == 2 ? 0 : 1_000_000
      #expect(try rig.run() == nil)
      rig.crashAt = nil
      var rows: Int64 = 0
      var counters: [Counter] = []
      #expect(try rig.run { counters.append($0) } != nil)
      rows = counters.reduce(0) { $0 + $1.rows }
      #expect(rows == 10)
      #expect(
        rig.sink.shown.map { "\($0)" }.sorted()
          == undisturbed.sink.shown.map { "\($0)" }.sorted())
      #expect(rig.store.records.map(\.epoch) == undisturbed.store.records.map(\.epoch))
      #expect(rig.store.records.map(\.tables) == undisturbed.store.records.map(\.tables))
    }
  }

  @Test func aFinishedRunThatIsStartedAgainHasNothingToDo() throws {
    let rig = Rig(source: MemorySource(DriverTests.log))
    try rig.run()
    let epochs = rig.store.records.count
    let again = try #require(try rig.run())
    #expect(again.epochs == 0)
    #expect(rig.store.records.count == epochs)
  }

  @Test func moreInputLaterGoesOnFromTheEnd() throws {
    var rig = Rig(source: MemorySource(DriverTests.log))
    try rig.run()
    rig.source = MemorySource([DriverTests.log[0] + [61], DriverTests.log[1]])
    let again = try #require(try rig.run())
    #expect(again.total.read == 1)
    #expect(rig.sink.shown.count == 11)
  }

  @Test func aSinkThatIsNewerThanTheStateIsRefused() throws {
    let rig = Rig(source: MemorySource(DriverTests.log))
    try rig.run()
    rig.sink.epoch = 99
    #expect(throws: DriverError.self) { try rig.run() }
  }

  @Test func aSinkThatLostACommittedEpochIsRefused() throws {
    let rig = Rig(source: MemorySource(DriverTests.log))
    try rig.run()
    rig.sink.epoch = 0
    #expect(throws: DriverError.self) { try rig.run() }
  }

  @Test func aSinkOfAnotherStateIsRefused() throws {
    let rig = Rig(source: MemorySource(DriverTests.log))
    rig.sink.stateID = "another"
    #expect(throws: ConnectorError.self) { try rig.run() }
  }

  @Test func `a snapshot builds on the one that was used, not on one that an operator refused`()
    throws
  {
    let refused = [OperatorState(operatorID: "v/0", state: KeyGroupState(group: 0, bytes: [7]))]
    for refusesAll in [false, true] {
      var rig = Rig(source: MemorySource(DriverTests.log))
      rig.snapshotEveryMilliseconds = 0
      try rig.run()
      let written = rig.store.snapshots.keys.sorted()
      let (newest, before) = (try #require(written.last), written[written.count - 2])
      #expect(rig.store.bases == [nil] + written.dropLast())
      for epoch in refusesAll ? written : [newest] { rig.store.snapshots[epoch] = refused }
      rig.store.bases = []
      try rig.run()
      #expect(rig.store.bases == [refusesAll ? nil : before])
      #expect(rig.store.snapshots[newest]?.map(\.state.bytes) == [Array("10".utf8)])
    }
  }

  @Test func `the state of an operator that is gone leaves with the next snapshot`() throws {
    var rig = Rig(source: MemorySource(DriverTests.log))
    try rig.run()
    let last = try #require(rig.store.snapshots.keys.max())
    let gone = OperatorState(operatorID: "w/0", state: KeyGroupState(group: 3, bytes: [7]))
    rig.store.snapshots[last]?.append(gone)
    rig.source = MemorySource([DriverTests.log[0] + [70], DriverTests.log[1]])
    try rig.run()
    let next = try #require(rig.store.snapshots.keys.max())
    #expect(next > last)
    let left = try #require(rig.store.snapshots[next]).filter { $0.operatorID == "w/0" }
    #expect(left.map(\.state.group) == [3] && left.allSatisfy(\.state.bytes.isEmpty))
  }

  @Test func inputThatChangedSinceTheCommitStopsTheReplay() throws {
    var rig = Rig(source: MemorySource(DriverTests.log))
    rig.crashAt = (.committed, 2)
    try rig.run()
    rig.crashAt = nil
    rig.source = MemorySource([[-10, 30, 20, -1, 50, 40, 60], DriverTests.log[1]])
    #expect(throws: DriverError.self) { try rig.run() }
  }
}
