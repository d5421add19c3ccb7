import Columnar
import Diagnostics
import SQL

/// The binding of one pipeline file, statement by statement.
final class PipelineBinding {
  let connectors: [ConnectorDescription]
  let script: ParsedScript
  let faults = FaultCollector()
  private(set) var zone = Zone.utc
  private var functions = FunctionCatalogue(zone: .utc)
  var catalogue = RelationCatalogue()
  var tables: [TableDefinition] = []
  var views: [ViewDefinition] = []
  var inlinedViews: [ViewDefinition] = []
  var sinks: [SinkDefinition] = []
  /// First place at which each relation is read or written.
  var reads: [String: TextRange] = [:]
  var writes: [String: TextRange] = [:]
  /// Syntax of the tables, for faults that depend on their use.
  var tableSyntax: [String: CreateTableSyntax] = [:]
  var tableReferences: [String: [ReferenceConstraint]] = [:]
  /// `emit` of tables that give it.
  var emits: [String: (emit: Emit, range: TextRange)] = [:]
  /// CREATE statements that come after the one at hand.
  private var laterNames: Set<String> = []

  init(connectors: [ConnectorDescription], script: ParsedScript) {
    self.connectors = connectors
    self.script = script
  }

  var context: BindingContext {
    BindingContext(
      functions: functions, zone: zone, faults: faults, text: Array(script.text.utf8), now: nil)
  }

  /// The pipeline; means something only where no fault was found.
  func bind() -> Pipeline {
    bindZone()
    let created = script.statements.map(\.createdName)
    writes = written()
    for name in script.unreadNames { catalogue.add(name, .broken) }
    for (index, statement) in script.statements.enumerated() {
      laterNames = Set(created[(index + 1)...].compactMap { $0 })
      bind(statement)
    }
    bindReferences()
    checkUse()
    checkTargets()
    var pipeline = Pipeline(
      zone: zone, sources: tables.filter { reads[$0.name] != nil }, views: views, sinks: sinks,
      inlinedViews: inlinedViews, text: script.text)
    pipeline.unusedTables = tables.filter { reads[$0.name] == nil && writes[$0.name] == nil }
    if !faults.list.hasErrors {
      pipeline.optimise()
      warnOfProducts(in: pipeline)
      pipeline.writeFingerprints(hiding: script.secrets)
    }
    return pipeline
  }

  private func bind(_ statement: StatementSyntax) {
    switch statement.kind {
    case .createTable(let table): bind(table, statement.range)
    case .createView(let view): bind(view)
    case .insert(let insert): bind(insert)
    case .setTimeZone: break
    case .query(let query):
      faults.error(
        "bare-query", "a SELECT of its own does nothing in a pipeline file", at: statement.range,
        help: "write CREATE MATERIALIZED VIEW name AS SELECT …, or INSERT INTO sink SELECT …")
      _ = queryBinder().bind(query)
    }
  }

  func queryBinder() -> QueryBinder { QueryBinder(context, catalogue, laterNames: laterNames) }

  func noteReads(of binder: QueryBinder) {
    for (name, range) in binder.reads where reads[name] == nil { reads[name] = range }
  }

  // MARK: SET TIME ZONE

  private func bindZone() {
    var seen = false
    for (index, statement) in script.statements.enumerated() {
      guard case .setTimeZone(let name, let range) = statement.kind else { continue }
      if seen {
        faults.error("time-zone", "the time zone is set twice", at: range)
      } else if index > 0 {
        faults.error(
          "time-zone", "SET TIME ZONE must stand at the top of the file", at: statement.range,
          help: "it holds for the whole file: move it above the first CREATE")
      }
      seen = true
      if let found = Zone(name) {
        zone = found
        functions = FunctionCatalogue(zone: found)
      } else {
        faults.error(
          "time-zone", "there is no time zone '\(name)'", at: range,
          help: "write a name such as 'Asia/Kolkata', 'Europe/Berlin' or 'UTC'")
      }
    }
  }

  // MARK: Names

  /// Tables that some INSERT writes, with the place of the first.
  private func written() -> [String: TextRange] {
    var writes: [String: TextRange] = [:]
    for statement in script.statements {
      if case .insert(let insert) = statement.kind, writes[insert.table.text] == nil {
        writes[insert.table.text] = insert.table.range
      }
    }
    return writes
  }

  /// Adds a relation; a name that is taken is a fault and keeps its first meaning.
  func declare(_ name: QualifiedName, _ entry: RelationCatalogue.Entry) -> Bool {
    if catalogue.entries[name.text] != nil {
      faults.error(
        "duplicate-relation", "there is a relation \(name.text) already", at: name.range,
        help: "give it another name")
      return false
    }
    catalogue.add(name.text, entry)
    return true
  }

  private func bind(_ syntax: CreateTableSyntax, _ range: TextRange) {
    let binder = TableBinder(context, connectors, syntax, range)
    let table = binder.bind()
    let name = syntax.name.text
    let entry: RelationCatalogue.Entry =
      if let table {
        writes[name] == nil
          ? .relation(BoundRelation(table: table))
          : .unreadable(
            message: "\(name) is inserted into in this file and cannot be read in it",
            help: "read the view or query that feeds it, or put it into a file of its own")
      } else if writes[name] == nil, let sketch = binder.sketch() {
        .sketch(BoundRelation(table: sketch))
      } else {
        .broken
      }
    guard declare(syntax.name, entry), let table else { return }
    tables.append(table)
    tableSyntax[name] = syntax
    tableReferences[name] = binder.references
    emits[name] = binder.emit
  }
}

extension StatementSyntax {
  /// The relation that it creates.
  var createdName: String? {
    switch kind {
    case .createTable(let table): table.name.text
    case .createView(let view): view.name.text
    case .insert, .setTimeZone, .query: nil
    }
  }
}
