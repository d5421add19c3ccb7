import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// `TUMBLE(relation, time column, size [, "offset" => interval])`.
  func bindWindow(_ call: CallSyntax, _ range: TextRange, _ ctes: CTEs) -> BoundRelation? {
    let name = call.name.text
    guard name == "tumble" else {
      refuseFunction(name, call.name.range)
      return nil
    }
    guard 3...4 ~= call.arguments.count, case .column(let table) = call.arguments[0].kind else {
      faults.error(
        "window-arguments", "TUMBLE takes a relation, its time column and a size", at: range,
        help: "write TUMBLE(events, date, INTERVAL '1 minute')")
      return nil
    }
    let relation = find(table, ctes)
    let size = bindSpan(call.arguments[2], of: "a window's size")
    let offset = bindOffset(call, range)
    guard let relation else { return nil }
    // Whether a faulty table has an event time is not known.
    if case .sketch = catalogue.entries[table.text] { return nil }
    let time = bindTime(call.arguments[1], of: relation, named: table)
    guard let size, let offset, let time else { return nil }
    guard size > 0 else {
      faults.error(
        "window-size", "a window's size must be more than nothing", at: call.arguments[2].range,
        help: "write INTERVAL '1 minute'")
      return nil
    }
    if let clash = relation.plan.visibleFields.first(where: {
      $0.name == "window_start" || $0.name == "window_end"
    }) {
      faults.error(
        "window-columns", "\(table.text) has a column \(clash.name) already", at: table.range,
        help: "rename it: WITH w AS (SELECT \(clash.name) AS minute, … FROM \(table.text)) "
          + "… TUMBLE(w, minute, …)")
      return nil
    }
    return laid(size, offset, over: relation, time, call.arguments[1].range)
  }

  private func laid(
    _ size: Int64, _ offset: Int64, over relation: BoundRelation, _ time: Int,
    _ range: TextRange
  ) -> BoundRelation? {
    if let inner = relation.windows.first(where: { $0.start == time }), relation.closesWindows,
      size % inner.size != 0 || (offset - inner.offset) % inner.size != 0
    {
      faults.error(
        "window-size", "these windows do not consist of whole windows of the view below",
        at: range, help: "take a multiple of \(durationText(inner.size))")
      return nil
    }
    var result = relation
    let type = relation.plan.fields[time].type
    result.plan = relation.plan.tumbled(
      TumbleWindow(
        timeColumn: time, size: size, offset: offset, isLocal: type == .timestamptz))
    let start = relation.plan.fields.count
    result.windows.append(
      WindowColumns(start: start, end: start + 1, size: size, offset: offset))
    result.table = nil
    return result
  }

  private func bindTime(
    _ syntax: ExpressionSyntax, of relation: BoundRelation, named name: QualifiedName
  ) -> Int? {
    guard case .column(let column) = syntax.kind else {
      faults.error(
        "window-time", "the second argument of TUMBLE must be a column", at: syntax.range,
        help: "write TUMBLE(\(name.text), date, INTERVAL '1 minute')")
      return nil
    }
    let binder = ExpressionBinder(
      context, relation.scope(qualifier: name.text), place: "TUMBLE")
    guard let bound = binder.bindColumn(column, syntax.range),
      case .typed(.column(let index, let type)) = bound.kind
    else { return nil }
    guard type == .timestamp || type == .timestamptz else {
      faults.error(
        "window-time", "\(column.text) is of type \(type), not timestamp or timestamptz",
        at: syntax.range)
      return nil
    }
    return checkTime(index, of: relation, named: name, syntax.range) ? index : nil
  }

  /// Windows close by the event time; over another column of the same table they would never agree with it.
  private func checkTime(
    _ index: Int, of relation: BoundRelation, named name: QualifiedName, _ range: TextRange
  ) -> Bool {
    if relation.closesWindows && !relation.eventTimes.contains(index) {
      let times = relation.eventTimes.sorted().map { relation.plan.fields[$0].name }
      faults.error(
        "window-time",
        "windows over \(name.text) need its event_time column unchanged, not "
          + relation.plan.fields[index].name, at: range,
        help: times.isEmpty
          ? "let \(name.text) hand on its event_time column unchanged"
          : "write \(listed(times.map(quotedIfNeeded), "or")), or name another event_time in its WITH"
      )
      return false
    }
    if let table = relation.table, table.eventTime == nil, !table.isUpsert, !context.isQuery {
      faults.warning(
        "window-open", "windows over \(name.text) never close: the table names no event_time",
        at: range,
        help: "add event_time = '\(relation.plan.fields[index].name)' to its WITH")
    }
    return true
  }

  private func bindOffset(_ call: CallSyntax, _ range: TextRange) -> Int64? {
    if call.arguments.count == 4 { return bindSpan(call.arguments[3], of: "a window's offset") }
    guard let argument = call.namedArguments.first else { return 0 }
    guard argument.name.name == "offset", call.namedArguments.count == 1 else {
      faults.error(
        "window-arguments", "TUMBLE has no argument \(argument.name.name)",
        at: argument.name.range, help: "it has \"offset\" => INTERVAL '1 hour'")
      return nil
    }
    return bindSpan(argument.value, of: "a window's offset")
  }

  /// A constant interval in microseconds, without months.
  private func bindSpan(_ syntax: ExpressionSyntax, of what: String) -> Int64? {
    let binder = ExpressionBinder(context, Scope(), place: what)
    guard let bound = binder.bind(syntax) else { return nil }
    if let type = bound.type, type != .interval {
      faults.error(
        "window-size", "\(what) must be an interval, not \(type)", at: syntax.range,
        help: "write INTERVAL '1 minute'")
      return nil
    }
    guard let expression = binder.coerced(bound, to: .interval, .implicit) else { return nil }
    guard case .constant(.interval(let interval), _) = expression.folded(zone: context.zone) else {
      faults.error(
        "window-size", "\(what) must be a constant interval", at: syntax.range,
        help: "write INTERVAL '1 minute'")
      return nil
    }
    guard interval.months == 0, let span = interval.fixedMicroseconds else {
      faults.error(
        "window-size", "\(what) cannot be given in months: they differ in length",
        at: syntax.range, help: "write it in days: INTERVAL '30 days'")
      return nil
    }
    return span
  }

  private func refuseFunction(_ name: String, _ range: TextRange) {
    switch name {
    case "hop", "cumulate", "session":
      faults.unsupported(
        "\(name.uppercased())", at: range,
        help: "windows of one size: TUMBLE(table, time column, INTERVAL '1 minute')")
    default:
      if let near = suggestion(for: name, among: ["tumble", "hop", "cumulate", "session"]) {
        faults.error(
          "unknown-function", "there is no function \(name) for FROM", at: range,
          help: "did you mean \(near.uppercased())?")
      } else {
        faults.unsupported(
          "the function \(name) in FROM", at: range,
          help: "in FROM stand tables, views, subqueries and TUMBLE(…)")
      }
    }
  }
}

extension Interval {
  /// Days of 24 hours and microseconds together; nil with months, or where it does not fit.
  var fixedMicroseconds: Int64? {
    if months != 0 { return nil }
    let (inDays, overflow) = Int64(days).multipliedReportingOverflow(by: 86_400_000_000)
    let (sum, carried) = inDays.addingReportingOverflow(microseconds)
    return overflow || carried ? nil : sum
  }
}
