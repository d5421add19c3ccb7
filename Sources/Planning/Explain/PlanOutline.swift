import Columnar
import Diagnostics

/// One operator as `explain` shows it; text and JSON come from the same outline.
struct PlanOutline {
  enum Fact {
    case text(String)
    case list([String])
  }

  var name: String
  /// What stands behind the name on its line.
  var summary: String
  /// State, what frees it, what was pushed down; in order.
  var facts: [(key: String, value: Fact)] = []
  var inputs: [PlanOutline] = []
}

/// Makes outlines; knows the tables, so that scans can tell what state they keep.
struct PlanOutliner {
  let tables: [TableDefinition]
  /// The views and sinks for which a part of the plan is computed.
  var readers: (Plan) -> [String] = { _ in [] }

  func outline(_ plan: Plan) -> PlanOutline { outline(plan, sharedBy: []) }

  /// `above`: who shares the part above, of which this is a part.
  private func outline(_ plan: Plan, sharedBy above: [String]) -> PlanOutline {
    let readers = readers(plan)
    var outline = outlineAlone(plan)
    if readers.count > 1, readers != above, !plan.inputs.isEmpty {
      outline.facts.append(("shared", .text("computed once for \(listed(readers))")))
    }
    outline.inputs = plan.inputs.map { self.outline($0, sharedBy: readers) }
    return outline
  }

  private func outlineAlone(_ plan: Plan) -> PlanOutline {
    let input = plan.inputs.first
    let texts = ExpressionText(name: { input?.spelling(of: $0) ?? "#\($0)" })
    var outline: PlanOutline
    switch plan.op {
    case .scan(let name, _): outline = scan(name, plan)
    case .view(let name, _):
      outline = PlanOutline(name: "view", summary: "\(name): \(columns(of: plan))")
      outline.facts.append(("columns", .list(plan.visibleNames)))
    case .filter(_, let condition):
      outline = PlanOutline(name: "filter", summary: texts.text(condition))
    case .project(_, let expressions):
      outline = project(plan, expressions, texts)
    case .window(let below, let window): outline = self.window(window, over: below)
    case .session(let below, let session): outline = self.session(session, over: below)
    case .temporalFilter(_, let filter): outline = temporalFilter(filter, texts)
    case .aggregate(let below, let aggregation):
      outline = aggregate(aggregation, texts, over: below)
    case .unionAll: outline = PlanOutline(name: "union all", summary: "")
    case .join(let left, let right, let join):
      outline = JoinOutline(plan: plan, left: left, right: right, join: join).outline
    case .setOperation(let operation, _, _): outline = setOperation(operation, plan)
    case .values(let rows):
      outline = PlanOutline(name: "values", summary: counted(rows.count, "row"))
    case .unnest(_, let unnest): outline = self.unnest(unnest, plan, texts)
    case .topRows(let below, let top): outline = topRows(top, over: below)
    case .windowFunctions(let below, let functions):
      outline = windowFunctions(functions, over: below)
    case .sort(_, let keys):
      let shown = keys.map {
        texts.text($0.expression) + ($0.isDescending ? " DESC" : "")
          + ($0.nullsFirst == $0.isDescending ? "" : $0.nullsFirst ? " NULLS FIRST" : " NULLS LAST")
      }
      outline = PlanOutline(name: "sort", summary: "by \(shown.joined(separator: ", "))")
    case .limit(_, let limit, let offset):
      let parts = [limit.map { "\($0)" } ?? "all", offset == 0 ? nil : "after \(offset)"]
      outline = PlanOutline(
        name: "limit", summary: parts.compactMap { $0 }.joined(separator: " "))
    }
    return outline
  }

  func columns(of plan: Plan) -> String {
    let names = plan.fields.indices.filter { $0 != plan.watermark }.map {
      quotedIfNeeded(plan.fields[$0].name)
    }
    let list = names.isEmpty ? "no columns" : names.joined(separator: ", ")
    return list + (plan.watermark == nil ? "" : ", with its watermark")
  }

  private func project(_ plan: Plan, _ expressions: [Expression], _ texts: ExpressionText)
    -> PlanOutline
  {
    var shown: [String] = []
    for (index, expression) in expressions.enumerated() where index != plan.watermark {
      let (text, name) = (texts.text(expression), quotedIfNeeded(plan.fields[index].name))
      shown.append(text == name ? text : "\(text) AS \(name)")
    }
    var outline = PlanOutline(name: "project", summary: shown.joined(separator: ", "))
    outline.facts.append(("columns", .list(shown)))
    return outline
  }

