import Columnar
import Diagnostics
import SQL

/// `JOIN LATERAL (SELECT …) AS alias ON condition`: for each row on the left the rows that the subquery has for it.
extension QueryBinder {
  func bindDependentJoin(
    _ query: QuerySyntax, _ item: FromSyntax, _ join: JoinSyntax, after left: Source, _ ctes: CTEs
  ) -> Source {
    if refusesSession(left) { return .broken }
    let subqueries = SubqueryCollector(self, left.scope, ctes)
    let bound = subqueries.relation(of: query).flatMap {
      renamed($0, to: item.columnAliases, of: item.alias?.name ?? "the subquery")
    }
    guard let outer = left.relation, let relation = bound else { return .broken }
    let right = Source(relation: relation, scope: relation.scope(qualifier: item.alias?.name))
    guard haveOwnNames(left.scope, right.scope, item) else { return .broken }
    var condition: Expression?
    if let on = join.condition {
      let binder = ExpressionBinder(
        context, JoinSides(left: left, right: right).scope, place: "ON behind LATERAL")
      guard let bound = binder.bindCondition(on, of: "ON") else { return .broken }
      condition = bound.folded(zone: context.zone)
      if condition?.isBoolean(true) == true { condition = nil }
    }
    var dependent = DependentJoin(
      joins: SubqueryJoins(subqueries, over: outer), relation: relation, range: item.range,
      isLeft: join.kind == .left, condition: condition)
    guard dependent.join() else { return .broken }
    return source(of: dependent, left, right)
  }

  /// The columns of the left side, then those of the subquery.
  private func source(of dependent: DependentJoin, _ left: Source, _ right: Source) -> Source {
    var relation = dependent.joins.relation
    var scope = dependent.joins.scope(left.scope)
    var values = dependent.values
    if !values.values.allSatisfy(\.isColumn) {
      let own = relation.plan.ownFields
      let shown = values.keys.sorted()
      let plan = relation.plan
      let fields = shown.map { column in
        let value = values[column] ?? .yes
        let name = right.relation?.plan.fields[column].name ?? "column"
        return PlanField(Field(name, value.type, nullable: value.isNullable(over: plan.fields)))
      }
      relation = relation.projected(
        own.map { .column($0, plan.fields[$0].type) } + shown.compactMap { values[$0] },
        own.map { plan.fields[$0] } + fields)
      let places = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
      scope.columns = scope.columns.compactMap { column in
        guard let place = places[column.index] else { return nil }
        var column = column
        column.index = place
        return column
      }
      for (index, column) in shown.enumerated() {
        values[column] = .column(own.count + index, fields[index].type)
      }
    }
    for column in right.scope.columns {
      guard let place = values[column.index]?.columnIndex else { continue }
      var column = column
      column.index = place
      column.field.nullable = relation.plan.fields[place].field.nullable
      scope.columns.append(column)
    }
    scope.qualifiers += right.scope.qualifiers
    return Source(relation: relation, scope: scope)
  }
}

/// A LATERAL subquery while it is joined.
private struct DependentJoin {
  var joins: SubqueryJoins
  let relation: BoundRelation
  let range: TextRange
  let isLeft: Bool
  /// ON, over the left side's fields and from there on the subquery's.
  let condition: Expression?
  /// The subquery's columns over the joined relation.
  private(set) var values: [Int: Expression] = [:]

  init(
    joins: SubqueryJoins, relation: BoundRelation, range: TextRange, isLeft: Bool,
    condition: Expression?
  ) {
    self.joins = joins
    self.relation = relation
    self.range = range
    self.isLeft = isLeft
    self.condition = condition
  }

  /// False after a fault.
  mutating func join() -> Bool {
    relation.plan.isAlwaysOneRow ? joinOneRow() : joinRows()
  }

  private var shown: [Int] { relation.plan.ownFields.filter { !relation.plan.fields[$0].isHidden } }

  private mutating func joinOneRow() -> Bool {
    let offset = joins.relation.plan.fields.count
    let subquery = BoundSubquery(form: .scalar, relation: relation, range: range)
    guard let row = joins.singleRow(subquery) else { return false }
    let on = condition.map { condition in
      condition.mapColumns { column, type in
        column < offset ? joins.moved(.column(column, type)) : row.values[column - offset]
      }
    }
    let isThere = Expression.all([row.isThere, on].compactMap { $0 })
    if let isThere, !isLeft {
      joins.filter(byJoined: isThere)
    }
    for column in shown {
      var value = row.values[column]
      if isLeft, let isThere {
        value = .branches(
          [(condition: isThere, result: value)], otherwise: .constant(.null, value.type), value.type
        )
      }
      values[column] = value
    }
    return true
  }

  private mutating func joinRows() -> Bool {
    let offset = joins.relation.plan.fields.count
    let peeled = PeeledPlan(relation.plan)
    guard var rows = joins.decorrelated(peeled.plan, range, allowsConditions: true) else {
      return false
    }
    let there = rows.append(.yes)
    func over(_ expression: Expression, _ place: (Int) -> Int) -> Expression {
      joins.outerValue(rows.moved(expression).mapColumns { .column(place($0), $1) })
    }
    let joined = joins
    let on = condition.map { condition in
      condition.mapColumns { column, type in
        column < offset
          ? joined.moved(.column(column, type))
          : over(peeled.outputs[column - offset]) { $0 + offset }
      }
    }
    let conditions = joins.conditions(rows) + (on?.conjuncts ?? [])
    let place = joins.join(
      BoundRelation(plan: rows.plan), isLeft ? .left : .inner, conditions)
    for column in shown {
      var value = over(peeled.outputs[column], place)
      // Without a partner the subquery gives no row, whatever its columns would be.
      if isLeft, !value.isColumn || peeled.outputs[column].columns.isEmpty {
        let isThere = Expression.isNull(.column(place(there), .boolean), negated: true)
        value = .branches(
          [(condition: isThere, result: value)], otherwise: .constant(.null, value.type), value.type
        )
      }
      values[column] = value
    }
    return true
  }
}
