import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// The time column of a window: nil after a fault.
  func bindTime(
    _ syntax: ExpressionSyntax, of relation: BoundRelation, named name: QualifiedName,
    _ function: WindowFunction
  ) -> Int? {
    guard case .column(let column) = syntax.kind else {
      faults.error(
        "window-time", "the second argument of \(function.name) must be a column",
        at: syntax.range, help: "write \(function.example(name.text))")
      return nil
    }
    let binder = ExpressionBinder(
      context, relation.scope(qualifier: name.text), place: function.name)
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

  // MARK: Spans

  /// The spans in µs: each more than nothing, and in the proportion that the function needs.
  func bindSpans(_ call: CallSyntax, of function: WindowFunction) -> [Int64]? {
    var spans: [Int64] = []
    for (name, syntax) in zip(function.spans, call.arguments.dropFirst(2)) {
      let what = "a \(function == .session ? "session" : "window")'s \(name)"
      guard let span = bindSpan(syntax, of: what) else { continue }
      guard span > 0 else {
        faults.error(
          "window-size", "\(what) must be more than nothing", at: syntax.range,
          help: "write INTERVAL '1 minute'")
        continue
      }
      spans.append(span)
    }
    guard spans.count == function.spans.count else { return nil }
    return isProportioned(spans, function, at: call.arguments[2].range) ? spans : nil
  }

  private func isProportioned(
    _ spans: [Int64], _ function: WindowFunction, at range: TextRange
  ) -> Bool {
    switch function {
    case .hop where spans[0] > spans[1]:
      faults.error(
        "window-size",
        "windows of \(durationText(spans[1])) that begin every \(durationText(spans[0])) "
          + "leave rows out", at: range,
        help: "the slide comes before the size: \(function.example())")
      return false
    case .cumulate where spans[1] % spans[0] != 0:
      faults.error(
        "window-size",
        "\(durationText(spans[1])) do not consist of whole steps of \(durationText(spans[0]))",
        at: range, help: "the step comes before the size and divides it: \(function.example())")
      return false
    default: return true
    }
  }

  /// Behind the spans, or by its name.
  func bindOffset(_ call: CallSyntax, of function: WindowFunction) -> Int64? {
    let place = function.spans.count + 2
    if function != .session, call.arguments.count > place {
      return bindSpan(call.arguments[place], of: "a window's offset")
    }
    guard let argument = call.namedArguments.first else { return 0 }
    guard function != .session, argument.name.name == "offset", call.namedArguments.count == 1
    else {
      faults.error(
        "window-arguments", "\(function.name) has no argument \(argument.name.name)",
        at: argument.name.range,
        help: function == .session
          ? "a session begins with its first row: write \(function.example())"
          : "it has \"offset\" => INTERVAL '1 hour'")
      return nil
    }
    return bindSpan(argument.value, of: "a window's offset")
  }

  /// A constant interval in microseconds, without months.
  func bindSpan(_ syntax: ExpressionSyntax, of what: String) -> Int64? {
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
