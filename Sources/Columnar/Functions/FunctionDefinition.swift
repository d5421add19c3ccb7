/// What the reference page says about a function or an operator.
public struct FunctionDescription: Hashable, Sendable {
  public enum Category: String, CaseIterable, Sendable {
    case comparison = "Comparison"
    case arithmetic = "Arithmetic"
    case mathematics = "Mathematics"
    case trigonometry = "Trigonometry"
    case text = "Text"
    case patterns = "Pattern matching"
    case binary = "Bytes"
    case time = "Date and time"
    case formatting = "Formatting"
    case json = "JSON"
    case arrays = "Arrays"
    case sets = "Rows out of values"
    case types = "Types and NULLs"
  }

  public let name: String
  public let category: Category
  /// One line.
  public let summary: String
  public let example: String
  /// What the example gives, as SQL text.
  public let result: String
  /// Every overload, as `round(numeric, integer) → numeric`.
  public let signatures: [String]
}

/// An argument that can be given by name; one that is not given is a number.
public struct Parameter: Sendable {
  public let name: String
  /// Its digits.
  public let number: String
}

/// A name with all its overloads.
struct FunctionDefinition: Sendable {
  let description: FunctionDescription
  let overloads: [ScalarFunction]
  /// Takes any number of arguments, at least one: the function for arguments of these types, nil for untyped ones.
  let variadic: (@Sendable ([DataType?]) -> ScalarFunction)?
  /// Asked in order, before the overloads, where those do not have all arguments' types.
  let generic: [GenericOverload]

  /// The names of the arguments where a call may use them.
  let parameters: [Parameter]

  init(
    _ name: String, _ category: FunctionDescription.Category, _ summary: String,
    example: String, _ result: String, _ overloads: [ScalarFunction] = [],
    variadic: (@Sendable ([DataType?]) -> ScalarFunction)? = nil,
    generic: [GenericOverload] = [], parameters: [Parameter] = []
  ) {
    let signatures =
      overloads.map(\.signature) + (variadic.map { [$0([nil]).signature + " …"] } ?? [])
      + generic.map(\.signature)
    description = FunctionDescription(
      name: name, category: category, summary: summary, example: example, result: result,
      signatures: signatures)
    self.overloads = overloads
    self.variadic = variadic
    self.generic = generic
    self.parameters = parameters
  }

  /// With more overloads, for other types.
  func adding(_ more: [ScalarFunction], generic families: [GenericOverload])
    -> FunctionDefinition
  {
    FunctionDefinition(
      name, description.category, description.summary, example: description.example,
      description.result, overloads + more, variadic: variadic, generic: generic + families,
      parameters: parameters)
  }

  var name: String { description.name }
}

extension ScalarFunction {
  public var isOperator: Bool { name.utf8.allSatisfy { !ASCII.isLetter($0) } }

  /// `round(numeric, integer) → numeric`, `integer + integer → integer`.
  public var signature: String {
    let types = arguments.map(\.description)
    if !isOperator { return "\(name)(\(types.joined(separator: ", "))) → \(result)" }
    return types.count == 1
      ? "\(name) \(types[0]) → \(result)" : "\(types[0]) \(name) \(types[1]) → \(result)"
  }
}
