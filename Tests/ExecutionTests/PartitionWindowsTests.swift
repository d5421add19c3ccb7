import Columnar
import Dataflow
import Planning
import TestSupport
import Testing

@testable import Execution

/// Window functions over random deltas, held against what they are by definition.
@Suite struct PartitionWindowsTests {
  /// Partition, key, value, name. Ties go by value (NULLs last) and name.
  struct Row: Hashable {
    static let types: [DataType] = [.bigint, .bigint, .bigint, .text, .boolean]

    var partition: Int64?
    var key: Int64?
    var value: Int64?
    var name: String
    var passes: Bool

    var cells: [Cell] {
      [
        partition.map { Cell($0) } ?? nil, key.map { Cell($0) } ?? nil,
        value.map { Cell($0) } ?? nil, Cell(name), Cell(booleanLiteral: passes),
      ]
    }

    var line: String {
      [partition, key, value].map { $0.map { "\($0)" } ?? "NULL" }.joined(separator: ", ")
        + ", \(name), \(passes)"
    }

    static func random(_ random: inout SeededGenerator) -> Row {
      let key = Int64.random(in: 0..<15, using: &random)
      let value = Int64.random(in: 0..<6, using: &random)
      return Row(
        partition: [1, 2, nil].randomElement(using: &random) ?? nil, key: key == 7 ? nil : key * 2,
        value: value == 0 ? nil : value, name: ["x", "y"].randomElement(using: &random) ?? "x",
        passes: .random(using: &random))
    }
  }

  /// How keys are ordered; NULLs come last where rising and first where falling.
  struct Ordering {
    var isDescending: Bool
    var isEmpty = false

    var keys: [OrderKey] {
      isEmpty
        ? [] : [OrderKey(column: 1, isDescending: isDescending, nullsFirst: isDescending)]
    }

    func arePeers(_ left: Row, _ right: Row) -> Bool { isEmpty || left.key == right.key }

    func liesBefore(_ left: Row, _ right: Row) -> Bool {
      if !isEmpty, left.key != right.key {
        let (least, greatest) = isDescending ? (right, left) : (left, right)
        return isRising(least.key, greatest.key)
      }
      if left.key != right.key { return isRising(left.key, right.key) }
      if left.value != right.value { return isRising(left.value, right.value) }
      return (left.name, left.passes ? 1 : 0) < (right.name, right.passes ? 1 : 0)
    }

    /// NULL is the greatest.
    private func isRising(_ left: Int64?, _ right: Int64?) -> Bool {
      guard let left else { return false }
      return right.map { left < $0 } ?? true
    }
  }

  // MARK: By definition

  /// Of each row the number of its peers' set.
  private func groups(_ rows: [Row], _ ordering: Ordering) -> [Int] {
    var groups: [Int] = []
    for index in rows.indices {
      let isNew = index > 0 && !ordering.arePeers(rows[index - 1], rows[index])
      groups.append((groups.last ?? 0) + (isNew ? 1 : 0))
    }
    return groups
  }

  private func isInside(
    _ row: Int, of rows: [Row], _ groups: [Int], _ frame: Frame, from current: Int,
    _ ordering: Ordering
  ) -> Bool {
    func isBehind(_ bound: Frame.Bound) -> Bool {
      let distance: Int64
      switch bound {
      case .unboundedPreceding: return true
      case .unboundedFollowing: return false
      case .currentRow:
        return frame.mode == .rows
          ? row >= current : groups[row] >= groups[current]
      case .preceding(.word(let offset)): distance = -min(offset, 1 << 40)
      case .following(.word(let offset)): distance = min(offset, 1 << 40)
      default: preconditionFailure("offsets of these tests are words")
      }
      switch frame.mode {
      case .rows: return Int64(row) >= Int64(current) + distance
      case .groups: return Int64(groups[row]) >= Int64(groups[current]) + distance
      case .range:
        guard let key = rows[current].key else { return groups[row] >= groups[current] }
        guard let other = rows[row].key else { return !ordering.isDescending }
        return ordering.isDescending ? other <= key - distance : other >= key + distance
      }
    }
    func isBefore(_ bound: Frame.Bound) -> Bool {
      let distance: Int64
      switch bound {
      case .unboundedPreceding: return false
      case .unboundedFollowing: return true
      case .currentRow:
        return frame.mode == .rows ? row <= current : groups[row] <= groups[current]
      case .preceding(.word(let offset)): distance = -min(offset, 1 << 40)
      case .following(.word(let offset)): distance = min(offset, 1 << 40)
      default: preconditionFailure("offsets of these tests are words")
      }
      switch frame.mode {
      case .rows: return Int64(row) <= Int64(current) + distance
      case .groups: return Int64(groups[row]) <= Int64(groups[current]) + distance
      case .range:
        guard let key = rows[current].key else { return groups[row] <= groups[current] }
        guard let other = rows[row].key else { return ordering.isDescending }
        return ordering.isDescending ? other >= key - distance : other <= key + distance
      }
    }
    guard isBehind(frame.start), isBefore(frame.end) else { return false }
    let arePeers = groups[row] == groups[current]
    switch frame.exclusion {
    case .none: return true
    case .currentRow: return row != current
    case .group: return !arePeers
    case .ties: return !arePeers || row == current
    }
  }

