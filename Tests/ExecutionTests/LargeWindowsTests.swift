import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

/// Window functions over partitions of many chunks, and values that are not words.
@Suite struct LargeWindowsTests {
  private func windows(
    _ types: [DataType], _ calls: [WindowCall], partition: [Int] = [], isDescending: Bool = false
  ) -> Fed {
    Fed(
      PartitionWindows(
        WindowFunctions(
          partition: partition,
          order: [OrderKey(column: 0, isDescending: isDescending, nullsFirst: false)],
          calls: calls),
        types: types, view: "v", errorRows: ErrorRows(names: ["k"], columns: [0], zone: .utc),
        zone: .utc))
  }

  private func expected(_ rows: [(key: Int64, value: Int64)]) -> [String: Int64] {
    var lines: [String: Int64] = [:]
    var running: Int64 = 0
    let all = rows.reduce(0) { $0 + $1.value }
    for (index, row) in rows.enumerated() {
      running += row.value
      let near = rows[max(index - 150, 0)...index].map(\.value)
      let behind = rows[index..<min(index + 90, rows.count)].map(\.value)
      lines[
        [
          row.key, row.value, running, near.reduce(0, +), near.min() ?? 0, behind.max() ?? 0, all,
        ].map { "\($0)" }.joined(separator: ", ")
      ] = 1
    }
    return lines
  }

  @Test func `many chunks are as one`() throws {
    var random = SeededGenerator()
    let sum = { (frame: Frame) in
      WindowCall(.aggregate(.sum), arguments: [1], frame: frame, result: .numeric)
    }
    let fed = windows(
      [.bigint, .bigint],
      [
        sum(Frame(.rows, from: .unboundedPreceding, to: .currentRow)),
        sum(Frame(.rows, from: .preceding(.word(150)), to: .currentRow)),
        WindowCall(
          .aggregate(.min), arguments: [1],
          frame: Frame(.rows, from: .preceding(.word(150)), to: .currentRow), result: .bigint),
        WindowCall(
          .aggregate(.max), arguments: [1],
          frame: Frame(.rows, from: .currentRow, to: .following(.word(89))), result: .bigint),
        sum(Frame(.rows, from: .unboundedPreceding, to: .unboundedFollowing)),
      ])
    var present: [Int64: Int64] = [:]
    for epoch in 0..<9 {
      var lines: [(row: [Cell], weight: Int64)] = []
      let size = [900, 3, 0, 400, 1, 2, 900, 1, 0][epoch]
      for _ in 0..<size {
        let key = Int64.random(in: 0..<1 << 40, using: &random)
        let value = Int64.random(in: -1000...1000, using: &random)
        if present[key] != nil { continue }
        present[key] = value
        lines.append(([Cell(key), Cell(value)], 1))
      }
      let gone = present.keys.sorted().shuffled(using: &random)
        .prefix([0, 2, 800, 1, 0, 1, 300, 0, 700][epoch])
      for key in gone {
        guard let value = present.removeValue(forKey: key) else { continue }
        lines.append(([Cell(key), Cell(value)], -1))
      }
      try fed.epoch(
        batch([.bigint, .bigint], rows: lines.map(\.row), weights: lines.map(\.weight)))
      let rows = present.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
      #expect(consolidated(fed.emitted) == expected(rows), "\(random), epoch \(epoch)")
    }
  }

