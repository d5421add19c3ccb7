extension ScenarioReader {
  /// More expected records in one tick would not fit into memory.
  static let mostPerTick = 4_000_000.0

  /// What `arrivals` or `begins` lists.
  func arrivalNodes(_ node: YAMLNode?) -> [YAMLNode] {
    guard let node else { return [] }
    return node.items ?? [node]
  }

  /// `begins`: only what can begin a journey.
  func arrivals(_ node: YAMLNode, _ what: String, isBeginning: Bool) -> Arrivals? {
    if let scalar = node.scalar {
      if !isBeginning, scalar.text == "journeys" { return .journeys }
      fault(
        "bad-value", "\"\(what)\" cannot be \"\(brief(scalar.text))\"", node,
        help: isBeginning
          ? "write {curve: NAME}, {rate: 20 per second} or {even: 100 per minute}"
          : "write journeys, {curve: NAME}, {rate: 20 per second} or {even: 100 per minute}")
      return nil
    }
    guard let section = SectionReader(node, .arrivals, self) else { return nil }
    let kinds = ["curve", "even", "births", "updates", "deliveries"].filter { section.has($0) }
    guard kinds.count + (section.has("rate") && !section.has("updates") ? 1 : 0) == 1 else {
      fault(
        "bad-value", "\"\(what)\" names one kind of arrivals each", node,
        help: "write a list of them, such as [{births: customers}, {curve: shopping}]")
      return nil
    }
    if isBeginning, ["births", "updates", "deliveries"].contains(kinds.first) {
      fault("bad-value", "journeys begin by a curve, a rate or evenly", node)
      return nil
    }
    return arrivals(section, kinds.first ?? "rate", node)
  }

  private func arrivals(
    _ section: SectionReader, _ kind: String, _ place: YAMLNode
  ) -> Arrivals? {
    guard let node = section[kind] else { return nil }
    switch kind {
    case "curve":
      guard let index = index(of: node, "curve", nil, among: declared.curves.map(\.name)) else {
        return nil
      }
      if scenario.curves.indices.contains(index) {
        check(perSecond: Self.peak(scenario.curves[index]), node)
      }
      return .curve(index)
    case "rate":
      guard let rate = rate(node, "rate") else { return nil }
      check(perSecond: rate.perSecond, node)
      return .rate(perSecond: rate.perSecond)
    case "even": return even(node)
    case "births":
      return population(node, "births").map { .births(population: $0) }
    case "updates":
      guard section.has("rate") else {
        fault("missing-key", "\"updates\" needs \"rate\"", place, help: "write rate: 5 per minute")
        return nil
      }
      guard let population = population(node, "updates"), let rate = section.rate("rate") else {
        return nil
      }
      check(perSecond: rate.perSecond, section["rate"] ?? node)
      return .updates(population: population, perSecond: rate.perSecond)
    default: return deliveries(node)
    }
  }

  func population(_ node: YAMLNode, _ what: String) -> Int? {
    index(of: node, "population", nil, among: declared.populations.map(\.name))
  }

  private func deliveries(_ node: YAMLNode) -> Arrivals? {
    guard let path = text(node, "deliveries") else { return nil }
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      fault(
        "bad-value", "\"deliveries\" cannot be \"\(brief(path))\"", node,
        help: "write POPULATION.LEVEL")
      return nil
    }
    guard let index = declared.populations.firstIndex(where: { $0.name == parts[0] }) else {
      unknown("population", parts[0], nil, node, among: declared.populations.map(\.name))
      return nil
    }
    let levels = declared.populations[index].levels
    guard let level = levels.firstIndex(of: parts[1]) else {
      unknown("level", parts[1], "the population \"\(parts[0])\"", node, among: levels)
      return nil
    }
    return .deliveries(population: index, level: level)
  }

  private func even(_ node: YAMLNode) -> Arrivals? {
    guard let rate = rate(node, "even") else { return nil }
    check(perSecond: rate.perSecond, node)
    let (product, overflow) = rate.count.unscaled.multipliedReportingOverflow(by: scenario.tick)
    guard !overflow, product % rate.period == 0,
      let count = ScalarText.Number(unscaled: product / rate.period, scale: rate.count.scale)
        .unscaled(at: 0)
    else {
      fault(
        "bad-value",
        "\"even\" is no whole number of records in a tick of \(Self.durationText(scenario.tick))",
        node, help: "change the rate or \"tick\"")
      return nil
    }
    return .even(perTick: count)
  }

  /// Records a second where every cell is at its highest.
  private static func peak(_ curve: CurveDefinition) -> Double {
    curve.cells.reduce(0) { sum, cell in
      let height = cell.bumps.reduce(cell.floor) { $0 + $1.height }
      return sum + cell.base * height * (cell.weekdays.max() ?? 1)
    }
  }

  private func check(perSecond rate: Double, _ node: YAMLNode) {
    if rate * Double(scenario.tick) / 1_000_000 > Self.mostPerTick {
      fault(
        "too-many", "over 4 000 000 records are expected in a tick", node,
        help: "make \"tick\" shorter, now \(Self.durationText(scenario.tick)), or the rate lower")
    }
  }

  // MARK: Dimensions

  /// Which dimensions a stream's records can have: those of its curves and of the curves of journeys that write to it.
  func settleDimensions(_ streams: [YAMLEntry], _ journeys: [YAMLEntry]) {
    streamDimensions = streams.map { entry in
      let nodes = arrivalNodes(entry.value["arrivals"])
      var curves = nodes.compactMap { $0["curve"] }
      if nodes.contains(where: { $0.scalar?.text == "journeys" }) {
        for journey in journeys {
          let writes = (journey.value["states"]?.entries ?? []).contains {
            $0.value["stream"]?.scalar?.text == entry.name
          }
          if writes, let curve = journey.value["begins"]?["curve"] { curves.append(curve) }
        }
      }
      return dimensions(of: curves, entry)
    }
  }

  func dimensions(of curves: [YAMLNode], _ entry: YAMLEntry) -> [String: Int] {
    var result: [String: Int] = [:]
    for node in curves {
      guard let curve = declared.curves.first(where: { $0.name == node.scalar?.text }) else {
        continue
      }
      for (place, name) in curve.dimensions.enumerated() {
        if let other = result[name], other != place {
          fault(
            "dimension-order",
            "the curves of \"\(entry.name)\" list \"\(name)\" at different places", entry.key,
            help: "list the dimensions of its curves in the same order under \"by\"")
        }
        result[name] = place
      }
    }
    return result
  }

  // MARK: References

  func references(
    _ entries: [YAMLEntry], _ dimensions: [String: Int]
  ) -> [ReferenceDefinition] {
    entries.map { entry in
      checkName("reference", entry)
      var reference = ReferenceDefinition(
        name: entry.name, population: 0, skew: .uniform, match: [])
      guard let section = SectionReader(entry.value, .reference, self) else { return reference }
      let population = section["population"].flatMap { self.population($0, "population") }
      reference.population = population ?? 0
      if let node = section["skew"], let text = scalar(node, "skew", "use 0, 0.5, 0.75, 1 or 1.25")
      {
        let skews = ZipfTable.Skew.allCases
        if let skew = skews.first(where: {
          ScalarText.number($0.rawValue[...])?.double == ScalarText.number(text[...])?.double
        }) {
          reference.skew = skew
        } else {
          fault(
            "bad-value", "\"skew\" cannot be \"\(brief(text))\"", node,
            help: "use one of: \(skews.map(\.rawValue).joined(separator: ", "))")
        }
      }
      if let population {
        reference.match = section.entries("where").compactMap {
          match($0, population, dimensions)
        }
      }
      return reference
    }
  }

  private func match(
    _ entry: YAMLEntry, _ population: Int, _ dimensions: [String: Int]
  ) -> ReferenceDefinition.Match? {
    let order = declared.populations[population].attributes
    let owner = "the population \"\(declared.populations[population].name)\""
    guard let place = order.place(of: entry.name) else {
      unknown("attribute", entry.name, owner, entry.key, among: order.names)
      return nil
    }
    guard let name = text(entry.value, entry.name) else { return nil }
    guard let dimension = dimensions[name] else {
      unknown(
        "dimension", name, nil, entry.value, among: dimensions.keys.sorted(),
        help: "only dimensions of a curve by which the records come")
      return nil
    }
    let position = order.positions[place]
    let attribute = scenario.populations[population].attributes[position]
    guard case .choice(let weighted) = attribute.generator, attribute.nullShare == 0,
      attribute.changeInterval == nil
    else {
      fault(
        "bad-value", "\"\(entry.name)\" is no plain \"choice\"", entry.key,
        help: "\"where\" needs an attribute drawn by weights, without nulls or every")
      return nil
    }
    let possible = Set(weighted.filter { $0.weight > 0 }.map(\.value))
    for value in declared.dimensions[name]?.values ?? [] where !possible.contains(value) {
      fault(
        "no-entity", "no entity has \"\(brief(value.text))\" as its \(entry.name)", entry.value,
        help: "give the value a weight in the population's \"\(entry.name)\"")
    }
    return ReferenceDefinition.Match(attribute: position, dimension: dimension)
  }
}
