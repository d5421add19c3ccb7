import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// Two relations joined; conditions may name the columns of both.
  func bindJoin(
    _ syntax: JoinSyntax, of left: Source, with item: FromSyntax, _ ctes: CTEs
  ) -> Source {
    if item.isLateral, case .subquery(let query) = item.kind {
      return bindLateral(query, item, syntax, after: left, ctes)
    }
    if case .function(let call) = item.kind,
      let rows = bindRows(of: call, item, syntax, after: left)
    {
      return rows
    }
    let right = binding(beside: left.scope.qualifiers) { bindItem(item, ctes) }
    if refusesSession(left) || refusesSession(right) { return .broken }
    guard haveOwnNames(left.scope, right.scope, item) else { return .broken }
    let sides = JoinSides(left: left, right: right)
    if let on = syntax.condition, on.hasSubquery {
      return bindJoin(syntax.kind, sides, withSubqueriesIn: on, ctes)
    }
    let merged = mergedColumns(syntax, sides)
    let condition = bindOn(syntax, sides, merged ?? [])
    guard left.relation != nil, right.relation != nil, let merged, let condition else {
      return Source(relation: nil, scope: sides.isBroken ? sides.scope : .broken)
    }
    return joined(sides, syntax.kind, condition.condition, merged)
  }

  /// `(a JOIN b …) AS j`: one relation with the columns that `*` shows.
  func aliased(_ source: Source, _ name: String, _ item: FromSyntax) -> Source {
    guard let relation = source.relation else { return .broken }
    let shown = source.scope.columns.filter { !$0.isHidden }
    let one = relation.projected(
      shown.map { .column($0.index, $0.field.type) },
      shown.map { PlanField(relation.plan.fields[$0.index].field) })
    guard let named = renamed(one, to: item.columnAliases, of: name) else { return .broken }
    var scope = named.scope(qualifier: name)
    scope.around = around
    return Source(relation: named, scope: scope)
  }

  func haveOwnNames(_ left: Scope, _ right: Scope, _ item: FromSyntax) -> Bool {
    guard let name = right.qualifiers.first(where: left.qualifiers.contains) else { return true }
    faults.error(
      "duplicate-alias", "two relations of this FROM clause are named \(name)", at: item.range,
      help: "give one of them an alias: \(name) AS \(quotedIfNeeded(name + "_2"))")
    return false
  }

  // MARK: Conditions

  private struct Condition { var condition: Expression? }

  /// Nil after a fault.
  private func bindOn(_ syntax: JoinSyntax, _ sides: JoinSides, _ merged: [MergedColumn])
    -> Condition?
  {
    let binder = ExpressionBinder(context, sides.scope, place: "ON")
    if let on = syntax.condition {
      guard let condition = binder.bindCondition(on, of: "ON") else { return nil }
      return Condition(condition: condition.folded(zone: context.zone))
    }
    var equalities: [Expression] = []
    for column in merged {
      guard
        let equality = binder.call(
          of: "=", [column.left, column.right], column.range, isOperator: true)
      else { return nil }
      equalities.append(equality)
    }
    return Condition(condition: .all(equalities))
  }

  // MARK: USING and NATURAL

  /// A column of both sides that USING makes one of.
  struct MergedColumn {
    var name: String
    var range: TextRange
    var left: BoundExpression
    var right: BoundExpression
  }

  /// Nil after a fault.
  private func mergedColumns(_ syntax: JoinSyntax, _ sides: JoinSides) -> [MergedColumn]? {
    var names = syntax.using
    if syntax.isNatural {
      let right = Set(sides.right.scope.columns.filter { !$0.isHidden }.map(\.name))
      let shared = sides.left.scope.columns.filter { !$0.isHidden && right.contains($0.name) }
      names = shared.map { Identifier($0.name, syntax.right.range) }
    }
    let merged = names.map { name in
      mergedColumn(name, sides)
    }
    let whole = merged.compactMap { $0 }
    return whole.count == merged.count ? whole : nil
  }

  private func mergedColumn(_ name: Identifier, _ sides: JoinSides) -> MergedColumn? {
    let column = QualifiedName([name])
    let left = ExpressionBinder(context, sides.left.scope, place: "USING")
    let right = ExpressionBinder(context, sides.right.scope, place: "USING")
    let first = left.bindColumn(column, name.range)
    let second = right.bindColumn(column, name.range)
    guard let first, let second, case .typed(let expression) = second.kind else { return nil }
    let offset = sides.offset
    let moved = expression.mapColumns { .column($0 + offset, $1) }
    return MergedColumn(
      name: name.name, range: name.range, left: first,
      right: BoundExpression(moved, name.range))
  }

  // MARK: The join

  /// The relation and scope of a join whose sides and conditions are whole; `condition` is over both sides' fields.
  func joined(
    _ sides: JoinSides, _ kind: JoinSyntax.Kind, _ condition: Expression?,
    _ merged: [MergedColumn]
  ) -> Source {
    guard let left = sides.left.relation, let right = sides.right.relation else { return .broken }
    let relation = BoundRelation.joined(left, right, kind.planned, condition)
    var scope = sides.scope(over: relation.places)
    if merged.isEmpty { return Source(relation: relation.relation, scope: scope) }
    // Values of merged columns are behind all others.
    let binder = ExpressionBinder(context, Scope(), place: "USING")
    var values: [Expression] = []
    var shown: [ScopeColumn] = []
    let plan = relation.relation.plan
    for column in merged {
      let operands = [column.left, column.right].map { operand in
        BoundExpression(
          operand.expression.mapColumns { .column(relation.places[$0] ?? 0, $1) }, operand.range)
      }
      let types = binder.unified(operands, in: "USING", column.range)
      let value = kind.value(of: types?.expressions ?? operands.map(\.expression))
      let index: Int
      if let plain = value.columnIndex {
        index = plain
      } else {
        values.append(value)
        index = plan.visibleWidth + values.count - 1
      }
      let nullable = value.isNullable(over: plan.fields)
      shown.append(
        ScopeColumn(
          qualifier: nil, name: column.name, index: index,
          field: Field(column.name, value.type, nullable: nullable), isHidden: false))
    }
    let names = Set(merged.map(\.name))
    for index in scope.columns.indices where names.contains(scope.columns[index].name) {
      if scope.columns[index].isHidden { continue }
      scope.columns[index].isHidden = true
      scope.columns[index].isMerged = true
    }
    scope.columns = shown + scope.columns
    let extended = relation.relation.extended(
      by: values, shown.filter { $0.index >= plan.visibleWidth }.map { PlanField($0.field) })
    return Source(relation: extended, scope: scope)
  }
}

