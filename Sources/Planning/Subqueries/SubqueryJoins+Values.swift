import Columnar
import Diagnostics

/// Scalar subqueries and EXISTS as expressions over a left join.
extension SubqueryJoins {
  mutating func scalar(_ subquery: BoundSubquery) -> Expression? {
    let isOneRow = subquery.relation.plan.isAlwaysOneRow
    guard let row = isOneRow ? singleRow(subquery) : firstRow(subquery) else { return nil }
    let value = row.values[0]
    return row.isThere.map {
      .branches(
        [(condition: $0, result: value)], otherwise: .constant(.null, value.type), value.type)
    } ?? value
  }

  mutating func exists(_ subquery: BoundSubquery) -> Expression? {
    if subquery.relation.plan.isAlwaysOneRow {
      guard let row = singleRow(subquery) else { return nil }
      return row.isThere.map { .isDistinct($0, .yes, negated: true) } ?? .yes
    }
    guard let rows = decorrelated(subquery.relation.plan.withoutTopProjections, subquery.range)
    else { return nil }
    return flag(rows)
  }

  /// Whether some row is tied to the relation's row, and with its value fulfils the conditions over the fields of both.
  mutating func flag(
    _ rows: Decorrelated, _ value: Expression? = nil,
    conditions more: (SubqueryJoins, Expression) -> [Expression] = { _, _ in [] }
  ) -> Expression {
    var distinct = rows
    let keys = rows.ties.map { Expression.column($0.column, rows.plan.fields[$0.column].type) }
    distinct.plan =
      BoundRelation(plan: rows.plan).distinctValues(of: keys + [value].compactMap { $0 }).plan
    for index in distinct.ties.indices { distinct.ties[index].column = index }
    let column = distinct.append(.yes)
    var conditions = conditions(distinct)
    if let value {
      let place = relation.plan.fields.count + rows.ties.count
      conditions += more(self, .column(place, value.type))
    }
    let place = join(BoundRelation(plan: distinct.plan), .left, conditions)
    return .isNull(.column(place(column), .boolean), negated: true)
  }

  // MARK: One row, whatever is there

  /// A row of a subquery: its values, and whether the row is there (true, else not).
  struct Row {
    var values: [Expression]
    var isThere: Expression?
  }

  /// Of an aggregation without GROUP BY: what is computed from it is computed above the join, where there may be no row
  /// to aggregate. Nil after a fault.
  mutating func singleRow(_ subquery: BoundSubquery) -> Row? {
    var peeled = PeeledPlan(subquery.relation.plan)
    peeled.peelFilters()
    guard case .aggregate(let input, let aggregation) = peeled.plan.op,
      aggregation.sets == nil, aggregation.keys.isEmpty,
      let rows = aggregated(aggregation, over: input, peeled.plan, subquery.range)
    else { return nil }
    let place: (Int) -> Int
    if rows.ties.isEmpty {
      place = join(BoundRelation(plan: rows.plan), .inner, [])
    } else {
      place = join(BoundRelation(plan: rows.plan), .left, conditions(rows))
    }
    func above(_ expression: Expression) -> Expression {
      outerValue(
        expression.mapColumns { column, type in
          let value = Expression.column(place(rows.place(column)), type)
          return rows.ties.isEmpty ? value : aggregation.calls[column].overNothing(value)
        })
    }
    return Row(values: peeled.outputs.map(above), isThere: peeled.condition.map(above))
  }

  /// The aggregation for each outer row at once, or nil after a fault.
  private func aggregated(
    _ aggregation: Aggregation, over input: Plan, _ plan: Plan, _ range: TextRange
  ) -> Decorrelated? {
    let own = Set(collector.outer.columns.keys)
    let read = aggregation.expressions
    let isPlain = read.allSatisfy { $0.parameters.isDisjoint(with: own) && $0.cannotFail }
    if isPlain || plan.parameters.isDisjoint(with: own) {
      guard let rows = decorrelated(input, range) else { return nil }
      return rows.aggregated(aggregation, by: rows.tieColumns, plan)
    }
    return decorrelated(plan, range)
  }

  // MARK: The only row of several

