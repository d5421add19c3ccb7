import Columnar
import Dataflow
import Testing

@testable import Store

/// Views whose tables of rows lag behind their change logs.
@Suite struct ViewLagTests {
  let folder = TemporaryFolder()

  func open(_ lag: ClosedRange<Int64>, bytes: Int64 = 1 << 20) throws -> SQLiteStateStore {
    try SQLiteStateStore(folder: folder.path, lag: ViewLag(rows: lag, bytes: bytes, rowsAtOnce: 0))
  }

  func read(_ relation: String) throws -> [String] {
    rows(try #require(try StateReader(folder: folder.path).batches(of: relation)))
  }

  func integer(_ sql: String) throws -> Int64 {
    try Connection(folder.file("state.db"), .readOnly).integer(sql)
  }

  static let lags: [ClosedRange<Int64>] = [
    0...0, 1...1, 5...20, 40...60, 1...1000, 16_384...262_144,
  ]

  @Test(arguments: lags, [1 << 20, 300] as [Int64])
  func `each epoch reads as the model says, also after reopening`(
    lag: ClosedRange<Int64>, bytes: Int64
  ) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = Seeded(seed)
    var model = ViewModel()
    var store = try open(lag, bytes: bytes)
    try store.define(ViewModel.views)
    for epoch in 1...40 as ClosedRange<Int64> {
      let (keyed, bag) = model.step(epoch, &random)
      let views = [
        (ViewModel.keyed, keyed), (ViewModel.bag, bag), (ViewModel.versions, keyed),
      ]
      try store.run(EpochCommit(record(epoch), views))
      let reader = try StateReader(folder: folder.path)
      func read(_ relation: String) throws -> [String] {
        rows(try #require(try reader.batches(of: relation)))
      }
      #expect(try read("keyed") == model.keyedRows, "seed \(seed), epoch \(epoch)")
      #expect(try read("versions") == model.keyedRows, "seed \(seed), epoch \(epoch)")
      #expect(try read("bag") == model.bagRows, "seed \(seed), epoch \(epoch)")
      #expect(
        try read("millrace.views").map { $0.split(separator: "|").prefix(2).joined(separator: "|") }
          == [
            "bag|\(model.bagRows.count)", "keyed|\(model.keyedRows.count)",
            "versions|\(model.keyedRows.count)",
          ], "seed \(seed), epoch \(epoch)")
      #expect(try model.agrees(try reader.changes(of: "keyed", after: 0)), "seed \(seed)")
      if Int.random(in: 0..<4, using: &random) == 0 {
        try store.close()
        store = try open(lag, bytes: bytes)
      }
    }
  }

  @Test func `the table lags within its bounds and no further`() throws {
    let bag = view("bag", ["a"])
    let store = try open(4...6)
    try store.define([bag])
    var lagging: [Int64] = []
    for epoch in 1...8 as ClosedRange<Int64> {
      try store.run(EpochCommit(record(epoch), [(bag, words([[epoch], [epoch + 100]]))]))
      lagging.append(epoch - (try integer("SELECT merged_epoch FROM views")))
      #expect(try read("bag").count == Int(epoch) * 2)
    }
    // Two changes an epoch; the bound grows with the rows from 4 to 6.
    #expect(lagging == [1, 2, 3, 0, 1, 2, 3, 0])
    let large = words((1000..<1007).map { [$0] })
    try store.run(EpochCommit(record(9), [(bag, words([[0]]))]))
    try store.run(EpochCommit(record(10), [(bag, large)]))
    #expect(try integer("SELECT merged_epoch FROM views") == 10)
    #expect(try integer("SELECT count(*) FROM view_rows_1") == 24)
  }

  @Test func `what is not in the table stays in the log, however much it is`() throws {
    let bag = view("bag", ["a"])
    let store = try open(200_000...200_000, bytes: 1 << 30)
    try store.define([bag])
    func add(_ epoch: Int64, _ count: Int64) throws {
      let batch = words((0..<count).map { [epoch * 1_000_000 + $0] })
      try store.run(EpochCommit(record(epoch), [(bag, batch)]))
    }
    for epoch in 1...5 as ClosedRange<Int64> { try add(epoch, 30_000) }
    #expect(try integer("SELECT count(*) FROM view_rows_1") == 0)
    #expect(try read("bag").count == 150_000)
    // Larger than the log keeps: goes into the table at once, and with it what came before.
    try add(6, 100_001)
    #expect(try integer("SELECT count(*) FROM view_rows_1") == 250_001)
    #expect(try integer("SELECT count(*) FROM view_changes") == 0)
    try add(7, 1)
    #expect(try read("bag").count == 250_002)
  }

