/// A generator with the kind of its values.
struct MadeGenerator {
  var generator: Generator
  var kind: ValueKind

  init(_ generator: Generator, _ kind: ValueKind) {
    self.generator = generator
    self.kind = kind
  }
}

extension ScenarioReader {
  /// `row` names the field, for draws of tables that share no row.
  func generator(
    _ node: YAMLNode, _ scope: FieldScope, row: String, besides: Set<String> = []
  ) -> MadeGenerator? {
    if let scalar = node.scalar {
      if scalar.isBroken { return nil }
      switch ScenarioValue(scalar) {
      case .text(let path):
        return input(path, node, scope).map { MadeGenerator(.input($0.input), $0.kind) }
      case let value: return MadeGenerator(.constant(value), ValueKind(value))
      }
    }
    guard let entries = node.entries else {
      fault(
        "wrong-type", "a field is a path, a constant or a generator, not \(node.kindName)", node,
        help: "write for example {choice: [one, another]}")
      return nil
    }
    guard let (description, value) = named(node, entries, besides) else { return nil }
    let known = [description.name] + description.beside.map(\.name) + besides.sorted()
    for entry in entries where !known.contains(entry.name) {
      unknown("key", entry.name, "the generator \(description.name)", entry.key, among: known)
    }
    if value.isNull && description.name != "uuid" && description.name != "constant"
      && description.name != "sequence"
    {
      fault(
        "wrong-type", "\"\(description.name)\" needs \(description.form)", node)
      return nil
    }
    return made(description, value, node, scope, row)
  }

  /// The one key of a mapping that names a generator.
  private func named(
    _ node: YAMLNode, _ entries: [YAMLEntry], _ besides: Set<String>
  ) -> (GeneratorDescription, YAMLNode)? {
    let found = entries.compactMap { entry in
      GeneratorDescription.named(entry.name).map { ($0, entry) }
    }
    if found.count == 1 { return (found[0].0, found[0].1.value) }
    if found.count > 1 {
      let names = found.map { "\"\($0.0.name)\"" }.joined(separator: " and ")
      fault("bad-field", "a field has one generator, not \(names)", found[1].1.key)
      return nil
    }
    let modifiers = Set(GeneratorDescription.modifiers.map(\.name))
    guard let stranger = entries.first(where: { !modifiers.contains($0.name) }) else {
      fault("bad-field", "a field needs a generator", node, help: "such as {integer: 1..5}")
      return nil
    }
    unknown(
      "generator", stranger.name, nil, stranger.key, among: GeneratorDescription.all.map(\.name))
    return nil
  }

  private func made(
    _ description: GeneratorDescription, _ node: YAMLNode, _ whole: YAMLNode, _ scope: FieldScope,
    _ row: String
  ) -> MadeGenerator? {
    switch description.name {
    case "constant":
      return value(node, "constant").map { MadeGenerator(.constant($0), ValueKind($0)) }
    case "input":
      return input(node, "input", scope).map { MadeGenerator(.input($0.input), $0.kind) }
    case "sequence": return sequence(node, description)
    case "integer":
      return integers(node, "integer", in: -Self.greatest...Self.greatest).map {
        MadeGenerator(.integer($0), .integer)
      }
    case "decimal": return decimal(node, whole)
    case "normal", "lognormal": return bounded(node, description)
    case "choice": return choice(node)
    case "flag": return share(node, "flag").map { MadeGenerator(.flag($0), .boolean) }
    case "uuid": return MadeGenerator(.uuid, .text)
    case "template": return template(node, scope)
    case "table": return tableDraw(node, description, scope, row)
    case "timestamp": return timestamp(node, whole, scope)
    case "case": return conditional(node, whole, scope, row)
    case "lookup": return lookup(node, description, scope)
    default:
      guard let operation = ArithmeticOperator(rawValue: description.name) else {
        preconditionFailure("\(description.name) is described and not made")
      }
      return arithmetic(operation, node, whole, scope)
    }
  }

  /// Unscaled values have at most so many digits.
  static let greatest: Int64 = 999_999_999_999_999_999

  private func sequence(
    _ node: YAMLNode, _ description: GeneratorDescription
  ) -> MadeGenerator? {
    guard let keys = description.value, let section = SectionReader(node, keys, self) else {
      return nil
    }
    let first = section.integer("from", in: -1_000_000_000_000_000...1_000_000_000_000_000)
    let step = section.integer("step", in: -1_000_000...1_000_000)
    guard let first, let step else { return nil }
    return MadeGenerator(.sequence(first: first, step: step), .integer)
  }

