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
}