  @Test func `a change that cannot be is found by readers and by the merge`() throws {
    let (bag, keyed) = (view("bag", ["a"]), view("keyed", ["a", "b"], key: [0]))
    let store = try open(3...3)
    try store.define([bag, keyed])
    try store.run(EpochCommit(record(1), [(bag, words([[1]])), (keyed, words([[1, 1]]))]))
    try store.prepare(record(2))
    let early = #expect(throws: StoreError.self) {
      try store.commit(EpochCommit(record(2), [(bag, words([[1]], weights: [-2]))]))
    }
    #expect(early?.message.contains("view bag: epoch 2 takes more rows away") == true)
    let wrong = [(bag, words([[5]], weights: [-1])), (keyed, words([[7, 7]], weights: [-1]))]
    try store.commit(EpochCommit(record(2), wrong))
    for name in ["bag", "keyed"] {
      let error = #expect(throws: StoreError.self) { try read(name) }
      #expect(error?.message.contains("view \(name): epoch 2 takes a row away") == true)
    }
    try store.prepare(record(3))
    let more = words([[8, 8], [9, 9], [10, 10]])
    let late = #expect(throws: StoreError.self) {
      try store.commit(EpochCommit(record(3), [(keyed, more)]))
    }
    #expect(late?.message.contains("view keyed: epoch 2 takes a row away") == true)
    #expect(try StateReader(folder: folder.path).committedEpoch == 2)
  }

  @Test func `two rows of one key that wait are found, and in a small view at once`() throws {
    let keyed = view("keyed", ["a", "b"], key: [0])
    for rowsAtOnce in [0, 10] as [Int64] {
      let folder = TemporaryFolder()
      let lag = ViewLag(rows: 100...100, rowsAtOnce: rowsAtOnce)
      let store = try SQLiteStateStore(folder: folder.path, lag: lag)
      try store.define([keyed])
      try store.run(EpochCommit(record(1), [(keyed, words([[1, 1]]))]))
      let error = #expect(throws: StoreError.self) {
        try store.run(EpochCommit(record(2), [(keyed, words([[1, 2]]))]))
        _ = try StateReader(folder: folder.path).batches(of: "keyed")
      }
      #expect(error?.message.contains("view keyed: epoch 2 adds a second row") == true)
      #expect(
        try StateReader(folder: folder.path).committedEpoch == (rowsAtOnce == 0 ? 2 : 1))
    }
  }

  @Test func `a view that goes takes what waits along, one that comes anew starts empty`() throws {
    let (one, two) = (view("one", ["a"]), view("two", ["a"], key: [0]))
    let store = try open(100...100)
    try store.define([one, two])
    try store.run(EpochCommit(record(1), [(one, words([[1]])), (two, words([[2]]))]))
    try store.define([one])
    #expect(try read("one") == ["1"])
    #expect(try integer("SELECT count(*) FROM view_changes") == 1)
    try store.define([one, two])
    #expect(try read("two") == [])
    try store.define([one, two], fingerprint: "2")
    #expect(try read("one") == [])
    #expect(try integer("SELECT count(*) FROM view_changes") == 0)
    try store.run(EpochCommit(record(2), [(one, words([[3]])), (two, words([[4]]))]))
    #expect(try read("one") == ["3"] && read("two") == ["4"])
  }

  @Test func `history that is turned on starts from rows that waited, with their times`() throws {
    let plain = view("counts", ["user", "n"], key: [0])
    let kept = view("counts", ["user", "n"], key: [0], history: .some(nil))
    let store = try open(100...100)
    try store.define([plain])
    try store.run(EpochCommit(record(1), [(plain, words([[1, 1], [2, 1]]))]))
    try store.run(EpochCommit(record(2), [(plain, words([[1, 1], [1, 2]], weights: [-1, 1]))]))
    try store.define([kept])
    try store.run(EpochCommit(record(3), [(kept, words([[1, 2], [1, 3]], weights: [-1, 1]))]))
    #expect(
      try read("counts.history") == [
        "1|2|2000000|3000000|2", "1|3|3000000|NULL|3", "2|1|1000000|NULL|1",
      ])
    try store.define([plain])
    try store.run(EpochCommit(record(4), [(plain, words([[2, 1], [2, 5]], weights: [-1, 1]))]))
    #expect(try read("counts") == ["1|3", "2|5"])
    #expect(try integer("SELECT merged_epoch FROM views") == 3)
  }
}
