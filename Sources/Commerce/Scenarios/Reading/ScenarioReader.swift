import Diagnostics

extension Scenario {
  /// Reads a scenario file for one set of parameters and one seed. Throws every fault of it, with places in `text`.
  static func read(
    text: [UInt8], parameters: [String: String], seed: UInt64, _ surroundings: ScenarioSurroundings
  ) throws(DiagnosticList) -> Scenario {
    let (root, faults) = YAMLReader.read(text)
    let reader = ScenarioReader(seed: seed, surroundings)
    for fault in faults { reader.faults.add(fault) }
    let scenario = root.flatMap { reader.read($0, parameters) }
    if root == nil && faults.isEmpty {
      reader.faults.add(
        Diagnostic(
          "empty-file", "the file holds no scenario", at: nil,
          help: "begin with \"scenario: NAME\""))
    }
    guard let scenario, !reader.faults.hasErrors else {
      throw DiagnosticList(reader.faults.sorted)
    }
    return scenario
  }
}

/// Reads a scenario's parts, noting faults, in two passes: the first finds what depends on what, the second reads the
/// fields in an order in which each depends on earlier ones only.
///
/// Both passes note the same faults once. Every part is read however many faults the others have; names that stand for
/// nothing give nil, and what hangs on them is left out.
final class ScenarioReader {
  var faults = DiagnosticList()
  let seed: UInt64
  let surroundings: ScenarioSurroundings
  var declared = ScenarioDeclarations()
  /// What is read so far in this pass.
  var scenario = Scenario.empty
  /// Kinds of fields in this pass: by population and by stream, in the fields' positions.
  var attributeKinds: [[ValueKind]] = []
  var fieldKinds: [[ValueKind]] = []
  /// Dimensions that a stream's records can have, with their index in each of its curves.
  var streamDimensions: [[String: Int]] = []
  /// Draws of data tables by row name, of the fields' owner under way: they must be alike.
  var tableRows: [String: TableDraw] = [:]

  init(seed: UInt64, _ surroundings: ScenarioSurroundings) {
    self.seed = seed
    self.surroundings = surroundings
  }

  /// Nil where the root is no mapping; what it gives is whole only if there are no faults.
  func read(_ root: YAMLNode, _ given: [String: String]) -> Scenario? {
    var parameters = ScenarioParameters(root["parameters"], given: given, self)
    let root = parameters.substituted(root, self)
    guard let section = SectionReader(root, .scenario, self) else { return nil }
    scenario.parameters = parameters.texts
    readHead(section)
    declared = ScenarioDeclarations(root)
    readDimensions(section)
    scenario.tables = readTables(section)
    readParts(section)
    sortFields(section)
    readParts(section)
    return scenario
  }

  private func readHead(_ section: SectionReader) {
    if let node = section["scenario"], let name = section.text("scenario") {
      if Self.isName(name) {
        scenario.name = name
      } else {
        badName("scenario", name, node)
      }
    }
    scenario.summary = section["summary"].flatMap { $0.scalar?.text } ?? ""
    if let node = section["start"], let start = moment(node, "start") {
      if start % CivilTime.microsecondsPerSecond != 0 {
        fault("bad-value", "\"start\" is a whole second", node)
      }
      scenario.start = start
    }
    if let node = section["tick"], let tick = section.duration("tick", from: 1_000_000) {
      if tick % 1_000_000 != 0 || tick > CivilTime.microsecondsPerDay {
        fault(
          "bad-value", "\"tick\" is a number of whole seconds, at most a day", node,
          help: "write for example '1 minute'")
      } else {
        scenario.tick = tick
      }
    }
  }

  /// One pass over what names other parts.
  private func readParts(_ section: SectionReader) {
    scenario.populations = []
    scenario.streams = []
    scenario.effects = []
    attributeKinds = []
    fieldKinds = []
    for (index, entry) in limited(section, "populations").enumerated() {
      scenario.populations.append(population(entry, index))
    }
    scenario.curves = limited(section, "curves").map { curve($0) }
    let streams = limited(section, "streams")
    let journeys = limited(section, "journeys")
    settleDimensions(streams, journeys)
    for (index, entry) in streams.enumerated() {
      scenario.streams.append(stream(entry, index))
    }
    if section.has("streams") && streams.isEmpty, let node = section["streams"], !faults.hasErrors {
      fault("empty", "a scenario has at least one stream", node)
    }
    scenario.journeys = journeys.enumerated().map { journey($1, $0) }
    checkJourneys(streams)
    readEffects(section)
    scenario.answers = limited(section, "answers").compactMap { answer($0) }
  }

  /// The entries of a section, with a fault where they are too many.
  func limited(_ section: SectionReader, _ key: String) -> [YAMLEntry] {
    limited(section.entries(key), ScenarioDeclarations.mostSections, key)
  }

  func limited(_ entries: [YAMLEntry], _ most: Int, _ what: String) -> [YAMLEntry] {
    if entries.count > most {
      fault("too-many", "there are over \(most) \(what)", entries[most].key)
    }
    return Array(entries.prefix(most))
  }

  private func sortFields(_ section: SectionReader) {
    for index in declared.populations.indices {
      let cycles = declared.populations[index].attributes.sort()
      let nodes = section.entries("populations")[index].value["attributes"]?.entries ?? []
      report(cycles, nodes, declared.populations[index].attributes.names, help: nil)
    }
    for index in declared.streams.indices {
      let cycles = declared.streams[index].fields.sort()
      let nodes = section.entries("streams")[index].value["fields"]?.entries ?? []
      report(
        cycles, nodes, declared.streams[index].fields.names,
        help: section.has("patterns") || section.has("incidents")
          ? "what an effect's conditions name counts too" : nil)
    }
  }

  private func report(
    _ cycles: [[Int]], _ entries: [YAMLEntry], _ names: [String], help: String?
  ) {
    for cycle in cycles {
      guard let first = cycle.min(), let turn = cycle.firstIndex(of: first) else { continue }
      let path = (cycle[turn...] + cycle[..<turn] + [first]).map { names[$0] }
      let way = path.count <= 10 ? path : path.prefix(8) + ["…", names[first]]
      fault(
        "cycle", "\"\(names[first])\" depends on itself: \(way.joined(separator: " → "))",
        entries[first].key, help: help)
    }
  }

  // MARK: Names

  /// Letters, digits, `-`, `_` and inner dots, at most 200: what can name a topic, a folder or a file.
  static func isName(_ name: String) -> Bool {
    let isFine = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    return isFine && !name.isEmpty && name.utf8.count <= 200 && name.first != "."
  }

  func badName(_ what: String, _ name: String, _ node: YAMLNode) {
    fault(
      "bad-name", "a \(what) cannot be called \"\(brief(name))\"", node,
      help: "use letters, digits, '-', '_' and inner dots, at most 200")
  }

  func checkName(_ what: String, _ entry: YAMLEntry) {
    if !Self.isName(entry.name) { badName(what, entry.name, entry.key) }
  }

  /// A name among others; nil with a fault where it is none of them.
  func index(of node: YAMLNode, _ kind: String, _ owner: String?, among names: [String]) -> Int? {
    guard let name = text(node, kind) else { return nil }
    if let index = names.firstIndex(of: name) { return index }
    unknown(kind, name, owner, node, among: names)
    return nil
  }
}

extension Scenario {
  static let empty = Scenario(
    name: "", summary: "", start: 0, tick: 60_000_000, parameters: [], populations: [], curves: [],
    streams: [], journeys: [], effects: [], answers: [])
}