  @Test func `what is far from a change is not emitted`() throws {
    let fed = windows(
      [.bigint, .bigint],
      [
        WindowCall(
          .aggregate(.sum), arguments: [1],
          frame: Frame(.rows, from: .preceding(.word(2)), to: .currentRow), result: .numeric)
      ])
    try fed.epoch(batch([.bigint, .bigint], rows: (0..<1000).map { [Cell($0 * 2), 1] }))
    let emitted = try fed.epoch(batch([.bigint, .bigint], [1001, 5]))
    #expect(
      emitted.lines.sorted() == [
        "+1 1001, 5, 7", "+1 1002, 1, 7", "+1 1004, 1, 7", "-1 1002, 1, 3", "-1 1004, 1, 3",
      ])
  }

  @Test func `a running sum that overflows is an error of its row, until it does not`() throws {
    let fed = windows(
      [.bigint, .integer],
      [WindowCall(.aggregate(.sum), arguments: [1], result: .smallint)])
    let sum = windows(
      [.bigint, .double], [WindowCall(.aggregate(.sum), arguments: [1], result: .double)])
    try fed.epoch(batch([.bigint, .integer], [1, 1], [2, 2]))
    #expect(consolidated(fed.emitted) == ["1, 1, 1": 1, "2, 2, 3": 1])
    try sum.epoch(batch([.bigint, .double], [1, 1e308], [2, 1e308], [3, -1e308]))
    #expect(consolidated(sum.emitted) == ["1, 1e+308, 1e+308": 1, "3, -1e+308, 1e+308": 1])
    #expect(
      sum.sideLines(.errors(view: "v")) == ["+1 {\"k\": 2}, value out of range: overflow"])
    try sum.epoch(batch([.bigint, .double], [1, 1e308], weights: [-1]))
    #expect(consolidated(sum.emitted) == ["2, 1e+308, 1e+308": 1, "3, -1e+308, 0": 1])
    #expect(consolidated(sum.sides.map(\.batch)) == [:])
  }

  @Test func `sums of doubles leave nothing behind`() throws {
    let fed = windows(
      [.bigint, .double],
      [
        WindowCall(
          .aggregate(.sum), arguments: [1],
          frame: Frame(.rows, from: .preceding(.word(1)), to: .currentRow), result: .double)
      ])
    try fed.epoch(
      batch([.bigint, .double], [1, 1e300], [2, 0.1], [3, 0.2], [4, 1e-300], [5, 0.1]))
    #expect(
      consolidated(fed.emitted) == [
        "1, 1e+300, 1e+300": 1, "2, 0.1, 1e+300": 1, "3, 0.2, 0.30000000000000004": 1,
        "4, 1e-300, 0.2": 1, "5, 0.1, 0.1": 1,
      ])
  }

  /// Where PostgreSQL has each value in the frame of each: `count(*) OVER (ORDER BY x RANGE …)`.
  @Test func `ranges of doubles as Postgres has them`() throws {
    let range = { (offset: Double) in
      WindowCall(
        .aggregate(.count),
        frame: Frame(
          .range, from: .preceding(.double(offset)), to: .following(.double(offset))),
        result: .bigint)
    }
    let fed = windows([.double], [range(1), range(.infinity)])
    try fed.epoch(
      batch(
        [.double],
        rows: [-.infinity, 1, 1.5, 3, .infinity, .nan].map { [Cell($0)] } + [[nil]]))
    #expect(
      consolidated(fed.emitted) == [
        "-Infinity, 1, 5": 1, "1, 2, 5": 1, "1.5, 2, 5": 1, "3, 1, 5": 1, "Infinity, 1, 5": 1,
        "NaN, 1, 1": 1, "NULL, 1, 1": 1,
      ])
  }

  @Test func `ranges of numerics and of words at their ends`() throws {
    let numeric = windows(
      [.numeric],
      [
        WindowCall(
          .aggregate(.count),
          frame: Frame(
            .range, from: .preceding(.decimal(Decimal(1))), to: .following(.decimal(Decimal(0)))),
          result: .bigint)
      ], isDescending: true)
    try numeric.epoch(batch([.numeric], ["1.0"], ["1.00"], ["2"], ["2.01"], [nil]))
    #expect(
      consolidated(numeric.emitted) == [
        "1.0, 3": 1, "1.00, 3": 1, "2, 2": 1, "2.01, 1": 1, "NULL, 1": 1,
      ])
    let words = windows(
      [.bigint],
      [
        WindowCall(
          .aggregate(.count),
          frame: Frame(.range, from: .following(.word(1)), to: .following(.word(.max))),
          result: .bigint)
      ])
    try words.epoch(batch([.bigint], rows: [.max, .max - 1, 0, .min].map { [Cell($0)] }))
    #expect(
      consolidated(words.emitted) == [
        "\(Int64.max), 0": 1, "\(Int64.max - 1), 1": 1, "0, 2": 1, "\(Int64.min), 0": 1,
      ])
  }

  /// A month is added by the calendar: from the evening of 30 January it ends behind one from the morning of the 31st.
  @Test func `ranges of months are the same at any epoch size`() throws {
    var random = SeededGenerator()
    let month = Interval(months: 1)
    let call = WindowCall(
      .aggregate(.count),
      frame: Frame(
        .range, from: .preceding(.interval(month)), to: .following(.interval(month))),
      result: .bigint)
    let hour: Int64 = 3_600_000_000
    let times = (0..<120).map { _ in Int64.random(in: 0..<24 * 95, using: &random) * hour }
    var answers: [[String: Int64]] = []
    for size in [1, 7, 120] {
      let fed = windows([.timestamp], [call])
      for start in stride(from: 0, to: times.count, by: size) {
        let rows = times[start..<min(start + size, times.count)].map { [Cell($0)] }
        try fed.epoch(batch([.timestamp], rows: rows))
      }
      answers.append(consolidated(fed.emitted))
    }
    var expected: [String: Int64] = [:]
    for time in times {
      let seen = times.count {
        (Interval(months: -1).added(toTimestamp: time) ?? .max) <= $0
          && $0 <= (month.added(toTimestamp: time) ?? .min)
      }
      let text = TextOutput().text(.word(time), .timestamp) ?? ""
      expected["\(text), \(seen)", default: 0] += 1
    }
    for answer in answers { #expect(answer == expected, "\(random)") }
  }
}
