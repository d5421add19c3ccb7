import Columnar

/// Generators of texts, times, branches and rows of tables.
extension ScenarioReader {
  func template(_ node: YAMLNode, _ scope: FieldScope) -> MadeGenerator? {
    guard let text = text(node, "template") else { return nil }
    var parts: [TemplatePart] = []
    var literal = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      literal += rest[..<open]
      rest = rest[rest.index(after: open)...]
      if rest.first == "{" {
        literal.append("{")
        rest = rest.dropFirst()
        continue
      }
      guard let close = rest.firstIndex(of: "}") else {
        fault(
          "bad-template", "the template \"\(brief(text))\" has a { without }", node,
          help: "write {{ for a brace")
        return nil
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      guard let part = part(rest[..<close], node, scope) else { return nil }
      parts.append(part)
      rest = rest[rest.index(after: close)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return MadeGenerator(.template(parts), .text)
  }

  private func part(
    _ text: Substring, _ node: YAMLNode, _ scope: FieldScope
  ) -> TemplatePart? {
    var (path, width) = (text, 0)
    if let colon = text.lastIndex(of: ":") {
      path = text[..<colon]
      guard let digits = Int(text[text.index(after: colon)...]), (1...18).contains(digits) else {
        fault(
          "bad-template", "\"{\(brief(String(text)))}\" has no width from 1 to 18", node,
          help: "write for example {number:5}")
        return nil
      }
      width = digits
    }
    guard let found = input(String(path), node, scope) else { return nil }
    if width > 0, !found.kind.mayBeNumber || found.kind == .decimal {
      fault(
        "wrong-type",
        "only whole numbers have a width; \"\(brief(String(path)))\" is \(found.kind.name)", node)
      return nil
    }
    return .input(found.input, width: width)
  }

  func timestamp(
    _ node: YAMLNode, _ whole: YAMLNode, _ scope: FieldScope
  ) -> MadeGenerator? {
    let found = input(node, "timestamp", scope)
    let zone = timestampZone(whole["zone"], scope)
    let format = timestampFormat(whole["format"])
    guard let found else { return nil }
    guard found.kind.mayBeTime else {
      let path = node.scalar?.text ?? ""
      fault(
        "wrong-type", "\"timestamp\" takes a time; \"\(brief(path))\" is \(found.kind.name)", node)
      return nil
    }
    guard let format, let zone else { return nil }
    let isNumber = format == .seconds || format == .milliseconds
    return MadeGenerator(
      .timestamp(found.input, format, zone: zone), isNumber ? .integer : .text)
  }

  private func timestampFormat(_ node: YAMLNode?) -> TimestampFormat? {
    guard let node else { return .plain }
    let formats = TimestampFormat.allCases
    return index(of: node, "format", nil, among: formats.map(\.rawValue)).map { formats[$0] }
  }

  /// A zone's name, else a path to one.
  private func timestampZone(_ node: YAMLNode?, _ scope: FieldScope) -> TimestampZone? {
    guard let node else { return .utc }
    guard let name = text(node, "zone") else { return nil }
    if name == "UTC" { return .utc }
    if Self.isZoneName(name), Zone(name) != nil { return .named(name) }
    if name.contains("/") {
      _ = zone(node, "zone")
      return nil
    }
    guard let found = input(name, node, scope) else { return nil }
    if found.kind.mayBeText { return .input(found.input) }
    fault("wrong-type", "\"zone\" takes a zone's name; \"\(brief(name))\" is none", node)
    return nil
  }

  func conditional(
    _ node: YAMLNode, _ whole: YAMLNode, _ scope: FieldScope, _ row: String
  ) -> MadeGenerator? {
    var branches: [Generator.Branch] = []
    var kind = ValueKind.null
    let nodes = items(node, "case")
    for (place, item) in nodes.enumerated() {
      guard let section = SectionReader(item, GeneratorDescription.branch, self) else { continue }
      let conditions = section["when"].flatMap { self.conditions($0, scope) }
      let made = section["then"].flatMap { generator($0, scope, row: "\(row)/\(place)") }
      guard let conditions, let made else { continue }
      branches.append(Generator.Branch(conditions: conditions, generator: made.generator))
      kind = kind.joined(made.kind)
    }
    var otherwise = MadeGenerator(.constant(.null), .null)
    if let node = whole["else"] {
      guard let made = generator(node, scope, row: "\(row)/else") else { return nil }
      otherwise = made
    }
    if nodes.isEmpty, node.items != nil { fault("empty", "\"case\" has no branches", node) }
    guard branches.count == nodes.count, !nodes.isEmpty else { return nil }
    return MadeGenerator(
      .conditional(branches, otherwise: otherwise.generator), kind.joined(otherwise.kind))
  }

  func lookup(
    _ node: YAMLNode, _ description: GeneratorDescription, _ scope: FieldScope
  ) -> MadeGenerator? {
    guard let keys = description.value, let section = SectionReader(node, keys, self) else {
      return nil
    }
    let found = section["of"].flatMap { input($0, "of", scope) }
    var values: [ScenarioValue: ScenarioValue] = [:]
    for entry in section.entries("values") {
      guard let key = entry.key.scalar.map({ ScenarioValue($0) }),
        let value = value(entry.value, entry.name)
      else { return nil }
      values[key] = value
      if let possible = found?.values, !possible.contains(key) {
        unknown(
          "value", key.text, "\"\(brief(section["of"]?.scalar?.text ?? "of"))\"", entry.key,
          among: possible.map(\.text))
      }
    }
    guard let found else { return nil }
    return MadeGenerator(.lookup(found.input, values), ValueKind(values.values))
  }

  // MARK: Tables

  func tableDraw(
    _ node: YAMLNode, _ description: GeneratorDescription, _ scope: FieldScope, _ row: String
  ) -> MadeGenerator? {
    guard let keys = description.value, let section = SectionReader(node, keys, self),
      let name = section.text("name"), let nameNode = section["name"]
    else { return nil }
    guard let table = table(named: name) else {
      unknown("table", name, nil, nameNode, among: tableNames)
      return nil
    }
    let columns = table.columns.map(\.name)
    let column = section["column"].flatMap {
      index(of: $0, "column", "the table \"\(name)\"", among: columns)
    }
    var filter: [(column: String, input: Input)] = []
    for entry in section.entries("where") {
      guard let place = columns.firstIndex(of: entry.name) else {
        unknown("column", entry.name, "the table \"\(name)\"", entry.key, among: columns)
        continue
      }
      guard let found = input(entry.value, entry.name, scope) else { continue }
      checkRows(table, place, found, entry)
      filter.append((entry.name, found.input))
    }
    guard let column, filter.count == section.entries("where").count else { return nil }
    // A field's own rows have a name that no file can give.
    let rowName = section.has("row") ? section.text("row") : "\u{1}\(row)"
    guard let rowName else { return nil }
    let draw = TableDraw(table: name, column: columns[column], filter: filter, row: rowName)
    checkRow(draw, section["row"] ?? node)
    return MadeGenerator(.table(draw), ValueKind(table.columns[column].values))
  }

  /// What a filter is known to ask for must be there.
  private func checkRows(
    _ table: DataTable, _ place: Int, _ found: NamedInput, _ entry: YAMLEntry
  ) {
    let there = Set(table.columns[place].values)
    for value in found.values ?? [] where !there.contains(value) {
      fault(
        "no-row",
        "the table \"\(table.name)\" has no row whose \(entry.name) is \"\(brief(value.text))\"",
        entry.value)
    }
  }

  private func checkRow(_ draw: TableDraw, _ node: YAMLNode) {
    guard let other = tableRows[draw.row] else {
      tableRows[draw.row] = draw
      return
    }
    let isSame =
      other.table == draw.table && other.filter.count == draw.filter.count
      && zip(other.filter, draw.filter).allSatisfy {
        $0.column == $1.column && $0.input == $1.input
      }
    if !isSame {
      fault(
        "row-differs", "draws of the row \"\(brief(draw.row))\" differ in table or \"where\"", node,
        help: "give them the same table and the same \"where\", or another row")
    }
  }
}
