extension ScenarioReader {
  func readEffects(_ section: SectionReader) {
    if let node = section["patterns"] { readPatterns(node) }
    for entry in limited(section, "incidents") {
      checkName("incident", entry)
      guard let keys = SectionReader(entry.value, .incident, self),
        let effect = effect(.incident, entry, keys)
      else { continue }
      scenario.effects.append(effect)
    }
  }

  private func readPatterns(_ node: YAMLNode) {
    guard let section = SectionReader(node, .patterns, self) else { return }
    let entries = limited(section, "from")
    var count = Int64(entries.count)
    if section.has("plant"), let wanted = section.integer("plant", in: 0...1_000_000) {
      if wanted > count, let place = section["plant"], section.has("from") {
        fault(
          "too-many", "\(wanted) patterns cannot be chosen from \(count)", place,
          help: "write at most \(count)")
      }
      count = min(wanted, count)
    }
    // By chance of the name alone: another pattern in the file changes which are chosen, but not what they choose.
    let draws = entries.map { CounterRandom(seed: seed, names: "plant", $0.name).bits(0, 0) }
    let planted = Set(entries.indices.sorted { draws[$0] < draws[$1] }.prefix(Int(count)))
    for (index, entry) in entries.enumerated() {
      checkName("pattern", entry)
      guard let keys = SectionReader(entry.value, .pattern, self),
        let effect = effect(.pattern, entry, keys)
      else { continue }
      if planted.contains(index) { scenario.effects.append(effect) }
    }
  }

  private func effect(
    _ kind: Effect.Kind, _ entry: YAMLEntry, _ section: SectionReader
  ) -> Effect? {
    let choices = EffectChoices(entry.name, section, self)
    let nodes = section.items("actions")
    if nodes.isEmpty, let node = section["actions"], node.items != nil {
      fault("empty", "\"actions\" has no actions", node)
    }
    let period = kind == .incident ? self.period(section) : nil
    let actions = nodes.flatMap { action(choices.substituted($0, self), choices) }
    let report = section["report"].flatMap { text($0, "report", choices) } ?? ""
    return Effect(
      kind: kind, name: entry.name, strength: choices.strength, chosen: choices.chosen,
      report: report, period: period, actions: actions)
  }

  private func text(_ node: YAMLNode, _ what: String, _ choices: EffectChoices) -> String? {
    if node.isNull { return "" }
    return text(choices.substituted(node, self), what)
  }

  /// From a duration since the start or a moment on, for a duration.
  private func period(_ section: SectionReader) -> Range<Int64>? {
    guard let node = section["from"] else { return nil }
    let from: Int64?
    if let text = node.scalar?.text, let since = ScalarText.duration(text[...]) {
      from = scenario.start + since
    } else if node.entries != nil || ScalarText.moment((node.scalar?.text ?? "")[...]) != nil {
      from = moment(node, "from")
    } else {
      from = nil
      let text = node.scalar.map { "\"\(brief($0.text))\"" } ?? node.kindName
      fault(
        "bad-value", "\"from\" cannot be \(text)", node,
        help: "write a time since the start such as '5 hours', or a moment such as "
          + "'2026-03-02 12:00:00'")
    }
    guard let length = section.duration("for", from: 1), let from else { return nil }
    return from..<(from + length)
  }

  // MARK: Actions

  /// None where there is a fault, or where the action does nothing.
  private func action(_ node: YAMLNode, _ choices: EffectChoices) -> [Effect.Action] {
    guard let entries = node.entries else {
      fault(
        "wrong-type", "an action is a mapping, not \(node.kindName)", node,
        help: "write for example {rate: orders, factor: 2}")
      return []
    }
    guard let description = entries.lazy.compactMap({ ActionDescription.named($0.name) }).first
    else {
      let strange = entries.first
      unknown(
        "action", strange?.name ?? "", nil, strange?.key ?? node,
        among: ActionDescription.all.map(\.name))
      return []
    }
    guard let section = SectionReader(node, description, self) else { return [] }
    let action: Effect.Action? =
      switch description.name {
      case "rate": rateAction(section)
      case "multiply": multiplyAction(section)
      case "weight": weightAction(section)
      case "probability": probabilityAction(section)
      case "follow": followAction(section)
      default: burstAction(section)
      }
    return action.map { [$0] } ?? []
  }

