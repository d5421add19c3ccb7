import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

/// A row of the tests: partition, key, another column. The order is by key (descending, NULLs first), then all columns.
struct OrderedRow: Hashable {
  static let types: [DataType] = [.text, .numeric, .text]
  static let order = [OrderKey(column: 1, isDescending: true, nullsFirst: true)]

  var partition: String?
  var key: Int64?
  var name: String

  var cells: [Cell] {
    [partition.map { Cell($0) } ?? nil, key.map { Cell("\($0).5") } ?? nil, Cell(name)]
  }

  var line: String {
    "\(partition ?? "NULL"), \(key.map { "\($0).5" } ?? "NULL"), \(name)"
  }

  static func random(_ random: inout SeededGenerator) -> OrderedRow {
    let key = Int64.random(in: 0..<12, using: &random)
    return OrderedRow(
      partition: ["a", "b", nil].randomElement(using: &random) ?? nil, key: key == 7 ? nil : key,
      name: ["x", "y", "z"].randomElement(using: &random) ?? "x")
  }

  static func liesBefore(_ left: OrderedRow, _ right: OrderedRow) -> Bool {
    if left.key != right.key {
      guard let leftKey = left.key else { return true }
      guard let rightKey = right.key else { return false }
      return leftKey > rightKey
    }
    return left.name < right.name
  }
}

/// Random insertions and, later, retractions of what is there.
struct OrderedDeltas {
  private(set) var present: [OrderedRow] = []

  mutating func next(_ count: Int, growing: Int, _ random: inout SeededGenerator) -> Batch {
    var lines: [(row: OrderedRow, weight: Int64)] = []
    for _ in 0..<count {
      if !present.isEmpty, Int.random(in: 0..<growing, using: &random) == 0 {
        let index = Int.random(in: 0..<present.count, using: &random)
        lines.append((present.remove(at: index), -1))
      } else {
        let row = OrderedRow.random(&random)
        let copies = Int.random(in: 0..<8, using: &random) == 0 ? 3 : 1
        present.append(contentsOf: repeatElement(row, count: copies))
        lines.append((row, Int64(copies)))
      }
    }
    lines.shuffle(using: &random)
    return batch(OrderedRow.types, rows: lines.map(\.row.cells), weights: lines.map(\.weight))
  }

  /// The rows of each partition in order.
  var partitions: [[OrderedRow]] {
    Dictionary(grouping: present, by: \.partition).values.map {
      $0.sorted(by: OrderedRow.liesBefore)
    }
  }
}

@Suite struct PartitionTopTests {
  private func answer(_ top: TopRows, _ deltas: OrderedDeltas) -> [String: Int64] {
    var lines: [String: Int64] = [:]
    let partitions =
      top.partition.isEmpty
      ? [
        deltas.present.sorted {
          // Without partitions the column is one of those that ties go by.
          if $0.key != $1.key || $0.partition == $1.partition {
            return OrderedRow.liesBefore($0, $1)
          }
          guard let left = $0.partition else { return false }
          return $1.partition.map { left < $0 } ?? true
        }
      ] : deltas.partitions
    for rows in partitions {
      for (index, row) in rows.enumerated() {
        let firstPeer = rows.firstIndex { $0.key == row.key } ?? 0
        let rank: Int
        switch top.kind {
        case .rowNumber: rank = index + 1
        case .rank: rank = firstPeer + 1
        case .denseRank: rank = Set(rows[...firstPeer].map(\.key)).count
        }
        guard rank > top.offset, top.limit.map({ rank <= top.offset + $0 }) ?? true else {
          continue
        }
        lines[row.line + (top.givesRank ? ", \(rank)" : ""), default: 0] += 1
      }
    }
    return lines
  }

