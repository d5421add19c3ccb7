import Columnar

/// `WHERE n <= 10` over `row_number() OVER (…) AS n`, and its kin: only the first rows are needed, and no row's number but
/// theirs.
extension Plan {
  /// The rule at every filter of the tree.
  func withRanksBounded(zone: Zone) -> Plan {
    mapInputs { $0.withRanksBounded(zone: zone) }.withRankBounded(zone: zone)
  }

  /// The rule at the outermost filter alone. Conditions that stand beside the rank's are asked of the first rows only.
  func withRankBounded(zone: Zone) -> Plan {
    guard case .filter(let input, let condition) = op else { return self }
    let conjuncts = condition.conjuncts
    var bounds: [Int: RankBounds] = [:]
    for (number, conjunct) in conjuncts.enumerated() {
      guard let (column, range) = conjunct.folded(zone: zone).rankRange else { continue }
      bounds[column, default: RankBounds()].narrow(range, conjunct: number)
    }
    for (column, bound) in bounds.sorted(by: { $0.key < $1.key }) where bound.isUseful {
      guard let first = input.firstRows(by: column, bound) else { continue }
      let rest = conjuncts.indices.filter { !bound.conjuncts.contains($0) }
      guard let condition = Expression.all(rest.map { conjuncts[$0] }) else { return first }
      return first.filtered(by: condition)
    }
    return self
  }

  /// The same fields, of the rows whose rank is within bounds; nil where the column is no rank.
  private func firstRows(by column: Int, _ bounds: RankBounds) -> Plan? {
    switch op {
    case .project(let input, let expressions):
      guard let below = expressions[column].columnIndex else { return nil }
      return input.firstRows(by: below, bounds)?.projected(expressions, fields)
    case .windowFunctions:
      return WindowStack(self).firstRows(by: column, bounds)
    default: return nil
    }
  }
}

/// What the conditions on one rank say together.
private struct RankBounds {
  var lower: Int64 = 1
  var upper = Int64.max
  /// The conditions that say it, by number.
  var conjuncts: [Int] = []

  mutating func narrow(_ range: ClosedRange<Int64>, conjunct: Int) {
    lower = max(lower, range.lowerBound)
    upper = min(upper, range.upperBound)
    conjuncts.append(conjunct)
  }

  /// Some rows are left out, and not all.
  var isUseful: Bool { lower <= upper && (lower > 1 || upper < .max) }
  var offset: Int { Int(lower - 1) }
  var limit: Int? { upper == .max ? nil : Int(upper - lower + 1) }
}

/// Nodes of window functions that stand directly over each other.
private struct WindowStack {
  private let top: Plan
  private var base: Plan
  /// Lowest first, each with the number of its first answer.
  private var nodes: [(functions: WindowFunctions, start: Int)] = []

  init(_ plan: Plan) {
    (top, base) = (plan, plan)
    while case .windowFunctions(let input, let functions) = base.op {
      nodes.insert((functions, input.fields.count), at: 0)
      base = input
    }
  }

  /// The rank's call becomes a top-N above all others.
  func firstRows(by column: Int, _ bounds: RankBounds) -> Plan? {
    guard let own = nodes.lastIndex(where: { $0.start <= column }) else { return nil }
    let (functions, start) = nodes[own]
    guard let kind = functions.calls[column - start].function.rankKind else { return nil }
    var others = functions.calls
    others.remove(at: column - start)
    // Row numbers and what else tells equal rows apart come from one operator, which decides it once.
    if kind == .rowNumber, !others.allSatisfy(\.takesTiesAlike) { return nil }
    var places = Dictionary(
      uniqueKeysWithValues: base.fields.indices.map { ($0, $0) })
    var plan = base
    for node in nodes {
      let kept = node.functions.calls.indices.filter { node.start + $0 != column }
      for (place, call) in kept.enumerated() {
        places[node.start + call] = plan.fields.count + place
      }
      if kept.isEmpty { continue }
      var moved = node.functions
      moved.calls = kept.map { node.functions.calls[$0] }
      guard moved.columns.allSatisfy({ places[$0] != nil }) else { return nil }
      moved.renumber(places)
      plan = plan.windowFunctions(moved)
    }
    var first = TopRows(
      kind, partition: functions.partition, order: functions.order, offset: bounds.offset,
      limit: bounds.limit, givesRank: true)
    guard (first.partition + first.order.map(\.column)).allSatisfy({ places[$0] != nil }) else {
      return nil
    }
    first.renumber(places)
    plan = plan.topRows(first)
    places[column] = plan.fields.count - 1
    if top.fields.indices.allSatisfy({ places[$0] == $0 }) { return plan }
    return plan.projected(
      top.fields.indices.map { .column(places[$0] ?? 0, top.fields[$0].type) }, top.fields)
  }
}

extension WindowFunctionKind {
  fileprivate var rankKind: RankKind? {
    switch self {
    case .rowNumber: .rowNumber
    case .rank: .rank
    case .denseRank: .denseRank
    default: nil
    }
  }
}

extension WindowCall {
  /// Rows with equal keys get equal answers.
  fileprivate var takesTiesAlike: Bool {
    switch function {
    case .rank, .denseRank, .percentRank, .cumeDist: true
    case .aggregate:
      frame.mode != .rows && (frame.exclusion == .none || frame.exclusion == .group)
        || frame == Frame(.rows, from: .unboundedPreceding, to: .unboundedFollowing)
    default: false
    }
  }
}

extension Expression {
  /// A column between constants: `n <= 10`, `3 > n`, `n = 1`.
  fileprivate var rankRange: (column: Int, range: ClosedRange<Int64>)? {
    guard case .call(let function, let sides) = self, sides.count == 2 else { return nil }
    switch (sides[0], sides[1]) {
    case (.column(let column, .bigint), .constant(.word(let value), _)):
      return Expression.range(function.name, value).map { (column, $0) }
    case (.constant(.word(let value), _), .column(let column, .bigint)):
      let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]
      return Expression.range(mirrored[function.name] ?? function.name, value).map { (column, $0) }
    default: return nil
    }
  }

  private static func range(_ comparison: String, _ value: Int64) -> ClosedRange<Int64>? {
    switch comparison {
    case "=": value...value
    case "<=": Int64.min...value
    case "<": value == .min ? nil : Int64.min...(value - 1)
    case ">=": value...Int64.max
    case ">": value == .max ? nil : (value + 1)...Int64.max
    default: nil
    }
  }
}
