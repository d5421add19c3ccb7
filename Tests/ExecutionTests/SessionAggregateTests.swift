import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

@Suite struct SessionAggregateTests {
  /// user, time, watermark, value.
  private static let types: [DataType] = [.bigint, .timestamp, .timestamp, .text]

  private func sessions(isFinal: Bool, byUser: Bool = true) -> SessionAggregate {
    let keys: [SessionLayout.OutputKey] = byUser ? [.key(0), .start, .end] : [.start, .end]
    return SessionAggregate(
      keys: byUser ? [.bigint] : [],
      calls: [
        countRows,
        AggregateShape(
          function: .max, isDistinct: false, argument: .text, result: .text, isAppendOnly: true),
        AggregateShape(
          function: .count, isDistinct: true, argument: .text, result: .bigint, isAppendOnly: true),
      ],
      layout: SessionLayout(
        gap: 5, time: 1, keys: byUser ? [0] : [], outputKeys: keys, arguments: [[], [3], [3]],
        watermark: 2, lateColumns: [.input(0), .missing(.bigint)], isFinal: isFinal),
      view: "v", timeType: .timestamp,
      errorRows: ErrorRows(
        names: keys.indices.map { "k\($0)" }, columns: Array(keys.indices), zone: .utc))
  }

  private func rows(_ rows: (user: Int64, time: Int64)..., watermark: Int64 = .min) -> Batch {
    batch(
      SessionAggregateTests.types,
      rows: rows.map { [Cell($0.user), Cell($0.time), Cell(watermark), Cell("t\($0.time % 3)")] })
  }

  /// Numbers of a row, the weight last; texts are left out.
  private func numbers(_ batches: [Batch]) -> [[Int64]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in
        batch.columns.filter { $0.type != .text }.map { $0.words[row] } + [batch.weight(row)]
      }
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func `a final session leaves once, when the watermark reaches its end`() throws {
    let fed = Fed(sessions(isFinal: true))
    #expect(try fed.epoch(rows((1, 10), (1, 14), (2, 30)), watermark: 18).isEmpty)
    let closed = try fed.epoch(rows((2, 26)), watermark: 19)
    #expect(numbers(closed) == [[1, 10, 19, 2, 2, 18, 1]])
    #expect(fed.node.lastClosedWindowEnd == 19)
    #expect(numbers(try fed.epoch([], watermark: .max)) == [[2, 26, 35, 2, 2, 34, 1]])
    #expect(fed.node.lastClosedWindowEnd == 35)
  }

