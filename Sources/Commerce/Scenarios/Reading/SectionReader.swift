import Diagnostics

/// A mapping read against its description: unknown and missing keys are noted, values are read by kind.
///
/// A value that is absent takes its described default; nil means that there is none or that a fault is noted.
struct SectionReader {
  let node: YAMLNode
  private let description: SectionDescription
  private let reader: ScenarioReader

  /// `besides` are keys that the caller reads itself. Nil where the node is no mapping; nothing at all is an empty one.
  init?(
    _ node: YAMLNode, _ description: SectionDescription, _ reader: ScenarioReader,
    besides: Set<String> = []
  ) {
    self.node = node
    self.description = description
    self.reader = reader
    guard let entries = node.isNull ? [] : node.entries else {
      reader.fault(
        "wrong-type", "\(description.article) is a mapping of keys, not \(node.kindName)", node)
      return nil
    }
    let known = description.keys.map(\.name) + besides.sorted()
    for entry in entries where description.key(entry.name) == nil && !besides.contains(entry.name) {
      reader.unknown("key", entry.name, description.article, entry.key, among: known)
    }
    for key in description.keys where key.isRequired && node[key.name] == nil {
      reader.fault(
        "missing-key", "\(description.article) needs \"\(key.name)\"", node,
        help: "write \(key.name): \(key.form)")
    }
  }

  /// The value of a key, else its default.
  subscript(key: String) -> YAMLNode? {
    guard let described = description.key(key) else {
      preconditionFailure("\(description.article) is described without \(key)")
    }
    if let value = node[key] { return value }
    return described.defaultText.map { text in
      YAMLNode(
        content: .scalar(YAMLScalar(text: text, isPlain: true)), range: node.range, size: 1)
    }
  }

  /// Whether the file gives it.
  func has(_ key: String) -> Bool { node[key] != nil }

  func text(_ key: String) -> String? { self[key].flatMap { reader.text($0, key) } }

  func integer(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
    self[key].flatMap { reader.integer($0, key, in: range) }
  }

  func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    self[key].flatMap { reader.number($0, key, in: range) }
  }

  func share(_ key: String) -> Double? { self[key].flatMap { reader.share($0, key) } }

  func boolean(_ key: String) -> Bool? { self[key].flatMap { reader.boolean($0, key) } }

  func duration(_ key: String, from least: Int64 = 0) -> Int64? {
    self[key].flatMap { reader.duration($0, key, from: least) }
  }

  func durations(_ key: String) -> ClosedRange<Int64>? {
    self[key].flatMap { reader.durations($0, key) }
  }

  func integers(_ key: String, in range: ClosedRange<Int64>) -> ClosedRange<Int64>? {
    self[key].flatMap { reader.integers($0, key, in: range) }
  }

  func rate(_ key: String) -> ScalarText.Rate? { self[key].flatMap { reader.rate($0, key) } }

  /// The entries of a key's mapping; none where it is absent.
  func entries(_ key: String) -> [YAMLEntry] {
    self[key].map { reader.entries($0, key) } ?? []
  }

  /// The items of a key's list; none where it is absent.
  func items(_ key: String) -> [YAMLNode] {
    self[key].map { reader.items($0, key) } ?? []
  }
}
