import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// Postgres' aggregates that Millrace does not have.
  static let missingAggregates: Set<String> = [
    "array_agg", "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg", "xmlagg",
    "range_agg", "range_intersect_agg",
  ]

  func bindAggregate(_ function: AggregateFunction, _ call: CallSyntax, _ range: TextRange)
    -> BoundExpression?
  {
    guard let aggregates else {
      refuseAggregate(call, range)
      return nil
    }
    guard checkShape(function, call, range) else { return nil }
    let inner = ExpressionBinder(context, scope, place: "an aggregate's argument")
    inner.subqueries = subqueries
    let filter = call.filter.map { inner.bindCondition($0, of: "FILTER") }
    let typed = arguments(of: function, call, inner, range)
    let order = function.isOrderedSet ? [] : call.orderBy.map { inner.sortKey($0) }
    if case .some(nil) = filter { return nil }
    guard let typed, order.allSatisfy({ $0 != nil }),
      !isOfOuterQuery(typed.arguments, function, range)
    else { return nil }
    if call.isDistinct, typed.arguments.contains(where: { $0.type == .json }) {
      faults.error(
        "aggregate-arguments", "values of type json cannot be compared", at: range,
        help: "cast it: CAST(… AS jsonb)")
      return nil
    }
    var bound = AggregateCall(
      function: function, arguments: typed.arguments, fraction: typed.fraction,
      isDistinct: call.isDistinct && !function.ignoresCopies, filter: filter ?? nil,
      result: typed.result)
    if function.isOrderedSet {
      bound.order = [SortKey(call.orderBy[0], typed.arguments[0])]
    } else if function.isOrderSensitive {
      bound.order = order.compactMap { $0 }
    }
    guard checkDistinctOrder(bound, call) else { return nil }
    if bound.isDistinct, function == .count { bound.requireAll() }
    let number = aggregates.number(of: bound, at: range)
    return BoundExpression(.column(Grouping.callBase + number, typed.result), range)
  }

  /// Postgres takes an aggregate of outer columns alone as one of the outer query.
  private func isOfOuterQuery(
    _ arguments: [Expression], _ function: AggregateFunction, _ range: TextRange
  ) -> Bool {
    guard let around = scope.around, arguments.allSatisfy({ $0.columns.isEmpty }),
      arguments.contains(where: { $0.parameters.contains { around.isColumn($0) } })
    else { return false }
    faults.error(
      "outer-aggregate",
      "\(function.rawValue) of columns of the query around would be an aggregate of that query",
      at: range,
      help: "aggregate there, in a subquery of FROM: (SELECT \(function.rawValue)(…) …) AS q")
    return true
  }

  private func refuseAggregate(_ call: CallSyntax, _ range: TextRange) {
    if place == "an aggregate's argument" {
      faults.error(
        "nested-aggregate", "aggregate \(call.name.text) cannot stand inside another aggregate",
        at: range, help: "aggregate in a subquery first: SELECT … FROM (SELECT …) AS q")
    } else {
      faults.error(
        "aggregate-not-allowed", "aggregate \(call.name.text) cannot stand in \(place)", at: range,
        help: place == "WHERE" ? "conditions on groups belong into HAVING" : nil)
    }
  }

  private func sortKey(_ order: OrderSyntax) -> SortKey? {
    guard let expression = bindTyped(order.expression) else { return nil }
    guard expression.type == .boolean || expression.type.isOrdered else {
      faults.error(
        "order-by", "values of type \(expression.type) have no order", at: order.expression.range)
      return nil
    }
    return SortKey(order, expression)
  }

  /// With DISTINCT a row stands for its copies, so that nothing else of it can decide its place.
  private func checkDistinctOrder(_ bound: AggregateCall, _ call: CallSyntax) -> Bool {
    guard bound.isDistinct, !bound.function.isOrderedSet else { return true }
    let texts = bound.arguments.map(\.canonicalText)
    for (key, syntax) in zip(bound.order, call.orderBy)
    where !texts.contains(key.expression.canonicalText) {
      faults.error(
        "order-by",
        "in an aggregate with DISTINCT, ORDER BY expressions must appear in the argument list",
        at: syntax.expression.range, help: "order by the argument itself, or leave DISTINCT out")
      return false
    }
    return true
  }
}

extension AggregateCall {
  /// Only rows count of which no argument is NULL.
  fileprivate mutating func requireAll() {
    let others = arguments.dropFirst().map { Expression.isNull($0, negated: true) }
    if others.isEmpty { return }
    filter = .and((filter.map { [$0] } ?? []) + others)
  }
}