  @Test func `late is a row before its own watermark, even where its session is there`() throws {
    let fed = Fed(sessions(isFinal: true))
    try fed.epoch(rows((1, 10)))
    try fed.epoch(rows((1, 12), watermark: 13))
    try fed.epoch(rows((1, 13), watermark: 13))
    #expect(
      fed.sideLines(.late(view: "v")) == [
        "+1 1, NULL, 1970-01-01 00:00:00.000012, 1970-01-01 00:00:00.000017, 00:00:00.000001"
      ])
    #expect(numbers(try fed.epoch([], watermark: .max)) == [[1, 10, 18, 2, 1, 17, 1]])
  }

  @Test func `a row between two sessions takes both back and gives one`() throws {
    let fed = Fed(sessions(isFinal: false))
    #expect(
      numbers(try fed.epoch(rows((1, 10), (1, 18)))) == [
        [1, 10, 15, 1, 1, 1], [1, 18, 23, 1, 1, 1],
      ])
    #expect(
      numbers(try fed.epoch(rows((1, 14)))) == [
        [1, 10, 15, 1, 1, -1], [1, 10, 23, 3, 3, 1], [1, 18, 23, 1, 1, -1],
      ])
  }

  @Test func `merges, and numbers that are given again, within one epoch leave the net change`()
    throws
  {
    let fed = Fed(sessions(isFinal: false))
    try fed.epoch(rows((1, 10), (1, 18), (1, 26)))
    let changes = try fed.epoch([
      rows((1, 14), (2, 40)), rows((2, 44), (2, 60)), rows((1, 22), (3, 1), (3, 9)),
    ])
    #expect(
      numbers(changes) == [
        [1, 10, 15, 1, 1, -1], [1, 10, 31, 5, 3, 1], [1, 18, 23, 1, 1, -1],
        [1, 26, 31, 1, 1, -1], [2, 40, 49, 2, 2, 1], [2, 60, 65, 1, 1, 1], [3, 1, 6, 1, 1, 1],
        [3, 9, 14, 1, 1, 1],
      ])
  }

  @Test func `a session that shows nothing new gives nothing`() throws {
    let fed = Fed(
      SessionAggregate(
        keys: [], calls: [],
        layout: SessionLayout(
          gap: 5, time: 1, keys: [], outputKeys: [.start, .end], arguments: [], watermark: nil,
          lateColumns: [], isFinal: false),
        view: "v", timeType: .timestamp, errorRows: ErrorRows(names: [], columns: [], zone: .utc)))
    #expect(numbers(try fed.epoch(rows((1, 10), (1, 14)))) == [[10, 19, 1]])
    #expect(try fed.epoch(rows((1, 12))).isEmpty)
  }

  // MARK: State

  @Test(arguments: [true, false], [true, false])
  func `state is freed as time goes on`(isFinal: Bool, byUser: Bool) throws {
    let node = sessions(isFinal: isFinal, byUser: byUser)
    let fed = Fed(node)
    var kept: [Int: Int] = [:]
    var sizes: [Int] = []
    for window in 0..<400 as Range<Int64> {
      let start = window * 10
      try fed.epoch(
        rows((window, start), (window, start + 3), (window % 7, start + 1), watermark: start - 10),
        watermark: start - 10)
      for state in try node.snapshot() { kept[state.group] = state.bytes.count }
      sizes.append(kept.values.reduce(0, +))
    }
    #expect(node.sessions.count <= 6)
    #expect(node.sessions.numberLimit <= 16)
    #expect(node.keys.count <= 6)
    // Of a key group that was ever used, the version and the last closed end stay.
    #expect(sizes[399] <= 256 * 13 + 6 * 200)
    #expect(node.earliestWithheldEnd == (isFinal ? (byUser ? 3986 : 3988) : nil))
    #expect(try fed.epoch([], watermark: .max).isEmpty == !isFinal)
    #expect(node.earliestWithheldEnd == nil)
    #expect(node.sessions.count == 0)
  }

  @Test func `a restore at any epoch, on any number of workers, goes on as if nothing happened`()
    throws
  {
    for isFinal in [true, false] {
      var random = SeededGenerator()
      let deltas = (0..<300).map { place -> Batch in
        rows(
          (
            Int64.random(in: 0..<5, using: &random),
            Int64(place) * 2 - Int64.random(in: 0..<40, using: &random)
          ), watermark: Int64(place) * 2 - 40)
      }
      let whole = Fed(sessions(isFinal: isFinal))
      try whole.epoch(deltas, watermark: .max)
      for workers in [1, 3] {
        var snapshot: [Int: KeyGroupState] = [:]
        var emitted: [Batch] = []
        for start in stride(from: 0, to: deltas.count, by: 29) {
          let end = min(start + 29, deltas.count)
          let part = Batch.concatenated(Array(deltas[start..<end]))
          let hashes = ExchangeHash.hashes([part.columns[0]], part.count)
          for worker in 0..<workers {
            let fed = Fed(sessions(isFinal: isFinal))
            let isOwn = { (group: Int) in owner(ofKeyGroup: group, workers: workers) == worker }
            for state in snapshot.values where isOwn(state.group) { try fed.node.restore(state) }
            let own = (0..<UInt32(part.count)).filter { isOwn(Int(hashes[Int($0)] >> 56)) }
            emitted += try fed.epoch(
              own.withUnsafeBufferPointer { part.gather($0) },
              watermark: end == deltas.count ? .max : Int64(end) * 2 - 42)
            for state in try fed.node.snapshot() { snapshot[state.group] = state }
          }
        }
        #expect(
          consolidated(emitted) == consolidated(whole.emitted), "\(random), \(workers) workers")
      }
    }
  }
}
