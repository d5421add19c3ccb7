import Columnar
import Diagnostics
import SQL

/// The subquery of a temporal join, its columns numbered behind the outer relation's.
private struct VersionQuery {
  var select: SelectSyntax
  var versions: QueryBinder.Source
  /// Names of the subquery's own columns, then of the outer ones.
  var scope: Scope
  var offset: Int
  /// The column that ORDER BY names.
  var time: Int
}

/// `LATERAL (SELECT … FROM prices AS p WHERE p.item = o.item AND p.at <= o.at ORDER BY p.at DESC LIMIT 1)`: a table as it
/// was at the time of each row, where both times are event times. Any other LATERAL is a `DependentJoin`.
extension QueryBinder {
  func refuseLateral(_ item: FromSyntax) {
    faults.error(
      "lateral", "LATERAL has no relation before it", at: item.range,
      help: "leave LATERAL out: the subquery can name no columns but its own")
  }

  func bindLateral(
    _ query: QuerySyntax, _ item: FromSyntax, _ join: JoinSyntax, after left: Source, _ ctes: CTEs
  ) -> Source {
    guard checkKind(join, item) else { return .broken }
    let kind: Join.Kind = join.kind == .left ? .left : .inner
    let isTrue = join.condition.map { $0.kind == .boolean(true) } ?? true
    let temporal = faults.attempt { () -> Source? in
      guard isTrue, let form = versionQuery(query, left, ctes),
        let times = bindTimes(form, left)
      else { return nil }
      let source = bindVersions(form, times, kind, item, left)
      return source.relation == nil ? nil : source
    }
    return temporal ?? bindDependentJoin(query, item, join, after: left, ctes)
  }

  /// `[INNER | CROSS | LEFT] JOIN LATERAL (…) ON condition`.
  private func checkKind(_ join: JoinSyntax, _ item: FromSyntax) -> Bool {
    if [.right, .full].contains(join.kind) {
      faults.error(
        "lateral", "\(join.kind.rawValue) JOIN cannot have LATERAL on its right", at: item.range,
        help: "write LEFT JOIN LATERAL (…) ON TRUE")
      return false
    }
    if join.using.isEmpty && !join.isNatural { return true }
    faults.unsupported(
      "\(join.isNatural ? "NATURAL" : "USING") with LATERAL", at: item.range,
      help: "write ON a.key = b.key")
    return false
  }

  // MARK: The form

  private func versionQuery(_ query: QuerySyntax, _ left: Source, _ ctes: CTEs) -> VersionQuery? {
    guard case .select(let select) = query.body, select.from.count == 1, query.ctes.isEmpty,
      select.groupBy.isEmpty, select.having == nil, select.distinct == .none,
      query.orderBy.count == 1, query.orderBy[0].isDescending, query.offset == nil,
      case .number("1")? = query.limit?.kind
    else { return nil }
    let versions = bindItem(select.from[0], ctes)
    let offset = left.relation?.plan.fields.count ?? 0
    var scope = JoinSides(left: left, right: versions).scope
    scope.outer = left.scope.columns
    scope.columns.removeFirst(left.scope.columns.count)
    let binder = ExpressionBinder(context, scope, place: "ORDER BY")
    guard let time = binder.bindTyped(query.orderBy[0].expression) else { return nil }
    guard let column = time.columnIndex, column >= offset else { return nil }
    return VersionQuery(
      select: select, versions: versions, scope: scope, offset: offset, time: column)
  }

  private struct Times {
    var latest: LatestVersion
    var keys: [JoinKey]
    /// Conditions on versions alone, by the subquery's own numbers.
    var filters: [Expression]
  }

  /// Takes the subquery's WHERE apart: equal keys, `v.time <= a.time`, and conditions on versions alone.
  private func bindTimes(_ form: VersionQuery, _ left: Source) -> Times? {
    guard let syntax = form.select.whereClause, !syntax.hasSubquery else { return nil }
    let binder = ExpressionBinder(context, form.scope, place: "the subquery")
    guard let condition = binder.bindCondition(syntax, of: "WHERE"), condition.parameters.isEmpty,
      let outer = left.relation, let versions = form.versions.relation
    else { return nil }
    let offset = form.offset
    var (keys, filters, time): ([JoinKey], [Expression], Int?) = ([], [], nil)
    for part in condition.conjuncts {
      if let key = part.joinKey(splitAt: offset) {
        keys.append(key)
      } else if let column = part.outerTime(of: form.time), column < offset, time == nil {
        time = column
      } else if part.columns.allSatisfy({ $0 >= offset }) {
        filters.append(part.mapColumns { .column($0 - offset, $1) })
      } else {
        return nil
      }
    }
    guard let time, !keys.isEmpty else { return nil }
    guard var first = timeColumn(time, of: outer),
      let second = timeColumn(form.time - offset, of: versions)
    else { return nil }
    first.lag = outer.plan.lag(of: first) ?? 0
    return Times(
      latest: LatestVersion(left: first, right: second), keys: keys, filters: filters)
  }