  /// `scale` beside a generator, or within one.
  private func scale(_ node: YAMLNode?) -> Int? {
    guard let node = node?["scale"] else { return 0 }
    return integer(node, "scale", in: 0...9).map(Int.init)
  }

  private func decimal(_ node: YAMLNode, _ whole: YAMLNode) -> MadeGenerator? {
    guard let (lower, upper) = numbers(node, "decimal") else { return nil }
    let given = whole["scale"].map { _ in scale(whole) } ?? max(lower.scale, upper.scale)
    guard let scale = given else { return nil }
    guard let least = lower.unscaled(at: scale), let most = upper.unscaled(at: scale) else {
      fault("bad-value", "the bounds have more digits than \(scale)", node)
      return nil
    }
    return MadeGenerator(.decimal(least...most, scale: scale), scale == 0 ? .integer : .decimal)
  }

  private func bounded(_ node: YAMLNode, _ description: GeneratorDescription) -> MadeGenerator? {
    guard let keys = description.value, let section = SectionReader(node, keys, self),
      let scale = scale(node)
    else { return nil }
    let isNormal = description.name == "normal"
    let least = bound(section, "from", scale, isNormal ? -Self.greatest : 0)
    let most = bound(section, "to", scale, Self.greatest)
    guard let least, let most else { return nil }
    guard least <= most else {
      fault("bad-range", "\"from\" is greater than \"to\"", node)
      return nil
    }
    let kind = scale == 0 ? ValueKind.integer : .decimal
    if isNormal {
      let mean = section.number("mean", in: -1e12...1e12)
      let deviation = section.number("deviation", in: 0...1e12)
      guard let mean, let deviation else { return nil }
      return MadeGenerator(
        .normal(mean: mean, deviation: deviation, bounds: least...most, scale: scale), kind)
    }
    let median = section.number("median", in: 0.000_000_001...1e12)
    let spread = section.number("spread", in: 0...20)
    guard let median, let spread else { return nil }
    return MadeGenerator(
      .logNormal(median: median, spread: spread, bounds: least...most, scale: scale), kind)
  }

  private func bound(
    _ section: SectionReader, _ key: String, _ scale: Int, _ otherwise: Int64
  ) -> Int64? {
    guard let node = section[key] else { return otherwise }
    guard number(node, key, in: -1e15...1e15) != nil, let text = node.scalar?.text else {
      return nil
    }
    if let value = ScalarText.number(text[...])?.unscaled(at: scale) { return value }
    fault("bad-value", "\"\(key)\" has more digits than its scale of \(scale)", node)
    return nil
  }

  private func choice(_ node: YAMLNode) -> MadeGenerator? {
    if let name = node.scalar?.text {
      guard let dimension = declared.dimensions[name] else {
        unknown(
          "dimension", name, nil, node, among: declared.dimensions.keys.sorted(),
          help: "write a list, a mapping of values to weights, or a dimension")
        return nil
      }
      let weighted = zip(dimension.values, dimension.weights).map {
        Generator.Weighted(value: $0, weight: $1)
      }
      return MadeGenerator(.choice(weighted), ValueKind(dimension.values))
    }
    return weighted(node, "choice").map { weighted in
      MadeGenerator(.choice(weighted), ValueKind(weighted.map(\.value)))
    }
  }

  private func arithmetic(
    _ operation: ArithmeticOperator, _ node: YAMLNode, _ whole: YAMLNode, _ scope: FieldScope
  ) -> MadeGenerator? {
    let name = operation.rawValue
    guard let scale = scale(whole) else { return nil }
    let nodes = items(node, name)
    guard nodes.count >= 2 else {
      if node.items != nil { fault("bad-value", "\"\(name)\" takes two paths or more", node) }
      return nil
    }
    let inputs = nodes.compactMap { operand in
      input(operand, name, scope).flatMap { found -> Input? in
        guard found.kind.mayBeNumber else {
          let path = operand.scalar?.text ?? ""
          fault(
            "wrong-type", "\"\(name)\" takes numbers; \"\(brief(path))\" is \(found.kind.name)",
            operand)
          return nil
        }
        return found.input
      }
    }
    guard inputs.count == nodes.count else { return nil }
    return MadeGenerator(
      .arithmetic(operation, inputs, scale: scale), scale == 0 ? .integer : .decimal)
  }
}
