import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct WindowAggregateTests {
  /// user, window_start, window_end, watermark.
  private static let types: [DataType] = [.bigint, .timestamp, .timestamp, .timestamp]

  private func counts(isFinal: Bool, byUser: Bool = true) -> Fed {
    let keys = byUser ? [0, 1] : [1]
    let closing = ClosingLayout(
      start: 1, end: 2, watermark: 3, otherKeys: byUser ? [0] : [],
      startKeys: [keys.count - 1], endKeys: [], lateColumns: [.input(0)], isFinal: isFinal)
    let types = keys.map { WindowAggregateTests.types[$0] }
    return Fed(
      WindowAggregate(
        AggregationShape(keys: types, calls: [countRows]),
        layout: AggregateLayout(keys: keys, arguments: [[]], closing: closing),
        closing: closing, view: "v", timeType: .timestamp,
        errorRows: ErrorRows(
          names: keys.map { "k\($0)" }, columns: Array(keys.indices), zone: .utc)))
  }

  /// A row of a 10 µs window.
  private func row(_ user: Int64, _ start: Int64, watermark: Int64) -> [Cell] {
    [Cell(user), Cell(start), Cell(start + 10), Cell(watermark)]
  }

  private func rows(_ rows: [Cell]...) -> Batch { batch(WindowAggregateTests.types, rows: rows) }

  private func words(_ batches: [Batch]) -> [[Int64]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.words[row] } }
    }
  }

  @Test func `a final window leaves once, when the watermark reaches its end`() throws {
    let fed = counts(isFinal: true)
    #expect(
      try fed.epoch(rows(row(7, 0, watermark: -5), row(7, 0, watermark: 3)), watermark: 9).isEmpty)
    let closed = try fed.epoch(
      rows(row(7, 0, watermark: 9), row(8, 10, watermark: 9)), watermark: 10)
    #expect(words(closed) == [[7, 0, 3, 9]])
    #expect(fed.node.lastClosedWindowEnd == 10)
    #expect(words(try fed.epoch([], watermark: .max)) == [[8, 10, 1, 19]])
  }

  @Test func `late is a window that ends at or before the row's own watermark`() throws {
    let fed = counts(isFinal: true)
    // The window is still open here, but the row's rule decides.
    try fed.epoch(
      rows(row(1, 0, watermark: 9), row(2, 0, watermark: 10), row(3, 0, watermark: 14)),
      watermark: 5)
    #expect(fed.sideLines(.late(view: "v")).map { String($0.prefix(5)) } == ["+1 2,", "+1 3,"])
    #expect(fed.sideLines(.late(view: "v"))[1].hasSuffix("00:00:00.000004"))
    #expect(words(try fed.epoch([], watermark: 10)) == [[1, 0, 1, 9]])
  }

  @Test func `changes leave each epoch, and closing only frees state`() throws {
    let fed = counts(isFinal: false)
    #expect(try fed.epoch(rows(row(7, 0, watermark: 0)), watermark: 0).lines.count == 1)
    #expect(try fed.epoch(rows(row(7, 0, watermark: 0)), watermark: 10).lines.count == 2)
    #expect(try fed.epoch([], watermark: 20).isEmpty)
    #expect(try fed.node.snapshot().allSatisfy { $0.bytes.count == 9 })
  }

  @Test func `windows alone can be the key`() throws {
    let fed = counts(isFinal: true, byUser: false)
    try fed.epoch(rows(row(1, 0, watermark: 0), row(2, 10, watermark: 0), row(3, 0, watermark: 0)))
    #expect(words(try fed.epoch([], watermark: 30)) == [[0, 2, 9], [10, 1, 19]])
  }

  @Test func `open windows and the last closed end survive a restore`() throws {
    for byUser in [true, false] {
      let fed = counts(isFinal: true, byUser: byUser)
      try fed.epoch(rows(row(1, 0, watermark: 0), row(1, 20, watermark: 0)), watermark: 10)
      let restored = counts(isFinal: true, byUser: byUser)
      for state in try fed.node.snapshot() { try restored.node.restore(state) }
      #expect(restored.node.lastClosedWindowEnd == 10)
      let (left, right) = (
        try fed.epoch(rows(row(1, 20, watermark: 5)), watermark: 30),
        try restored.epoch(rows(row(1, 20, watermark: 5)), watermark: 30)
      )
      #expect(words(left) == words(right))
      #expect(words(left).count == 1)
    }
  }
}
