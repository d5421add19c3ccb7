import Columnar
import Diagnostics
import SQL

extension PipelineBinding {
  func bind(_ syntax: CreateViewSyntax) {
    let binder = queryBinder()
    let options = bindOptions(syntax)
    let bound = binder.bind(syntax.query).flatMap {
      binder.renamed($0, to: syntax.columns, of: "view \(syntax.name.text)")
    }
    noteReads(of: binder)
    checkName(syntax)
    guard var relation = bound, let options else {
      _ = declare(syntax.name, .broken)
      return
    }
    if !hasDistinctNames(relation, syntax.query) {
      _ = declare(syntax.name, .broken)
      return
    }
    if options.emit == .final {
      guard let final = finalised(relation, options.emitRange) else {
        _ = declare(syntax.name, .broken)
        return
      }
      relation = final
    }
    relation.untyped = [:]
    define(syntax, relation, options)
  }

  private func define(_ syntax: CreateViewSyntax, _ relation: BoundRelation, _ options: ViewOptions)
  {
    let name = syntax.name.text
    let view = ViewDefinition(
      name: name, plan: relation.plan, emit: options.emit,
      historyMicroseconds: options.history, fingerprint: "",
      nameRange: syntax.name.range)
    guard syntax.isMaterialized else {
      if declare(syntax.name, .relation(relation)) { inlinedViews.append(view) }
      return
    }
    if declare(syntax.name, .relation(relation.asView(name))) { views.append(view) }
  }

  private func checkName(_ syntax: CreateViewSyntax) {
    if syntax.name.parts.count > 1 {
      faults.error(
        "view-name", "a view's name has no dots: \(syntax.name.text)", at: syntax.name.range,
        help: "names with dots are those of a run's own relations, such as events.rejects")
    }
  }

  private func hasDistinctNames(_ relation: BoundRelation, _ query: QuerySyntax) -> Bool {
    var seen: Set<String> = []
    let places = query.itemRanges(count: relation.visibleColumns.count)
    for (place, column) in zip(places, relation.visibleColumns) {
      let name = relation.plan.fields[column].name
      if seen.insert(name).inserted { continue }
      faults.error(
        "duplicate-column", "the view has two columns named \(name)", at: place,
        help: "name one of them otherwise: … AS \(quotedIfNeeded(name + "_2"))")
      return false
    }
    return true
  }

  // MARK: Options

  struct ViewOptions {
    var emit = Emit.changes
    var emitRange: TextRange?
    var history: Int64??
  }

  private func bindOptions(_ syntax: CreateViewSyntax) -> ViewOptions? {
    var options = ViewOptions()
    let known = syntax.isMaterialized ? TableOptions.forMaterializedViews : []
    let before = faults.list.items.count
    for option in syntax.options where !known.contains(where: { $0.name == option.key.name }) {
      if known.isEmpty {
        faults.error(
          "unknown-option", "a plain view takes no options", at: option.key.range,
          help: "it is computed where it is read; write CREATE MATERIALIZED VIEW to keep it")
      } else {
        faults.unknown(
          "unknown-option", "a materialized view has no option \(option.key.name)",
          name: option.key.name, at: option.key.range, among: known.map(\.name),
          listing: "there are")
      }
    }
    let reader = OptionReader(
      context: context, owner: "view \(syntax.name.text)", columns: [])
    let values = reader.read(syntax.options, known, missingAt: syntax.name.range)
    if case .text(let word)? = values["emit"] { options.emit = Emit(rawValue: word) ?? .changes }
    options.emitRange = syntax.options.first { $0.key.name == "emit" }?.valueRange
    if let written = syntax.options.first(where: { $0.key.name == "history" }) {
      options.history = bindHistory(written)
    }
    return faults.list.items.dropFirst(before).contains { $0.severity == .error } ? nil : options
  }

  /// `true` or a time.
  private func bindHistory(_ option: OptionSyntax) -> Int64?? {
    switch option.value {
    case "true", "on", "yes": return .some(nil)
    case "false", "off", "no": return nil
    default: break
    }
    if let span = OptionReader.microseconds(option.value), span > 0 { return .some(span) }
    faults.error(
      "wrong-option", "'\(option.value)' is not a value for the option history",
      at: option.valueRange, help: "it takes true, or a time such as '30 days'")
    return nil
  }

  // MARK: emit = 'final'

  /// The relation with each window emitted once, or nil after a fault.
  func finalised(_ relation: BoundRelation, _ range: TextRange?) -> BoundRelation? {
    if let plan = relation.plan.finalised() {
      var result = relation
      result.plan = plan
      return result
    }
    faults.error(
      "emit-final", "emit = 'final' needs a window that closes", at: range,
      notes: [relation.plan.reasonWithoutWindow],
      help:
        "GROUP BY window_start over TUMBLE(table, event time, size) or its kin, or take emit = 'changes'"
    )
    return nil
  }
}

extension BoundRelation {
  /// As another view or sink reads it: a leaf.
  func asView(_ name: String) -> BoundRelation {
    let shown = visibleColumns
    func moved(_ column: Int) -> Int? { shown.firstIndex(of: column) }
    var result = BoundRelation(plan: .view(name: name, of: plan))
    result.eventTimes = Set(eventTimes.compactMap(moved))
    result.windows = windows.compactMap { window in
      guard let start = moved(window.start) else { return nil }
      return WindowColumns(
        start: start, end: window.end.flatMap(moved), kind: window.kind, offset: window.offset)
    }
    return result
  }
}