  private func text(_ value: Int64?) -> String { value.map { "\($0)" } ?? "NULL" }

  /// What a call gives for each row of a partition.
  private func answers(
    _ call: WindowCall, _ rows: [Row], _ ordering: Ordering, frames: inout [Frame: [[Int]]]
  ) -> [String] {
    let count = rows.count
    let groups = self.groups(rows, ordering)
    if call.function.readsFrame, frames[call.frame] == nil {
      frames[call.frame] = rows.indices.map { index in
        rows.indices.filter {
          isInside($0, of: rows, groups, call.frame, from: index, ordering)
        }
      }
    }
    let seen = frames[call.frame] ?? rows.map { _ in [] }
    return rows.indices.map { index in
      let firstPeer = groups.firstIndex(of: groups[index]) ?? 0
      let lastPeer = groups.lastIndex(of: groups[index]) ?? 0
      let inside = seen[index]
      switch call.function {
      case .rowNumber: return "\(index + 1)"
      case .rank: return "\(firstPeer + 1)"
      case .denseRank: return "\(groups[index] + 1)"
      case .percentRank:
        return double(count < 2 ? 0 : Double(firstPeer) / Double(count - 1))
      case .cumeDist: return double(Double(lastPeer + 1) / Double(count))
      case .ntile:
        // As cards are dealt: the first buckets are one longer.
        var left = index
        for bucket in 0..<Int(call.number) {
          let size = count / Int(call.number) + (bucket < count % Int(call.number) ? 1 : 0)
          if left < size { return "\(bucket + 1)" }
          left -= size
        }
        return "none"
      case .lag, .lead:
        let distance = Int(max(min(call.number, 1 << 40), -1 << 40))
        let other = index + (call.function == .lag ? -distance : distance)
        if rows.indices.contains(other) { return text(rows[other].value) }
        return call.arguments.count > 1 ? text(rows[index].key) : "NULL"
      case .firstValue: return text(inside.first.flatMap { rows[$0].value })
      case .lastValue: return text(inside.last.flatMap { rows[$0].value })
      case .nthValue:
        return text(inside.dropFirst(Int(call.number) - 1).first.flatMap { rows[$0].value })
      case .aggregate(let function):
        let seen = inside.map { rows[$0] }.filter { call.filter == nil || $0.passes }
        let values = seen.compactMap(\.value)
        switch function {
        case .count: return "\(call.arguments.isEmpty ? seen.count : values.count)"
        case .sum: return values.isEmpty ? "NULL" : "\(values.reduce(0, +))"
        case .min: return text(values.min())
        case .max: return text(values.max())
        default: preconditionFailure("not in these tests: \(function)")
        }
      }
    }
  }

  private func double(_ value: Double) -> String {
    TextOutput().text(.double(value), .double) ?? "NULL"
  }

  // MARK: Trials

  private static let ranks: [WindowCall] =
    [
      WindowCall(.rowNumber, result: .bigint), WindowCall(.rank, result: .bigint),
      WindowCall(.denseRank, result: .bigint), WindowCall(.percentRank, result: .double),
      WindowCall(.cumeDist, result: .double), WindowCall(.ntile, number: 3, result: .integer),
      WindowCall(.ntile, number: 50, result: .integer),
    ]
    + [0, 1, 2, 30, -1, .max, .min].flatMap { number in
      [WindowFunctionKind.lag, .lead].map {
        WindowCall($0, arguments: [2], number: number, result: .bigint)
      }
    } + [
      WindowCall(.lag, arguments: [2, 1], number: 2, result: .bigint)
    ]

  private static let frames: [Frame] = {
    let bounds: [(Frame.Bound, Frame.Bound)] = [
      (.unboundedPreceding, .currentRow), (.unboundedPreceding, .unboundedFollowing),
      (.currentRow, .currentRow), (.currentRow, .unboundedFollowing),
      (.preceding(.word(2)), .currentRow), (.preceding(.word(3)), .following(.word(2))),
      (.preceding(.word(4)), .preceding(.word(2))), (.following(.word(2)), .following(.word(4))),
      (.unboundedPreceding, .preceding(.word(1))), (.following(.word(1)), .unboundedFollowing),
      (.preceding(.word(.max)), .following(.word(.max))),
      (.preceding(.word(0)), .following(.word(0))),
    ]
    return bounds.flatMap { start, end in
      [Frame.Mode.rows, .groups, .range].flatMap { mode in
        [Frame.Exclusion.none, .currentRow, .group, .ties].map {
          Frame(mode, from: start, to: end, excluding: $0)
        }
      }
    }
  }()

