import Diagnostics

/// A name as written (case folded unless quoted), with its place.
public struct Identifier: Hashable, Sendable {
  public var name: String
  public var range: TextRange

  public init(_ name: String, _ range: TextRange) {
    self.name = name
    self.range = range
  }
}

/// A dotted name such as `events.rejects`.
public struct QualifiedName: Hashable, Sendable {
  public var parts: [Identifier]

  public init(_ parts: [Identifier]) { self.parts = parts }
  public var range: TextRange { parts.map(\.range).reduce(parts[0].range) { $0.union($1) } }
  public var text: String { parts.map(\.name).joined(separator: ".") }
}

/// `bigint`, `numeric(12, 2)`, `text[]` as written; the planner knows which there are.
public struct TypeSyntax: Hashable, Sendable {
  /// Postgres' internal names are already turned back: `int8` is `bigint`, `timestamptz` stays.
  public var name: String
  public var modifiers: [Int]
  public var arrayDepth: Int
  public var range: TextRange

  public init(name: String, modifiers: [Int] = [], arrayDepth: Int = 0, range: TextRange) {
    self.name = name
    self.modifiers = modifiers
    self.arrayDepth = arrayDepth
    self.range = range
  }
}

/// One option of a WITH list: `"on_violation.age" = 'warn'`.
public struct OptionSyntax: Hashable, Sendable {
  public var key: Identifier
  /// Text of the literal; numbers and booleans as written.
  public var value: String
  public var valueRange: TextRange

  public init(key: Identifier, value: String, valueRange: TextRange) {
    self.key = key
    self.value = value
    self.valueRange = valueRange
  }
}
