import Columnar
import Dataflow
import Diagnostics
import Planning
import SQL
import Store

/// Queries over the state of a run; each sees its newest committed epoch.
final class StoredSession: QuerySession {
  /// Answers a plan from the rows of its leaves, by relation name; each leaf has all columns of its relation.
  typealias Evaluation = (Plan, [String: [Batch]], Zone) throws -> [Batch]

  private let folder: String
  private let reader: StateReader
  private let evaluate: Evaluation
  /// The state's pipeline as planned; a run may change it at any epoch.
  private var known: (stored: StoredPipeline, pipeline: Pipeline)?

  /// Throws `StoreError`.
  init(folder: String, evaluate: @escaping Evaluation) throws {
    self.folder = folder
    self.evaluate = evaluate
    reader = try StateReader(folder: folder)
  }

  func answer(_ sql: String) throws -> QueryAnswer {
    try reader.refresh()
    let pipeline = try pipeline()
    let query = try Self.parse(sql)
    var relations = RelationCatalogue(pipeline)
    for name in try reader.relations() where name.contains(".") {
      if let fields = try reader.fields(of: name) { relations.addStored(name, fields) }
    }
    let (plan, diagnostics) = PipelinePlan.planner.planQuery(
      query, text: sql, relations: relations, zone: pipeline.zone, now: currentMicroseconds())
    guard let plan else { throw SourceFaults(name: "query", text: sql, list: diagnostics) }
    return QueryAnswer(
      fields: plan.visibleFields,
      batches: try evaluate(plan, try leaves(of: plan, sql), pipeline.zone), zone: pipeline.zone,
      epoch: reader.committedEpoch)
  }

  func relations() throws -> [RelationSummary] {
    try reader.refresh()
    let pipeline = try pipeline()
    let views = pipeline.inlinedViews.map { RelationSummary(name: $0.name, kind: "view") }
    let stored = try reader.relations().map { name in
      RelationSummary(name: name, kind: Self.kind(of: name))
    }
    return (views + stored).sorted { $0.name < $1.name }
  }

  func fields(of relation: String) throws -> [Field]? {
    try reader.refresh()
    if let view = try pipeline().inlinedViews.first(where: { $0.name == relation }) {
      return view.plan.visibleFields
    }
    return try reader.fields(of: relation)
  }

  private func pipeline() throws -> Pipeline {
    guard let stored = try reader.pipeline() else {
      throw StoreError(
        .unavailable, "\(folder) holds no pipeline yet", help: "wait for the run's first epoch")
    }
    if let known, known.stored == stored { return known.pipeline }
    let plan = PipelinePlan(stored: stored)
    guard let pipeline = plan.pipeline else { throw plan.faults }
    known = (stored, pipeline)
    return pipeline
  }

  /// The one SELECT of a text. Throws `SourceFaults`.
  private static func parse(_ sql: String) throws -> QuerySyntax {
    let script = Parser.parse(sql)
    var faults = script.diagnostics
    var query: QuerySyntax?
    for (index, statement) in script.statements.enumerated() {
      if index == 0, case .query(let syntax) = statement.kind {
        query = syntax
      } else {
        faults.add(
          Diagnostic(
            .error, "not-a-query", "only one SELECT can be asked at a time", at: statement.range,
            help: "change the pipeline file and run it for everything else"))
      }
    }
    guard !faults.hasErrors, let query else {
      if faults.items.isEmpty {
        faults.add(Diagnostic(.error, "no-query", "there is no query in this text", at: nil))
      }
      throw SourceFaults(name: "query", text: sql, list: faults)
    }
    return query
  }

  private func leaves(of plan: Plan, _ sql: String) throws -> [String: [Batch]] {
    switch plan.op {
    case .view(let name, _):
      return [name: try reader.batches(of: name) ?? []]
    case .scan(let table, _):
      let fault = Diagnostic(
        .error, "table-not-kept", "the rows of table \(table) are not kept in the state", at: nil,
        help: "query a materialized view that reads it, or \(table).rejects")
      throw SourceFaults(name: "query", text: sql, list: DiagnosticList([fault]))
    default:
      return try plan.inputs.reduce(into: [:]) { leaves, input in
        leaves.merge(try self.leaves(of: input, sql)) { first, _ in first }
      }
    }
  }

  private static func kind(of name: String) -> String {
    if name.hasPrefix("millrace.") { return "about the run" }
    guard let dot = name.lastIndex(of: ".") else { return "materialized view" }
    return String(name[name.index(after: dot)...]) + " of \(name[..<dot])"
  }
}
