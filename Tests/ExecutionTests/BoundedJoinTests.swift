import Columnar
import Dataflow
import TestSupport
import Testing

@testable import Execution

/// Joins whose state the watermark frees, held against a model that sees all rows.
@Suite struct BoundedJoinTests {
  /// A table of one partition: its rows with the watermark that each carries.
  private struct Table {
    let delay: Int64
    var running = Int64.min
    var arrived: [JoinRow] = []

    mutating func next(_ clock: Int64, _ random: inout SeededGenerator) -> JoinRow {
      let time = clock - Int64.random(in: 0...12, using: &random)
      let key = Int64.random(in: 0...4, using: &random)
      // Values are numbers of rows, so that no two rows are equal.
      let row = JoinRow(
        key: key == 4 ? nil : key, value: Int64(arrived.count), time: time, watermark: running)
      running = max(running, time - delay)
      arrived.append(row)
      return row
    }

    /// Rows that take part.
    var punctual: [JoinRow: Int64] {
      Dictionary(
        uniqueKeysWithValues: arrived.filter { $0.time >= $0.watermark }.map { ($0, 1) })
    }
  }

  private static let emissions: [JoinEmission] = [
    JoinEmission(pairs: true),
    JoinEmission(pairs: true, unmatchedLeft: true),
    JoinEmission(pairs: true, unmatchedLeft: true, unmatchedRight: true),
    JoinEmission(pairs: false, matchedLeft: true),
    JoinEmission(pairs: false, unmatchedLeft: true),
  ]

  @Test(arguments: emissions.indices, [(-3, 5), (0, 0), (2, 9), (-8, -4)])
  func `at every epoch a bounded join answers what all punctual rows say`(
    emission: Int, bound: (Int64, Int64)
  ) throws {
    let fixture = JoinFixture(
      rows: Self.emissions[emission], isOrdered: false,
      bound: JoinBound(lower: bound.0, upper: bound.1, leftLag: 0, rightLag: 0),
      isAppendOnly: true)
    for _ in 0..<2 {
      var random = SeededGenerator()
      let fed = FedJoin { SymmetricHashJoin(fixture.layout, view: "v") }
      var (left, right) = (Table(delay: 4), Table(delay: 7))
      var clock: Int64 = 0
      for epoch in 0..<80 {
        clock += Int64.random(in: 0...6, using: &random)
        let counts = (0..<2).map { _ in Int.random(in: 0...4, using: &random) }
        let ofLeft = (0..<counts[0]).map { _ in (left.next(clock, &random), Int64(1)) }
        let ofRight = (0..<counts[1]).map { _ in (right.next(clock, &random), Int64(1)) }
        let watermark = epoch == 79 ? .max : min(left.running, right.running)
        try fed.epoch(JoinRow.batch(ofLeft), JoinRow.batch(ofRight), watermark: watermark)
        let answer = consolidated(fed.emitted)
        let expected = fixture.answer(left.punctual, right.punctual, watermark: watermark)
        #expect(answer == expected, "emission \(emission), \(bound), epoch \(epoch), \(random)")
        if answer != expected { return }
        if epoch % 9 == 8 { try fed.restart(workers: 1 + epoch % 3) }
      }
      let late = fed.sides.filter { $0.relation == .late(view: "v") }.reduce(0) {
        $0 + $1.batch.count
      }
      let all = left.arrived.count + right.arrived.count
      #expect(late == all - left.punctual.count - right.punctual.count, "\(random)")
    }
  }

  @Test func `the watermark keeps the state flat over a hundred times the bound`() throws {
    let fixture = JoinFixture(
      rows: JoinEmission(pairs: true, unmatchedLeft: true),
      bound: JoinBound(lower: -10, upper: 10, leftLag: 0, rightLag: 0), isAppendOnly: true)
    let join = SymmetricHashJoin(fixture.layout, view: "v")
    let fed = FedJoin { join }
    var most = 0
    for time in Int64(0)..<2000 {
      let row = (JoinRow(key: time % 50, value: time, time: time, watermark: time - 1), Int64(1))
      try fed.epoch(JoinRow.batch([row]), JoinRow.batch([row]), watermark: time)
      most = max(most, join.state.left.count + join.state.right.count + join.state.table.count)
    }
    #expect(most < 60)
  }

  @Test func `at every epoch a temporal join answers with the versions of the rows' times`() throws
  {
    for padded in [false, true] {
      var fixture = JoinFixture(
        rows: JoinEmission(pairs: true, unmatchedLeft: padded), isAppendOnly: true)
      fixture.bound = nil
      var random = SeededGenerator()
      let fed = FedJoin { TemporalJoin(fixture.layout, view: "v") }
      var (left, right) = (Table(delay: 5), Table(delay: 3))
      var clock: Int64 = 0
      for epoch in 0..<200 {
        clock += Int64.random(in: 0...5, using: &random)
        let counts = (0..<2).map { _ in Int.random(in: 0...4, using: &random) }
        let ofLeft = (0..<counts[0]).map { _ in (left.next(clock, &random), Int64(1)) }
        let ofRight = (0..<counts[1]).map { _ in (right.next(clock, &random), Int64(1)) }
        let watermark = epoch == 199 ? .max : min(left.running, right.running)
        try fed.epoch(JoinRow.batch(ofLeft), JoinRow.batch(ofRight), watermark: watermark)
        let answer = consolidated(fed.emitted)
        let expected = versions(left, right, padded, watermark)
        #expect(answer == expected, "padded \(padded), epoch \(epoch), \(random)")
        if answer != expected { return }
        if epoch % 9 == 8 { try fed.restart(workers: 1 + epoch % 3) }
      }
    }
  }

  /// The answer by looking through all versions for each row.
  private func versions(_ left: Table, _ right: Table, _ padded: Bool, _ watermark: Int64)
    -> [String: Int64]
  {
    var answer: [String: Int64] = [:]
    for row in left.punctual.keys where row.time < watermark || row.key == nil {
      let known = right.punctual.keys.filter {
        $0.key == row.key && row.key != nil && $0.time <= row.time
      }
      let best = known.max { ($0.time, $0.value) < ($1.time, $1.value) }
      if best == nil && !padded { continue }
      let parts = [row.key, row.value, best?.key, best?.value]
      answer[parts.map { $0.map { "\($0)" } ?? "NULL" }.joined(separator: ", "), default: 0] += 1
    }
    return answer
  }

  @Test func `of the versions that the watermark has passed only the last of each key stays`()
    throws
  {
    let fixture = JoinFixture(rows: JoinEmission(pairs: true), isAppendOnly: true)
    let join = TemporalJoin(fixture.layout, view: "v")
    let fed = FedJoin { join }
    for time in Int64(0)..<1000 {
      let row = (JoinRow(key: time % 7, value: time, time: time, watermark: time - 1), Int64(1))
      try fed.epoch(JoinRow.batch([row]), JoinRow.batch([row]), watermark: time)
    }
    #expect(join.state.right.count < 20 && join.state.left.count < 5)
  }
}
