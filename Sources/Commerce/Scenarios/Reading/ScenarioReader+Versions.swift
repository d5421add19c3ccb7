extension ScenarioReader {
  static let mostVersions = 200

  /// The producers; without any, one that writes every field with output.
  func versions(_ section: SectionReader, _ index: Int, _ isWritten: [Bool]) -> [ProducerVersion] {
    let order = declared.streams[index].fields
    func outputs(_ places: [Int], _ names: [Int: String] = [:]) -> [ProducerVersion.Output] {
      places.map { place in
        .init(field: order.positions[place], path: Self.path(names[place] ?? order.names[place]))
      }
    }
    let written = isWritten.indices.filter { isWritten[$0] }
    guard section.has("versions") else {
      let version = ProducerVersion(
        name: "1", outputs: outputs(written), from: 0, ramp: 0, share: 1)
      if let node = section["fields"] { checkPaths(version, node) }
      return [version]
    }
    let nodes = Array(section.items("versions").prefix(Self.mostVersions + 1))
    let lists = nodes.map { fieldPlaces($0, "add", index, isWritten) }
    let added = Set(lists.flatMap { $0 })
    var versions: [ProducerVersion] = []
    for (number, node) in nodes.enumerated() {
      guard let keys = SectionReader(node, .version, self) else { continue }
      let dropped = Set(fieldPlaces(node, "drop", index, isWritten))
      let names = renamed(keys, index)
      let places = written.filter { place in
        !dropped.contains(place) && (!added.contains(place) || lists[number].contains(place))
      }
      let version = ProducerVersion(
        name: keys.text("name") ?? "", outputs: outputs(places, names),
        from: keys.duration("from") ?? 0, ramp: keys.duration("ramp") ?? 0,
        share: keys.share("share") ?? 1)
      check(version, number, versions, node)
      versions.append(version)
    }
    if let list = section["versions"] { check(versions, list) }
    return versions
  }

  private func fieldPlaces(
    _ node: YAMLNode, _ key: String, _ index: Int, _ isWritten: [Bool]
  ) -> [Int] {
    guard let list = node[key] else { return [] }
    let order = declared.streams[index].fields
    return items(list, key).compactMap { item in
      guard let position = fieldPosition(item, key, index),
        let place = order.positions.firstIndex(of: position)
      else { return nil }
      if isWritten[place] { return place }
      fault("bad-value", "\"\(order.names[place])\" has no output", item)
      return nil
    }
  }

  private func renamed(_ section: SectionReader, _ index: Int) -> [Int: String] {
    var names: [Int: String] = [:]
    for entry in section.entries("rename") {
      let order = declared.streams[index].fields
      guard let place = order.place(of: entry.name) else {
        let owner = "the stream \"\(declared.streams[index].name)\""
        unknown("field", entry.name, owner, entry.key, among: order.names)
        continue
      }
      names[place] = text(entry.value, entry.name)
    }
    return names
  }

  private func check(
    _ version: ProducerVersion, _ number: Int, _ others: [ProducerVersion], _ node: YAMLNode
  ) {
    if number == 0 && version.from != 0, let from = node["from"] {
      fault("bad-value", "the first version runs from the start on", from)
    }
    if others.contains(where: { $0.name == version.name }) {
      fault("duplicate-value", "there are two versions \"\(brief(version.name))\"", node)
    }
    if version.outputs.isEmpty { fault("empty", "the version writes no field", node) }
    checkPaths(version, node)
  }

  private func check(_ versions: [ProducerVersion], _ list: YAMLNode) {
    if versions.isEmpty && list.items != nil { fault("empty", "there are no versions", list) }
    if versions.count > Self.mostVersions {
      fault("too-many", "there are over \(Self.mostVersions) versions", list)
    }
    let later = versions.dropFirst()
    if later.reduce(0, { $0 + $1.share }) > 1.000_000_1 {
      fault("bad-value", "the shares of the later versions are more than all", list)
    }
  }

  /// No two fields are written at the same place, and none within another.
  private func checkPaths(_ version: ProducerVersion, _ node: YAMLNode) {
    var paths: Set<[String]> = []
    for output in version.outputs where !paths.insert(output.path).inserted {
      fault(
        "duplicate-value",
        "two fields are written as \"\(brief(output.path.joined(separator: ".")))\"",
        node)
    }
    for output in version.outputs {
      for length in 1..<max(output.path.count, 1)
      where paths.contains(Array(output.path.prefix(length))) {
        let (outer, inner) = (output.path.prefix(length), output.path)
        fault(
          "duplicate-value",
          "\"\(brief(inner.joined(separator: ".")))\" lies within the field "
            + "\"\(brief(outer.joined(separator: ".")))\"", node)
      }
    }
  }

  /// `payload.user.id` in parts; `\.` is a dot of a name.
  static func path(_ name: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in name {
      if character == "." && !isEscaped {
        parts.append("")
      } else if character == "\\" && !isEscaped {
        isEscaped = true
        continue
      } else {
        parts[parts.count - 1].append(character)
      }
      isEscaped = false
    }
    return parts
  }
}
