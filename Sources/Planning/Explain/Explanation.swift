import Columnar
import Diagnostics

/// What `explain` prints: each view and sink with its tree of operators, the columns that are read, and which state
/// is kept and what frees it.
public struct Explanation {
  private struct Part {
    var kind: String
    var name: String
    var note: String
    var outline: PlanOutline
    /// What keeps its windows open.
    var heldBy: String?
    var state: [OperatorState] = []
  }

  /// What an operator of a view keeps in a run.
  public struct OperatorState: Sendable {
    var name: String
    var rows: Int64
    var bytes: Int64

    public init(name: String, rows: Int64, bytes: Int64) {
      self.name = name
      self.rows = rows
      self.bytes = bytes
    }
  }

  private let parts: [Part]

  /// `name`: only the view or sink of that name. `heldBy` and `state`: by view or sink, what keeps its windows open in a
  /// run and what its operators keep there. `generations`: the epochs in which views and sinks of a run were filled.
  public init(
    _ pipeline: Pipeline, only name: String? = nil, heldBy: [String: String] = [:],
    state: [String: [OperatorState]] = [:], generations: [String: Int64] = [:]
  ) {
    let parts = SharedParts(pipeline, generations: generations)
    let outliner = { (name: String) in
      PlanOutliner(tables: pipeline.sources, readers: { parts.readers(of: $0, in: name) })
    }
    let views = pipeline.views.map { view in
      Part(
        kind: "materialized view", name: view.name, note: Explanation.note(on: view),
        outline: outliner(view.name).outline(view.plan), heldBy: heldBy[view.name],
        state: state[view.name] ?? [])
    }
    let plain = pipeline.inlinedViews.map { view in
      Part(
        kind: "view", name: view.name, note: "computed where it is read",
        outline: PlanOutliner(tables: pipeline.sources).outline(view.plan))
    }
    let sinks = pipeline.sinks.map { sink in
      Part(
        kind: "sink", name: sink.name, note: Explanation.note(on: sink),
        outline: outliner(sink.name).outline(sink.plan), state: state[sink.name] ?? [])
    }
    let all = views + sinks
    if let name {
      self.parts = (all + plain).filter { $0.name == name }
    } else {
      self.parts = all
    }
  }

  /// The plan of one query.
  public init(query plan: Plan) {
    let outline = PlanOutliner(tables: []).outline(plan)
    parts = [Part(kind: "query", name: "", note: "", outline: outline)]
  }

  /// Nothing has the name that was asked for.
  public var isEmpty: Bool { parts.isEmpty }

  /// What `only` can name.
  public static func names(in pipeline: Pipeline) -> [String] {
    pipeline.views.map(\.name) + pipeline.inlinedViews.map(\.name) + pipeline.sinks.map(\.name)
  }

  private static func note(on view: ViewDefinition) -> String {
    var notes = [view.emit == .final ? "each window once" : "stored"]
    if let history = view.historyMicroseconds {
      notes.append(
        history.map { "history of \(durationText($0))" } ?? "all of its history")
    }
    return notes.joined(separator: ", ")
  }

  private static func note(on sink: SinkDefinition) -> String {
    let key = sink.table.primaryKey.map { quotedIfNeeded(sink.table.columns[$0].name) }
    let way =
      !key.isEmpty
      ? "upserts by \(key.joined(separator: ", "))"
      : sink.plan.isAppendOnly ? "appends" : "all changes"
    return "\(sink.table.connector.name), \(way)"
  }

  // MARK: Text

  public var text: String {
    parts.map { part in
      let title = "\(part.kind) \(part.name)"
      let head = part.name.isEmpty ? "query" : "\(title) (\(part.note))"
      let held = part.heldBy.map { "  | held by: \($0)\n" } ?? ""
      let state = part.state.map {
        "  | now: \($0.name) keeps \(counted(Int($0.rows), "row")) in \(byteText(Int($0.bytes)))\n"
      }
      return "\(head)\n" + held + state.joined()
        + Explanation.lines(part.outline, depth: 1).joined()
    }.joined(separator: "\n")
  }

  private static func lines(_ outline: PlanOutline, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let space = outline.summary.isEmpty ? "" : " "
    var lines = ["\(indent)\(outline.name)\(space)\(outline.summary)\n"]
    for fact in outline.facts {
      if case .text(let text) = fact.value { lines.append("\(indent)| \(fact.key): \(text)\n") }
    }
    return lines + outline.inputs.flatMap { self.lines($0, depth: depth + 1) }
  }

  // MARK: JSON

  /// An array of objects, one a view or sink; a line.
  public var json: String {
    var writer = JSONText()
    writer.array(parts) { part, writer in
      writer.object { object in
        object.add("kind", part.kind)
        object.add("name", part.name)
        object.add("note", part.note)
        if let held = part.heldBy { object.add("held_by", held) }
        if !part.state.isEmpty { object.add("state") { Explanation.write(part.state, to: &$0) } }
        object.add("plan") { Explanation.write(part.outline, to: &$0) }
      }
    }
    return writer.text
  }

  private static func write(_ state: [OperatorState], to writer: inout JSONText) {
    writer.array(state) { kept, writer in
      writer.object { object in
        object.add("operator", kept.name)
        object.add("rows") { $0.integer(kept.rows) }
        object.add("bytes") { $0.integer(kept.bytes) }
      }
    }
  }

  private static func write(_ outline: PlanOutline, to writer: inout JSONText) {
    writer.object { object in
      object.add("operator", outline.name)
      object.add("summary", outline.summary)
      for key in outline.factKeys { object.add(key) { write(outline.values(of: key), to: &$0) } }
      object.add("inputs") { writer in
        writer.array(outline.inputs) { write($0, to: &$1) }
      }
    }
  }

  private static func write(_ facts: [PlanOutline.Fact], to writer: inout JSONText) {
    if facts.count == 1, case .text(let text) = facts[0] { return writer.string(text) }
    let texts = facts.flatMap { fact -> [String] in
      switch fact {
      case .text(let text): [text]
      case .list(let texts): texts
      }
    }
    writer.array(texts) { $1.string($0) }
  }
}

extension PlanOutline {
  /// Each key once: two states of one scan are a list.
  fileprivate var factKeys: [String] {
    facts.map(\.key).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  fileprivate func values(of key: String) -> [Fact] {
    facts.filter { $0.key == key }.map(\.value)
  }
}
