extension ScenarioReader {
  static let largestPopulation: Int64 = 10_000_000

  func population(_ entry: YAMLEntry, _ index: Int) -> PopulationDefinition {
    checkName("population", entry)
    let order = declared.populations[index].attributes
    let placeholder = FieldDefinition(
      name: "", generator: .constant(.null), nullShare: 0, changeInterval: nil)
    var population = PopulationDefinition(
      name: entry.name, size: 1, growth: 0,
      attributes: Array(repeating: placeholder, count: order.names.count), levels: [])
    attributeKinds.append(Array(repeating: .any, count: order.names.count))
    guard let section = SectionReader(entry.value, .population, self) else { return population }
    population.size = Int(section.integer("size", in: 1...Self.largestPopulation) ?? 1)
    population.growth = section.share("growth") ?? 0
    let entries = limited(
      section.entries("attributes"), ScenarioDeclarations.mostFields, "attributes")
    tableRows = [:]
    for place in entries.indices.sorted(by: { order.positions[$0] < order.positions[$1] }) {
      let scope = FieldScope(owner: .population(index), target: place)
      let (field, kind, _) = field(entries[place], scope, besides: ["nulls", "every"])
      population.attributes[order.positions[place]] = field
      attributeKinds[index][order.positions[place]] = kind
    }
    population.levels = limited(section, "levels").map { level($0) }
    return population
  }

  private func level(_ entry: YAMLEntry) -> LevelDefinition {
    let amounts: ClosedRange<Int64> = 0...1_000_000_000_000
    let section = SectionReader(entry.value, .level, self)
    let delivery = section?.integers("delivery", in: 1...1_000_000_000_000)
    return LevelDefinition(
      name: entry.name, initial: section?.integers("start", in: amounts) ?? 0...0,
      reorderPoint: section?.integer("reorder", in: amounts) ?? 0, delivery: delivery ?? 1...1,
      deliveryDelay: section?.durations("after") ?? 0...0)
  }

  /// A field or attribute; `besides` names the modifiers that may stand beside its generator.
  func field(
    _ entry: YAMLEntry, _ scope: FieldScope, besides: Set<String>
  ) -> (field: FieldDefinition, kind: ValueKind, isOutput: Bool) {
    if entry.name.isEmpty || entry.name.utf8.count > 200 {
      fault("bad-name", "a field's name has 1 to 200 bytes", entry.key)
    }
    let made = generator(entry.value, scope, row: entry.name, besides: besides)
    var field = FieldDefinition(
      name: entry.name, generator: made?.generator ?? .constant(.null), nullShare: 0,
      changeInterval: nil)
    var isOutput = true
    if entry.value.entries != nil {
      if besides.contains("nulls"), let node = entry.value["nulls"] {
        field.nullShare = share(node, "nulls") ?? 0
      }
      if besides.contains("every"), let node = entry.value["every"] {
        field.changeInterval = duration(node, "every", from: 1_000_000)
      }
      if besides.contains("output"), let node = entry.value["output"] {
        isOutput = boolean(node, "output") ?? true
      }
    }
    return (field, made?.kind ?? .any, isOutput)
  }
}
