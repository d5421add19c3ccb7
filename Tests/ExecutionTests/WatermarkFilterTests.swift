import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct WatermarkFilterTests {
  /// id and time.
  private static let types: [DataType] = [.numeric, .timestamp]

  private func filter(_ bounds: (TemporalFilter.Comparison, Int64)...) -> WatermarkFilter {
    WatermarkFilter(
      types: WatermarkFilterTests.types,
      bounds: bounds.map { WatermarkFilter.Bound(column: 1, comparison: $0.0, shift: $0.1) },
      table: 0)
  }

  private func rows(_ rows: [Cell]..., weights: [Int64]? = nil) -> Batch {
    batch(WatermarkFilterTests.types, rows: rows, weights: weights)
  }

  /// `id × weight` of what an epoch gave.
  private func ids(_ batches: [Batch]) -> [String] {
    batches.flatMap { batch in
      (0..<batch.count).map { "\(batch.columns[0].decimals[$0]) × \(batch.weight($0))" }
    }.sorted()
  }

  @Test(arguments: [
    (TemporalFilter.Comparison.greaterOrEqual, [10, 11, 12]), (.greater, [11, 12]),
    (.lessOrEqual, [8, 9, 10]), (.less, [8, 9]),
  ])
  func `a bound holds for the times that the comparison names`(
    comparison: TemporalFilter.Comparison, there: [Int]
  ) throws {
    let fed = Fed(filter((comparison, -5)))
    let given = (8...12).map { time -> [Cell] in [Cell("\(time)"), Cell(Int64(time))] }
    let emitted = try fed.epoch(
      batch(WatermarkFilterTests.types, rows: given), watermark: 15)
    #expect(ids(emitted) == there.map { "\($0) × 1" }.sorted())
  }

  @Test func `rows come and leave as the watermark passes, and state is freed`() throws {
    let node = filter((.greaterOrEqual, -10), (.lessOrEqual, 0))
    let fed = Fed(node)
    #expect(
      try fed.epoch(rows(["1", 20], ["2", 30], ["3", 5], ["4", nil]), watermark: 19).isEmpty)
    #expect(node.rows.count == 2)
    #expect(ids(try fed.epoch([], watermark: 20)) == ["1 × 1"])
    #expect(ids(try fed.epoch([], watermark: 30)) == ["2 × 1"])
    #expect(ids(try fed.epoch([], watermark: 31)) == ["1 × -1"])
    #expect(ids(try fed.epoch(rows(["5", 20], ["6", 21]), watermark: 31)) == ["6 × 1"])
    #expect(ids(try fed.epoch([], watermark: 100)) == ["2 × -1", "6 × -1"])
    #expect(node.rows.count == 0)
  }

  @Test func `what is taken back leaves once, whether its time is over or not`() throws {
    let node = filter((.greaterOrEqual, -10))
    let fed = Fed(node)
    try fed.epoch(rows(["1", 20], ["1", 20], ["2", 20], ["3", 25]), watermark: 20)
    #expect(ids(try fed.epoch(rows(["1", 20], weights: [-1]), watermark: 21)) == ["1 × -1"])
    let last = try fed.epoch(rows(["2", 20], ["3", 25], weights: [-1, -1]), watermark: 31)
    #expect(ids(last) == ["1 × -1", "2 × -1", "3 × -1"])
    #expect(try fed.epoch(rows(["1", 20], weights: [-1]), watermark: 31).isEmpty)
    #expect(node.rows.count == 0)
  }

  @Test func `rows are kept digit for digit`() throws {
    let fed = Fed(filter((.greaterOrEqual, -10)))
    #expect(ids(try fed.epoch(rows(["1.0", 20], ["1.00", 20]))) == ["1.0 × 1", "1.00 × 1"])
  }

  @Test func `infinite times stay or never come`() throws {
    let fed = Fed(filter((.greaterOrEqual, -10)))
    #expect(
      ids(try fed.epoch(rows(["1", Cell(.max)], ["2", Cell(.min)]), watermark: 5)) == ["1 × 1"])
    #expect(try fed.epoch([], watermark: .max - 1).isEmpty)
  }

  @Test func `100 hours of rows keep the state of one`() throws {
    let node = filter((.greater, -60))
    let fed = Fed(node)
    var kept: [Int: Int] = [:]
    for minute in 0..<6000 as Range<Int64> {
      try fed.epoch(rows([Cell("\(minute)"), Cell(minute)]), watermark: minute)
      if minute % 60 == 0 {
        for state in try node.snapshot() { kept[state.group] = state.bytes.count }
      }
    }
    #expect(node.rows.count == 60)
    for state in try node.snapshot() { kept[state.group] = state.bytes.count }
    #expect(kept.values.reduce(0, +) < 60 * 100 + 256)
  }
}
