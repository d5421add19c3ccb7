import Columnar
import Diagnostics
import SQL

extension TableBinder {
  func findConnector() -> ConnectorDescription? {
    guard let option = syntax.options.first(where: { $0.key.name == "connector" }) else {
      fault(
        "missing-option", "table \(name) names no connector", at: syntax.name.range,
        help: "add WITH (connector = \(listed(connectors.map { "'\($0.name)'" }, "or")), …)")
      return nil
    }
    if let found = connectors.first(where: { $0.name == option.value }) { return found }
    isWhole = false
    faults.unknown(
      "unknown-connector", "there is no connector '\(option.value)'", name: option.value,
      at: option.valueRange, among: connectors.map(\.name), listing: "there are")
    return nil
  }

  /// The connector's options with their defaults; those of every table are checked and kept apart.
  func readOptions(_ connector: ConnectorDescription) -> [String: OptionValue] {
    var described = connector.options
    if !connector.formats.isEmpty && !described.contains(where: { $0.name == "format" }) {
      described.append(
        OptionDescription(
          "format", .choice(connector.formats),
          default: connector.formats.count == 1 ? connector.formats[0] : nil, isRequired: true,
          "How a row is written."))
    }
    refuseDuplicates()
    refuseUnknown(described, connector)
    bindFieldPaths()
    let reader = OptionReader(
      context: context, owner: "the \(connector.name) connector", columns: declaredNames)
    return reader.read(syntax.options, described, missingAt: syntax.name.range)
  }

  var declaredNames: [String] { columns.filter { !$0.isHidden }.map(\.name) }

  private func refuseDuplicates() {
    for (index, option) in syntax.options.enumerated()
    where syntax.options[..<index].contains(where: { $0.key.name == option.key.name }) {
      fault("duplicate-option", "option \(option.key.name) is given twice", at: option.key.range)
    }
  }

  private func refuseUnknown(_ described: [OptionDescription], _ connector: ConnectorDescription) {
    let common =
      TableOptions.forEvery + TableOptions.forEventTime + [TableOptions.emit, TableOptions.load]
    let names = (described + common).map(\.name)
    for option in syntax.options where !names.contains(option.key.name) {
      let key = option.key.name
      if key.hasPrefix("on_violation.") || key.hasPrefix("field.") { continue }
      isWhole = false
      faults.unknown(
        "unknown-option", "the \(connector.name) connector has no option \(key)", name: key,
        at: option.key.range, among: names, listing: "there are")
    }
  }

  /// `"field.COLUMN" = 'payload.user.id'`.
  private func bindFieldPaths() {
    for option in syntax.options where option.key.name.hasPrefix("field.") {
      let target = String(option.key.name.dropFirst("field.".count))
      if brokenColumns.contains(target) { continue }
      guard let column = column(target), !columns[column].isHidden else {
        isWhole = false
        faults.unknown(
          "unknown-column", "there is no column \(target) to map", name: target,
          at: option.key.range, among: declaredNames, listing: "there are")
        continue
      }
      let path = option.value.split(separator: ".", omittingEmptySubsequences: false)
      if path.contains(where: \.isEmpty) {
        fault(
          "wrong-option", "'\(option.value)' is not a path to a field", at: option.valueRange,
          help: "write the names of nested fields with dots between: 'payload.user.id'")
        continue
      }
      columns[column].path = path.map(String.init)
    }
  }

  func option(_ name: String) -> OptionSyntax? {
    syntax.options.first { $0.key.name == name }
  }

  func bindEmit() {
    guard let option = option("emit") else { return }
    let reader = OptionReader(context: context, owner: "table \(name)", columns: [])
    let values = reader.read([option], [TableOptions.emit], missingAt: syntax.name.range)
    if case .text(let word)? = values["emit"], let value = Emit(rawValue: word) {
      emit = (value, option.valueRange)
    }
  }

  func bindLoad(isBounded: Bool) -> TableDefinition.Load? {
    guard let option = option("load") else { return nil }
    let reader = OptionReader(context: context, owner: "table \(name)", columns: [])
    let values = reader.read([option], [TableOptions.load], missingAt: syntax.name.range)
    guard case .text(let word)? = values["load"], let load = TableDefinition.Load(rawValue: word)
    else { return nil }
    if load == .first, !isBounded {
      fault(
        "load", "load = 'first' needs a table that ends, and \(name) does not",
        at: option.valueRange, help: "leave it out: nothing could begin after it")
    }
    return load
  }

  func bindEventTime() -> EventTime? {
    let reader = OptionReader(
      context: context, owner: "table \(name)", columns: columns.map(\.name))
    if let option = option("event_time"), brokenColumns.contains(option.value) { return nil }
    let values = reader.read(
      syntax.options, TableOptions.forEventTime, missingAt: syntax.name.range)
    guard let option = option("event_time") else {
      for description in TableOptions.forEventTime {
        guard let orphan = self.option(description.name) else { continue }
        fault(
          "option-without-event-time", "\(description.name) needs an event_time",
          at: orphan.key.range, help: "add event_time = 'COLUMN' to WITH (…)")
      }
      return nil
    }
    guard case .text(let text)? = values["event_time"], let number = column(text) else {
      isWhole = false
      return nil
    }
    let type = columns[number].type
    guard type == .timestamp || type == .timestamptz else {
      fault(
        "event-time-type", "the event_time \(text) is of type \(type)", at: option.valueRange,
        help: "declare it as timestamp or timestamptz, or generate one: "
          + "at timestamptz GENERATED ALWAYS AS (…) STORED")
      return nil
    }
    columns[number].isNotNull = true
    return EventTime(
      column: number, delay: microseconds(values["watermark"]) ?? 0,
      idleTimeout: microseconds(values["idle_timeout"]) ?? 0,
      aheadMax: microseconds(values["max_ahead"]))
  }

  private func microseconds(_ value: OptionValue?) -> Int64? {
    if case .microseconds(let span)? = value { span } else { nil }
  }
}
