import Columnar
import Diagnostics

/// Comparisons with all or any of a subquery's rows, in three-valued logic, over left joins.
extension SubqueryJoins {
  /// `operand symbol ANY (rows)`, or ALL. NULL where a comparison with NULL leaves the answer open.
  mutating func compared(
    _ operand: Expression, _ comparison: BoundSubquery.Comparison, isAll: Bool,
    _ subquery: BoundSubquery
  ) -> Expression? {
    // x <> ALL (…) is NOT x = ANY (…), and x <> ANY (…) is NOT x = ALL (…).
    if comparison.symbol == "<>" {
      var equal = comparison
      equal.symbol = "="
      return compared(operand, equal, isAll: !isAll, subquery).map { .not($0) }
    }
    if subquery.relation.plan.isAlwaysOneRow {
      guard let row = singleRow(subquery) else { return nil }
      let value = comparison.value.mapColumns { column, _ in row.values[column] }
      let isTrue = compare(moved(operand), comparison.symbol, value, subquery.range)
      return row.isThere.map {
        .branches([(condition: $0, result: isTrue)], otherwise: .truth(isAll), .boolean)
      } ?? isTrue
    }
    guard let (rows, value) = values(comparison, subquery) else { return nil }
    // The next joins may move what the ones before gave: it is held by a parameter.
    let decides: Expression
    if comparison.symbol == "=", !isAll {
      decides = held(
        flag(rows, value) { joins, column in
          [joins.compare(joins.moved(operand), "=", column, subquery.range)]
        })
    } else {
      decides = held(
        extreme(operand, comparison.symbol, isAll: isAll, rows, value, subquery.range))
    }
    var open: [Expression] = []
    if value.isNullable(over: rows.plan.fields) {
      var missing = rows
      missing.plan = rows.plan.filtered(by: .isNull(value, negated: false))
      open.append(held(flag(missing)))
    }
    if moved(operand).isNullable(over: relation.plan.fields) {
      let isAny = flag(rows)
      open.append(held(.and([.isNull(moved(operand), negated: false), isAny])))
    }
    var branches = [(condition: decides, result: Expression.truth(!isAll))]
    if let open = open.count > 1 ? .or(open) : open.first {
      branches.append((condition: open, result: .constant(.null, .boolean)))
    }
    return released(.branches(branches, otherwise: .truth(isAll), .boolean))
  }

  /// The rows that are compared with, and what of each is.
  private func values(_ comparison: BoundSubquery.Comparison, _ subquery: BoundSubquery)
    -> (rows: Decorrelated, value: Expression)?
  {
    let peeled = PeeledPlan(subquery.relation.plan)
    let value = comparison.value.mapColumns { column, _ in peeled.outputs[column] }
    if value.cannotFail, value.parameters.isDisjoint(with: collector.outer.columns.keys) {
      return decorrelated(peeled.plan, subquery.range).map { ($0, $0.moved(value)) }
    }
    return decorrelated(subquery.relation.plan, subquery.range).map {
      ($0, $0.moved(comparison.value))
    }
  }

  func compare(
    _ left: Expression, _ symbol: String, _ right: Expression, _ range: TextRange
  ) -> Expression {
    let binder = ExpressionBinder(collector.binder.context, Scope(), place: "a subquery")
    let operands = [BoundExpression(left, range), BoundExpression(right, range)]
    guard let comparison = binder.call(of: symbol, operands, range, isOperator: true) else {
      preconditionFailure("both sides of \(symbol) were bound before")
    }
    return comparison
  }

  /// Whether the least or greatest value decides: for ANY that it fulfils the comparison, for ALL that it does not.
  private mutating func extreme(
    _ operand: Expression, _ symbol: String, isAll: Bool, _ rows: Decorrelated,
    _ value: Expression, _ range: TextRange
  ) -> Expression {
    let functions: [AggregateFunction] =
      symbol == "=" ? [.min, .max] : symbol.hasPrefix("<") == isAll ? [.min] : [.max]
    let calls = functions.map {
      AggregateCall(
        function: $0, argument: value, isDistinct: false, filter: nil, result: value.type)
    }
    let aggregation = Aggregation(keys: [], calls: calls, closing: nil)
    let like = rows.plan.aggregated(
      aggregation, names: functions.map(\.rawValue), identity: [])
    var plain = Decorrelated(rows.plan)
    plain.ties = rows.ties
    let groups = plain.aggregated(aggregation, by: rows.tieColumns, like)
    let kind: Join.Kind = groups.ties.isEmpty ? .inner : .left
    let place = join(BoundRelation(plan: groups.plan), kind, conditions(groups))
    let tests = calls.indices.map { index in
      compare(
        moved(operand), symbol, .column(place(groups.place(index)), value.type), range)
    }
    let test = tests.count > 1 ? Expression.and(tests) : tests[0]
    return isAll ? .not(test) : test
  }
}

extension Expression {
  fileprivate static func truth(_ value: Bool) -> Expression {
    .constant(.boolean(value), .boolean)
  }
}
