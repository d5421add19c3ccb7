extension ScenarioReader {
  static let mostCells = 10_000

  func curve(_ entry: YAMLEntry) -> CurveDefinition {
    checkName("curve", entry)
    var curve = CurveDefinition(name: entry.name, dimensions: [], cells: [])
    guard let section = SectionReader(entry.value, .curve, self) else { return curve }
    for node in section.items("by") {
      guard let name = text(node, "by") else { continue }
      guard let dimension = declared.dimensions[name] else {
        unknown(
          "dimension", name, nil, node, among: declared.dimensions.keys.sorted(),
          help: "list its values under \"dimensions\"")
        continue
      }
      if curve.dimensions.contains(where: { $0.name == name }) {
        fault("duplicate-value", "\"\(name)\" stands in \"by\" twice", node)
        continue
      }
      curve.dimensions.append(.init(name: name, values: dimension.values))
    }
    if curve.dimensions.count > 4, let node = section["by"] {
      fault("too-many", "a curve has at most four dimensions", node)
      curve.dimensions = []
    }
    let count = curve.dimensions.reduce(1) { min($0 * $1.values.count, Self.mostCells + 1) }
    if count > Self.mostCells {
      fault("too-many", "the curve has over \(Self.mostCells) cells", entry.key)
      return curve
    }
    curve.cells = cells(section, curve.dimensions, entry)
    return curve
  }

  /// A cell while its parts are gathered.
  private struct Draft {
    var values: [ScenarioValue]
    var share = 1.0
    var floor: Double?
    var bumps: [CurveDefinition.Bump] = []
    var weekdays: [Double]
    var zone: String

    /// The shape's mean over a day; a bump's own is 16⁄15 × width × height ÷ 24.
    var mean: Double {
      bumps.reduce(effectiveFloor) { $0 + 16 * $1.width * $1.height / 360 }
    }

    var effectiveFloor: Double { floor ?? (bumps.isEmpty ? 1 : 0) }
  }

  private func cells(
    _ section: SectionReader, _ dimensions: [CurveDefinition.Dimension], _ entry: YAMLEntry
  ) -> [CurveDefinition.Cell] {
    var drafts = drafts(section, dimensions)
    for node in section.items("cells") { replace(node, dimensions, &drafts) }
    guard let rate = rate(section, entry) else { return [] }
    let isTotal = section.has("total")
    let shares = drafts.reduce(0) { $0 + $1.share }
    guard shares > 0 else {
      fault("empty", "the shares of the curve \"\(entry.name)\" sum to zero", entry.key)
      return []
    }
    return drafts.map { draft in
      let mean = draft.mean
      if mean <= 0 && draft.share > 0 {
        let cell = draft.values.map(\.text).joined(separator: ", ")
        let name = draft.values.isEmpty ? "the curve" : "the curve for \(cell)"
        fault(
          "empty", "\(name) sums to zero over the day", entry.key,
          help: "give it a floor or a bump, or a share of 0")
      }
      let scaled = isTotal && mean > 0 ? rate.perSecond / mean : rate.perSecond
      return CurveDefinition.Cell(
        values: draft.values, base: scaled * (draft.share / shares), floor: draft.effectiveFloor,
        bumps: draft.bumps, weekdays: draft.weekdays, zone: draft.zone)
    }
  }

  private func rate(_ section: SectionReader, _ entry: YAMLEntry) -> ScalarText.Rate? {
    guard section.has("total") != section.has("rate") else {
      fault(
        "missing-key", "a curve has either \"total\" or \"rate\"", entry.key,
        help: "write for example total: 200000 per day")
      return nil
    }
    return section.has("total") ? section.rate("total") : section.rate("rate")
  }

  /// Every cell with what the curve says for all of them; the last dimension runs fastest.
  private func drafts(
    _ section: SectionReader, _ dimensions: [CurveDefinition.Dimension]
  ) -> [Draft] {
    var combinations: [[ScenarioValue]] = [[]]
    for dimension in dimensions {
      combinations = combinations.flatMap { head in dimension.values.map { head + [$0] } }
    }
    let floor = section.number("floor", in: 0...1_000_000)
    let bumps = self.bumps(section)
    let weekdays = section["weekdays"].flatMap { weekdayFactors($0) } ?? Self.plainWeek
    let shares = section["share"].map { self.shares($0, dimensions) } ?? [:]
    let zones = self.zones(section, dimensions)
    return combinations.map { values in
      var draft = Draft(
        values: values, floor: floor, bumps: bumps, weekdays: weekdays, zone: zones.otherwise)
      for (place, value) in values.enumerated() {
        draft.share *= shares[place]?[value] ?? 1
        if place == zones.place { draft.zone = zones.byValue[value] ?? zones.otherwise }
      }
      return draft
    }
  }

  private static let plainWeek = [Double](repeating: 1, count: 7)

  private func bumps(_ section: SectionReader) -> [CurveDefinition.Bump] {
    section.items("bumps").compactMap { node in
      guard let bump = SectionReader(node, .bump, self) else { return nil }
      let at = bump.number("at", in: 0...24)
      let width = bump.number("width", in: 0.01...12)
      let height = bump.number("height", in: 0...1_000_000)
      guard let at, let width, let height else { return nil }
      return CurveDefinition.Bump(at: at, width: width, height: height)
    }
  }

  private func weekdayFactors(_ node: YAMLNode) -> [Double]? {
    let nodes = items(node, "weekdays")
    let factors = nodes.compactMap { number($0, "weekdays", in: 0...1_000) }
    guard nodes.count == 7 else {
      if node.items != nil {
        fault("bad-value", "\"weekdays\" are seven numbers, Monday first", node)
      }
      return nil
    }
    return factors.count == 7 ? factors : nil
  }

  /// By the dimensions' places.
  private func shares(
    _ node: YAMLNode, _ dimensions: [CurveDefinition.Dimension]
  ) -> [Int: [ScenarioValue: Double]] {
    var result: [Int: [ScenarioValue: Double]] = [:]
    for (place, entry) in byDimension(node, "share", dimensions) {
      for (value, node) in byValue(entry, dimensions[place]) {
        if let weight = weight(node, "share") { result[place, default: [:]][value] = weight }
      }
    }
    return result
  }

  /// `{dimension: …}`: the places with their entries.
  private func byDimension(
    _ node: YAMLNode, _ what: String, _ dimensions: [CurveDefinition.Dimension]
  ) -> [(place: Int, entry: YAMLEntry)] {
    entries(node, what).compactMap { entry in
      if let place = dimensions.firstIndex(where: { $0.name == entry.name }) {
        return (place, entry)
      }
      unknown(
        "dimension", entry.name, "the curve", entry.key, among: dimensions.map(\.name),
        help: "list it under \"by\"")
      return nil
    }
  }

  /// `{value: …}` of a dimension.
  private func byValue(
    _ entry: YAMLEntry, _ dimension: CurveDefinition.Dimension
  ) -> [(value: ScenarioValue, node: YAMLNode)] {
    entries(entry.value, entry.name).compactMap { entry in
      guard let value = value(entry.key, entry.name) else { return nil }
      if dimension.values.contains(value) { return (value, entry.value) }
      unknown(
        "value", entry.name, "the dimension \"\(dimension.name)\"", entry.key,
        among: dimension.values.map(\.text))
      return nil
    }
  }

  private struct Zones {
    var otherwise = "UTC"
    var place: Int?
    var byValue: [ScenarioValue: String] = [:]
  }

  private func zones(
    _ section: SectionReader, _ dimensions: [CurveDefinition.Dimension]
  ) -> Zones {
    var zones = Zones()
    guard let node = section["zone"] else { return zones }
    guard node.entries != nil else {
      zones.otherwise = zone(node, "zone")?.name ?? "UTC"
      return zones
    }
    let entries = byDimension(node, "zone", dimensions)
    if entries.count > 1 {
      fault("too-many", "the zone depends on one dimension", entries[1].entry.key)
    }
    if let first = entries.first {
      zones.place = first.place
      for (value, node) in byValue(first.entry, dimensions[first.place]) {
        zones.byValue[value] = zone(node, "zone")?.name
      }
    }
    return zones
  }

  /// Applies an item of `cells` to each cell whose values it names.
  private func replace(
    _ node: YAMLNode, _ dimensions: [CurveDefinition.Dimension], _ drafts: inout [Draft]
  ) {
    let names = Set(dimensions.map(\.name))
    guard let section = SectionReader(node, .cell, self, besides: names) else { return }
    var matches: [(place: Int, values: [ScenarioValue])] = []
    for (place, dimension) in dimensions.enumerated() {
      guard let wanted = node[dimension.name] else { continue }
      let nodes = wanted.items ?? [wanted]
      let values = nodes.compactMap { node -> ScenarioValue? in
        guard let value = value(node, dimension.name) else { return nil }
        if dimension.values.contains(value) { return value }
        unknown(
          "value", value.text, "the dimension \"\(dimension.name)\"", node,
          among: dimension.values.map(\.text))
        return nil
      }
      matches.append((place, values))
    }
    let share = section["share"].flatMap { weight($0, "share") }
    let floor = section.number("floor", in: 0...1_000_000)
    let bumps = section.has("bumps") ? self.bumps(section) : nil
    let weekdays = section["weekdays"].flatMap { weekdayFactors($0) }
    let zone = section["zone"].flatMap { self.zone($0, "zone") }
    for index in drafts.indices
    where matches.allSatisfy({ $0.values.contains(drafts[index].values[$0.place]) }) {
      if let share { drafts[index].share = share }
      if let floor { drafts[index].floor = floor }
      if let bumps { drafts[index].bumps = bumps }
      if let weekdays { drafts[index].weekdays = weekdays }
      if let zone { drafts[index].zone = zone.name }
    }
  }
}