  // MARK: State

  private func scan(_ name: String, _ plan: Plan) -> PlanOutline {
    var outline = PlanOutline(
      name: "scan", summary: "\(name): \(columns(of: plan))")
    outline.facts.append(("columns", .list(plan.visibleNames)))
    guard let table = tables.first(where: { $0.name == name }) else { return outline }
    if table.loadsFirst(among: tables) {
      outline.facts.append(("read", .text("to its end, before the tables that do not end")))
    }
    if table.isUpsert {
      let key = table.primaryKey.map { table.columns[$0].name }.joined(separator: ", ")
      outline.facts.append(("state", .text("the last row of each (\(key))")))
      outline.facts.append(("freed", .text("by a deletion of the key")))
    }
    for unique in table.uniques {
      outline.facts.append(("state", .text("the keys that \(unique.name) has seen")))
      let freed = unique.withinMicroseconds.map {
        "when the watermark is \(durationText($0)) past them"
      }
      outline.facts.append(("freed", .text(freed ?? "never")))
    }
    return outline
  }

  private func aggregate(_ aggregation: Aggregation, _ texts: ExpressionText, over input: Plan)
    -> PlanOutline
  {
    let keys = aggregation.keys.map(texts.text)
    let calls = aggregation.calls.map { $0.text(texts) }
    var by = keys.isEmpty ? "all rows" : "by \(keys.joined(separator: ", "))"
    let sets = (aggregation.sets?.keys ?? []).map { set in
      "(\(set.map { keys[$0] }.joined(separator: ", ")))"
    }
    if !sets.isEmpty { by = "by \(sets.joined(separator: ", "))" }
    let name = aggregation.calls.isEmpty && sets.isEmpty ? "distinct" : "aggregate"
    var outline = PlanOutline(
      name: name, summary: calls.isEmpty ? by : "\(by): \(calls.joined(separator: ", "))")
    outline.facts.append(("keys", .list(keys)))
    outline.facts.append(("calls", .list(calls)))
    if !sets.isEmpty { outline.facts.append(("sets", .list(sets))) }
    let isSession = if case .session = input.op { true } else { false }
    let unit =
      keys.isEmpty
      ? "one row"
      : isSession ? "a row a session" : sets.isEmpty ? "a row a group" : "a row a group of each set"
    let more = aggregation.calls.compactMap { call -> String? in
      if call.isDistinct { return "each distinct value of \(call.text(texts))" }
      let isExtreme = call.function == .min || call.function == .max
      return isExtreme && !input.isAppendOnly ? "all values of \(call.text(texts))" : nil
    }
    outline.facts.append(("state", .text(listed([unit] + more))))
    if let closing = aggregation.closing {
      let end = quotedIfNeeded(input.fields[closing.end].name)
      outline.facts.append(("freed", .text("when the watermark passes \(end)")))
      let late = isSession ? "rows behind the watermark" : "rows whose window is closed"
      outline.facts.append(("late", .text("\(late) are set aside")))
      outline.facts.append(("emit", .text(emission(closing.emit))))
    } else {
      outline.facts.append(
        ("freed", .text(keys.isEmpty ? "never: it is one row" : freedWithout(input))))
    }
    return outline
  }

  private func setOperation(_ operation: SetOperation, _ plan: Plan) -> PlanOutline {
    var outline = PlanOutline(
      name: operation.kind.rawValue + (operation.isAll ? " all" : ""),
      summary: "by \(columns(of: plan))")
    outline.facts.append(("state", .text("how often each row is in either input")))
    let neverGone = plan.inputs.contains(where: \.isAppendOnly)
    outline.facts.append(
      ("freed", .text(neverGone ? "never" : "when both inputs have taken the row back")))
    return outline
  }

  private func freedWithout(_ input: Plan) -> String {
    input.isAppendOnly ? "never" : "when the last row of the group is taken back"
  }

  private func emission(_ emit: Emit) -> String {
    emit == .final ? "each window once, when it closes" : "changes of each epoch"
  }

}

extension Plan {
  /// Names of the fields that a reader sees.
  fileprivate var visibleNames: [String] {
    fields.indices.filter { $0 != watermark }.map { fields[$0].name }
  }
}
