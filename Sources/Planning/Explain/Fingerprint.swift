import Columnar
import Diagnostics

extension Pipeline {
  /// What each view and sink means, as text: equal for two spellings of one plan over the same tables in one zone.
  /// `secrets` are values that came from the environment, with their names: these stand for them.
  mutating func writeFingerprints(hiding secrets: [String: String]) {
    let ordered = secrets.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
    func hidden(_ text: String) -> String {
      ordered.reduce(text) { $0.replacing($1.key, with: "${ENV:\($1.value)}") }
    }
    var known: [String: String] = [:]
    for table in sources { known[table.name] = hidden(table.meaning) }
    for index in views.indices {
      views[index].fingerprint = hidden(
        fingerprint(of: views[index].plan, emit: views[index].emit, known))
      known[views[index].name] = views[index].fingerprint
    }
    for index in inlinedViews.indices {
      inlinedViews[index].fingerprint = hidden(
        fingerprint(of: inlinedViews[index].plan, emit: inlinedViews[index].emit, known))
    }
    for index in sinks.indices {
      let own = fingerprint(of: sinks[index].plan, emit: sinks[index].emit, known)
      sinks[index].fingerprint = hidden("\(own)\nsink \(sinks[index].table.meaning)")
    }
  }

  private func fingerprint(of plan: Plan, emit: Emit, _ known: [String: String]) -> String {
    let read = plan.leaves.sorted().map { name in
      "\n\(name): " + (known[name] ?? "").split(separator: "\n").joined(separator: "\n  ")
    }
    return "zone \(zone.name)\nemit \(emit.rawValue)\n\(plan.canonicalText)" + read.joined()
  }
}

extension Plan {
  /// Tables and views that it reads.
  var leaves: Set<String> {
    switch op {
    case .scan(let name, _), .view(let name, _): [name]
    default: inputs.reduce(into: watermarkTables) { $0.formUnion($1.leaves) }
    }
  }

  /// Equal for equal plans; names of columns only where a reader sees them.
  public var canonicalText: String {
    let shown = visibleFields.map { "\(quotedIfNeeded($0.name)) \($0.type)" }
    return "(\(shown.joined(separator: ", "))) \(operatorText { _ in "" })"
  }

  /// The operators of the plan, equal for equal ones; `names` gives what else tells a node from others.
  func operatorText(_ names: (Plan) -> String) -> String {
    let below =
      inputs.map { "(\($0.operatorText(names)))" }.joined(separator: " ") + names(self)
    let texts = ExpressionText(name: { "#\($0)" }, isCanonical: true)
    switch op {
    case .scan(let name, let columns): return "scan \(name) \(columns) \(watermark != nil)"
    case .view(let name, let columns): return "view \(name) \(columns) \(watermark != nil)"
    case .filter(_, let condition): return "filter \(texts.text(condition)) \(below)"
    case .project(_, let expressions): return "project [\(texts.list(expressions))] \(below)"
    case .window(_, let window): return "\(window.canonicalText) \(below)"
    case .session(_, let session):
      return "session #\(session.timeColumn) \(session.gap) by \(session.keys) \(below)"
    case .temporalFilter(_, let filter):
      let bounds = filter.bounds.map { "\(texts.text($0.time)) \($0.comparison) \($0.shift)" }
      return "while \(filter.table) [\(bounds.joined(separator: ", "))] \(below)"
    case .aggregate(_, let aggregation):
      let calls = aggregation.calls.map { $0.text(texts) }.joined(separator: ", ")
      let closing = aggregation.closing.map {
        " closing #\($0.start) #\($0.end) #\($0.watermark) \($0.emit.rawValue)"
      }
      let sets = aggregation.sets.map { " sets \($0.keys) \($0.calls)" }
      return "aggregate [\(texts.list(aggregation.keys))] [\(calls)]\(sets ?? "")\(closing ?? "") "
        + below
    case .unionAll: return "union \(below)"
    case .join(_, _, let join): return "\(join.canonicalText) \(watermark != nil) \(below)"
    case .setOperation(let operation, _, _):
      return "\(operation.kind.rawValue) \(operation.isAll) \(below)"
    case .values(let rows):
      return "values " + rows.map { "[\(texts.list($0))]" }.joined(separator: " ")
    case .unnest(_, let unnest): return "\(unnest.canonicalText) \(watermark != nil) \(below)"
    case .topRows(_, let top): return "\(top.canonicalText) \(below)"
    case .windowFunctions(_, let functions): return "\(functions.canonicalText) \(below)"
    case .sort(_, let keys):
      let shown = keys.map {
        "\(texts.text($0.expression)) \($0.isDescending) \($0.nullsFirst)"
      }
      return "sort [\(shown.joined(separator: ", "))] \(below)"
    case .limit(_, let limit, let offset):
      return "limit \(limit.map(String.init) ?? "all") \(offset) \(below)"
    }
  }
}

extension TimeWindow {
  fileprivate var canonicalText: String {
    let place = "\(offset) \(isLocal)"
    return switch kind {
    case .tumble(let size): "tumble #\(timeColumn) \(size) \(place)"
    case .hop(let slide, let size): "hop #\(timeColumn) \(slide) \(size) \(place)"
    case .cumulate(let step, let size): "cumulate #\(timeColumn) \(step) \(size) \(place)"
    }
  }
}

extension TableDefinition {
  /// The definition without its formatting.
  var meaning: String {
    let texts = ExpressionText(name: { "#\($0)" }, isCanonical: true)
    let shown = columns.map { column in
      let parts = [
        quotedIfNeeded(column.name), column.type.description, column.path.joined(separator: "."),
        column.isNotNull ? "not null \(column.onNull.rawValue)" : "",
        column.defaultValue.map { "default \(texts.text($0))" } ?? "",
        column.generated.map { "generated \(texts.text($0))" } ?? "",
      ]
      return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
    let rules =
      checks.map { "check \($0.name) \(texts.text($0.condition)) \($0.action.rawValue)" }
      + uniques.map {
        "unique \($0.name) \($0.columns) \($0.withinMicroseconds.map(String.init) ?? "ever") "
          + $0.action.rawValue
      } + (isUpsert ? ["primary key \(primaryKey)"] : [])
      + (eventTime.map {
        [
          "event time \($0.column) \($0.delay) \($0.idleTimeout) "
            + ($0.aheadMax.map(String.init) ?? "none")
        ]
      } ?? [])
    let given = options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.meaning)" }
    return "\(name) \(connector.name) {\((shown + rules + given).joined(separator: "; "))}"
  }
}

extension OptionValue {
  var meaning: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .integer(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .microseconds(let value): "\(value) us"
    case .byteCount(let value): "\(value) B"
    case .none: "none"
    case .list(let values): "[\(values.map(\.meaning).joined(separator: ", "))]"
    }
  }
}
