import Columnar
import Diagnostics

/// The relations that a query may name, by (dotted) name.
public struct RelationCatalogue: Sendable {
  enum Entry: Sendable {
    case relation(BoundRelation)
    /// Its statement is faulty: whatever names it says nothing more.
    case broken
    /// A faulty table whose columns are known: what reads it is checked, and never planned.
    case sketch(BoundRelation)
    /// It exists and cannot be read here; the text says why, and what to do.
    case unreadable(message: String, help: String?)
  }

  private(set) var entries: [String: Entry] = [:]

  public init() {}

  /// The relations of a run: its tables as `.scan` leaves, materialized views as `.view` leaves, plain views by
  /// their plans. Rejects, history and the like come by `addStored`.
  public init(_ pipeline: Pipeline) {
    for table in pipeline.sources { entries[table.name] = .relation(BoundRelation(table: table)) }
    for table in pipeline.unusedTables {
      entries[table.name] =
        table.canBeRead
        ? .relation(BoundRelation(table: table))
        : .unreadable(
          message: "\(table.name) cannot be read on its own",
          help: "read it in a view of the pipeline: nothing there does")
    }
    for view in pipeline.inlinedViews {
      entries[view.name] = .relation(BoundRelation(plan: view.plan))
    }
    for view in pipeline.views { addStored(view.name, view.plan.visibleFields) }
    for sink in pipeline.sinks {
      entries[sink.table.name] = .unreadable(
        message: "\(sink.table.name) is written by the pipeline and not kept",
        help: "query the view that feeds it, or read its topic with millrace topics read")
    }
  }

  /// A relation that is stored with a run, such as `events.rejects`: a `.view` leaf with all of its fields.
  public mutating func addStored(_ name: String, _ fields: [Field]) {
    let plan = Plan(
      .view(name: name, columns: Array(fields.indices)), fields: fields.map { PlanField($0) },
      watermark: nil, isAppendOnly: true, key: nil)
    entries[name] = .relation(BoundRelation(plan: plan))
  }

  mutating func add(_ name: String, _ entry: Entry) { entries[name] = entry }

  /// Names in order, for suggestions.
  public var names: [String] { entries.keys.sorted() }
}

extension TableDefinition {
  /// Whether a query can read it from its source.
  fileprivate var canBeRead: Bool { connector.isSource && !isUpsert }
}

extension BoundRelation {
  init(table: TableDefinition) {
    self.init(plan: .scan(of: table))
    if let time = table.eventTime, !table.isUpsert { eventTimes = [time.column] }
    self.table = table
  }
}
