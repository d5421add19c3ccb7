import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

/// Random deltas over an aggregation of every kind, held against the same rows in one epoch.
@Suite struct SnapshotTests {
  private static let types: [DataType] = [
    .text, .bigint, .bigint, .numeric, .double, .text, .bigint,
  ]

  private func everyAggregate() -> Aggregate {
    let call = { (function: AggregateFunction, type: DataType, result: DataType, distinct: Bool) in
      AggregateShape(
        function: function, isDistinct: distinct, argument: type, result: result,
        isAppendOnly: false)
    }
    return aggregate(
      keys: [.text, .bigint],
      [
        call(.sum, .bigint, .numeric, false), call(.sum, .numeric, .numeric, false),
        call(.sum, .double, .double, false), call(.min, .text, .text, false),
        call(.count, .bigint, .bigint, true), countRows,
      ])
  }

  private func randomRow(_ random: inout SeededGenerator) -> [Cell] {
    let number = Int64.random(in: -50...50, using: &random)
    return [
      Cell(["a", "b", "c"].randomElement(using: &random) ?? "a"),
      Int.random(in: 0..<5, using: &random) == 0 ? nil : Cell(number % 7),
      Cell(number), Cell("\(number).\(Int.random(in: 0...99, using: &random))"),
      Cell(Double(number) * 1e15.squareRoot() / 7),
      number % 5 == 0 ? nil : Cell("t\(number % 11)"), Cell(number % 4),
    ]
  }

  /// Insertions and, later, retractions of some of them.
  private func randomDeltas(_ random: inout SeededGenerator) -> [(row: [Cell], weight: Int64)] {
    var deltas: [(row: [Cell], weight: Int64)] = []
    var present: [[Cell]] = []
    for _ in 0..<300 {
      if !present.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
        let index = Int.random(in: 0..<present.count, using: &random)
        deltas.append((present.remove(at: index), -1))
      } else {
        present.append(randomRow(&random))
        deltas.append((present[present.count - 1], 1))
      }
    }
    return deltas
  }

  private func input(_ deltas: ArraySlice<(row: [Cell], weight: Int64)>) -> Batch {
    batch(SnapshotTests.types, rows: deltas.map(\.row), weights: deltas.map(\.weight))
  }

  @Test func `any epoch size gives the batch's answer`() throws {
    var random = SeededGenerator()
    let deltas = randomDeltas(&random)
    let whole = Fed(everyAggregate())
    try whole.epoch(input(deltas[...]))
    for size in [1, 7, 64] {
      let fed = Fed(everyAggregate())
      for start in stride(from: 0, to: deltas.count, by: size) {
        try fed.epoch(input(deltas[start..<min(start + size, deltas.count)]))
      }
      #expect(consolidated(fed.emitted) == consolidated(whole.emitted), "\(random), size \(size)")
    }
  }

  @Test func `a restore at any epoch, on any number of workers, goes on as if nothing happened`()
    throws
  {
    var random = SeededGenerator()
    let deltas = randomDeltas(&random)
    let whole = Fed(everyAggregate())
    try whole.epoch(input(deltas[...]))
    for workers in [1, 2, 3] {
      var snapshot: [Int: KeyGroupState] = [:]
      var emitted: [Batch] = []
      for start in stride(from: 0, to: deltas.count, by: 29) {
        let part = input(deltas[start..<min(start + 29, deltas.count)])
        let hashes = ExchangeHash.hashes(Array(part.columns[0..<2]), part.count)
        for worker in 0..<workers {
          let fed = Fed(everyAggregate())
          let isOwn = { (group: Int) in owner(ofKeyGroup: group, workers: workers) == worker }
          for state in snapshot.values where isOwn(state.group) { try fed.node.restore(state) }
          let rows = (0..<UInt32(part.count)).filter { isOwn(Int(hashes[Int($0)] >> 56)) }
          emitted += try fed.epoch(rows.withUnsafeBufferPointer { part.gather($0) })
          for state in try fed.node.snapshot() { snapshot[state.group] = state }
        }
      }
      #expect(
        consolidated(emitted) == consolidated(whole.emitted), "\(random), \(workers) workers")
    }
  }

  @Test func `a snapshot holds only what changed since the last one`() throws {
    let fed = Fed(aggregate(keys: [.bigint], [countRows]))
    try fed.epoch(batch([.bigint], rows: (0..<1000).map { [Cell(Int64($0))] }))
    #expect(try fed.node.snapshot().count > 200)
    #expect(try fed.node.snapshot().isEmpty)
    try fed.epoch(batch([.bigint], [5]))
    #expect(try fed.node.snapshot().count == 1)
    try fed.epoch(
      batch(
        [.bigint], rows: (0..<1000).map { [Cell(Int64($0))] },
        weights: Array(repeating: -1, count: 1000)))
    try fed.epoch(batch([.bigint], [5], weights: [-1]))
    #expect(try fed.node.snapshot().allSatisfy { $0.bytes.isEmpty })
  }
}