  private func factor(_ section: SectionReader) -> Double? {
    guard let node = section["factor"] else { return nil }
    let remedy = "write a number, $strength or 1/$strength"
    guard let text = scalar(node, "factor", remedy) else { return nil }
    let isInverse = text.hasPrefix("1/")
    if let number = ScalarText.number(isInverse ? text.dropFirst(2) : text[...]),
      number.double >= 0, number.double <= 1_000_000, !isInverse || number.double > 0
    {
      return isInverse ? 1 / number.double : number.double
    }
    fault("bad-value", "\"factor\" cannot be \"\(brief(text))\"", node, help: remedy)
    return nil
  }

  private func conditions(_ section: SectionReader, _ scope: FieldScope) -> [Condition]? {
    guard let node = section["when"] else { return [] }
    return conditions(node, scope)
  }

  private func rateAction(_ section: SectionReader) -> Effect.Action? {
    guard let node = section["rate"], let name = text(node, "rate") else { return nil }
    let target: Effect.RateTarget
    let dimensions: [String: Int]
    if let index = declared.streams.firstIndex(where: { $0.name == name }) {
      guard isRated(scenario.streams[index], node) else { return nil }
      (target, dimensions) = (.stream(index), streamDimensions[index])
    } else if let index = declared.journeys.firstIndex(where: { $0.name == name }) {
      target = .journey(index)
      dimensions = journeyDimensions(index)
    } else {
      unknown(
        "stream or journey", name, nil, node,
        among: declared.streams.map(\.name) + declared.journeys.map(\.name))
      return nil
    }
    let scope = FieldScope(owner: .cells(dimensions, of: "\"\(name)\""))
    let conditions = self.conditions(section, scope)
    let factor = self.factor(section)
    guard let shape = self.shape(section), let conditions, let factor else { return nil }
    return .rate(of: target, conditions: conditions, factor: factor, shape: shape)
  }

  /// Whether a stream has a rate of its own.
  private func isRated(_ stream: StreamDefinition, _ node: YAMLNode) -> Bool {
    let isRated = stream.arrivals.contains { arrivals in
      switch arrivals {
      case .curve, .rate, .even, .updates: true
      default: false
      }
    }
    if isRated || stream.arrivals.isEmpty { return true }
    fault(
      "bad-value", "\"\(stream.name)\" has no rate of its own", node,
      help: "name the journey that writes to it")
    return false
  }

  private func journeyDimensions(_ index: Int) -> [String: Int] {
    guard scenario.journeys.indices.contains(index),
      case .curve(let curve) = scenario.journeys[index].begins
    else { return [:] }
    let names = declared.curves[curve].dimensions.enumerated().map { ($1, $0) }
    return Dictionary(names, uniquingKeysWith: { first, _ in first })
  }

  private func shape(_ section: SectionReader) -> Effect.RateShape? {
    guard let node = section["shape"] else { return .constant }
    switch node.scalar?.text {
    case "constant": return .constant
    case "per day": return .perDay
    case .some(let text):
      fault(
        "bad-value", "\"shape\" cannot be \"\(brief(text))\"", node,
        help: "write constant, per day, or {season: 2026-12-24, width: 20 days}")
      return nil
    case nil: break
    }
    guard let keys = SectionReader(node, .season, self),
      let middle = keys["season"].flatMap({ moment($0, "season") }),
      let width = keys.duration("width", from: 1_000_000)
    else { return nil }
    return .season(middle: middle, width: width)
  }

  /// `stream.name`: the stream, and the name behind its own.
  private func target(_ section: SectionReader, _ key: String) -> (stream: Int, name: String)? {
    guard let node = section[key], let path = text(node, key) else { return nil }
    let names = declared.streams.map(\.name)
    let matches = names.indices.filter { path.hasPrefix(names[$0] + ".") }
    guard let index = matches.max(by: { names[$0].utf8.count < names[$1].utf8.count }) else {
      let head = String(path.prefix { $0 != "." })
      if names.contains(head) {
        fault(
          "bad-value", "\"\(key)\" cannot be \"\(brief(path))\"", node,
          help: "write \(head).FIELD")
      } else {
        unknown("stream", head, nil, node, among: names)
      }
      return nil
    }
    return (index, String(path.dropFirst(names[index].count + 1)))
  }

  private struct FieldTarget {
    var stream: Int
    var position: Int
    var scope: FieldScope
    var field: FieldDefinition
    var kind: ValueKind
  }

