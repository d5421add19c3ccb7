import Columnar
import Diagnostics
import SQL

/// `[NOT] EXISTS (SELECT …)`, `x [NOT] IN (SELECT …)` or `x <> ALL (SELECT …)`, which is NOT IN.
private struct SubqueryCondition {
  var query: QuerySyntax
  /// The left side of IN; nil for EXISTS.
  var operand: ExpressionSyntax?
  var negated: Bool
  var range: TextRange

  /// Nil where the condition is another one.
  init?(_ syntax: ExpressionSyntax) {
    switch syntax.kind {
    case .not(let operand):
      guard let inner = SubqueryCondition(operand) else { return nil }
      self = inner
      negated.toggle()
    case .subquery(let query, .exists): self.init(query, nil, syntax.range)
    case .subquery(let query, .inList(let operand)): self.init(query, operand, syntax.range)
    case .subquery(let query, .compared(let operand, "<>", isAll: true)):
      self.init(query, operand, syntax.range)
      negated = true
    default: return nil
    }
    if operand?.hasSubquery == true { return nil }
  }

  private init(_ query: QuerySyntax, _ operand: ExpressionSyntax?, _ range: TextRange) {
    self.query = query
    self.operand = operand
    self.range = range
    negated = false
  }
}

/// A subquery's relation, and what its rows must fulfil for a row of the outer query: over the relation's columns and
/// parameters of the outer query.
private struct TestedRelation {
  var relation: BoundRelation
  var conditions: [Expression]
  /// What IN compares with.
  var value: BoundExpression?
}

/// Conditions of a WHERE that are subqueries and stand by themselves or joined by AND: semi- and anti-joins.
extension QueryBinder {
  /// Semi- and anti-joins for the subqueries among the conditions of a WHERE; gives the other conditions back.
  func bindSubqueries(in condition: ExpressionSyntax?, of source: Source, _ ctes: CTEs)
    -> (source: Source, rest: ExpressionSyntax?)
  {
    guard let condition else { return (source, nil) }
    var (source, rest) = (source, [ExpressionSyntax]())
    for part in condition.conjuncts {
      if let subquery = SubqueryCondition(part) {
        source = filtered(source, by: subquery, ctes)
      } else {
        rest.append(part)
      }
    }
    if rest.count == condition.conjuncts.count { return (source, condition) }
    return (
      source,
      rest.count > 1 ? ExpressionSyntax(.and(rest), condition.range) : rest.first
    )
  }

  private func filtered(_ source: Source, by condition: SubqueryCondition, _ ctes: CTEs) -> Source {
    if refusesSession(source) { return source.withoutRelation }
    let subqueries = SubqueryCollector(self, source.scope, ctes)
    let operand = condition.operand.map {
      ExpressionBinder(context, source.scope, place: "IN").bind($0)
    }
    guard let select = condition.plainSelect else {
      return filtered(source, by: condition, operand, subqueries)
    }
    let tested = inside(subqueries.outer) {
      bindTested(select, condition.query.ctes, ctes, hasValue: condition.operand != nil)
    }
    guard let tested, source.relation != nil else { return source.withoutRelation }
    guard condition.operand != nil else {
      return semijoined(source, condition, tested, nil, subqueries)
    }
    guard let operand = operand ?? nil, let value = tested.value else {
      return source.withoutRelation
    }
    return semijoined(source, condition, tested, (operand, value), subqueries)
  }

