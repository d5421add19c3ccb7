import Columnar
import Diagnostics
import SQL

/// One column of a select list, after `*` was spread out.
struct OutputColumn {
  enum Kind {
    case expression(ExpressionSyntax)
    case column(ScopeColumn, TextRange)
  }

  var kind: Kind
  var name: String
}

/// The clauses of one SELECT, all bound; expressions above the aggregation in `Grouping`'s numbers.
private struct BoundSelect {
  var condition: BoundWhere
  var keys: [Expression]
  var sets: GroupingSets?
  var calls: AggregateCollector
  /// Functions that give rows, over the aggregation's output.
  var setCalls: [Unnest.Call]
  var having: Expression?
  var windows: WindowCollector
  /// Columns of the output (or computed for it) that DISTINCT ON names.
  var distinctOn: [Int]?
  var isGrouped: Bool
  var names: [String]
  var outputs: [BoundOutput]
  var order: OrderBinding
  var subqueries: SubqueryCollector
}

extension QueryBinder {
  func bindSelect(_ select: SelectSyntax, _ ctes: CTEs, _ tail: QueryTail) -> BoundRelation? {
    var select = select
    var source = bindFrom(select.from, ctes)
    (source, select.whereClause) = bindSubqueries(in: select.whereClause, of: source, ctes)
    let subqueries = SubqueryCollector(self, source.scope, ctes)
    guard let bound = bindClauses(select, source, tail.orderBy, subqueries),
      let relation = source.relation, var result = assembled(bound, over: relation)
    else { return nil }
    if select.distinct == .all {
      if let extra = bound.order.extraRange {
        faults.error(
          "order-by", "with SELECT DISTINCT, ORDER BY can name output columns only", at: extra)
        return nil
      }
      guard let distinct = distinct(result, select.range) else { return nil }
      result = distinct
    }
    var tail = tail
    if let keys = bound.distinctOn {
      result = result.firstOfEach(keys, by: bound.order.keys)
      tail.isUsed = true
    }
    return ordered(result, by: bound.order.keys, tail)
  }

  /// Every clause is bound, whatever was wrong with the ones before it.
  private func bindClauses(
    _ select: SelectSyntax, _ source: Source, _ orderBy: [OrderSyntax],
    _ subqueries: SubqueryCollector
  ) -> BoundSelect? {
    let condition = bindWhere(select.whereClause, source.scope, subqueries)
    guard let columns = outputColumns(select.items, source.scope) else { return nil }
    let bindings = bindKeys(select, columns, source, subqueries)
    let keys = bindings?.keys
    let binder = ExpressionBinder(context, source.scope, place: "this SELECT")
    let grouping = Grouping(keys: keys ?? [])
    let calls = AggregateCollector()
    binder.grouping = grouping
    binder.aggregates = calls
    binder.subqueries = subqueries
    binder.windows = WindowCollector()
    binder.bindWindows(select.windows)
    let setCalls = SetCallCollector()
    binder.setCalls = setCalls
    let bound = columns.map { bindOutput($0, binder) }
    binder.setCalls = nil
    let having = select.having.map {
      binder.groupBinder(place: "HAVING").bindCondition($0, of: "HAVING")
    }
    var order = OrderBinding(orderBy, outputs: bound, names: columns.map(\.name), binder)
    let distinctOn = bindDistinctOn(
      select.distinct, &order, orderBy, bound, columns.map(\.name), binder)
    let isGrouped =
      !select.groupBy.isEmpty || select.groupingSets != nil || select.having != nil
      || !calls.calls.isEmpty
    if isGrouped && keys != nil { reportUngrouped(grouping) }
    let outputs = bound.compactMap { $0 }
    if case .some(nil) = having { return nil }
    guard let keys, condition.isWhole, order.isWhole, outputs.count == bound.count,
      !isGrouped || grouping.ungrouped.isEmpty
    else { return nil }
    if let relation = source.relation,
      !acceptsSession(
        relation, select, condition: condition, keys: keys, isGrouped: isGrouped)
    {
      return nil
    }
    let sets = bindings?.sets.map { GroupingSets(keys: $0, calls: grouping.groupingCalls) }
    return BoundSelect(
      condition: condition, keys: keys, sets: sets, calls: calls, setCalls: setCalls.calls,
      having: having ?? nil, windows: binder.windows ?? WindowCollector(), distinctOn: distinctOn,
      isGrouped: isGrouped, names: columns.map(\.name), outputs: outputs, order: order,
      subqueries: subqueries)
  }

