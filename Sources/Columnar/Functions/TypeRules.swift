/// Which types turn into which, and what several have in common.
public enum TypeRules {
  /// Postgres' type categories, as far as overloads ask for them.
  enum Category: Hashable {
    case boolean, number, text, time, interval, array, other
  }

  static func category(_ type: DataType) -> Category {
    switch type {
    case .boolean: .boolean
    case .smallint, .integer, .bigint, .real, .double, .numeric: .number
    case .text, .varchar: .text
    case .date, .time, .timestamp, .timestamptz: .time
    case .interval: .interval
    case .array: .array
    case .bytea, .uuid, .json, .jsonb: .other
    }
  }

  /// The type of its category that Postgres prefers.
  static func isPreferred(_ type: DataType) -> Bool {
    switch type {
    case .boolean, .double, .text, .timestamptz, .interval: true
    default: false
    }
  }

  /// Anywhere in an expression.
  public static func implicitCast(from source: DataType, to target: DataType) -> Bool {
    CastContext.of(from: source, to: target) == .implicit
  }

  /// When a value is stored into a column.
  public static func assignmentCast(from source: DataType, to target: DataType) -> Bool {
    CastContext.of(from: source, to: target).map { $0 >= .assignment } ?? false
  }

  /// Where the query says so.
  public static func explicitCast(from source: DataType, to target: DataType) -> Bool {
    CastContext.of(from: source, to: target) != nil
  }

  /// The type of UNION, CASE, COALESCE, VALUES over these; nil entries are untyped literals and NULLs.
  ///
  /// All untyped gives text. Nil where the types have nothing in common.
  public static func commonType(_ types: [DataType?]) -> DataType? {
    let known = types.compactMap { $0 }
    guard let first = known.first else { return .text }
    if known.allSatisfy({ $0 == first }) { return first }
    if known.allSatisfy({ $0.base == first.base }) { return first.base }
    var common = first.base
    for type in known.dropFirst() {
      let type = type.base
      if common == type { continue }
      guard category(common) == category(type) else { return nil }
      if common.isCharacter {
        common = .text
      } else if implicitCast(from: common, to: type) {
        common = type
      } else if !implicitCast(from: type, to: common) {
        return nil
      }
    }
    return common
  }
}

extension FunctionCatalogue {
  public static func implicitCast(from source: DataType, to target: DataType) -> Bool {
    TypeRules.implicitCast(from: source, to: target)
  }
  public static func assignmentCast(from source: DataType, to target: DataType) -> Bool {
    TypeRules.assignmentCast(from: source, to: target)
  }
  public static func explicitCast(from source: DataType, to target: DataType) -> Bool {
    TypeRules.explicitCast(from: source, to: target)
  }
  public static func commonType(_ types: [DataType?]) -> DataType? { TypeRules.commonType(types) }
}
