import Diagnostics

/// What a pattern or an incident chose by seed, put in place of `$name` and `$strength`.
struct EffectChoices {
  private(set) var chosen: [(name: String, value: ScenarioValue)] = []
  private(set) var strength = 1.0
  private var scalars: [String: YAMLScalar] = [:]

  init(_ name: String, _ section: SectionReader, _ reader: ScenarioReader) {
    for entry in section.entries("choose") {
      scalars[entry.name] = YAMLScalar(text: "", isPlain: true, isBroken: true)
      guard let candidates = Self.candidates(entry, reader) else { continue }
      guard candidates.count > 0 else {
        reader.fault("empty", "\"\(entry.name)\" has nothing to choose from", entry.value)
        continue
      }
      let random = CounterRandom(seed: reader.seed, names: "choose", name, entry.name)
      let scalar = candidates[random.below(candidates.count, 0, 0)]
      chosen.append((entry.name, ScenarioValue(scalar)))
      scalars[entry.name] = scalar
    }
    drawStrength(name, section, reader)
  }

  private mutating func drawStrength(
    _ name: String, _ section: SectionReader, _ reader: ScenarioReader
  ) {
    scalars["strength"] = YAMLScalar(text: "1", isPlain: true)
    guard let node = section["strength"] else { return }
    guard let (lower, upper) = reader.numbers(node, "strength") else {
      scalars["strength"]?.isBroken = true
      return
    }
    let scale = lower == upper ? lower.scale : max(2, lower.scale, upper.scale)
    guard let least = lower.unscaled(at: scale), let most = upper.unscaled(at: scale),
      least > 0, upper.double <= 1_000_000
    else {
      reader.fault(
        "bad-value", "\"strength\" is above 0 and at most 1 000 000", node,
        help: "write a number or a range such as 2..4")
      scalars["strength"]?.isBroken = true
      return
    }
    let random = CounterRandom(seed: reader.seed, names: "strength", name)
    let unscaled = least + random.below(most - least + 1, 0, 0)
    let drawn = ScalarText.Number(unscaled: unscaled, scale: scale)
    strength = drawn.double
    scalars["strength"] = YAMLScalar(
      text: ScenarioValue.decimalText(unscaled, scale), isPlain: true)
  }

  private enum Candidates {
    case values([YAMLScalar])
    case integers(ClosedRange<Int64>)

    var count: Int64 {
      switch self {
      case .values(let values): Int64(values.count)
      case .integers(let range): range.upperBound - range.lowerBound + 1
      }
    }

    subscript(place: Int64) -> YAMLScalar {
      switch self {
      case .values(let values): values[Int(place)]
      case .integers(let range):
        YAMLScalar(text: String(range.lowerBound + place), isPlain: true)
      }
    }
  }

  /// A list, a range of integers, or `any` value of the dimension or choice field of that name.
  private static func candidates(
    _ entry: YAMLEntry, _ reader: ScenarioReader
  ) -> Candidates? {
    if entry.name == "strength" {
      reader.fault("bad-name", "\"strength\" stands for the strength", entry.key)
      return nil
    }
    if let items = entry.value.items {
      let scalars = items.compactMap { item -> YAMLScalar? in
        if item.scalar == nil { _ = reader.value(item, entry.name) }
        return item.scalar
      }
      return scalars.count == items.count ? .values(scalars) : nil
    }
    if entry.value.scalar?.text == "any" {
      return values(entry, reader).map(Candidates.values)
    }
    let limits: ClosedRange<Int64> = -1_000_000_000...1_000_000_000
    return reader.integers(entry.value, entry.name, in: limits).map(Candidates.integers)
  }

  private static func values(_ entry: YAMLEntry, _ reader: ScenarioReader) -> [YAMLScalar]? {
    if let dimension = reader.declared.dimensions[entry.name] {
      return zip(dimension.values, dimension.weights).filter { $0.1 > 0 }.map { $0.0.scalar }
    }
    for (index, stream) in reader.declared.streams.enumerated() {
      guard let place = stream.fields.place(of: entry.name) else { continue }
      let field = reader.scenario.streams[index].fields[stream.fields.positions[place]]
      if case .choice(let weighted) = field.generator {
        return weighted.filter { $0.weight > 0 }.map { $0.value.scalar }
      }
    }
    let names = reader.declared.dimensions.keys.sorted()
    reader.unknown(
      "dimension or choice", entry.name, nil, entry.key, among: names,
      help: "write a list to choose from")
    return nil
  }

  /// The node with each `$name` replaced; a scalar that is only `$name` keeps the value's kind.
  func substituted(_ node: YAMLNode, _ reader: ScenarioReader) -> YAMLNode {
    var node = node
    switch node.content {
    case .scalar(let scalar):
      if scalar.text.contains("$") { node.content = .scalar(substituted(scalar, node, reader)) }
    case .sequence(let items):
      node.content = .sequence(items.map { substituted($0, reader) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { YAMLEntry(key: $0.key, value: substituted($0.value, reader)) })
    }
    return node
  }

  private func substituted(
    _ scalar: YAMLScalar, _ node: YAMLNode, _ reader: ScenarioReader
  ) -> YAMLScalar {
    var result = scalar
    result.text = ""
    var rest = scalar.text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result.text += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard name.first?.isLetter == true else {
        result.text.append("$")
        continue
      }
      guard let value = scalars[String(name)] else {
        reader.unknown(
          "choice", String(name), nil, node, among: scalars.keys.sorted(),
          help: "name it under \"choose\"")
        result.isBroken = true
        return result
      }
      if scalar.text.utf8.count == name.utf8.count + 1 { return value }
      result.text += value.text
      result.isBroken = result.isBroken || value.isBroken
      rest = rest[name.endIndex...]
    }
    result.text += rest
    return result
  }
}
