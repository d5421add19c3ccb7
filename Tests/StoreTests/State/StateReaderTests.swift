import Columnar
import Dataflow
import Glibc
import Synchronization
import Testing

@testable import Store

@Suite struct StateReaderTests {
  let folder = TemporaryFolder()
  static let counts = view("all_counts", ["user", "n"], key: [0])

  /// Epoch after epoch on a thread of its own, 800 or as many as a slow reader needs to overlap with some: epoch N
  /// adds N to one user's count and N to the ledger.
  final class Writer: @unchecked Sendable {
    // Only the thread touches the store and the other variables from the start to the end of `join`.
    private let store: SQLiteStateStore
    private let isEnough = Atomic(false)
    private let failed = Atomic(false)
    private var thread = pthread_t()
    private var lastEpoch: Int64 = 0

    init(_ store: SQLiteStateStore) { self.store = store }

    func start() {
      let unmanaged = Unmanaged.passRetained(self)
      pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<Writer>.fromOpaque(argument).takeRetainedValue().write()
          return nil
        }, unmanaged.toOpaque())
    }

    var hasFailed: Bool { failed.load(ordering: .relaxed) }

    func endAtEpoch800() { isEnough.store(true, ordering: .relaxed) }

    func join() { pthread_join(thread, nil) }

    private func write() {
      var held: [Int64: Int64] = [:]
      do {
        while lastEpoch < 800 || !isEnough.load(ordering: .relaxed) {
          let epoch = lastEpoch + 1
          let user = epoch % 7
          var changes: [[Int64?]] = [[user, (held[user] ?? 0) + epoch]]
          var weights: [Int64] = [1]
          if let old = held[user] {
            changes.append([user, old])
            weights.append(-1)
          }
          held[user, default: 0] += epoch
          let batch = words(changes, weights: weights)
          try store.run(
            EpochCommit(
              record(epoch, StoreTests.counts(epoch)), [(StateReaderTests.counts, batch)]))
          lastEpoch = epoch
        }
      } catch {
        Issue.record(error)
        failed.store(true, ordering: .relaxed)
      }
    }
  }

  @Test(arguments: [0...0, 3...8, 16_384...262_144] as [ClosedRange<Int64>])
  func `a reader sees the view and the ledger of one epoch, each of 1000 times`(
    lag: ClosedRange<Int64>
  ) throws {
    let store = try SQLiteStateStore(folder: folder.path, lag: ViewLag(rows: lag, rowsAtOnce: 0))
    try store.define([StateReaderTests.counts])
    let reader = try StateReader(folder: folder.path)
    let writer = Writer(store)
    writer.start()
    defer {
      writer.endAtEpoch800()
      writer.join()
    }
    var epochs: Set<Int64> = []
    var reads = 0
    while reads < 1000 || (epochs.count <= 10 && !writer.hasFailed) {
      reads += 1
      try reader.refresh()
      var sum: Int64 = 0
      try reader.read("all_counts") { batch in
        for row in 0..<batch.count { sum += batch.columns[1].words[row] }
      }
      var accepted: Int64 = 0
      try reader.read("millrace.ledger") { accepted += $0.columns[2].words[0] }
      #expect(sum == accepted && sum == reader.committedEpoch * (reader.committedEpoch + 1) / 2)
      epochs.insert(reader.committedEpoch)
      if epochs.count > 10 { writer.endAtEpoch800() }
    }
    #expect(!writer.hasFailed)
  }

  @Test(arguments: [false, true])
  func `a reader that is released lets the write-ahead log shrink`(isReleased: Bool) throws {
    let store = try SQLiteStateStore(folder: folder.path)
    try store.define([StateReaderTests.counts])
    let reader = try StateReader(folder: folder.path)
    if isReleased { try reader.release() }
    try store.run(EpochCommit(record(1), [(StateReaderTests.counts, words([[1, 1]]))]))
    let path = StateFolder.database(in: folder.path)
    let other = try Connection(path, .create)
    // Busy is the answer where a reader holds an older epoch: then nothing was cut.
    _ = try? other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    var log = stat()
    #expect(stat(path + "-wal", &log) == 0)
    #expect((log.st_size == 0) == isReleased)
    try reader.refresh()
    #expect(reader.committedEpoch == 1)
  }

  @Test func `changes come epoch by epoch, from where one asks`() throws {
    let store = try SQLiteStateStore(folder: folder.path)
    let (counts, bag) = (StateReaderTests.counts, view("bag", ["a"]))
    try store.define([counts, bag])
    try store.run(EpochCommit(record(1), [(counts, words([[1, 1]])), (bag, words([[1], [1]]))]))
    try store.run(EpochCommit(record(2)))
    let change = words([[1, 2], [1, 1]], weights: [1, -1])
    try store.run(EpochCommit(record(3), [(counts, change)]))
    let reader = try StateReader(folder: folder.path)
    let all = try reader.changes(of: "all_counts", after: 0)
    #expect(all.map(\.epoch) == [1, 3])
    #expect(all[1].batch.row(0).map(describe) == ["1", "1"] && all[1].batch.weight(0) == -1)
    #expect(all[1].batch.row(1).map(describe) == ["1", "2"] && all[1].batch.weight(1) == 1)
    #expect(try reader.changes(of: "all_counts", after: 1).map(\.epoch) == [3])
    #expect(try reader.changes(of: "all_counts", after: 3).isEmpty)
    #expect(try reader.changes(of: "bag", after: 0)[0].batch.weight(0) == 2)
    #expect(throws: StoreError.self) { try reader.changes(of: "nothing", after: 0) }
  }

  @Test func `old changes are forgotten by whole epochs, and asking for them says so`() throws {
    let store = try SQLiteStateStore(folder: folder.path, lag: ViewLag(rows: 0...65_536))
    let bag = view("bag", ["a"])
    try store.define([bag])
    for epoch in 1...5 as ClosedRange<Int64> {
      let batch = words((0..<30_000).map { [epoch * 100_000 + $0] })
      try store.run(EpochCommit(record(epoch), [(bag, batch)]))
    }
    var reader = try StateReader(folder: folder.path)
    #expect(try reader.changes(of: "bag", after: 2).map(\.epoch) == [3, 4, 5])
    let error = #expect(throws: StoreError.self) { try reader.changes(of: "bag", after: 1) }
    #expect(error?.help?.contains("from epoch 3 on") == true)
    let large = words((0..<100_001).map { [10_000_000 + $0] })
    try store.run(EpochCommit(record(6), [(bag, large)]))
    try store.run(EpochCommit(record(7), [(bag, words([[1]]))]))
    reader = try StateReader(folder: folder.path)
    #expect(throws: StoreError.self) { try reader.changes(of: "bag", after: 5) }
    #expect(try reader.changes(of: "bag", after: 6).map(\.epoch) == [7])
  }

  @Test func `a view of every type comes back as it was, also when the run is over`() throws {
    let types: [(DataType, Value)] = [
      (.boolean, .boolean(true)), (.smallint, .word(-5)), (.bigint, .word(.max)),
      (.real, .double(1.5)), (.double, .double(-.infinity)),
      (.numeric(precision: 20, scale: 3), .decimal(Decimal(12345))), (.text, .text("a\u{0}b")),
      (.varchar(9), .text("")), (.bytea, .bytes([0, 255])), (.date, .word(0)), (.time, .word(1)),
      (.timestamp, .word(.min)), (.timestamptz, .word(.max)),
      (.interval, .interval(Interval(months: 1, days: -2, microseconds: 3))),
      (.uuid, .bytes(Array(0..<16))), (.json, .text("{}")), (.jsonb, .text("[1]")),
      (.array(.bigint), .bytes([])), (.text, .null),
    ]
    let fields = types.enumerated().map { Field("c\($0.offset)", $0.element.0) }
    let all = StoredView(
      name: "all", fields: fields, key: nil, historyMicroseconds: .some(5), lateFields: fields)
    do {
      let store = try SQLiteStateStore(folder: folder.path)
      try store.define(
        StoredPipeline(text: "", settings: [:], fingerprints: ["all": "1"]), views: [all])
      let columns = types.map { type, value in
        let builder = ColumnBuilder(type)
        builder.append(value)
        return builder.finish()
      }
      try store.run(EpochCommit(record(1), [(all, Batch(columns: columns, count: 1))]))
      try store.close()
    }
    let reader = try StateReader(folder: folder.path)
    #expect(try reader.views() == [all])
    let batch = try #require(try reader.batches(of: "all"))[0]
    #expect(batch.row(0).map(describe) == types.map { describe($0.1) })
    #expect(batch.columns.map(\.type) == types.map(\.0))
  }
}
