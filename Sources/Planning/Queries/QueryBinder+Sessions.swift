import Columnar
import Diagnostics
import SQL

/// A relation that is a SESSION: its rows can only be grouped, by the sessions' keys and bounds.
struct BoundSession {
  var keys: [Int]
  var start: Int
  var end: Int
  /// The call in FROM.
  var range: TextRange
}

extension QueryBinder {
  /// `SESSION(relation, time column, gap, keys…)`.
  func bindSession(
    _ call: WindowCall, keys syntax: ArraySlice<ExpressionSyntax>, over relation: BoundRelation
  ) -> BoundRelation? {
    let keys = syntax.map { bindSessionKey($0, of: relation, named: call.table) }
    let whole = keys.compactMap { $0 }
    guard whole.count == keys.count, acceptsSession(call, over: relation) else { return nil }
    var distinct: [Int] = []
    for key in whole where !distinct.contains(key) { distinct.append(key) }
    let session = SessionWindow(timeColumn: call.time, gap: call.spans[0], keys: distinct)
    var result = relation.laid(relation.plan.sessioned(session), nil, offset: 0)
    let start = relation.plan.fields.count
    result.session = BoundSession(
      keys: distinct, start: start, end: start + 1, range: call.range)
    return result
  }

  private func bindSessionKey(
    _ syntax: ExpressionSyntax, of relation: BoundRelation, named name: QualifiedName
  ) -> Int? {
    guard case .column(let column) = syntax.kind else {
      faults.error(
        "window-arguments", "a key of SESSION must be a column", at: syntax.range,
        help: "compute it below: WITH w AS (SELECT …, lower(name) AS name FROM \(name.text)) "
          + "… SESSION(w, …, name)")
      return nil
    }
    let binder = ExpressionBinder(
      context, relation.scope(qualifier: name.text), place: "SESSION")
    guard let bound = binder.bindColumn(column, syntax.range),
      case .typed(.column(let index, let type)) = bound.kind
    else { return nil }
    guard type != .json else {
      faults.error(
        "window-arguments", "values of type json cannot be compared", at: syntax.range,
        help: "cast it to jsonb below")
      return nil
    }
    return index
  }

  private func acceptsSession(_ call: WindowCall, over relation: BoundRelation) -> Bool {
    let time = relation.plan.fields[call.time]
    if !relation.plan.isAppendOnly {
      faults.error(
        "session-changes", "SESSION over rows that can change is not possible", at: call.range,
        notes: [relation.plan.retractionReason],
        help: "lay it over the table itself, or over a view with emit = 'final'")
      return false
    }
    if time.field.nullable {
      faults.error(
        "window-time", "\(time.name) may be NULL, and a session needs the time of each row",
        at: call.timeRange,
        help: "exclude it below: WITH w AS (SELECT … FROM \(call.table.text) "
          + "WHERE \(quotedIfNeeded(time.name)) IS NOT NULL) … SESSION(w, …)")
      return false
    }
    return true
  }

  // MARK: What stands above

  /// A SESSION beside other relations: a fault.
  func refusesSession(_ source: Source) -> Bool {
    guard let session = source.relation?.session else { return false }
    faults.error(
      "session-group", "the rows of a SESSION can only be grouped by session", at: session.range,
      help: "group first: WITH s AS (SELECT … FROM SESSION(…) GROUP BY …), then join s")
    return true
  }

  /// Whether this SELECT does with a SESSION in its FROM what can be done; `keys` are those of its GROUP BY.
  func acceptsSession(
    _ relation: BoundRelation, _ select: SelectSyntax, condition: BoundWhere,
    keys: [Expression], isGrouped: Bool
  ) -> Bool {
    guard let session = relation.session else { return true }
    let names = session.keys.map { quotedIfNeeded(relation.plan.fields[$0].name) }
    let grouping = "GROUP BY \((names + ["window_start"]).joined(separator: ", "))"
    guard isGrouped, keys.contains(where: { $0.columnIndex == session.start }) else {
      faults.error(
        "session-group", "the rows of a SESSION can only be grouped by session",
        at: session.range, help: "write \(grouping)")
      return false
    }
    let filters = [condition.condition, condition.conditionAbove].compactMap { $0 }
    if !condition.temporal.isEmpty
      || filters.contains(where: { !$0.columns.isSubset(of: session.keys) })
    {
      faults.error(
        "session-filter", "WHERE over a SESSION would take rows out of sessions that they made",
        at: select.whereClause?.range,
        help: "filter below it: WITH w AS (SELECT … WHERE …) … SESSION(w, …); or count some rows "
          + "only: count(*) FILTER (WHERE …)")
      return false
    }
    if select.groupingSets != nil {
      faults.error(
        "session-group", "the GROUP BY over a SESSION cannot have grouping sets",
        at: session.range,
        help:
          "group by session first, and what comes of it by sets: WITH s AS (SELECT … \(grouping))")
      return false
    }
    let allowed = Set(session.keys + [session.start, session.end])
    let given = Set(keys.compactMap(\.columnIndex))
    if given == allowed, keys.count == allowed.count { return true }
    faults.error(
      "session-group", "the GROUP BY over a SESSION must be its keys and its window",
      at: select.groupBy.first?.range ?? session.range,
      help: "write \(grouping); what else tells sessions apart is a key of SESSION(…)")
    return false
  }
}
