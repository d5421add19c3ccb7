import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// A window function in FROM: its name, relation, time column and spans, all bound.
  struct WindowCall {
    var function: WindowFunction
    var table: QualifiedName
    var time: Int
    var timeRange: TextRange
    /// In µs, in the order of `WindowFunction.spans`.
    var spans: [Int64]
    var offset: Int64
    var range: TextRange
  }

  /// `TUMBLE(relation, time column, size [, "offset" => interval])` and its kin.
  func bindWindow(_ call: CallSyntax, _ range: TextRange, _ ctes: CTEs) -> BoundRelation? {
    guard let function = WindowFunction(rawValue: call.name.text) else {
      refuseFunction(call.name.text, call.name.range)
      return nil
    }
    let count = function.spans.count + 2
    let counts = count...(function == .session ? Int.max - 1 : count + 1)
    guard counts ~= call.arguments.count, case .column(let table) = call.arguments[0].kind else {
      faults.error(
        "window-arguments", "\(function.name) takes \(function.takes)", at: range,
        help: "write \(function.example())")
      return nil
    }
    let relation = find(table, ctes)
    let spans = bindSpans(call, of: function)
    let offset = bindOffset(call, of: function)
    guard let relation else { return nil }
    // Whether a faulty table has an event time is not known.
    if case .sketch = catalogue.entries[table.text] { return nil }
    let time = bindTime(call.arguments[1], of: relation, named: table, function)
    guard let spans, let offset, let time, !hasClash(relation, table, function) else { return nil }
    let bound = WindowCall(
      function: function, table: table, time: time, timeRange: call.arguments[1].range,
      spans: spans, offset: offset, range: range)
    guard areWhole(bound, over: relation) else { return nil }
    guard let kind = function.kind(spans) else {
      return bindSession(bound, keys: call.arguments.dropFirst(3), over: relation)
    }
    return windowed(relation, kind, bound)
  }

  private func windowed(
    _ relation: BoundRelation, _ kind: TimeWindow.Kind, _ call: WindowCall
  ) -> BoundRelation? {
    let type = relation.plan.fields[call.time].type
    let window = TimeWindow(
      kind, timeColumn: call.time, offset: call.offset, isLocal: type == .timestamptz)
    guard window.windowsMax <= QueryBinder.windowsMax else {
      faults.error(
        "window-size", "each row would be in \(window.windowsMax) windows", at: call.range,
        help: "at most \(QueryBinder.windowsMax) are possible: take a longer "
          + call.function.spans[0])
      return nil
    }
    return relation.laid(relation.plan.windowed(window), kind, offset: call.offset)
  }

  /// A row leaves once for each of its windows.
  private static let windowsMax: Int64 = 10_000

  private func hasClash(
    _ relation: BoundRelation, _ table: QualifiedName, _ function: WindowFunction
  ) -> Bool {
    guard
      let clash = relation.plan.visibleFields.first(where: {
        $0.name == "window_start" || $0.name == "window_end"
      })
    else { return false }
    faults.error(
      "window-columns", "\(table.text) has a column \(clash.name) already", at: table.range,
      help: "rename it: WITH w AS (SELECT \(clash.name) AS minute, … FROM \(table.text)) "
        + "… \(function.name)(w, minute, …)")
    return true
  }

  /// Over windows that closed, by their start: each outer window must hold the inner ones whole, else their rows would be
  /// late from the beginning. By their end any window holds them.
  private func areWhole(_ call: WindowCall, over relation: BoundRelation) -> Bool {
    guard relation.closesWindows,
      let inner = relation.windows.first(where: { $0.start == call.time })
    else { return true }
    let byEnd = "lay them over window_end of \(call.table.text), which it must select"
    guard let whole = inner.whole, call.function != .session else {
      faults.error(
        "window-time",
        "\(call.function.name) over the start of windows that overlap or differ in length",
        at: call.timeRange, notes: ["a row comes when its window ends, long after its start"],
        help: byEnd)
      return false
    }
    let spans = call.spans.allSatisfy { $0 % whole == 0 }
    if spans && (call.offset - inner.offset) % whole == 0 { return true }
    faults.error(
      "window-size", "these windows do not consist of whole windows of the view below",
      at: call.timeRange, help: "take a multiple of \(durationText(whole)), or \(byEnd)")
    return false
  }

  private func refuseFunction(_ name: String, _ range: TextRange) {
    let names = WindowFunction.allCases.map(\.rawValue)
    if let near = suggestion(for: name, among: names) {
      faults.error(
        "unknown-function", "there is no function \(name) for FROM", at: range,
        help: "did you mean \(near.uppercased())?")
    } else {
      faults.unsupported(
        "the function \(name) in FROM", at: range,
        help: "in FROM stand tables, views, subqueries, "
          + listed(WindowFunction.allCases.map { "\($0.name)(…)" }))
    }
  }
}

extension BoundRelation {
  /// With window_start and window_end, which `windowed` has as its last fields.
  func laid(_ windowed: Plan, _ kind: TimeWindow.Kind?, offset: Int64) -> BoundRelation {
    var result = self
    result.plan = windowed
    let start = plan.fields.count
    result.windows.append(
      WindowColumns(start: start, end: start + 1, kind: kind, offset: offset))
    result.table = nil
    return result
  }
}
