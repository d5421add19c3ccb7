import Columnar
import Dataflow
import TestSupport
import Testing

@testable import Execution

@Suite struct UpsertTests {
  /// id, name, partition, offset, whether it deletes.
  private static let types: [DataType] = [.bigint, .text, .bigint, .bigint, .boolean]

  private func upsert(columns: [Int] = [0, 1]) -> Fed {
    Fed(
      Upsert(
        UpsertLayout(
          columns: columns, keys: [0], partition: columns.count, offset: columns.count + 1,
          isDeletion: columns.count + 2, tableTypes: [.bigint, .text, .numeric])))
  }

  private func set(_ id: Int64, _ name: Cell, at offset: Int64, partition: Int64 = 0) -> [Cell] {
    [Cell(id), name, Cell(partition), Cell(offset), false]
  }

  private func delete(_ id: Int64, at offset: Int64) -> [Cell] {
    [Cell(id), nil, 0, Cell(offset), true]
  }

  private func rows(_ rows: [Cell]...) -> Batch { batch(UpsertTests.types, rows: rows) }

  @Test func `the last message of a key counts, and one without a value takes the row out`() throws
  {
    let fed = upsert()
    let first = try fed.epoch(rows(set(1, "a", at: 0), set(2, "b", at: 1), set(1, "c", at: 2)))
    #expect(first.lines.sorted() == ["+1 1, c", "+1 2, b"])
    let second = try fed.epoch(rows(set(1, "d", at: 3), delete(2, at: 4)))
    #expect(second.lines.sorted() == ["+1 1, d", "-1 1, c", "-1 2, b"])
    #expect(try fed.epoch(rows(delete(2, at: 5), delete(9, at: 6))).isEmpty)
    #expect(try fed.epoch(rows(set(2, "b", at: 7))).lines == ["+1 2, b"])
  }

  @Test func `a row that stays as it is gives nothing, also over a deletion within the epoch`()
    throws
  {
    let fed = upsert()
    try fed.epoch(rows(set(1, "a", at: 0)))
    #expect(try fed.epoch(rows(set(1, "a", at: 1))).isEmpty)
    #expect(try fed.epoch(rows(delete(1, at: 2), set(1, "a", at: 3))).isEmpty)
    #expect(try fed.epoch(rows(set(5, "e", at: 4), delete(5, at: 5))).isEmpty)
  }

  @Test func `last is by partition and offset, however batches arrive`() throws {
    let fed = upsert()
    let emitted = try fed.epoch(
      rows(set(1, "late", at: 9, partition: 1)), rows(set(1, "early", at: 99)),
      rows(set(1, "middle", at: 3, partition: 1)))
    #expect(emitted.lines == ["+1 1, late"])
  }

  @Test func `a snapshot of other columns gives what it has`() throws {
    let wide = upsert(columns: [0, 1])
    try wide.epoch(rows(set(1, "a", at: 0)))
    let narrow = upsert(columns: [0])
    for state in try wide.node.snapshot() { try narrow.node.restore(state) }
    let gone = batch([.bigint, .bigint, .bigint, .boolean], rows: [[1, 0, 1, true]])
    #expect(try narrow.epoch(gone).lines == ["-1 1"])
    let other = upsert(columns: [0, 2])
    for state in try upsertedOnce() { try other.node.restore(state) }
    let deletion = batch(
      [.bigint, .numeric, .bigint, .bigint, .boolean], rows: [[1, nil, 0, 1, true]])
    #expect(try other.epoch(deletion).lines == ["-1 1, NULL"])
  }

  private func upsertedOnce() throws -> [KeyGroupState] {
    let fed = upsert()
    try fed.epoch(rows(set(1, "a", at: 0)))
    return try fed.node.snapshot()
  }

  private func randomMessages(_ random: inout SeededGenerator) -> [[Cell]] {
    (0..<400).map { offset in
      let id = Int64.random(in: 0..<20, using: &random)
      return Int.random(in: 0..<3, using: &random) == 0
        ? delete(id, at: Int64(offset))
        : set(id, Cell("n\(Int.random(in: 0..<4, using: &random))"), at: Int64(offset))
    }
  }

  @Test func `any epochs and a restore after each give the same rows`() throws {
    var random = SeededGenerator()
    let messages = randomMessages(&random)
    let whole = upsert()
    try whole.epoch(batch(UpsertTests.types, rows: messages))
    for size in [1, 7, 64] {
      var snapshot: [Int: KeyGroupState] = [:]
      var emitted: [Batch] = []
      for start in stride(from: 0, to: messages.count, by: size) {
        let fed = upsert()
        for state in snapshot.values where !state.bytes.isEmpty { try fed.node.restore(state) }
        let part = Array(messages[start..<min(start + size, messages.count)])
        emitted += try fed.epoch(batch(UpsertTests.types, rows: part))
        for state in try fed.node.snapshot() { snapshot[state.group] = state }
      }
      #expect(
        consolidated(emitted) == consolidated(whole.emitted), "\(random), epochs of \(size)")
    }
  }
}