  /// WHERE, GROUP BY, HAVING, OVER and the select list, one over the other, with the subqueries that each names joined
  /// below it; nil after a fault.
  private func assembled(_ select: BoundSelect, over source: BoundRelation) -> BoundRelation? {
    var joins = SubqueryJoins(select.subqueries, over: source)
    guard joins.join(select.condition.expressions) else { return nil }
    joins.filter(by: select.condition)
    joins.rewrite { $0.withRankBounded(zone: context.zone) }
    var above = { (expression: Expression) in Grouping.restored(expression, select.keys) }
    if select.isGrouped {
      let counts = (keys: select.keys.count, calls: select.calls.calls.count)
      above = { expression in
        Grouping.renumbered(
          expression, keyCount: counts.keys, callCount: counts.calls, sets: select.sets)
      }
      guard joins.join(select.keys + select.calls.expressions) else { return nil }
      select.calls.mapExpressions(joins.moved)
      let groups = joins.relation.aggregated(
        by: select.keys.map(joins.moved), in: select.sets, select.calls)
      joins = SubqueryJoins(
        select.subqueries, over: groups,
        column: { column in select.keys.firstIndex { $0.columnIndex == column } }, named: above)
      if let having = select.having.map(above) {
        guard joins.join([having]) else { return nil }
        joins.filter(by: having)
      }
    }
    let written = select.outputs.map(\.expression) + select.order.extra
    let arguments = select.setCalls.flatMap(\.arguments)
    guard joins.join((written + arguments + select.windows.expressions).map(above)) else {
      return nil
    }
    var (relation, place) = (joins.relation, joins.placing(above))
    if !select.windows.isEmpty {
      (relation, place) = relation.answering(select.windows, over: place)
    }
    var expressions = written.map(place)
    (relation, expressions) = relation.unnested(
      select.setCalls.map { $0.mapped(place) }, under: expressions)
    // What is computed for ORDER BY alone is named by what it is.
    let texts = ExpressionText(name: { relation.plan.fields[$0].name })
    let names = select.names + expressions.dropFirst(select.names.count).map(texts.text)
    let fields = zip(names, expressions).enumerated().map { index, column in
      let nullable = column.1.isNullable(over: relation.plan.fields)
      return PlanField(
        Field(column.0, column.1.type, nullable: nullable), isHidden: index >= select.names.count)
    }
    var result = relation.projected(expressions, fields)
    for (index, output) in select.outputs.enumerated() { result.untyped[index] = output.untyped }
    return result
  }

  private func bindDistinctOn(
    _ distinct: SelectSyntax.Distinct, _ order: inout OrderBinding, _ orderBy: [OrderSyntax],
    _ outputs: [BoundOutput?], _ names: [String], _ binder: ExpressionBinder
  ) -> [Int]? {
    guard case .on(let keys) = distinct else { return nil }
    return order.bindDistinctOn(keys, orderBy, outputs: outputs, names: names, binder)
  }

  /// SELECT DISTINCT and UNION; nil after a fault.
  func distinct(_ relation: BoundRelation, _ range: TextRange) -> BoundRelation? {
    comparable(relation, range) ? relation.distinct() : nil
  }

  /// Whether rows can be told apart; a fault where not.
  func comparable(_ relation: BoundRelation, _ range: TextRange) -> Bool {
    let fields = relation.visibleColumns.map { relation.plan.fields[$0] }
    guard let json = fields.first(where: { $0.type == .json }) else { return true }
    faults.error(
      "distinct", "values of type json cannot be compared: \(json.name)", at: range,
      help: "cast it: CAST(… AS jsonb)")
    return false
  }

  private func outputColumns(_ items: [SelectItemSyntax], _ scope: Scope) -> [OutputColumn]? {
    var columns: [OutputColumn] = []
    var isWhole = true
    for item in items {
      guard case .star(let qualifier) = item.expression.kind else {
        columns.append(
          OutputColumn(
            kind: .expression(item.expression),
            name: item.alias?.name ?? defaultColumnName(item.expression)))
        continue
      }
      if scope.isBroken {
        isWhole = false
        continue
      }
      let shown = scope.columns.filter { column in
        column.isShown(by: qualifier?.name)
      }
      if shown.isEmpty {
        faults.unknown(
          "unknown-relation",
          qualifier.map { "there is no relation \($0.name) in this FROM clause" }
            ?? "SELECT * needs a FROM clause", name: qualifier?.name ?? "*",
          at: item.expression.range, among: scope.qualifiers)
        isWhole = false
      }
      columns += shown.map {
        OutputColumn(kind: .column($0, item.expression.range), name: $0.name)
      }
    }
    return isWhole ? columns : nil
  }

  private func bindOutput(_ column: OutputColumn, _ binder: ExpressionBinder) -> BoundOutput? {
    switch column.kind {
    case .expression(let syntax):
      guard let bound = binder.bind(syntax), let expression = binder.settled(bound) else {
        return nil
      }
      return BoundOutput(expression: expression, untyped: bound.type == nil ? bound : nil)
    case .column(let column, let range):
      let expression = Expression.column(column.index, column.field.type)
      if let key = binder.grouping?.key(equalTo: expression) {
        return BoundOutput(expression: .column(Grouping.keyBase + key, expression.type))
      }
      binder.grouping?.note(ungrouped: column.name, range)
      return BoundOutput(expression: expression)
    }
  }

  private func reportUngrouped(_ grouping: Grouping) {
    for column in grouping.ungrouped {
      faults.error(
        "not-grouped",
        "column \"\(column.name)\" must appear in the GROUP BY clause or be used in an aggregate "
          + "function", at: column.range,
        help: "add it to GROUP BY, or write max(\(column.name)) or the like")
    }
  }
}

/// A bound column of a select list.
struct BoundOutput {
  var expression: Expression
  /// Present where it is a literal of no type yet.
  var untyped: BoundExpression?
}