  /// Which version was the latest is known once the watermark has passed; without one it never is.
  private func timeColumn(_ column: Int, of relation: BoundRelation) -> TimeColumn? {
    guard !context.isQuery else { return TimeColumn(column: column, isWindowEnd: false) }
    let isStart = relation.windows.contains { $0.start == column }
    guard relation.closesWindows, relation.eventTimes.contains(column), !isStart else {
      return nil
    }
    return TimeColumn(column: column, isWindowEnd: false)
  }

  // MARK: The join

  private func bindVersions(
    _ form: VersionQuery, _ times: Times, _ kind: Join.Kind, _ item: FromSyntax, _ left: Source
  ) -> Source {
    guard let outer = left.relation, var versions = form.versions.relation else { return .broken }
    if let filter = Expression.all(times.filters) { versions = versions.filtered(by: filter) }
    let (joined, places) = BoundRelation.joined(
      outer, versions, kind, keys: times.keys, latest: times.latest, nil)
    let binder = ExpressionBinder(context, form.scope, place: "the subquery")
    guard let outputs = bindItems(form, binder) else { return .broken }
    let time = Expression.column(
      places[form.time] ?? 0, versions.plan.fields[form.time - form.offset].type)
    let own = outer.plan.fields.indices.filter { $0 != outer.plan.watermark }.compactMap {
      places[$0]
    }
    var fields = own.map { joined.plan.fields[$0] }
    var expressions = own.map { Expression.column($0, joined.plan.fields[$0].type) }
    for output in outputs {
      var value = output.value.mapColumns { .column(places[$0] ?? 0, $1) }
      // Without a version the subquery gives no row, whatever its columns would be.
      if kind == .left, !value.isColumn {
        value = .branches(
          [(condition: .isNull(time, negated: false), result: .constant(.null, value.type))],
          otherwise: value, value.type)
      }
      expressions.append(value)
      fields.append(
        PlanField(
          Field(output.name, value.type, nullable: value.isNullable(over: joined.plan.fields))))
    }
    let relation = joined.projected(expressions, fields)
    return source(relation, own, outputs.count, item, left)
  }

  private func bindItems(_ form: VersionQuery, _ binder: ExpressionBinder)
    -> [(name: String, value: Expression)]?
  {
    var outputs: [(name: String, value: Expression)] = []
    for item in form.select.items {
      if case .star(let relation) = item.expression.kind {
        let shown = form.scope.columns.filter { $0.isShown(by: relation?.name) }
        outputs += shown.map { ($0.name, .column($0.index, $0.field.type)) }
        continue
      }
      guard let value = binder.bindTyped(item.expression) else { return nil }
      outputs.append((item.alias?.name ?? defaultColumnName(item.expression), value))
    }
    return outputs
  }

  /// The outer relation's columns under their names, then the subquery's.
  private func source(
    _ relation: BoundRelation, _ own: [Int], _ count: Int, _ item: FromSyntax, _ left: Source
  ) -> Source {
    let kept = left.relation?.plan.fields.indices.filter { $0 != left.relation?.plan.watermark }
    let places = Dictionary(uniqueKeysWithValues: zip(kept ?? [], 0...))
    let sides = JoinSides(left: left, right: Source(relation: nil, scope: Scope()))
    var scope = sides.scope(over: places)
    let names = item.columnAliases
    for index in 0..<count {
      let field = relation.plan.fields[own.count + index].field
      let name = index < names.count ? names[index].name : field.name
      scope.columns.append(
        ScopeColumn(
          qualifier: item.alias?.name, name: name, index: own.count + index, field: field,
          isHidden: false))
    }
    if let alias = item.alias?.name { scope.qualifiers.append(alias) }
    return Source(relation: relation, scope: scope)
  }
}

extension Expression {
  /// The other column of `time <= other` (or `other >= time`).
  fileprivate func outerTime(of time: Int) -> Int? {
    guard case .call(let function, let sides) = self, sides.count == 2 else { return nil }
    if function.name == "<=", sides[0].columnIndex == time { return sides[1].columnIndex }
    if function.name == ">=", sides[1].columnIndex == time { return sides[0].columnIndex }
    return nil
  }
}