/// The two sides of a join while it is bound: columns are numbered through, the left side's fields first.
struct JoinSides {
  var left: QueryBinder.Source
  var right: QueryBinder.Source

  var offset: Int { left.relation?.plan.fields.count ?? 0 }
  var isBroken: Bool { left.scope.isBroken || right.scope.isBroken }

  /// Columns of both by their common numbers.
  var scope: Scope {
    Scope(
      columns: left.scope.columns
        + right.scope.columns.map { column in
          var column = column
          column.index += offset
          return column
        }, qualifiers: left.scope.qualifiers + right.scope.qualifiers, isBroken: isBroken,
      around: left.scope.around, beside: left.scope.beside)
  }

  /// The same columns where the join puts them; those that it does not hand on are left out.
  func scope(over places: [Int: Int]) -> Scope {
    var scope = scope
    scope.columns = scope.columns.compactMap { column in
      guard let place = places[column.index] else { return nil }
      var column = column
      column.index = place
      return column
    }
    return scope
  }
}

extension BoundRelation {
  /// The join, and where in it each commonly numbered column lies.
  static func joined(
    _ left: BoundRelation, _ right: BoundRelation, _ kind: Join.Kind, keys: [JoinKey] = [],
    latest: LatestVersion? = nil, of subquery: String? = nil, _ condition: Expression?
  ) -> (relation: BoundRelation, places: [Int: Int]) {
    let offset = left.plan.fields.count
    let isOneSided = kind == .semi || kind == .anti
    let ofLeft = left.plan.fields.indices.filter { $0 != left.plan.watermark }
    let ofRight =
      isOneSided
      ? [] : right.plan.fields.indices.filter { $0 != right.plan.watermark }.map { $0 + offset }
    var join = Join(
      kind: kind, keys: keys, condition: condition, output: ofLeft + ofRight)
    join.latest = latest
    join.subquery = subquery
    join.isPlanned = latest != nil
    join.times = JoinTimes(
      events: left.eventTimes.union(right.eventTimes.map { $0 + offset }),
      windows: left.windows + right.windows.map { $0.moved(by: { $0 + offset }) })
    let places = Dictionary(uniqueKeysWithValues: join.output.enumerated().map { ($1, $0) })
    var result = BoundRelation(plan: .joined(left.plan, right.plan, join))
    // Times of a side that may be padded with NULLs tell nothing of the row.
    if !join.padsRight { result.adoptTimes(of: left) { places[$0] } }
    if !join.padsLeft && !isOneSided { result.adoptTimes(of: right) { places[$0 + offset] } }
    result.unnamed = Set(left.unnamed.compactMap { places[$0] })
      .union(right.unnamed.compactMap { places[$0 + offset] })
    return (result, places)
  }

  private mutating func adoptTimes(of side: BoundRelation, place: (Int) -> Int?) {
    eventTimes.formUnion(side.eventTimes.compactMap(place))
    windows += side.windows.map { $0.moved { place($0) ?? 0 } }
  }

  /// More columns behind the others (and before the watermark).
  fileprivate func extended(by expressions: [Expression], _ fields: [PlanField]) -> BoundRelation {
    if expressions.isEmpty { return self }
    let own = plan.fields.indices.filter { $0 != plan.watermark }
    var result = self
    result.plan = plan.projected(
      own.map { .column($0, plan.fields[$0].type) } + expressions,
      own.map { plan.fields[$0] } + fields)
    return result
  }
}

extension WindowColumns {
  fileprivate func moved(by place: (Int) -> Int) -> WindowColumns {
    WindowColumns(start: place(start), end: end.map(place), kind: kind, offset: offset)
  }
}

extension Plan {
  /// Fields without the watermark, which a join has last.
  fileprivate var visibleWidth: Int { fields.count - (watermark == nil ? 0 : 1) }
}

extension BoundExpression {
  /// A column is always typed.
  fileprivate var expression: Expression {
    guard case .typed(let expression) = kind else {
      preconditionFailure("a merged column has a type")
    }
    return expression
  }
}

extension JoinSyntax.Kind {
  fileprivate var planned: Join.Kind {
    switch self {
    case .inner, .cross: .inner
    case .left: .left
    case .right: .right
    case .full: .full
    }
  }

  /// What a merged column shows: the side that is always there, else whichever is.
  fileprivate func value(of sides: [Expression]) -> Expression {
    switch self {
    case .inner, .cross, .left: sides[0]
    case .right: sides[1]
    case .full: .coalesce(sides, sides[0].type)
    }
  }
}
