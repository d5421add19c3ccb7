extension ScenarioReader {
  func journey(_ entry: YAMLEntry, _ index: Int) -> JourneyDefinition {
    checkName("journey", entry)
    var journey = JourneyDefinition(
      name: entry.name, begins: .rate(perSecond: 0), references: [], states: [])
    guard let section = SectionReader(entry.value, .journey, self) else { return journey }
    if let node = section["begins"],
      let begins = arrivals(node, "begins", isBeginning: true)
    {
      journey.begins = begins
    }
    let curves = entry.value["begins"]?["curve"].map { [$0] } ?? []
    journey.references = references(
      limited(section, "references"), dimensions(of: curves, entry))
    let states = limited(section.entries("states"), ScenarioDeclarations.mostFields, "states")
    if states.isEmpty, let node = section["states"] {
      fault("empty", "the journey has no states", node)
    }
    journey.states = states.map { state($0, states.map(\.name), journey) }
    checkReach(journey, states)
    return journey
  }

  private func state(
    _ entry: YAMLEntry, _ names: [String], _ journey: JourneyDefinition
  ) -> JourneyDefinition.State {
    checkName("state", entry)
    let section = SectionReader(entry.value, .state, self)
    let owner = "the journey \"\(journey.name)\""
    let stream = section?["stream"].flatMap { node in
      index(of: node, "stream", nil, among: declared.streams.map(\.name)).map { index in
        checkStream(index, journey, node)
        return index
      }
    }
    let redraws = (section?.items("draw") ?? []).compactMap { node in
      index(of: node, "reference", owner, among: journey.references.map(\.name))
    }
    var next: [(state: Int, probability: Double)] = []
    for entry in section?.entries("next") ?? [] {
      guard let target = names.firstIndex(of: entry.name) else {
        unknown("state", entry.name, owner, entry.key, among: names)
        continue
      }
      if let share = share(entry.value, entry.name) { next.append((target, share)) }
    }
    if next.reduce(0, { $0 + $1.probability }) > 1.000_000_1, let node = section?["next"] {
      fault("bad-value", "the shares of \"next\" are more than all", node)
    }
    return JourneyDefinition.State(
      name: entry.name, stream: stream, redraws: redraws, next: next,
      dwell: section?.durations("after") ?? 1_000_000...1_000_000)
  }

  /// A stream takes the journey's references over by name, so that they must be of the same population.
  private func checkStream(_ index: Int, _ journey: JourneyDefinition, _ node: YAMLNode) {
    guard scenario.streams.indices.contains(index) else { return }
    let stream = scenario.streams[index]
    let isJourneys = stream.arrivals.contains { if case .journeys = $0 { true } else { false } }
    if !isJourneys {
      fault(
        "bad-value", "the records of \"\(stream.name)\" do not come from journeys", node,
        help: "write arrivals: journeys there")
    }
    for reference in stream.references {
      let other = journey.references.first { $0.name == reference.name }
      if let other, other.population != reference.population {
        fault(
          "reference-differs",
          "\"\(reference.name)\" is of another population in the stream \"\(stream.name)\"", node)
      }
    }
  }

  /// Every state can be reached, and no two states lead into each other for certain and without delay.
  private func checkReach(_ journey: JourneyDefinition, _ entries: [YAMLEntry]) {
    guard !journey.states.isEmpty else { return }
    var reached: Set<Int> = [0]
    var open = [0]
    while let state = open.popLast() {
      for next in journey.states[state].next where reached.insert(next.state).inserted {
        open.append(next.state)
      }
    }
    for index in journey.states.indices where !reached.contains(index) {
      fault(
        "unreachable", "no way leads to the state \"\(journey.states[index].name)\"",
        entries[index].key, help: "name it under \"next\" of another state")
    }
    checkEnd(journey, entries)
  }

  /// A journey must be able to end, or memory would fill with those that do not.
  private func checkEnd(_ journey: JourneyDefinition, _ entries: [YAMLEntry]) {
    var ends = Set(
      journey.states.indices.filter { index in
        journey.states[index].next.reduce(0) { $0 + $1.probability } < 0.999_999_9
      })
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for index in journey.states.indices where !ends.contains(index) {
        let leads = journey.states[index].next.contains { next in
          next.probability > 0 && ends.contains(next.state)
        }
        if leads { isGrowing = ends.insert(index).inserted || isGrowing }
      }
    }
    if let endless = journey.states.indices.first(where: { !ends.contains($0) }) {
      fault(
        "endless", "a journey never ends from \"\(journey.states[endless].name)\" on",
        entries[endless].key, help: "make the shares of \"next\" less than 100 % somewhere")
    }
  }

  /// Each stream that waits for journeys is named by a state.
  func checkJourneys(_ streams: [YAMLEntry]) {
    let named = Set(scenario.journeys.flatMap { $0.states.compactMap(\.stream) })
    for (index, stream) in scenario.streams.enumerated() where !named.contains(index) {
      let waits = stream.arrivals.contains { if case .journeys = $0 { true } else { false } }
      if waits, let node = streams[index].value["arrivals"] {
        fault(
          "missing-journey", "no state of a journey writes to \"\(stream.name)\"", node,
          help: "write stream: \(stream.name) in a state")
      }
    }
  }

  func answer(_ entry: YAMLEntry) -> AnswerDefinition? {
    checkName("answer", entry)
    guard let section = SectionReader(entry.value, .answer, self),
      let streamNode = section["stream"],
      let stream = index(of: streamNode, "stream", nil, among: declared.streams.map(\.name))
    else { return nil }
    let names = declared.streams[stream].references.map(\.name)
    let owner = "the stream \"\(declared.streams[stream].name)\""
    let reference = section["count"].flatMap {
      index(of: $0, "reference", owner, among: names)
    }
    let least = section.integer("at_least", in: 1...1_000_000_000)
    let window = section.has("window") ? section.duration("window", from: 1_000_000) : nil
    guard let reference, let least else { return nil }
    return AnswerDefinition(
      name: entry.name, stream: stream, reference: reference, atLeast: Int(least), window: window)
  }
}
