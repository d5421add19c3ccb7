/// Paths such as `customer.city`: what they name.
extension ScenarioReader {
  func input(_ node: YAMLNode, _ what: String, _ scope: FieldScope) -> NamedInput? {
    let remedy = "write a path such as customer.id"
    guard let path = scalar(node, what, remedy) else { return nil }
    return input(path, node, scope)
  }

  func input(_ path: String, _ node: YAMLNode, _ scope: FieldScope) -> NamedInput? {
    switch scope.owner {
    case .population(let index): return attributeInput(path, node, scope, index)
    case .stream(let index): return streamInput(path, node, scope, index)
    case .cells(let dimensions, let owner):
      if let found = dimension(path, dimensions) { return found }
      unknown("dimension", path, owner, node, among: dimensions.keys.sorted())
      return nil
    }
  }

  private func dimension(_ name: String, _ dimensions: [String: Int]) -> NamedInput? {
    guard let index = dimensions[name] else { return nil }
    let values = declared.dimensions[name]?.values ?? []
    return NamedInput(input: .dimension(index), kind: ValueKind(values), values: values)
  }

  private static let builtIns: [(name: String, input: NamedInput)] = [
    ("number", NamedInput(input: .number, kind: .integer)),
    ("time", NamedInput(input: .time, kind: .time)),
    ("state", NamedInput(input: .state, kind: .text)),
  ]

  private func attributeInput(
    _ path: String, _ node: YAMLNode, _ scope: FieldScope, _ index: Int
  ) -> NamedInput? {
    let population = declared.populations[index]
    let place = population.attributes.place(of: path)
    if let place, place != scope.target {
      return attribute(place, index, scope)
    }
    let builtIns = Self.builtIns.filter { $0.name != "state" }
    if let found = builtIns.first(where: { $0.name == path }) { return found.input }
    if let place { return attribute(place, index, scope) }
    unknown(
      "attribute", path, "the population \"\(population.name)\"", node,
      among: population.attributes.names + builtIns.map(\.name), help: Self.constantHelp)
    return nil
  }

  private static let constantHelp = "for a text that is always the same write {constant: …}"

  private func attribute(_ place: Int, _ population: Int, _ scope: FieldScope) -> NamedInput {
    if let target = scope.target {
      declared.populations[population].attributes.note(target, needs: place)
    }
    let position = declared.populations[population].attributes.positions[place]
    return NamedInput(input: .field(position), kind: attributeKinds[population][position])
  }

  private func streamInput(
    _ path: String, _ node: YAMLNode, _ scope: FieldScope, _ index: Int
  ) -> NamedInput? {
    let stream = declared.streams[index]
    let place = stream.fields.place(of: path)
    if let place, place != scope.target { return field(place, index, scope) }
    if let found = dimension(path, streamDimensions[index]) { return found }
    if let found = Self.builtIns.first(where: { $0.name == path }) { return found.input }
    if let dot = path.firstIndex(of: "."),
      let reference = stream.references.firstIndex(where: { $0.name == path[..<dot] })
    {
      return referenceInput(String(path[path.index(after: dot)...]), reference, index, node)
    }
    if let place { return field(place, index, scope) }
    unknownPath(path, node, index)
    return nil
  }

  private func field(_ place: Int, _ stream: Int, _ scope: FieldScope) -> NamedInput {
    if let target = scope.target { declared.streams[stream].fields.note(target, needs: place) }
    let position = declared.streams[stream].fields.positions[place]
    return NamedInput(
      input: .field(position), kind: fieldKinds[stream][position],
      values: scenario.streams.indices.contains(stream)
        ? choiceValues(scenario.streams[stream].fields[position].generator) : nil)
  }

  /// The values of a plain choice.
  func choiceValues(_ generator: Generator) -> [ScenarioValue]? {
    if case .choice(let weighted) = generator { weighted.map(\.value) } else { nil }
  }

  private func referenceInput(
    _ name: String, _ reference: Int, _ stream: Int, _ node: YAMLNode
  ) -> NamedInput? {
    guard let index = declared.streams[stream].references[reference].population else { return nil }
    let population = declared.populations[index]
    if let place = population.attributes.place(of: name) {
      let position = population.attributes.positions[place]
      return NamedInput(
        input: .attribute(reference: reference, attribute: position),
        kind: attributeKinds[index][position],
        values: choiceValues(scenario.populations[index].attributes[position].generator))
    }
    if let level = population.levels.firstIndex(of: name) {
      return NamedInput(input: .level(reference: reference, level: level), kind: .integer)
    }
    if name == "number" { return NamedInput(input: .entity(reference: reference), kind: .integer) }
    unknown(
      "attribute", name, "the population \"\(population.name)\"", node,
      among: population.attributes.names + population.levels + ["number"])
    return nil
  }

  private func unknownPath(_ path: String, _ node: YAMLNode, _ index: Int) {
    let stream = declared.streams[index]
    var names = stream.fields.names + streamDimensions[index].keys.sorted()
    names += stream.references.flatMap { reference in
      (reference.population.map { declared.populations[$0].attributes.names } ?? []).map {
        "\(reference.name).\($0)"
      }
    }
    names += Self.builtIns.map(\.name)
    unknown(
      "field", path, "the stream \"\(stream.name)\"", node, among: names, help: Self.constantHelp)
  }
}