  private static let tops: [TopRows] = [RankKind.rowNumber, .rank, .denseRank].flatMap { kind in
    [(0, 1), (0, 3), (2, 4), (3, nil), (0, nil), (60, 9), (0, 100)].flatMap {
      (offset: Int, limit: Int?) in
      [(false, [0]), (true, [0]), (false, []), (true, [])].map {
        (givesRank: Bool, partition: [Int]) in
        TopRows(
          kind, partition: partition, order: OrderedRow.order, offset: offset, limit: limit,
          givesRank: givesRank)
      }
    }
  }

  @Test(arguments: tops)
  func `each epoch emits exactly what changed`(top: TopRows) throws {
    var random = SeededGenerator()
    var deltas = OrderedDeltas()
    let fed = Fed(PartitionTop(top, types: OrderedRow.types))
    var before: [String: Int64] = [:]
    for epoch in 0..<40 {
      let size = [1, 2, 7, 60][epoch % 4]
      let input = deltas.next(size, growing: epoch < 25 ? 4 : 2, &random)
      let emitted = try fed.epoch(input)
      let now = answer(top, deltas)
      let net = now.merging(before.mapValues { -$0 }, uniquingKeysWith: +)
        .filter { $0.value != 0 }
      #expect(consolidated(emitted) == net, "\(random), epoch \(epoch), \(top)")
      // Nothing is taken back only to be given again.
      let lines = emitted.reduce(0) { sum, batch in
        (0..<batch.count).reduce(sum) { $0 + Int(batch.weight($1).magnitude) }
      }
      #expect(lines == net.values.reduce(0) { $0 + Int($1.magnitude) }, "\(random), \(top)")
      before = now
    }
  }

  @Test func `large partitions are many chunks and stay in order`() throws {
    var random = SeededGenerator()
    let top = TopRows(
      .rowNumber, partition: [],
      order: [OrderKey(column: 0, isDescending: false, nullsFirst: false)], offset: 1000,
      limit: 5, givesRank: true)
    let fed = Fed(PartitionTop(top, types: [.bigint]))
    var present: [Int64] = []
    for epoch in 0..<12 {
      var added = (0..<700).map { _ in Int64.random(in: 0..<1 << 20, using: &random) }
      if epoch % 3 == 0 { added.sort() }
      present += added
      present.shuffle(using: &random)
      let removed = epoch < 6 ? 100 : 1100
      let gone = Array(present.suffix(min(removed, present.count)))
      present.removeLast(gone.count)
      try fed.epoch(
        batch(
          [.bigint], rows: (added + gone).map { [Cell($0)] },
          weights: added.map { _ in 1 } + gone.map { _ in -1 }))
      var expected: [String: Int64] = [:]
      for (index, value) in present.sorted().enumerated() where 1000..<1005 ~= index {
        expected["\(value), \(index + 1)"] = 1
      }
      #expect(consolidated(fed.emitted) == expected, "\(random), epoch \(epoch)")
    }
  }

  @Test func `taking back a row that is not there changes nothing`() throws {
    let top = TopRows(.rowNumber, partition: [0], order: OrderedRow.order, limit: 1)
    let fed = Fed(PartitionTop(top, types: OrderedRow.types))
    #expect(try fed.epoch(batch(OrderedRow.types, ["a", "1.5", "x"], weights: [-1])).isEmpty)
    #expect(try fed.node.snapshot().map(\.bytes.isEmpty) == [true])
  }

  @Test func `a snapshot is empty where all rows are gone`() throws {
    let top = TopRows(.rowNumber, partition: [0], order: OrderedRow.order, limit: 1)
    let fed = Fed(PartitionTop(top, types: OrderedRow.types))
    try fed.epoch(batch(OrderedRow.types, ["a", "1.5", "x"]))
    #expect(try fed.node.snapshot().map(\.bytes.isEmpty) == [false])
    try fed.epoch(batch(OrderedRow.types, ["a", "1.5", "x"], weights: [-1]))
    #expect(try fed.node.snapshot().map(\.bytes.isEmpty) == [true])
  }
}
