import Columnar
import Dataflow
import TestSupport

@testable import Execution

/// A row of one side: a key, which may be NULL, a value, and a time with the watermark that the row carries.
struct JoinRow: Hashable {
  var key: Int64?
  var value: Int64
  var time: Int64 = 0
  var watermark = Int64.min

  static let types: [DataType] = [.bigint, .bigint, .timestamp, .timestamp]

  var cells: [Cell] { [key.map { Cell($0) } ?? nil, Cell(value)] }

  static func batch(_ rows: [(row: JoinRow, weight: Int64)]) -> Batch {
    let columns = [
      column(.bigint, rows.map { $0.row.key }), column(.bigint, rows.map { $0.row.value }),
      column(.timestamp, rows.map { $0.row.time }),
      column(.timestamp, rows.map { $0.row.watermark }),
    ]
    return Batch(
      columns: columns, count: rows.count,
      weights: rows.allSatisfy { $0.weight == 1 } ? nil : Buffer(of: rows.map(\.weight)))
  }

  private static func column(_ type: DataType, _ values: [Int64?]) -> Column {
    let builder = ColumnBuilder(type)
    for value in values { builder.append(value.map { .word($0) } ?? .null) }
    return builder.finish()
  }
}

/// A join of `JoinRow`s: what leaves is key and value of the left, then of the right side.
struct JoinFixture {
  var rows: JoinEmission
  /// Left value < right value.
  var isOrdered = false
  var bound: JoinBound?
  var isAppendOnly = false

  var layout: JoinLayout {
    let side = JoinSideLayout(
      keys: [0], stored: [0, 1, 3], types: [.bigint, .bigint, .timestamp],
      isAppendOnly: isAppendOnly, watermark: 3, storedWatermark: 2, time: 2,
      lateColumns: [.input(0), .input(1), .missing(.timestamp), .missing(.timestamp)])
    let column = { (isLeft: Bool, index: Int) in
      JoinColumn(isLeft: isLeft, index: index, type: .bigint)
    }
    let isOneSided = !rows.pairs
    let output =
      [column(true, 0), column(true, 1)] + (isOneSided ? [] : [column(false, 0), column(false, 1)])
    return JoinLayout(
      left: side, right: side, keys: [.bigint], output: output,
      condition: isOrdered ? condition([column(true, 1), column(false, 1)]) : nil, rows: rows,
      bound: bound, hasWatermark: false)
  }

  private func condition(_ columns: [JoinColumn]) -> JoinCondition? {
    let resolved = FunctionCatalogue(zone: .utc).resolve(name: "<", arguments: [.bigint, .bigint])
    guard let less = resolved.function else { return nil }
    return JoinCondition(
      program: ExpressionProgram(
        .call(less, [.column(0, .bigint), .column(1, .bigint)]), zone: .utc),
      columns: columns, shown: [], errorRows: ErrorRows(names: [], columns: [], zone: .utc))
  }

  /// The batch answer, each pair of rows compared with each.
  func answer(_ left: [JoinRow: Int64], _ right: [JoinRow: Int64], watermark: Int64 = .min)
    -> [String: Int64]
  {
    var answer: [String: Int64] = [:]
    var (hasRight, hasLeft): (Set<JoinRow>, Set<JoinRow>) = ([], [])
    for (one, oneWeight) in left {
      for (other, otherWeight) in right where meet(one, other) {
        hasRight.insert(one)
        hasLeft.insert(other)
        if rows.pairs {
          answer[text(one.cells + other.cells), default: 0] += oneWeight * otherWeight
        }
      }
    }
    for (row, weight) in left where hasRight.contains(row) ? rows.matchedLeft : rows.unmatchedLeft {
      if !hasRight.contains(row), !isDue(row, isLeft: true, watermark) { continue }
      answer[text(row.cells + (rows.pairs ? [nil, nil] : [])), default: 0] += weight
    }
    for (row, weight) in right where rows.unmatchedRight && !hasLeft.contains(row) {
      if isDue(row, isLeft: false, watermark) {
        answer[text([nil, nil] + row.cells), default: 0] += weight
      }
    }
    return answer.filter { $0.value != 0 }
  }

  private func meet(_ left: JoinRow, _ right: JoinRow) -> Bool {
    guard let key = left.key, key == right.key else { return false }
    if isOrdered && left.value >= right.value { return false }
    guard let bound else { return true }
    return (bound.lower...bound.upper).contains(left.time - right.time)
  }

  /// A row without partner leaves once none can come; one with a NULL key at once.
  private func isDue(_ row: JoinRow, isLeft: Bool, _ watermark: Int64) -> Bool {
    guard let bound, row.key != nil else { return true }
    return (isLeft ? row.time - bound.lower : row.time + bound.upper) < watermark
  }

  private func text(_ cells: [Cell]) -> String {
    let types = [DataType](repeating: .bigint, count: cells.count)
    let line = batch(types, rows: [cells]).lines[0]
    return String(line.drop { $0 != " " }.dropFirst())
  }
}

/// Feeds both ports of a join, on one worker or several.
final class FedJoin {
  private(set) var nodes: [any Operator]
  private(set) var emitted: [Batch] = []
  private(set) var sides: [SideBatch] = []
  private var snapshot: [Int: KeyGroupState] = [:]
  private let make: () -> any Operator
  private var epoch: Int64 = 0

  init(workers: Int = 1, _ make: @escaping () -> any Operator) {
    self.make = make
    nodes = (0..<workers).map { _ in make() }
  }

  func epoch(_ left: Batch, _ right: Batch, watermark: Int64 = .min) throws {
    epoch += 1
    for (index, node) in nodes.enumerated() {
      let output = Output()
      try node.push(own(left, index), port: 0, to: output)
      try node.push(own(right, index), port: 1, to: output)
      try node.endEpoch(EpochEnd(epoch: epoch, watermark: watermark), to: output)
      let given = output.take()
      emitted += given.batches
      sides += given.sides
    }
  }

  private func own(_ batch: Batch, _ index: Int) -> Batch {
    let hashes = ExchangeHash.hashes([batch.columns[0]], batch.count)
    let rows = (0..<UInt32(batch.count)).filter {
      owner(ofKeyGroup: Int(hashes[Int($0)] >> 56), workers: nodes.count) == index
    }
    return rows.withUnsafeBufferPointer { batch.gather($0) }
  }

  /// Goes on from the snapshots with another number of workers.
  func restart(workers: Int) throws {
    for node in nodes {
      for state in try node.snapshot() { snapshot[state.group] = state }
    }
    nodes = (0..<workers).map { _ in make() }
    for state in snapshot.values {
      try nodes[owner(ofKeyGroup: state.group, workers: workers)].restore(state)
    }
  }
}
