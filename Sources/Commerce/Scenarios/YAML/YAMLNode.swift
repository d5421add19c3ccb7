import Diagnostics

/// A part of a YAML text, with its place.
struct YAMLNode: Sendable {
  indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  var content: Content
  var range: TextRange
  /// Nodes in it, itself included, with what aliases stand for.
  var size: Int

  var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The value beside a key of a mapping.
  subscript(key: String) -> YAMLNode? { entries?.first { $0.name == key }?.value }

  /// `null`, `~` or nothing at all.
  var isNull: Bool {
    scalar.map { $0.isPlain && ["", "~", "null"].contains($0.text) } ?? false
  }

  /// As messages name it.
  var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

struct YAMLScalar: Sendable {
  var text: String
  /// Without quotes: numbers, true, false and null are what they look like.
  var isPlain: Bool
  /// The parameter whose value stands here, as a whole or in part.
  var parameter: String?
  /// It names a parameter or choice that is not there, which is noted: further faults of it say nothing new.
  var isBroken = false
}

/// A key of a mapping with its value. Keys are scalars; no key comes twice.
struct YAMLEntry: Sendable {
  var key: YAMLNode
  var value: YAMLNode

  var name: String { key.scalar?.text ?? "" }
}