  private static func calls(_ frame: Frame) -> [WindowCall] {
    [
      WindowCall(.firstValue, arguments: [2], frame: frame, result: .bigint),
      WindowCall(.lastValue, arguments: [2], frame: frame, result: .bigint),
      WindowCall(.nthValue, arguments: [2], number: 3, frame: frame, result: .bigint),
      WindowCall(.aggregate(.count), frame: frame, result: .bigint),
      WindowCall(.aggregate(.count), filter: 4, frame: frame, result: .bigint),
      WindowCall(.aggregate(.sum), arguments: [2], frame: frame, result: .numeric),
      WindowCall(.aggregate(.min), arguments: [2], filter: 4, frame: frame, result: .bigint),
      WindowCall(.aggregate(.max), arguments: [2], frame: frame, result: .bigint),
    ]
  }

  private func windows(_ functions: WindowFunctions) -> PartitionWindows {
    PartitionWindows(
      functions, types: Row.types, view: "v",
      errorRows: ErrorRows(names: ["p"], columns: [0], zone: .utc), zone: .utc)
  }

  /// Random epochs; after each what was emitted must be exactly what changed by definition.
  private func hold(_ calls: [WindowCall], _ ordering: Ordering, epochs: Int, hasPartition: Bool)
    throws
  {
    var random = SeededGenerator()
    let functions = WindowFunctions(
      partition: hasPartition ? [0] : [], order: ordering.keys, calls: calls)
    let fed = Fed(windows(functions))
    var present: [Row] = []
    var before: [String: Int64] = [:]
    for epoch in 0..<epochs {
      var lines: [(row: Row, weight: Int64)] = []
      for _ in 0..<[1, 2, 9, 1, 4][epoch % 5] {
        let shrinks = epoch > epochs * 2 / 3
        if !present.isEmpty, Int.random(in: 0..<(shrinks ? 3 : 9), using: &random) < 2 {
          let row = present.remove(at: Int.random(in: 0..<present.count, using: &random))
          lines.append((row, -1))
        } else {
          var row = Row.random(&random)
          if !hasPartition { row.partition = 1 }
          let copies = Int.random(in: 0..<8, using: &random) == 0 ? 2 : 1
          present.append(contentsOf: repeatElement(row, count: copies))
          lines.append((row, Int64(copies)))
        }
      }
      lines.shuffle(using: &random)
      let emitted = try fed.epoch(
        batch(Row.types, rows: lines.map(\.row.cells), weights: lines.map(\.weight)))
      var now: [String: Int64] = [:]
      for rows in Dictionary(grouping: present, by: \.partition).values {
        let rows = rows.sorted(by: ordering.liesBefore)
        var frames: [Frame: [[Int]]] = [:]
        let columns = calls.map { answers($0, rows, ordering, frames: &frames) }
        for (index, row) in rows.enumerated() {
          now[([row.line] + columns.map { $0[index] }).joined(separator: ", "), default: 0] += 1
        }
      }
      let net = now.merging(before.mapValues { -$0 }, uniquingKeysWith: +)
        .filter { $0.value != 0 }
      #expect(consolidated(emitted) == net, "\(random), epoch \(epoch), \(functions)")
      let lineCount = emitted.reduce(0) { sum, batch in
        (0..<batch.count).reduce(sum) { $0 + Int(batch.weight($1).magnitude) }
      }
      #expect(
        lineCount == net.values.reduce(0) { $0 + Int($1.magnitude) },
        "\(random), epoch \(epoch), \(functions)")
      before = now
    }
  }

  @Test(arguments: ranks)
  func `every rank and neighbour`(call: WindowCall) throws {
    for isDescending in [false, true] {
      try hold([call], Ordering(isDescending: isDescending), epochs: 25, hasPartition: true)
    }
    try hold(
      [call], Ordering(isDescending: false, isEmpty: true), epochs: 15, hasPartition: false)
  }

  @Test(arguments: frames)
  func `every frame with every exclusion`(frame: Frame) throws {
    // Alone: together a call would have more rows computed anew than are its own.
    for call in Self.calls(frame) {
      try hold([call], Ordering(isDescending: false), epochs: 5, hasPartition: false)
    }
    for isDescending in [false, true] {
      try hold(
        Self.calls(frame), Ordering(isDescending: isDescending), epochs: 10, hasPartition: true)
    }
  }
}