  /// The join, whose conditions are over the fields of both sides.
  private func semijoined(
    _ source: Source, _ condition: SubqueryCondition, _ tested: TestedRelation,
    _ compared: (operand: BoundExpression, value: BoundExpression)?,
    _ subqueries: SubqueryCollector
  ) -> Source {
    guard let relation = source.relation else { return source }
    let joins = SubqueryJoins(subqueries, over: relation)
    let offset = relation.plan.fields.count
    var tested = tested
    // What names the outer row further down is made one relation together with the conditions: they are its keys.
    if subqueries.outer.names(tested.relation.plan), let whole = Expression.all(tested.conditions) {
      tested.relation = tested.relation.filtered(by: whole)
      tested.conditions = []
    }
    guard
      let rows = joins.decorrelated(
        tested.relation.plan, condition.range, allowsConditions: true)
    else { return source.withoutRelation }
    func over(_ expression: Expression) -> Expression {
      joins.outerValue(
        rows.moved(expression).mapColumns { .column($0 + offset, $1) })
    }
    var right = tested.relation
    if !rows.ties.isEmpty || !rows.conditions.isEmpty { right = BoundRelation(plan: rows.plan) }
    var conditions = joins.conditions(rows) + tested.conditions.map(over)
    if !conditions.contains(where: { $0.columns.contains { $0 < offset } }),
      let whole = Expression.all(conditions)
    {
      right = right.filtered(by: whole.mapColumns { .column($0 - offset, $1) })
      conditions = []
    }
    let kind: Join.Kind = condition.negated ? .anti : .semi
    let text = context.brief(condition.range)
    guard var (operand, value) = compared else {
      return source.semijoined(kind, right, conditions, of: text).source
    }
    if case .typed(let expression) = value.kind {
      value = BoundExpression(over(expression), value.range)
    }
    operand.range = condition.range
    let binder = ExpressionBinder(context, Scope(), place: "IN")
    guard
      let equality = binder.call(of: "=", [operand, value], condition.range, isOperator: true)
    else { return source.withoutRelation }
    guard condition.negated, equality.isNullable(over: relation.plan.fields + right.plan.fields)
    else { return source.semijoined(kind, right, conditions + [equality], of: text).source }
    return source.notIn(right, conditions, equality, of: text)
  }

  // MARK: The subquery

  /// The FROM of a plain SELECT, with its WHERE as conditions.
  private func bindTested(
    _ select: SelectSyntax, _ commonTables: [CTESyntax], _ outerCTEs: CTEs, hasValue: Bool
  ) -> TestedRelation? {
    var ctes = outerCTEs
    for cte in commonTables { ctes[cte.name.name] = .some(bindCTE(cte, ctes)) }
    let (inner, rest) = bindSubqueries(
      in: select.whereClause, of: bindFrom(select.from, ctes), ctes)
    if refusesSession(inner) { return nil }
    let subqueries = SubqueryCollector(self, inner.scope, ctes)
    let binder = ExpressionBinder(context, inner.scope, place: "the subquery")
    binder.subqueries = subqueries
    let filter = rest.map { binder.bindCondition($0, of: "WHERE") }
    let value = hasValue ? bindValue(select, inner.scope, binder) : nil
    if !hasValue { checkItems(select, inner.scope) }
    guard let relation = inner.relation else { return nil }
    if case .some(nil) = filter { return nil }
    var tested = TestedRelation(
      relation: relation, conditions: (filter ?? nil)?.conjuncts ?? [], value: value)
    if subqueries.isEmpty { return tested }
    var joins = SubqueryJoins(subqueries, over: relation)
    var read = tested.conditions
    if case .typed(let expression)? = value?.kind { read.append(expression) }
    guard joins.join(read) else { return nil }
    tested.relation = joins.relation
    tested.conditions = tested.conditions.map(joins.moved)
    if let value, case .typed(let expression) = value.kind {
      tested.value = BoundExpression(joins.moved(expression), value.range)
    }
    return tested
  }

  /// The value that the only item of the select list gives; it may name the outer query's columns.
  private func bindValue(_ select: SelectSyntax, _ scope: Scope, _ binder: ExpressionBinder)
    -> BoundExpression?
  {
    guard select.items.count == 1, let item = select.items.first else {
      reportWidth(select.items.count, select.range)
      return nil
    }
    guard case .star = item.expression.kind else { return binder.bind(item.expression) }
    let shown = scope.columns.filter { !$0.isHidden }
    guard shown.count == 1 else {
      if !scope.isBroken { reportWidth(shown.count, item.expression.range) }
      return nil
    }
    return BoundExpression(
      .column(shown[0].index, shown[0].field.type), item.expression.range)
  }

  /// What EXISTS selects means nothing, but must be there.
  private func checkItems(_ select: SelectSyntax, _ scope: Scope) {
    let binder = ExpressionBinder(context, scope, place: "the subquery")
    for item in select.items {
      if case .star = item.expression.kind { continue }
      if item.expression.hasSubquery { continue }
      _ = binder.bind(item.expression)
    }
  }

  private func reportWidth(_ count: Int, _ range: TextRange) {
    faults.error(
      "subquery-columns", "IN compares with one column, but the subquery gives \(count)",
      at: range, help: "select one column, or write EXISTS with a condition for each")
  }

