import Connectors
import Diagnostics
import Planning

/// What `millrace help connectors` prints: every connector with its options, and those of all tables and views, as
/// Markdown.
enum ConnectorReference {
  static var markdown: String {
    let formats = Set(FormatOptions.descriptions.map(\.name))
    var parts = PipelineConnectors.all.map { connector in
      section(connector, options: connector.options.filter { !formats.contains($0.name) })
    }
    parts.append(
      options(
        "Options of the formats (`topic` and `files`)", FormatOptions.descriptions))
    parts.append(
      options(
        "Options of every table",
        TableOptions.forEvery + TableOptions.forEventTime + [TableOptions.load]))
    parts.append(options("Options of a sink", [TableOptions.emit]))
    parts.append(options("Options of a materialized view", TableOptions.forMaterializedViews))
    parts.append(options("Options of UNIQUE", TableOptions.forUnique))
    return parts.joined(separator: "\n")
  }

  private static func section(
    _ connector: ConnectorDescription, options described: [OptionDescription]
  ) -> String {
    var facts = [MarkdownTable.prose(connector.summary), use(connector)]
    if !connector.formats.isEmpty {
      facts.append("Formats: " + connector.formats.map(MarkdownTable.code).joined(separator: ", "))
    }
    if !connector.hiddenColumns.isEmpty {
      let columns = connector.hiddenColumns.map { MarkdownTable.code("\($0.name) \($0.type)") }
      facts.append("Hidden columns: " + columns.joined(separator: ", "))
    }
    let text = "#### `\(connector.name)`\n\n"
    let lines = facts.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: "\n")
    return text + lines + "\n" + (described.isEmpty ? "" : "\n" + table(described))
  }

  private static func use(_ connector: ConnectorDescription) -> String {
    switch (connector.isSource, connector.isSink) {
    case (true, true): "Can be read and inserted into."
    case (true, false): "Can be read."
    default: "Can be inserted into."
    }
  }

  private static func options(_ title: String, _ described: [OptionDescription]) -> String {
    "#### \(title)\n\n\(table(described))"
  }

  private static func table(_ described: [OptionDescription]) -> String {
    var table = MarkdownTable(["option", "takes", "default", "meaning"])
    for option in described {
      let without = option.isRequired ? "needed" : "–"
      table.add([
        MarkdownTable.code(option.name), option.kind.reference,
        option.defaultText.map { MarkdownTable.code("'\($0)'") } ?? without,
        MarkdownTable.prose(option.summary),
      ])
    }
    return table.text
  }
}

extension OptionDescription.Kind {
  fileprivate var reference: String {
    switch self {
    case .text: "text"
    case .integer(let range):
      range.upperBound == .max
        ? "a number from \(range.lowerBound)"
        : "a number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "`true` or `false`"
    case .duration(let none): "a time, such as `'10 seconds'`" + (none ? ", or `'none'`" : "")
    case .size: "a size, such as `'64 MiB'`"
    case .choice(let words): words.map { "`'\($0)'`" }.joined(separator: ", ")
    case .column: "a column"
    case .list(let kinds):
      kinds.map(\.reference).joined(separator: " and ") + ", with a comma between"
    }
  }
}
