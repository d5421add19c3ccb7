import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct OverlappingWindowsTests {
  private func windows(
    _ kind: TimeWindow.Kind, _ times: [Cell], offset: Int64 = 0, weights: [Int64]? = nil
  ) throws -> [[Int64]] {
    let fed = Fed(
      OverlappingWindows(
        TimeWindow(kind, timeColumn: 0, offset: offset, isLocal: false), zone: .utc))
    let emitted = try fed.epoch(batch([.timestamp], rows: times.map { [$0] }, weights: weights))
    return emitted.flatMap { batch in
      (0..<batch.count).map { row in
        batch.columns.map { $0.isNull(row) ? -999 : $0.words[row] }
          + (batch.weights.map { [$0[row]] } ?? [])
      }
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func `a row is in size / slide windows of HOP`() throws {
    #expect(
      try windows(.hop(slide: 5, size: 10), [7, 10]) == [
        [7, 0, 10], [7, 5, 15], [10, 5, 15], [10, 10, 20],
      ])
    #expect(try windows(.hop(slide: 10, size: 10), [-1]) == [[-1, -10, 0]])
    #expect(
      try windows(.hop(slide: 5, size: 10), [0], offset: 3) == [[0, -7, 3], [0, -2, 8]])
  }

  @Test func `a slide that does not divide the size gives one window more or fewer`() throws {
    #expect(
      try windows(.hop(slide: 3, size: 7), [0, 2]) == [
        [0, -6, 1], [0, -3, 4], [0, 0, 7], [2, -3, 4], [2, 0, 7],
      ])
  }

  @Test func `CUMULATE gives the windows that end behind the row`() throws {
    #expect(
      try windows(.cumulate(step: 5, size: 15), [0, 5, 14, 15]) == [
        [0, 0, 5], [0, 0, 10], [0, 0, 15], [5, 0, 10], [5, 0, 15], [14, 0, 15],
        [15, 15, 20], [15, 15, 25], [15, 15, 30],
      ])
  }

  @Test func `what is taken back leaves all of its windows`() throws {
    #expect(
      try windows(.hop(slide: 5, size: 10), [7], weights: [-2]) == [
        [7, 0, 10, -2], [7, 5, 15, -2],
      ])
  }

  @Test func `NULL and infinite times have one window`() throws {
    for kind in [TimeWindow.Kind.hop(slide: 5, size: 10), .cumulate(step: 5, size: 10)] {
      #expect(try windows(kind, [nil]) == [[-999, -999, -999]])
      #expect(try windows(kind, [Cell(.max)]) == [[.max, .max, .max]])
    }
  }

  // MARK: State

  /// Counts a user's rows in each window; the input is user, time, watermark.
  private func counts(isFinal: Bool) -> Fed {
    let closing = ClosingLayout(
      start: 3, end: 4, watermark: 2, otherKeys: [0], startKeys: [1], endKeys: [2],
      lateColumns: [.input(0)], isFinal: isFinal)
    return Fed(
      WindowAggregate(
        AggregationShape(keys: [.bigint, .timestamp, .timestamp], calls: [countRows]),
        layout: AggregateLayout(keys: [0, 3, 4], arguments: [[]], closing: closing),
        closing: closing, view: "v", timeType: .timestamp,
        errorRows: ErrorRows(names: ["user", "start", "end"], columns: [0, 1, 2], zone: .utc)))
  }

  @Test(
    arguments: [TimeWindow.Kind.hop(slide: 10, size: 60), .cumulate(step: 10, size: 60)],
    [true, false])
  func `the time of 100 windows keeps the state of those that are open`(
    kind: TimeWindow.Kind, isFinal: Bool
  ) throws {
    let windows = Fed(
      OverlappingWindows(
        TimeWindow(kind, timeColumn: 1, offset: 0, isLocal: false), zone: .utc))
    let counts = counts(isFinal: isFinal)
    // The version and the last closed end, which stay of every key group that was ever used.
    let head = 9
    var kept: [Int: Int] = [:]
    var sizes: [Int] = []
    for time in stride(from: Int64(0), to: 6_000, by: 10) {
      let rows = (0..<3).map { [Cell($0), Cell(time + $0), Cell(time - 5)] }
      let copies = try windows.epoch(batch([.bigint, .timestamp, .timestamp], rows: rows))
      try counts.epoch(copies, watermark: time - 5)
      for state in try counts.node.snapshot() { kept[state.group] = state.bytes.count - head }
      sizes.append(kept.values.reduce(0, +))
    }
    let early = try #require(sizes[..<30].max())
    let later = try #require(sizes[30...].max())
    #expect(sizes[30...].allSatisfy { $0 > 0 })
    #expect(later <= early * 3 / 2)
    #expect(counts.sides.isEmpty)
    try counts.epoch([], watermark: .max)
    for state in try counts.node.snapshot() { kept[state.group] = state.bytes.count - head }
    #expect(kept.values.allSatisfy { $0 == 0 })
  }
}