  // MARK: Other subqueries

  /// A grouped subquery, a UNION or VALUES: a relation of its own, or, where it names the outer query, a condition on
  /// what it gives for each row.
  private func filtered(
    _ source: Source, by condition: SubqueryCondition, _ operand: BoundExpression??,
    _ subqueries: SubqueryCollector
  ) -> Source {
    guard let relation = subqueries.relation(of: condition.query), source.relation != nil
    else { return source.withoutRelation }
    guard subqueries.outer.columns.isEmpty else {
      return filtered(source, by: condition, operand, relation, subqueries)
    }
    guard condition.operand != nil else {
      let tested = TestedRelation(relation: relation, conditions: [], value: nil)
      return semijoined(source, condition, tested, nil, subqueries)
    }
    let shown = relation.visibleColumns
    guard shown.count == 1 else {
      reportWidth(shown.count, condition.query.range)
      return source.withoutRelation
    }
    guard let operand = operand ?? nil else { return source.withoutRelation }
    let tested = TestedRelation(relation: relation, conditions: [], value: nil)
    return semijoined(
      source, condition, tested,
      (operand, relation.operand(shown[0], at: condition.query.range)), subqueries)
  }

  private func filtered(
    _ source: Source, by condition: SubqueryCondition, _ operand: BoundExpression??,
    _ relation: BoundRelation, _ subqueries: SubqueryCollector
  ) -> Source {
    guard let outer = source.relation else { return source }
    let value: Expression
    if condition.operand != nil {
      let binder = ExpressionBinder(context, source.scope, place: "IN")
      guard let operand = operand ?? nil,
        let bound = binder.compared(
          operand, "=", relation, isAll: false, condition.query.range, condition.range,
          subqueries), case .typed(let expression) = bound.kind
      else { return source.withoutRelation }
      value = expression
    } else {
      value = subqueries.add(
        BoundSubquery(form: .exists, relation: relation, range: condition.range), .boolean)
    }
    var joins = SubqueryJoins(subqueries, over: outer)
    guard joins.join([value]) else { return source.withoutRelation }
    joins.filter(by: condition.negated ? .not(value) : value)
    return Source(relation: joins.relation, scope: joins.scope(source.scope))
  }
}

extension SubqueryCondition {
  /// A SELECT whose rows are those of its FROM that pass its WHERE.
  fileprivate var plainSelect: SelectSyntax? {
    let isExists = operand == nil
    guard case .select(let select) = query.body, !select.isGrouped,
      isExists || query.orderBy.isEmpty, !query.cuts(isExists: isExists),
      !(select.whereClause?.namesWatermark ?? false)
    else { return nil }
    return select
  }
}

extension SubqueryJoins {
  /// The columns of the relation as it was, where they lie now.
  func scope(_ scope: Scope) -> Scope {
    var scope = scope
    scope.columns = scope.columns.compactMap { column in
      guard let place = place(column.index) else { return nil }
      var column = column
      column.index = place
      return column
    }
    return scope
  }
}

extension ExpressionSyntax {
  /// The conditions that AND joins.
  var conjuncts: [ExpressionSyntax] {
    if case .and(let operands) = kind { return operands.flatMap(\.conjuncts) }
    return [self]
  }

  /// Whether a subquery stands in it.
  var hasSubquery: Bool {
    if case .subquery = kind { return true }
    return children.contains(where: \.hasSubquery)
  }

  /// Or a window function: its answer is not that of one row alone.
  fileprivate var hasAggregate: Bool {
    if case .call(let call) = kind,
      call.window != nil || ExpressionBinder.aggregate(named: call.name.text) != nil
    {
      return true
    }
    return children.contains(where: \.hasAggregate)
  }
}

extension SelectSyntax {
  fileprivate var isGrouped: Bool {
    if case .on = distinct { return true }
    return !groupBy.isEmpty || having != nil || items.contains { $0.expression.hasAggregate }
  }
}

extension QuerySyntax {
  /// Whether LIMIT or OFFSET decide of the answer; EXISTS asks for one row, and any will do.
  fileprivate func cuts(isExists: Bool) -> Bool {
    if limit == nil && offset == nil { return false }
    guard isExists, offset == nil, case .number(let digits)? = limit?.kind else { return true }
    return Int(digits).map { $0 < 1 } ?? true
  }
}
