import Columnar
import Dataflow
import Testing

@testable import Store

@Suite struct ViewRowsTests {
  let folder = TemporaryFolder()
  let store: SQLiteStateStore

  init() throws { store = try SQLiteStateStore(folder: folder.path) }

  func read(_ relation: String) throws -> [String] {
    rows(try #require(try StateReader(folder: folder.path).batches(of: relation)))
  }

  @Test func `a keyed view holds the newest row of each key`() throws {
    let counts = view("counts", ["user", "n"], key: [0])
    try store.define([counts])
    try store.run(EpochCommit(record(1), [(counts, words([[1, 1], [2, 1], [nil, 4]]))]))
    let change = words([[1, 1], [1, 2], [2, 1]], weights: [-1, 1, -1])
    try store.run(EpochCommit(record(2), [(counts, change)]))
    #expect(try read("counts") == ["1|2", "NULL|4"])
    #expect(try read("millrace.views") == ["counts|2|0|0|NULL|NULL|2"])
  }

  @Test func `changes of one epoch that cancel leave nothing behind`() throws {
    let counts = view("counts", ["user", "n"], key: [0])
    try store.define([counts])
    let change = words(
      [[1, 1], [1, 1], [1, 2], [1, 2], [1, 3], [2, 9], [2, 9]], weights: [1, -1, 1, -1, 1, 1, -1])
    try store.run(EpochCommit(record(1), [(counts, change)]))
    #expect(try read("counts") == ["1|3"])
  }

  @Test func `without a key equal rows are counted`() throws {
    let bag = view("bag", ["a"])
    try store.define([bag])
    try store.run(EpochCommit(record(1), [(bag, words([[1], [1], [2]]))]))
    try store.run(EpochCommit(record(2), [(bag, words([[1], [3]], weights: [-1, 2]))]))
    #expect(try read("bag") == ["1", "2", "3", "3"])
    try store.run(EpochCommit(record(3), [(bag, words([[3]], weights: [-2]))]))
    #expect(try read("bag") == ["1", "2"])
    #expect(try read("millrace.views") == ["bag|2|0|0|NULL|NULL|3"])
  }

  @Test func `a weight below 0 stops the epoch and writes nothing of it`() throws {
    try self.store.close()
    let store = try SQLiteStateStore(folder: folder.path, lag: ViewLag(rows: 0...0))
    let (bag, keyed) = (view("bag", ["a"]), view("keyed", ["a", "b"], key: [0]))
    try store.define([bag, keyed])
    try store.run(EpochCommit(record(1), [(bag, words([[1]])), (keyed, words([[1, 1]]))]))
    let wrong: [(StoredView, Batch)] = [
      (bag, words([[1]], weights: [-2])), (bag, words([[5]], weights: [-1])),
      (keyed, words([[9, 9]], weights: [-1])), (keyed, words([[1, 2]])),
      (keyed, words([[9, 9], [9, 8]], weights: [-1, 1])),
    ]
    try store.prepare(record(2))
    for (view, batch) in wrong {
      let error = #expect(throws: StoreError.self) {
        try store.commit(EpochCommit(record(2), [(view, batch)]))
      }
      #expect(error?.message.contains("view \(view.name): epoch 2") == true)
      #expect(try read("bag") == ["1"] && read("keyed") == ["1|1"])
      #expect(try read("millrace.ledger") == ["events|1|1|0|0"])
    }
    try store.commit(EpochCommit(record(2), [(bag, words([[1]]))]))
    #expect(try read("bag") == ["1", "1"])
  }

  @Test func `history keeps each version with the epoch's recorded times`() throws {
    let counts = view("counts", ["user", "n"], key: [0], history: .some(nil))
    try store.define([counts])
    try store.run(EpochCommit(record(1), [(counts, words([[1, 1]]))]))
    try store.run(EpochCommit(record(2), [(counts, words([[1, 1], [1, 2]], weights: [-1, 1]))]))
    try store.run(EpochCommit(record(5), [(counts, words([[1, 2]], weights: [-1]))]))
    try store.run(EpochCommit(record(6), [(counts, words([[1, 7]]))]))
    #expect(
      try read("counts.history") == [
        "1|1|1000000|2000000|1", "1|2|2000000|5000000|2", "1|7|6000000|NULL|6",
      ])
  }

  @Test func `limited history forgets what was over before`() throws {
    let counts = view("counts", ["user", "n"], key: [0], history: 3_000_000)
    try store.define([counts])
    try store.run(EpochCommit(record(1), [(counts, words([[1, 1]]))]))
    for epoch in 2...6 as ClosedRange<Int64> {
      let change = words([[1, epoch - 1], [1, epoch]], weights: [-1, 1])
      try store.run(EpochCommit(record(epoch), [(counts, change)]))
    }
    #expect(
      try read("counts.history") == [
        "1|2|2000000|3000000|2", "1|3|3000000|4000000|3", "1|4|4000000|5000000|4",
        "1|5|5000000|6000000|5", "1|6|6000000|NULL|6",
      ])
  }

  @Test func `a changed fingerprint or definition starts a view anew, others stay`() throws {
    let (one, two) = (view("one", ["a"]), view("two", ["a"]))
    try store.define([one, two])
    try store.run(EpochCommit(record(1), [(one, words([[1]])), (two, words([[2]]))]))
    try store.define([one, view("two", ["a", "b"])])
    #expect(try read("one") == ["1"] && read("two") == [])
    try store.define([one], fingerprint: "2")
    #expect(try read("one") == [])
    #expect(try StateReader(folder: folder.path).fields(of: "two") == nil)
  }

  @Test func `random changes add up to what an array holds`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = Seeded(seed)
    let bag = view("bag", ["a", "b"])
    try store.define([bag])
    var held: [[Int64]] = []
    for epoch in 1...40 as ClosedRange<Int64> {
      var changes: [[Int64?]] = []
      var weights: [Int64] = []
      for _ in 0..<30 {
        if !held.isEmpty, Bool.random(using: &random) {
          changes.append(held.remove(at: Int.random(in: held.indices, using: &random)))
          weights.append(-1)
        } else {
          let row = [Int64(random.next() % 4), Int64(random.next() % 3)]
          held.append(row)
          changes.append(row)
          weights.append(1)
        }
      }
      try store.run(EpochCommit(record(epoch), [(bag, words(changes, weights: weights))]))
    }
    let expected = held.map { "\($0[0])|\($0[1])" }.sorted()
    #expect(try read("bag") == expected, "seed \(seed)")
  }
}
