import Columnar
import Diagnostics
import SQL

/// Subqueries in ON. Below an inner join they are conditions like those of WHERE; for an outer join each is a column of
/// the side whose rows it depends on, before the join.
extension QueryBinder {
  func bindJoin(
    _ kind: JoinSyntax.Kind, _ sides: JoinSides, withSubqueriesIn on: ExpressionSyntax,
    _ ctes: CTEs
  ) -> Source {
    if kind == .inner || kind == .cross { return bindInner(sides, on, ctes) }
    let subqueries = SubqueryCollector(self, sides.scope, ctes)
    let binder = ExpressionBinder(context, sides.scope, place: "ON")
    binder.subqueries = subqueries
    guard let condition = binder.bindCondition(on, of: "ON"), let left = sides.left.relation,
      let right = sides.right.relation
    else { return Source(relation: nil, scope: sides.isBroken ? sides.scope : .broken) }
    let offset = sides.offset
    var first = SubqueryJoins(
      subqueries, over: left, column: { $0 < offset ? $0 : nil })
    var second = SubqueryJoins(
      subqueries, over: right, column: { $0 < offset ? nil : $0 - offset },
      named: { $0.mapColumns { .column($0 - offset, $1) } })
    for number in condition.parameters.sorted() {
      guard let subquery = subqueries.subqueries[number] else { continue }
      let read = subqueries.columns(of: subquery)
      let value = Expression.parameter(number, .boolean)
      if read.allSatisfy({ $0 >= offset }) {
        guard second.join([value]) else { return .broken }
      } else if read.allSatisfy({ $0 < offset }) {
        guard first.join([value]) else { return .broken }
      } else {
        faults.unsupported(
          "a subquery in ON that depends on both sides of a \(kind.rawValue) JOIN",
          at: subquery.range,
          help: "join the subquery's relation too, or compute its value in a subquery of FROM")
        return .broken
      }
    }
    let shift = first.relation.plan.fields.count
    let moved = condition.mapColumns { column, type in
      column < offset
        ? first.moved(.column(column, type))
        : second.moved(.column(column - offset, type)).mapColumns { .column($0 + shift, $1) }
    }.replacingParameters { number, type in
      let parameter = Expression.parameter(number, type)
      let ofLeft = first.moved(parameter)
      if !ofLeft.isParameter { return ofLeft }
      return second.moved(parameter).mapColumns { .column($0 + shift, $1) }
    }
    let joined = JoinSides(
      left: Source(relation: first.relation, scope: first.scope(sides.left.scope)),
      right: Source(relation: second.relation, scope: second.scope(sides.right.scope)))
    return self.joined(joined, kind, moved.folded(zone: context.zone), [])
  }

  private func bindInner(_ sides: JoinSides, _ on: ExpressionSyntax, _ ctes: CTEs) -> Source {
    let plain = on.conjuncts.filter { !$0.hasSubquery }
    let binder = ExpressionBinder(context, sides.scope, place: "ON")
    let conditions = plain.map { binder.bindCondition($0, of: "ON") }
    let whole = conditions.compactMap { $0 }
    guard sides.left.relation != nil, sides.right.relation != nil, whole.count == conditions.count
    else { return Source(relation: nil, scope: sides.isBroken ? sides.scope : .broken) }
    let join = joined(sides, .inner, Expression.all(whole)?.folded(zone: context.zone), [])
    let others = on.conjuncts.filter(\.hasSubquery)
    let (source, rest) = bindSubqueries(
      in: others.count > 1 ? ExpressionSyntax(.and(others), on.range) : others[0], of: join, ctes)
    guard let rest, let relation = source.relation else { return source }
    let subqueries = SubqueryCollector(self, source.scope, ctes)
    let filter = ExpressionBinder(context, source.scope, place: "ON")
    filter.subqueries = subqueries
    guard let condition = filter.bindCondition(rest, of: "ON") else { return .broken }
    var joins = SubqueryJoins(subqueries, over: relation)
    guard joins.join([condition]) else { return .broken }
    joins.filter(by: condition)
    return Source(relation: joins.relation, scope: joins.scope(source.scope))
  }
}

extension SubqueryCollector {
  /// Columns of the query around that a subquery's value depends on.
  func columns(of subquery: BoundSubquery) -> Set<Int> {
    let named = subquery.relation.plan.parameters
    var columns = Set(
      outer.columns.values.filter { named.contains($0.parameter) }.map(\.index))
    guard case .compared(let operand, _, _) = subquery.form else { return columns }
    columns.formUnion(operand.columns)
    for number in operand.parameters {
      if let inner = subqueries[number] { columns.formUnion(self.columns(of: inner)) }
    }
    return columns
  }
}

extension Expression {
  fileprivate var isParameter: Bool { if case .parameter = self { true } else { false } }
}
