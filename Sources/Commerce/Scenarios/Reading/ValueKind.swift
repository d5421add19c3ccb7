/// What kind of values a generator makes; nulls apart.
enum ValueKind: Sendable {
  /// Not known, or different ones: nothing is checked.
  case any
  case null, boolean, integer, decimal, text
  /// µs since 1970.
  case time

  init(_ value: ScenarioValue) {
    switch value {
    case .null: self = .null
    case .boolean: self = .boolean
    case .integer: self = .integer
    case .decimal: self = .decimal
    case .text: self = .text
    }
  }

  init(_ values: some Sequence<ScenarioValue>) {
    self = values.reduce(.null) { $0.joined(ValueKind($1)) }
  }

  /// The kind of values of which some are of either kind.
  func joined(_ other: ValueKind) -> ValueKind {
    if self == other || other == .null { return self }
    if self == .null { return other }
    let numbers: Set<ValueKind> = [.integer, .decimal]
    return numbers.contains(self) && numbers.contains(other) ? .decimal : .any
  }

  var mayBeNumber: Bool { self == .any || self == .integer || self == .decimal }
  var mayBeText: Bool { self == .any || self == .text }
  var mayBeTime: Bool { self == .any || self == .time }

  /// As messages name it.
  var name: String {
    switch self {
    case .any: "a value"
    case .null: "null"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .decimal: "a number"
    case .text: "a text"
    case .time: "a time"
    }
  }
}
