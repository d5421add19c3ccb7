extension ScenarioReader {
  func stream(_ entry: YAMLEntry, _ index: Int) -> StreamDefinition {
    checkName("stream", entry)
    let order = declared.streams[index].fields
    let placeholder = FieldDefinition(
      name: "", generator: .constant(.null), nullShare: 0, changeInterval: nil)
    var stream = StreamDefinition.empty(entry.name)
    stream.fields = Array(repeating: placeholder, count: order.names.count)
    fieldKinds.append(Array(repeating: .any, count: order.names.count))
    guard let section = SectionReader(entry.value, .stream, self) else { return stream }
    if let node = section["topic"], let topic = section.text("topic") {
      stream.topic = topic
      if !Self.isName(topic) { badName("topic", topic, node) }
      if let other = scenario.streams.first(where: { $0.topic == topic }) {
        fault("duplicate-value", "\"\(other.name)\" has this topic too", node)
      }
    }
    let references = limited(section, "references")
    stream.references = self.references(references, streamDimensions[index])
    stream.arrivals = arrivalNodes(section["arrivals"]).compactMap { node in
      guard let arrivals = arrivals(node, "arrivals", isBeginning: false) else { return nil }
      checkReference(arrivals, stream, node)
      return arrivals
    }
    let isWritten = readFields(section, index, &stream)
    readDelivery(section, index, isWritten, &stream)
    // Corruption and effects look at the stream as far as it is read.
    scenario.streams.append(stream)
    defer { scenario.streams.removeLast() }
    if let node = section["corruption"] { readCorruption(node, index, isWritten, &stream) }
    checkShares(section, entry, stream)
    if let node = section["consumes"] { stream.consumption = consumption(node, index, stream) }
    stream.versions = versions(section, index, isWritten)
    return stream
  }

  /// Records about an entity need a reference to its population.
  private func checkReference(
    _ arrivals: Arrivals, _ stream: StreamDefinition, _ node: YAMLNode
  ) {
    let population: Int
    switch arrivals {
    case .births(let index), .updates(let index, _), .deliveries(let index, _): population = index
    default: return
    }
    if !stream.references.contains(where: { $0.population == population }) {
      let name = declared.populations[population].name
      fault(
        "missing-reference", "the stream has no reference to \"\(name)\", whose entities come here",
        node, help: "write references: {one: {population: \(name)}}")
    }
  }

  /// Reads the fields in an order in which each depends on earlier ones; returns which are written, by place.
  private func readFields(
    _ section: SectionReader, _ index: Int, _ stream: inout StreamDefinition
  ) -> [Bool] {
    let order = declared.streams[index].fields
    let entries = limited(section.entries("fields"), ScenarioDeclarations.mostFields, "fields")
    var isWritten = Array(repeating: true, count: entries.count)
    tableRows = [:]
    scenario.streams.append(stream)
    for place in entries.indices.sorted(by: { order.positions[$0] < order.positions[$1] }) {
      let scope = FieldScope(owner: .stream(index), target: place)
      let made = field(entries[place], scope, besides: ["nulls", "output"])
      let position = order.positions[place]
      scenario.streams[index].fields[position] = made.field
      fieldKinds[index][position] = made.kind
      isWritten[place] = made.isOutput
    }
    stream.fields = scenario.streams.removeLast().fields
    if section.has("fields"), let node = section["fields"], !isWritten.contains(true) {
      fault("empty", "no field of the stream is written", node)
    }
    return isWritten
  }

  /// A field of a stream by its name; its position.
  func fieldPosition(_ node: YAMLNode, _ what: String, _ stream: Int) -> Int? {
    let order = declared.streams[stream].fields
    guard let name = text(node, what) else { return nil }
    if let place = order.place(of: name) { return order.positions[place] }
    unknown(
      "field", name, "the stream \"\(declared.streams[stream].name)\"", node, among: order.names)
    return nil
  }

  /// Key, id and time, and what may happen on the way.
  private func readDelivery(
    _ section: SectionReader, _ index: Int, _ isWritten: [Bool], _ stream: inout StreamDefinition
  ) {
    stream.key = section["key"].flatMap { fieldPosition($0, "key", index) }
    stream.id = section["id"].flatMap { fieldPosition($0, "id", index) }
    if let node = section["time"] {
      stream.timeField = fieldPosition(node, "time", index)
      if let position = stream.timeField, !Self.isEventTime(stream.fields[position].generator) {
        fault(
          "wrong-type", "\"time\" names a field that holds the event's time", node,
          help: "make the field by {timestamp: time}")
      }
    }
    stream.disorder = wholeSeconds(section, "disorder") ?? 0
    let watermark = wholeSeconds(section, "watermark")
    stream.watermark = watermark ?? 0
    stream.window = wholeSeconds(section, "window", from: 1_000_000) ?? 60_000_000
    stream.lateShare = section.share("late") ?? 0
    stream.duplicateShare = section.share("duplicates") ?? 0
    if let watermark, stream.disorder > watermark, let node = section["disorder"] {
      fault(
        "bad-value", "\"disorder\" is greater than the watermark, so clean records would be late",
        node, help: "make it at most \(Self.durationText(watermark))")
    }
    if stream.lateShare > 0, !section.has("time"), let node = section["late"] {
      fault("missing-key", "nothing can be late without \"time\"", node)
    }
    if stream.duplicateShare > 0, let node = section["duplicates"] {
      let place = stream.id.flatMap { position in
        declared.streams[index].fields.positions.firstIndex(of: position)
      }
      if !section.has("id") || place.map({ !isWritten[$0] }) ?? false {
        fault(
          "missing-key", "copies are found by \"id\", which is not written", node,
          help: "name a written field under \"id\", or set duplicates to 0")
      }
    }
  }

  private static func isEventTime(_ generator: Generator) -> Bool {
    switch generator {
    case .timestamp(.time, _, _), .input(.time): true
    case .timestamp(.field, _, _), .conditional: true
    // A field with a fault of its own.
    case .constant(.null): true
    default: false
    }
  }

  private func wholeSeconds(
    _ section: SectionReader, _ key: String, from least: Int64 = 0
  ) -> Int64? {
    guard let duration = section.duration(key, from: least) else { return nil }
    if duration % 1_000_000 != 0, let node = section[key] {
      fault("bad-value", "\"\(key)\" is a number of whole seconds", node)
      return nil
    }
    return duration
  }

  private func checkShares(
    _ section: SectionReader, _ entry: YAMLEntry, _ stream: StreamDefinition
  ) {
    if stream.corruptedShare + stream.lateShare + stream.duplicateShare > 1 {
      fault(
        "bad-value", "late, duplicate and corrupted records together are more than all",
        section["corruption"]?["share"] ?? entry.key, help: "make the shares at most 100 % together"
      )
    }
  }

  private func consumption(
    _ node: YAMLNode, _ index: Int, _ stream: StreamDefinition
  ) -> StreamDefinition.Consumption? {
    guard let section = SectionReader(node, .consumption, self),
      let levelNode = section["level"], let fieldNode = section["field"]
    else { return nil }
    let found = input(levelNode, "level", FieldScope(owner: .stream(index)))
    guard let found, let position = fieldPosition(fieldNode, "field", index) else { return nil }
    guard case .level(let reference, let level) = found.input else {
      fault(
        "wrong-type", "\"\(brief(levelNode.scalar?.text ?? ""))\" is no level", levelNode,
        help: "write REFERENCE.LEVEL")
      return nil
    }
    let kind = fieldKinds[index][position]
    if kind != .integer && kind != .any {
      fault("wrong-type", "a level is lowered by whole numbers, not \(kind.name)", fieldNode)
    }
    return StreamDefinition.Consumption(reference: reference, level: level, field: position)
  }
}

extension StreamDefinition {
  static func empty(_ name: String) -> StreamDefinition {
    StreamDefinition(
      name: name, topic: name, arrivals: [], references: [], fields: [], versions: [], key: nil,
      id: nil, timeField: nil, disorder: 0, watermark: 0, window: 60_000_000, lateShare: 0,
      duplicateShare: 0, corruptedShare: 0, corruptions: [], consumption: nil)
  }
}
