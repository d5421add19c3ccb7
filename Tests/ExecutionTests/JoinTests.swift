import Columnar
import Dataflow
import TestSupport
import Testing

@testable import Execution

/// Random changes of both sides, held against a nested loop over all rows, at every epoch.
@Suite struct JoinTests {
  private static let emissions: [(name: String, rows: JoinEmission)] = [
    ("inner", JoinEmission(pairs: true)),
    ("left", JoinEmission(pairs: true, unmatchedLeft: true)),
    ("right", JoinEmission(pairs: true, unmatchedRight: true)),
    ("full", JoinEmission(pairs: true, unmatchedLeft: true, unmatchedRight: true)),
    ("semi", JoinEmission(pairs: false, matchedLeft: true)),
    ("anti", JoinEmission(pairs: false, unmatchedLeft: true)),
  ]

  /// One side's rows and their changes.
  private struct Side {
    var rows: [JoinRow: Int64] = [:]

    mutating func change(_ random: inout SeededGenerator) -> [(row: JoinRow, weight: Int64)] {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        if let row = rows.keys.sorted(by: { ($0.value, $0.key ?? 0) < ($1.value, $1.key ?? 0) })
          .randomElement(using: &random), Bool.random(using: &random)
        {
          add(row, -1)
          return (row, -1)
        }
        let key = Int64.random(in: 0...5, using: &random)
        let row = JoinRow(
          key: key == 5 ? nil : key, value: Int64.random(in: 0...4, using: &random))
        let weight = Int64.random(in: 1...2, using: &random)
        add(row, weight)
        return (row, weight)
      }
    }

    private mutating func add(_ row: JoinRow, _ weight: Int64) {
      rows[row, default: 0] += weight
      if rows[row] == 0 { rows[row] = nil }
    }
  }

  @Test(arguments: emissions.indices, [false, true])
  func `at every epoch a join answers what a nested loop does, also after restarts`(
    emission: Int, isOrdered: Bool
  ) throws {
    let (name, rows) = Self.emissions[emission]
    let fixture = JoinFixture(rows: rows, isOrdered: isOrdered)
    for _ in 0..<3 {
      var random = SeededGenerator()
      let fed = FedJoin { SymmetricHashJoin(fixture.layout, view: "v") }
      var (left, right) = (Side(), Side())
      for epoch in 0..<60 {
        try fed.epoch(
          JoinRow.batch(left.change(&random)), JoinRow.batch(right.change(&random)))
        let answer = consolidated(fed.emitted)
        let expected = fixture.answer(left.rows, right.rows)
        #expect(answer == expected, "\(name), ordered \(isOrdered), epoch \(epoch), \(random)")
        if answer != expected { return }
        if epoch % 7 == 6 { try fed.restart(workers: 1 + epoch % 3) }
      }
    }
  }

  @Test func `what is taken back leaves nothing behind`() throws {
    let fixture = JoinFixture(rows: Self.emissions[3].rows)
    let join = SymmetricHashJoin(fixture.layout, view: "v")
    let fed = FedJoin { join }
    let rows = (0..<5000).map { (row: JoinRow(key: $0 % 700, value: $0 % 11), weight: Int64(1)) }
    try fed.epoch(JoinRow.batch(rows), JoinRow.batch(Array(rows.prefix(900))))
    let back = rows.map { ($0.row, Int64(-1)) }
    try fed.epoch(JoinRow.batch(back), JoinRow.batch(Array(back.prefix(900))))
    #expect(join.state.left.count == 0 && join.state.right.count == 0)
    #expect(join.state.table.count == 0)
    #expect(consolidated(fed.emitted).isEmpty)
    #expect(try join.snapshot().allSatisfy { $0.bytes.isEmpty })
  }

  @Test func `damaged snapshots of a join are refused or read, and never trap`() throws {
    var random = SeededGenerator()
    let fixture = JoinFixture(rows: Self.emissions[1].rows)
    let fed = FedJoin { SymmetricHashJoin(fixture.layout, view: "v") }
    var (left, right) = (Side(), Side())
    for _ in 0..<20 {
      try fed.epoch(JoinRow.batch(left.change(&random)), JoinRow.batch(right.change(&random)))
    }
    let states = try fed.nodes[0].snapshot().filter { !$0.bytes.isEmpty }
    var refused = 0
    for round in 0..<2000 {
      var state = states[round % states.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<state.bytes.count, using: &random)
        state.bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      let damaged = SymmetricHashJoin(fixture.layout, view: "v")
      do {
        try damaged.restore(state)
      } catch is StateDecodingError {
        refused += 1
      }
    }
    #expect(refused > 500, "\(random)")
  }
}
