import Columnar
import Dataflow
import Planning

/// Answers a `query`: the circuit of a plan, run once over rows that are all there, on the caller's thread.
public struct QueryRunner {
  private let zone: Zone
  private let watermarks: [String: Int64]

  /// The zone is the session's; `watermarks` (µs, by table) are those that the tables' events brought.
  public init(zone: Zone, watermarks: [String: Int64] = [:]) {
    self.zone = zone
    self.watermarks = watermarks
  }

  /// The visible columns of the answer, in its order. `relations` has for each leaf all columns of the relation, by
  /// their numbers; rows with weight n count n times. A row that can not be computed fails the query: throws
  /// `ExpressionError`.
  public func run(_ plan: Plan, relations: [String: [Batch]]) throws -> [Batch] {
    let visible = plan.visibleColumns
    return try evaluate(plan, relations).map { batch in
      batch.replacing(columns: visible.map { batch.columns[$0] })
    }
  }

  private func evaluate(_ plan: Plan, _ relations: [String: [Batch]]) throws -> [Batch] {
    guard plan.isOrdered else { return try expanded(runCircuit(plan, relations)) }
    switch plan.op {
    case .sort(let input, let keys):
      return try sorted(evaluate(input, relations), by: keys)
    case .limit(let input, let limit, let offset):
      return limited(try evaluate(input, relations), limit, offset)
    case .project(let input, let expressions):
      return try projected(evaluate(input, relations), expressions)
    case .filter(let input, let condition):
      return try filtered(evaluate(input, relations), condition)
    default:
      preconditionFailure("ORDER BY and LIMIT stand at the top of a query")
    }
  }

  private func projected(_ batches: [Batch], _ expressions: [Expression]) throws -> [Batch] {
    let programs = expressions.map { ExpressionProgram($0, zone: zone) }
    return try batches.map { batch in
      batch.replacing(
        columns: try programs.map { try $0.evaluate(batch).columnWithoutErrors() })
    }
  }

  private func filtered(_ batches: [Batch], _ condition: Expression) throws -> [Batch] {
    let program = ExpressionProgram(condition, zone: zone)
    let selection = Selection()
    return try batches.map { batch in
      selection.select(try program.evaluate(batch).columnWithoutErrors())
      return batch.gather(selection)
    }
  }

  private func sorted(_ batches: [Batch], by keys: [SortKey]) throws -> [Batch] {
    guard !batches.isEmpty else { return [] }
    let batch = Batch.concatenated(batches)
    let columns = try keys.map {
      try ExpressionProgram($0.expression, zone: zone).evaluate(batch).columnWithoutErrors()
    }
    let order = SortOrder(columns, keys).rows(batch.count)
    return [order.withUnsafeBufferPointer { batch.gather($0) }]
  }

  private func limited(_ batches: [Batch], _ limit: Int?, _ offset: Int) -> [Batch] {
    var (skip, left) = (offset, limit ?? Int.max)
    var kept: [Batch] = []
    for batch in batches {
      let from = min(skip, batch.count)
      let count = min(left, batch.count - from)
      skip -= from
      left -= count
      if count > 0 { kept.append(batch.slice(from..<from + count)) }
    }
    return kept
  }

  /// Each row as often as its net weight says, without weights: a join may emit a row and take it back.
  private func expanded(_ batches: [Batch]) throws -> [Batch] {
    Batch.net(batches).map { batch in
      guard let weights = batch.weights else { return batch }
      var rows: [UInt32] = []
      for row in 0..<batch.count {
        precondition(weights[row] > 0, "a query's answer holds every row at least once")
        for _ in 0..<weights[row] { rows.append(UInt32(row)) }
      }
      let gathered = rows.withUnsafeBufferPointer { batch.gather($0) }
      return Batch(columns: gathered.columns, count: gathered.count)
    }.filter { $0.count > 0 }
  }

  private func runCircuit(_ plan: Plan, _ relations: [String: [Batch]]) throws -> [Batch] {
    let circuit = PlanCircuit(zone: zone)
    var leaves: [String: [Batch]] = [:]
    for name in plan.leafNames.sorted() {
      let batches = relations[name] ?? []
      let width = batches.first?.columns.count ?? plan.leafWidth(name)
      // Rows of a query carry no watermark: nothing is late.
      leaves[name] = batches.map { batch in
        batch.replacing(
          columns: batch.columns + [.constant(.word(.min), .timestamp, count: batch.count)])
      }
      circuit.addRows(table: name, columns: Array(0..<width), watermark: width)
    }
    for name in plan.watermarkTables.subtracting(plan.leafNames).sorted() {
      circuit.addRows(table: name, columns: [], watermark: nil)
    }
    let origin = circuit.add(plan, owner: "query")
    return try SingleRun(circuit.graph, watermarks: watermarks).run(leaves, origin: origin)
  }
}

extension Evaluation {
  fileprivate func columnWithoutErrors() throws -> Column {
    if let error = errors.errors.first { throw error }
    return column
  }
}

extension Plan {
  /// Whether an ORDER BY or LIMIT is part of the plan.
  fileprivate var isOrdered: Bool {
    switch op {
    case .sort, .limit: true
    default: inputs.contains(where: \.isOrdered)
    }
  }

  fileprivate var leafNames: Set<String> {
    switch op {
    case .scan(let name, _), .view(let name, _): [name]
    default: inputs.reduce(into: []) { $0.formUnion($1.leafNames) }
    }
  }

  /// One past the greatest column number that is read of a leaf.
  fileprivate func leafWidth(_ name: String) -> Int {
    switch op {
    case .scan(name, let columns), .view(name, let columns): (columns.max() ?? -1) + 1
    default: inputs.map { $0.leafWidth(name) }.max() ?? 0
    }
  }
}
