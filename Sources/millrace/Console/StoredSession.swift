import Columnar
import Dataflow
import Diagnostics
import Execution
import Planning
import SQL
import Store

/// Queries over the state of a run; each sees its newest committed epoch.
final class StoredSession: QuerySession {
  private let folder: String
  private let broker: EmbeddedBroker
  private let reader: StateReader
  /// The state's pipeline as planned; a run may change it at any epoch.
  private var known: (stored: StoredPipeline, pipeline: Pipeline)?

  /// `broker` is the run's. Throws `StoreError`.
  init(folder: String, broker: EmbeddedBroker) throws {
    self.folder = folder
    self.broker = broker
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
    let batches = try QueryRunner(zone: pipeline.zone, watermarks: try watermarks()).run(
      plan, relations: try leaves(of: plan, pipeline))
    let notes = try openWindows(of: plan)
    // A prompt may wait for hours for its next question.
    try reader.release()
    return QueryAnswer(
      fields: plan.visibleFields, batches: batches, zone: pipeline.zone,
      epoch: reader.committedEpoch, notes: notes)
  }

  /// What keeps windows open of the final views that a plan reads.
  private func openWindows(of plan: Plan) throws -> [String] {
    let read = Set(
      plan.leaves.compactMap { leaf -> String? in
        if case .view(let name) = leaf { name } else { nil }
      })
    return try HeldViews(reader).holders.filter { read.contains($0.view) }.map {
      "windows of \($0.view) are still open: \($0.holder)"
    }
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

  /// What each table's events brought its watermark to at the committed epoch.
  private func watermarks() throws -> [String: Int64] {
    let tables = try reader.record(epoch: reader.committedEpoch)?.tables ?? []
    return Dictionary(uniqueKeysWithValues: tables.map { ($0.table, $0.eventWatermark) })
  }

  /// The rows of what a plan reads, by name.
  private func leaves(of plan: Plan, _ pipeline: Pipeline) throws -> [String: [Batch]] {
    var leaves: [String: [Batch]] = [:]
    for leaf in plan.leaves {
      switch leaf {
      case .view(let name): leaves[name] = try reader.batches(of: name) ?? []
      case .table(let name):
        leaves[name] = try rows(of: name, columns: plan.scannedColumns(of: name).sorted(), pipeline)
      }
    }
    return leaves
  }

  /// A plain table is not kept: it is read anew from its source.
  private func rows(of table: String, columns: [Int], _ pipeline: Pipeline) throws -> [Batch] {
    let last = try reader.record(epoch: reader.committedEpoch)
    let assembly = Assembly(pipeline: pipeline, broker: broker, endsAtTopicEnds: true)
    return try TableReading(assembly: assembly, workers: onlineProcessors).rows(
      of: table, columns: columns, through: last, record: reader.record)
  }

  private static func kind(of name: String) -> String {
    if name.hasPrefix("millrace.") { return "about the run" }
    guard let dot = name.lastIndex(of: ".") else { return "materialized view" }
    return String(name[name.index(after: dot)...]) + " of \(name[..<dot])"
  }
}
