import Columnar

/// Semi- and anti-joins of a FROM clause with a subquery.
extension QueryBinder.Source {
  var withoutRelation: QueryBinder.Source {
    QueryBinder.Source(relation: nil, scope: scope)
  }

  /// Rows with (or without) a partner that fulfils the conditions. Where equalities are all there is, of the partners only
  /// their distinct keys are kept.
  func semijoined(
    _ kind: Join.Kind, _ right: BoundRelation, _ conditions: [Expression], of text: String
  ) -> (source: QueryBinder.Source, places: [Int: Int]) {
    guard let relation else { return (self, [:]) }
    let offset = relation.plan.fields.count
    let keys = conditions.compactMap { $0.joinKey(splitAt: offset) }
    guard keys.count == conditions.count else {
      return semijoined(kind, right, keys: [], Expression.all(conditions), of: text)
    }
    let distinct = right.distinctValues(of: keys.map(\.right))
    return semijoined(kind, distinct, keys: keys.overColumns, nil, of: text)
  }

  private func semijoined(
    _ kind: Join.Kind, _ right: BoundRelation, keys: [JoinKey], _ condition: Expression?,
    of text: String
  ) -> (source: QueryBinder.Source, places: [Int: Int]) {
    guard let relation else { return (self, [:]) }
    let (joined, places) = BoundRelation.joined(
      relation, right, kind, keys: keys, of: text, condition)
    let sides = JoinSides(left: self, right: QueryBinder.Source(relation: nil, scope: Scope()))
    return (QueryBinder.Source(relation: joined, scope: sides.scope(over: places)), places)
  }

  /// `x NOT IN (SELECT y …)` where x or y may be NULL: true where the subquery gives no row; else neither x nor any y may
  /// be NULL, and no y equal to x.
  func notIn(
    _ right: BoundRelation, _ conditions: [Expression], _ equality: Expression, of text: String
  ) -> QueryBinder.Source {
    guard let relation else { return self }
    let offset = relation.plan.fields.count
    let keys = conditions.compactMap { $0.joinKey(splitAt: offset) }
    guard keys.count == conditions.count, let pair = equality.joinKey(splitAt: offset) else {
      let isPossible = Expression.isDistinct(
        equality, .constant(.boolean(false), .boolean), negated: false)
      return semijoined(.anti, right, keys: [], .all(conditions + [isPossible]), of: text).source
    }
    // Each of the three reads the same distinct values, which are kept once.
    let values = right.distinctValues(of: keys.map(\.right) + [pair.right])
    let own = Array(keys.indices)
    var (source, places) = semijoined(
      .anti, values, keys: (keys + [pair]).overColumns, nil, of: text)
    func moved(_ expression: Expression) -> Expression {
      expression.mapColumns { .column(places[$0] ?? 0, $1) }
    }
    func join(_ right: BoundRelation, keys: [JoinKey]) {
      let step: [Int: Int]
      (source, step) = source.semijoined(.anti, right, keys: keys, nil, of: text)
      places = places.mapValues { step[$0] ?? 0 }
    }
    func partners(_ more: [JoinKey]) -> [JoinKey] {
      (keys + more).overColumns.map { JoinKey(left: moved($0.left), right: $0.right) }
    }
    let value = Expression.column(own.count, pair.right.type)
    if pair.right.isNullable(over: right.plan.fields) {
      let missing = values.filtered(by: .isNull(value, negated: false))
      join(missing.values(of: own.map { .column($0, keys[$0].right.type) }), keys: partners([]))
    }
    if pair.left.isNullable(over: relation.plan.fields) {
      let isNull = JoinKey(left: .isNull(pair.left, negated: false), right: .yes)
      let any = own.map { Expression.column($0, keys[$0].right.type) } + [.yes]
      join(values.distinctValues(of: any), keys: partners([isNull]))
    }
    return source
  }
}

extension [JoinKey] {
  /// The right side by its place among all.
  fileprivate var overColumns: [JoinKey] {
    enumerated().map { JoinKey(left: $1.left, right: .column($0, $1.right.type)) }
  }
}

extension BoundRelation {
  fileprivate func values(of expressions: [Expression]) -> BoundRelation {
    let fields = expressions.map {
      PlanField(Field("value", $0.type, nullable: $0.isNullable(over: plan.fields)))
    }
    var source = self
    source.plan.watermark = nil
    return BoundRelation(plan: source.plan.projected(expressions, fields))
  }

  /// One row for each combination of values that are there.
  func distinctValues(of expressions: [Expression]) -> BoundRelation {
    let aggregation = Aggregation(
      keys: expressions.isEmpty ? [.yes] : expressions, calls: [], closing: nil)
    let texts = ExpressionText(name: { plan.fields[$0].name })
    return BoundRelation(
      plan: plan.aggregated(
        aggregation, names: aggregation.keys.map(texts.text),
        identity: Array(aggregation.keys.indices)))
  }
}
