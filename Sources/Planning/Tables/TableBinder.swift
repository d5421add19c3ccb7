import Columnar
import Diagnostics
import SQL

/// Binds one CREATE TABLE.
final class TableBinder {
  let context: BindingContext
  let connectors: [ConnectorDescription]
  let syntax: CreateTableSyntax
  let statement: TextRange
  var columns: [TableColumn] = []
  /// Places of the declared columns, by number.
  var places: [TextRange] = []
  /// Columns whose type is faulty: their names are known, their constraints are left alone.
  var brokenColumns: Set<String> = []
  var isWhole = true
  var references: [ReferenceConstraint] = []
  /// `emit`, where it is given.
  var emit: (emit: Emit, range: TextRange)?

  init(
    _ context: BindingContext, _ connectors: [ConnectorDescription], _ syntax: CreateTableSyntax,
    _ statement: TextRange
  ) {
    self.context = context
    self.connectors = connectors
    self.syntax = syntax
    self.statement = statement
  }

  var faults: FaultCollector { context.faults }
  var name: String { syntax.name.text }

  func fault(_ code: String, _ message: String, at range: TextRange?, help: String? = nil) {
    isWhole = false
    faults.error(code, message, at: range, help: help)
  }

  func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// The table, or nil after a fault.
  func bind() -> TableDefinition? {
    let before = faults.list.items.count
    checkName()
    bindColumns()
    guard let connector = findConnector() else {
      _ = bindConstraints(eventTime: nil)
      return nil
    }
    addHiddenColumns(of: connector)
    let options = readOptions(connector)
    bindEmit()
    let eventTime = bindEventTime()
    let isBounded = isBounded(connector, options)
    let load = bindLoad(isBounded: isBounded)
    guard let constraints = bindConstraints(eventTime: eventTime) else { return nil }
    let failed = faults.list.items.dropFirst(before).contains { $0.severity == .error }
    if failed || !isWhole { return nil }
    return TableDefinition(
      name: name, columns: columns, checks: constraints.checks, uniques: constraints.uniques,
      primaryKey: constraints.primaryKey, eventTime: eventTime, connector: connector,
      options: options, isBounded: isBounded, load: load, text: context.source(statement),
      nameRange: syntax.name.range)
  }

  /// The columns alone, for what reads a table that is faulty elsewhere: so its own faults are found too. Nil where a
  /// column is faulty.
  func sketch() -> TableDefinition? {
    guard brokenColumns.isEmpty, !columns.isEmpty, let connector = connectors.first else {
      return nil
    }
    return TableDefinition(
      name: name, columns: columns, connector: connector, options: [:], isBounded: false,
      text: context.source(statement), nameRange: syntax.name.range)
  }

  private func checkName() {
    if syntax.name.parts.count > 1 {
      fault(
        "table-name", "a table's name has no dots: \(name)", at: syntax.name.range,
        help: "names with dots are those of a run's own relations, such as events.rejects")
    }
    if syntax.ifNotExists {
      fault(
        "unsupported", "IF NOT EXISTS is not supported", at: syntax.name.range,
        help: "leave it out: a pipeline file names each table once")
    }
  }

  private func isBounded(_ connector: ConnectorDescription, _ options: [String: OptionValue])
    -> Bool
  {
    switch connector.bounds {
    case .bounded: true
    case .unbounded: false
    case .boundedUnless(let option): options[option] != .boolean(true)
    }
  }

  // MARK: Columns

  private func bindColumns() {
    if syntax.columns.isEmpty {
      fault("no-columns", "table \(name) has no columns", at: syntax.name.range)
    }
    for column in syntax.columns {
      if self.column(column.name.name) != nil || brokenColumns.contains(column.name.name) {
        fault(
          "duplicate-column", "column \(column.name.name) is declared twice",
          at: column.name.range)
        continue
      }
      guard let type = context.bindType(column.type) else {
        isWhole = false
        brokenColumns.insert(column.name.name)
        continue
      }
      columns.append(TableColumn(name: column.name.name, type: type, path: [column.name.name]))
      places.append(column.name.range)
    }
  }

  private func addHiddenColumns(of connector: ConnectorDescription) {
    for hidden in connector.hiddenColumns where column(hidden.name) == nil {
      let syntax = TypeSyntax(name: hidden.type, range: statement)
      guard let type = context.bindType(syntax) else {
        preconditionFailure("connector \(connector.name) gives \(hidden.name) an unknown type")
      }
      columns.append(
        TableColumn(name: hidden.name, type: type, path: [hidden.name], isHidden: true))
    }
  }
}
