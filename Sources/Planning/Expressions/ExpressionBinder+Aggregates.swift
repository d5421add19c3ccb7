import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// Postgres' aggregates that Millrace does not have.
  static let missingAggregates: Set<String> = [
    "array_agg", "string_agg", "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg",
    "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "corr",
    "covar_pop", "covar_samp", "regr_slope", "mode", "percentile_cont", "percentile_disc",
    "bit_and", "bit_or", "bit_xor", "approx_count_distinct",
  ]

  static func aggregate(named name: String) -> AggregateFunction? {
    name == "every" ? .boolAnd : AggregateFunction(rawValue: name)
  }

  func bindAggregate(_ function: AggregateFunction, _ call: CallSyntax, _ range: TextRange)
    -> BoundExpression?
  {
    guard let aggregates else {
      refuseAggregate(call, range)
      return nil
    }
    guard call.orderBy.isEmpty else {
      faults.unsupported(
        "ORDER BY inside \(function.rawValue)", at: range,
        help: "leave it out: the order of rows does not change the answer")
      return nil
    }
    let inner = ExpressionBinder(context, scope, place: "an aggregate's argument")
    inner.subqueries = subqueries
    guard checkShape(function, call, range) else { return nil }
    let bound = call.arguments.first.map { inner.bind($0) }
    let filter = call.filter.map { inner.bindCondition($0, of: "FILTER") }
    if case .some(nil) = filter { return nil }
    if case .some(nil) = bound { return nil }
    var argument: Expression?
    var result = DataType.bigint
    if let bound = bound ?? nil {
      guard !isOfOuterQuery(bound, function, range) else { return nil }
      guard let typed = typedArgument(of: function, bound, inner, range) else { return nil }
      (argument, result) = typed
    }
    if call.isDistinct && argument?.type == .json {
      faults.error(
        "aggregate-arguments", "values of type json cannot be compared", at: range,
        help: "cast it: CAST(… AS jsonb)")
      return nil
    }
    let isDistinct = call.isDistinct && ![.min, .max, .boolAnd, .boolOr].contains(function)
    let number = aggregates.number(
      of: AggregateCall(
        function: function, argument: argument, isDistinct: isDistinct, filter: filter ?? nil,
        result: result))
    return BoundExpression(.column(Grouping.callBase + number, result), range)
  }

  /// Postgres takes an aggregate of outer columns alone as one of the outer query.
  private func isOfOuterQuery(
    _ argument: BoundExpression, _ function: AggregateFunction, _ range: TextRange
  ) -> Bool {
    guard case .typed(let expression) = argument.kind, expression.columns.isEmpty,
      let around = scope.around,
      expression.parameters.contains(where: { around.isColumn($0) })
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

  func checkShape(_ function: AggregateFunction, _ call: CallSyntax, _ range: TextRange)
    -> Bool
  {
    let name = function.rawValue
    if call.isStar {
      if function == .count && !call.isDistinct { return true }
      faults.error(
        "aggregate-arguments", "\(name)(*) is not an aggregate", at: range,
        help: function == .count
          ? "count(DISTINCT column), or count(*)" : "name the column: \(name)(column)")
      return false
    }
    if call.arguments.count == 1 && call.namedArguments.isEmpty { return true }
    let given = call.arguments.count + call.namedArguments.count
    faults.error(
      "aggregate-arguments", "\(name) takes one argument, not \(given)", at: range,
      help: function == .count && given == 0 ? "write count(*) to count rows" : nil)
    return false
  }

  /// The argument cast as the aggregate takes it, and the type of its answer (Postgres' rules).
  func typedArgument(
    of function: AggregateFunction, _ bound: BoundExpression, _ inner: ExpressionBinder,
    _ range: TextRange
  ) -> (Expression, DataType)? {
    if function == .boolAnd || function == .boolOr, bound.type == nil {
      return inner.coerced(bound, to: .boolean, .implicit).map { ($0, .boolean) }
    }
    guard let argument = inner.settled(bound) else { return nil }
    let result: DataType? =
      switch function {
      case .count: .bigint
      case .sum: sumType(argument.type)
      case .avg: averageType(argument.type)
      case .min, .max: argument.type.isOrdered ? argument.type.unconstrained : nil
      case .boolAnd, .boolOr: argument.type == .boolean ? .boolean : nil
      }
    guard let result else {
      faults.error(
        "aggregate-arguments", "\(function.rawValue) does not take \(argument.type)", at: range,
        help: function == .boolAnd || function == .boolOr
          ? "give it a condition" : "it takes \(takenTypes(by: function))")
      return nil
    }
    guard function == .min || function == .max, argument.type != result else {
      return (argument, result)
    }
    return (.cast(argument, to: result, explicit: false), result)
  }

  private func takenTypes(by function: AggregateFunction) -> String {
    function == .min || function == .max ? "types that have an order" : "numbers and intervals"
  }

  private func sumType(_ type: DataType) -> DataType? {
    switch type {
    case .smallint, .integer: .bigint
    case .bigint, .numeric: .numeric
    case .real: .real
    case .double: .double
    case .interval: .interval
    default: nil
    }
  }

  private func averageType(_ type: DataType) -> DataType? {
    switch type {
    case .smallint, .integer, .bigint, .numeric: .numeric
    case .real, .double: .double
    case .interval: .interval
    default: nil
    }
  }
}