  /// The only row; more than one is an error of the outer row that asks for its value.
  private mutating func firstRow(_ subquery: BoundSubquery) -> Row? {
    let peeled = PeeledPlan(subquery.relation.plan)
    let value = peeled.outputs[0]
    if case .values(let rows) = peeled.plan.op, rows.count == 1 {
      return Row(values: [outerValue(value.mapColumns { column, _ in rows[0][column] })])
    }
    guard var rows = decorrelated(peeled.plan, subquery.range) else { return nil }
    let read = value.columns.sorted()
    let isUnique = rows.plan.key.map { Set($0).isSubset(of: rows.tieColumns) } ?? false
    if isUnique {
      let there = rows.append(.yes)
      let place = join(BoundRelation(plan: rows.plan), .left, conditions(rows))
      let moved = value.mapColumns { .column(place(rows.place($0)), $1) }
      return Row(
        values: [outerValue(moved)],
        isThere: .isNull(.column(place(there), .boolean), negated: true))
    }
    let count = AggregateCall(
      function: .count, argument: nil, isDistinct: false, filter: nil, result: .bigint)
    let calls =
      [count]
      + read.map { column in
        let type = rows.plan.fields[rows.place(column)].type
        return AggregateCall(
          function: .min, argument: .column(column, type), isDistinct: false, filter: nil,
          result: type)
      }
    let aggregation = Aggregation(keys: [], calls: calls, closing: nil)
    let names = ["count"] + read.map { rows.plan.fields[rows.place($0)].name }
    let like = peeled.plan.aggregated(aggregation, names: names, identity: [])
    let groups = rows.aggregated(aggregation, by: rows.tieColumns, like)
    let isTied = !groups.ties.isEmpty
    let place = join(
      BoundRelation(plan: groups.plan), isTied ? .left : .inner, conditions(groups))
    let moved = value.mapColumns { column, type in
      let call = (read.firstIndex(of: column) ?? 0) + 1
      return .column(place(groups.place(call)), type)
    }
    return Row(
      values: [outerValue(moved)],
      isThere: .call(.onlyRow, [.column(place(groups.place(0)), .bigint)]))
  }
}

extension ScalarFunction {
  /// Whether one row was counted; more are an error.
  static let onlyRow = ScalarFunction("only_row", [.bigint], .boolean) { columns, count, errors in
    let counts = columns[0]
    let result = Buffer(byteCount: count)
    let bits = result.pointer(to: UInt8.self)
    for row in 0..<count {
      bits[row] = counts.words[row] == 1 ? 1 : 0
      if counts.words[row] > 1, !counts.isNull(row) {
        errors.append(
          ExpressionError("more than one row returned by a subquery used as an expression"),
          row: row)
      }
    }
    return withExtendedLifetime(counts) { Column(type: .boolean, count: count, values: result) }
  }
}

/// A subquery's plan without the projections at its top, which are computed above the join instead: on rows that have a
/// partner, and with the outer row at hand.
struct PeeledPlan {
  private(set) var plan: Plan
  /// What the plan gave, over the fields of what is left of it.
  private(set) var outputs: [Expression]
  /// What its rows must fulfil, over the same.
  private(set) var condition: Expression?

  init(_ plan: Plan) {
    self.plan = plan
    outputs = plan.fields.indices.map { .column($0, plan.fields[$0].type) }
    peelProjections()
  }

  private mutating func peelProjections() {
    while case .project(let input, let expressions) = plan.op {
      outputs = outputs.map { $0.mapColumns { column, _ in expressions[column] } }
      condition = condition?.mapColumns { column, _ in expressions[column] }
      plan = input
    }
  }

  /// Filters too: of HAVING over the one row of an aggregation.
  mutating func peelFilters() {
    guard plan.isAlwaysOneRow else { return }
    while case .filter(let input, let more) = plan.op {
      condition = .all([more, condition].compactMap { $0 })
      plan = input
      peelProjections()
    }
  }
}

extension Plan {
  /// An aggregation without GROUP BY, filtered and computed with: at most one row, which is there or not whatever the
  /// outer row has partners.
  var isAlwaysOneRow: Bool {
    switch op {
    case .project(let input, _), .filter(let input, _): input.isAlwaysOneRow
    case .aggregate(_, let aggregation): aggregation.sets == nil && aggregation.keys.isEmpty
    default: false
    }
  }

  /// What EXISTS selects means nothing.
  var withoutTopProjections: Plan { PeeledPlan(self).plan }
}
