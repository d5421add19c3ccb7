import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct DeduplicateTests {
  /// id, partition, offset, raw, content (two words), event time, watermark.
  private static let types: [DataType] = [
    .bigint, .bigint, .bigint, .bytea, .bigint, .bigint, .bigint, .timestamp,
  ]

  private func unique(within: Int64? = 100, _ action: ViolationAction = .reject) -> Fed {
    Fed(
      Deduplicate(
        table: "t",
        constraint: UniqueConstraint(
          name: "t_id_key", columns: [0], withinMicroseconds: within, action: action),
        keyTypes: [.bigint],
        layout: DeduplicateLayout(
          keys: [0], output: [0, 7], partition: 1, offset: 2, raw: 3, content: (4, 5),
          eventTime: 6, watermark: 7, isLast: true)))
  }

  private func row(
    _ id: Cell, at offset: Int64, content: Int64 = 0, time: Int64 = 0, watermark: Int64 = 0
  ) -> [Cell] {
    [id, 0, Cell(offset), "\\x61", Cell(content), 0, Cell(time), Cell(watermark)]
  }

  private func rows(_ rows: [Cell]...) -> Batch { batch(DeduplicateTests.types, rows: rows) }

  @Test func `a copy is a duplicate, another content breaks the constraint`() throws {
    let fed = unique()
    let passed = try fed.epoch(rows(row(1, at: 0), row(1, at: 1), row(1, at: 2, content: 9)))
    #expect(passed.map(\.count) == [1])
    #expect([fed.counts.accepted, fed.counts.duplicate, fed.counts.rejected] == [1, 1, 1])
    #expect(fed.sideLines(.rejects(table: "t")).count == 1)
    #expect(fed.sideLines(.rejects(table: "t"))[0].contains("t_id_key"))
    #expect(fed.sideLines(.duplicates(table: "t")) == ["+1 0, 1"])
  }

  @Test func `the first by offset wins, however batches arrive`() throws {
    let fed = unique()
    try fed.epoch(rows(row(1, at: 5, content: 5)), rows(row(1, at: 2, content: 2)))
    try fed.epoch(rows(row(1, at: 7, content: 2)))
    #expect([fed.counts.accepted, fed.counts.duplicate, fed.counts.rejected] == [1, 1, 1])
  }

  @Test func `a key is remembered while the row's watermark is within reach`() throws {
    let fed = unique(within: 100)
    try fed.epoch(rows(row(1, at: 0, time: 50, watermark: 0)))
    try fed.epoch(rows(row(1, at: 1, time: 60, watermark: 150)))
    #expect(fed.counts.duplicate == 1)
    try fed.epoch(rows(row(1, at: 2, time: 200, watermark: 151)))
    #expect(fed.counts.accepted == 2)
  }

  @Test func `NULL keys are distinct`() throws {
    let fed = unique()
    try fed.epoch(rows(row(nil, at: 0), row(nil, at: 1), row(2, at: 2), row(2, at: 3)))
    #expect([fed.counts.accepted, fed.counts.duplicate] == [3, 1])
  }

  @Test func `the watermark frees keys, the end of the input does not`() throws {
    let fed = unique(within: 1_000_000)
    try fed.epoch(rows(row(1, at: 0)), watermark: .max)
    try fed.epoch(rows(row(1, at: 1)))
    #expect(fed.counts.duplicate == 1)
    try fed.epoch([], watermark: 60_000_000)
    _ = try fed.node.snapshot()
    try fed.epoch([], watermark: 70_000_000)
    #expect(try fed.node.snapshot().isEmpty)
  }

  @Test func `keys survive a restore`() throws {
    let fed = unique()
    try fed.epoch(rows(row(1, at: 0), row(2, at: 1)))
    let restored = unique()
    for state in try fed.node.snapshot() { try restored.node.restore(state) }
    try restored.epoch(rows(row(1, at: 2), row(2, at: 3, content: 1), row(3, at: 4)))
    #expect(
      [restored.counts.accepted, restored.counts.duplicate, restored.counts.rejected] == [1, 1, 1])
  }

  @Test func `warn lets the row through and lists it, fail stops the run`() throws {
    let warned = unique(within: 100, .warn)
    try warned.epoch(rows(row(1, at: 0), row(1, at: 1, content: 3)))
    #expect([warned.counts.accepted, warned.counts.warned] == [2, 1])
    #expect(warned.sideLines(.warnings(table: "t")).count == 1)
    let failing = unique(within: 100, .fail)
    #expect(throws: ConstraintFailure.self) {
      try failing.epoch(rows(row(1, at: 0), row(1, at: 1, content: 3)))
    }
  }
}