  private func fieldTarget(_ section: SectionReader, _ key: String) -> FieldTarget? {
    guard let (stream, name) = target(section, key), let node = section[key] else { return nil }
    let order = declared.streams[stream].fields
    guard let place = order.place(of: name) else {
      let owner = "the stream \"\(declared.streams[stream].name)\""
      unknown("field", name, owner, node, among: order.names)
      return nil
    }
    let position = order.positions[place]
    return FieldTarget(
      stream: stream, position: position, scope: FieldScope(owner: .stream(stream), target: place),
      field: scenario.streams[stream].fields[position], kind: fieldKinds[stream][position])
  }

  private func multiplyAction(_ section: SectionReader) -> Effect.Action? {
    let factor = self.factor(section)
    guard let target = fieldTarget(section, "multiply") else { return nil }
    if !target.kind.mayBeNumber, let node = section["multiply"] {
      fault("wrong-type", "only numbers are multiplied; this is \(target.kind.name)", node)
      return nil
    }
    guard let conditions = self.conditions(section, target.scope), let factor else { return nil }
    return .multiply(
      stream: target.stream, field: target.position, conditions: conditions, factor: factor)
  }

  private func weightAction(_ section: SectionReader) -> Effect.Action? {
    let factor = self.factor(section)
    guard let target = fieldTarget(section, "weight") else { return nil }
    let conditions = self.conditions(section, target.scope)
    guard let factor, let node = section["value"], let value = value(node, "value") else {
      return nil
    }
    guard let values = choiceValues(target.field.generator) else {
      if case .constant(.null) = target.field.generator { return nil }
      if let place = section["weight"] {
        fault("wrong-type", "only the values of a plain \"choice\" have weights", place)
      }
      return nil
    }
    guard values.contains(value) else {
      unknown(
        "value", value.text, "\"\(target.field.name)\"", node, among: values.map(\.text))
      return nil
    }
    guard let conditions else { return nil }
    return .weight(
      stream: target.stream, field: target.position, value: value, conditions: conditions,
      factor: factor)
  }

  private func probabilityAction(_ section: SectionReader) -> Effect.Action? {
    guard let target = fieldTarget(section, "probability") else { return nil }
    let conditions = self.conditions(section, target.scope)
    guard let probability = section.share("is") else { return nil }
    switch target.field.generator {
    case .flag: break
    case .constant(.null): return nil
    default:
      if let node = section["probability"] {
        fault("wrong-type", "only a \"flag\" has a probability", node)
      }
      return nil
    }
    guard let conditions else { return nil }
    return .probability(
      stream: target.stream, field: target.position, conditions: conditions,
      probability: probability)
  }

  // MARK: Entities

  private func referenceTarget(
    _ section: SectionReader, _ key: String
  ) -> (stream: Int, reference: Int, size: Int64)? {
    guard let (stream, name) = target(section, key), let node = section[key] else { return nil }
    let references = declared.streams[stream].references
    guard let reference = references.firstIndex(where: { $0.name == name }) else {
      let owner = "the stream \"\(declared.streams[stream].name)\""
      unknown("reference", name, owner, node, among: references.map(\.name))
      return nil
    }
    guard let population = references[reference].population else { return nil }
    return (stream, reference, Int64(scenario.populations[population].size))
  }

  private func followAction(_ section: SectionReader) -> Effect.Action? {
    let probability = section.share("probability")
    let delay = section.durations("after")
    guard let target = referenceTarget(section, "follow") else { return nil }
    let entity = section.integer("entity", in: 1...target.size)
    let follower = section.integer("by", in: 1...target.size)
    guard let probability, let delay, let entity, let follower else { return nil }
    return .follow(
      stream: target.stream, reference: target.reference, entity: Int(entity) - 1,
      by: Int(follower) - 1, probability: probability, delay: delay)
  }

  private func burstAction(_ section: SectionReader) -> Effect.Action? {
    guard let target = referenceTarget(section, "burst") else { return nil }
    let entities = section.integer("entities", in: 0...min(target.size, 10_000))
    let size = section.integers("size", in: 1...100_000)
    guard let interval = section.duration("every", from: 1_000_000), let entities, let size else {
      return nil
    }
    if interval % 1_000_000 != 0, let node = section["every"] {
      fault("bad-value", "\"every\" is a number of whole seconds", node)
    }
    // None at a time is how a parameter turns a burst off.
    guard entities > 0 else { return nil }
    return .burst(
      stream: target.stream, reference: target.reference, entities: Int(entities), size: size,
      interval: interval)
  }
}
