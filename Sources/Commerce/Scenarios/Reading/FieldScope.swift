/// Where a path stands, which decides what it can name.
struct FieldScope {
  enum Owner {
    /// Its attributes, `number` and `time`.
    case population(Int)
    /// Its fields, references, dimensions, `state`, `number` and `time`.
    case stream(Int)
    /// Only dimensions, with their indices: rates have no records yet.
    case cells([String: Int], of: String)
  }

  var owner: Owner
  /// Place in the file of the field that is made or changed here, and depends on what the path names.
  var target: Int?
}

/// What a path names, with the kind of its values.
struct NamedInput {
  var input: Input
  var kind: ValueKind
  /// All values that it can have, where they are few and known.
  var values: [ScenarioValue]?
}
