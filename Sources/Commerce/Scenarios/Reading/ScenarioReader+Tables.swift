extension ScenarioReader {
  /// Of a choice or dimension; more are a table's business.
  static let mostValues = 10_000

  func readDimensions(_ section: SectionReader) {
    for entry in section.entries("dimensions") {
      guard let weighted = weighted(entry.value, entry.name) else { continue }
      declared.dimensions[entry.name] = ScenarioDeclarations.Dimension(
        values: weighted.map(\.value), weights: weighted.map(\.weight))
    }
  }

  /// A list of values or a mapping of values to weights: not empty, no value twice, weights not all 0. Values of
  /// weight 0 are kept.
  func weighted(_ node: YAMLNode, _ what: String) -> [Generator.Weighted]? {
    var result: [Generator.Weighted] = []
    var known: Set<ScenarioValue> = []
    func add(_ node: YAMLNode, _ weight: Double) {
      guard let value = value(node, what) else { return }
      if known.insert(value).inserted {
        result.append(Generator.Weighted(value: value, weight: weight))
      } else {
        fault("duplicate-value", "\"\(brief(value.text))\" stands in \"\(what)\" twice", node)
      }
    }
    if let items = node.items {
      for item in items { add(item, 1) }
    } else if let entries = node.entries {
      for entry in entries {
        if let weight = weight(entry.value, entry.name) { add(entry.key, weight) }
      }
      if result.count < entries.count { return nil }
    } else {
      fault(
        "wrong-type", "\"\(what)\" is a list of values or a mapping of values to weights", node,
        help: "write [one, another] or {one: 3, another: 1}")
      return nil
    }
    guard result.count <= Self.mostValues else {
      fault("too-many", "\"\(what)\" has over \(Self.mostValues) values", node)
      return nil
    }
    guard result.contains(where: { $0.weight > 0 }) else {
      fault(
        "empty", result.isEmpty ? "\"\(what)\" has no values" : "all weights of \"\(what)\" are 0",
        node)
      return nil
    }
    return result
  }

  func readTables(_ section: SectionReader) -> [DataTable] {
    limited(section, "tables").compactMap { entry in
      checkName("table", entry)
      guard let section = SectionReader(entry.value, .table, self) else { return nil }
      return table(entry, section)
    }
  }

  private func table(_ entry: YAMLEntry, _ section: SectionReader) -> DataTable? {
    if section.has("csv") { return csvTable(entry, section) }
    guard section.has("columns"), section.has("rows") else {
      fault("missing-key", "a table needs \"columns\" and \"rows\", or \"csv\"", entry.key)
      return nil
    }
    let columns = section.items("columns").compactMap { text($0, "columns") }
    guard isFine(columns, entry.key) else { return nil }
    var rows: [[ScenarioValue]] = []
    for row in section.items("rows") {
      let values = items(row, "row").compactMap { value($0, "row") }
      guard values.count == columns.count else {
        fault("bad-row", "a row of \(values.count) values in \(columns.count) columns", row)
        continue
      }
      rows.append(values)
    }
    let weights = section["weights"].map { node in
      items(node, "weights").compactMap { weight($0, "weights") }
    }
    return table(entry, columns, rows, weights, section)
  }

  private func table(
    _ entry: YAMLEntry, _ columns: [String], _ rows: [[ScenarioValue]], _ weights: [Double]?,
    _ section: SectionReader
  ) -> DataTable? {
    guard !rows.isEmpty else {
      fault("empty", "the table \"\(entry.name)\" has no rows", entry.key)
      return nil
    }
    if let weights, weights.count != rows.count || weights.contains(where: { $0 <= 0 }) {
      fault(
        "bad-value", "\"weights\" are \(rows.count) numbers above 0, one a row",
        section["weights"] ?? entry.key)
      return nil
    }
    return DataTable(name: entry.name, columns: columns, rows: rows, weights: weights)
  }

  private func isFine(_ columns: [String], _ place: YAMLNode) -> Bool {
    guard !columns.isEmpty, Set(columns).count == columns.count else {
      fault("bad-value", "\"columns\" are different names, at least one", place)
      return false
    }
    return true
  }

  private func csvTable(_ entry: YAMLEntry, _ section: SectionReader) -> DataTable? {
    guard let node = section["csv"], let path = section.text("csv") else { return nil }
    guard let bytes = surroundings.file(path) else {
      fault("no-file", "there is no readable file \"\(brief(path))\" beside the scenario", node)
      return nil
    }
    guard let records = CommaSeparated.records(bytes), let header = records.first else {
      fault(
        "bad-csv", "\"\(brief(path))\" is no CSV of UTF-8 text", node,
        help: "separate by commas, quote by \", and begin with a line of column names")
      return nil
    }
    guard isFine(header, node) else { return nil }
    if let bad = records.firstIndex(where: { $0.count != header.count }) {
      fault(
        "bad-csv",
        "record \(bad + 1) of \"\(brief(path))\" has \(records[bad].count) values, "
          + "not \(header.count)", node)
      return nil
    }
    let rows = records.dropFirst().map { record in
      record.map { ScenarioValue(YAMLScalar(text: $0, isPlain: true)) }
    }
    return table(entry, header, rows, nil, section)
  }

  /// A table of the scenario's own, else a built-in one.
  func table(named name: String) -> DataTable? {
    scenario.tables.first { $0.name == name } ?? surroundings.table(name)
  }

  var tableNames: [String] { scenario.tables.map(\.name) + surroundings.tableNames }
}
