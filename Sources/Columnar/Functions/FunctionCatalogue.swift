/// All scalar functions and operators; an operator is the function named by its symbol.
///
/// `~~` is LIKE, `~~*` ILIKE, and `!` before them NOT; `timezone(zone, time)` is AT TIME ZONE.
public struct FunctionCatalogue: Sendable {
  private let definitions: [String: FunctionDefinition]

  /// The zone is the session's: it decides what a day of a timestamptz is.
  public init(zone: Zone) {
    let all = FunctionCatalogue.definitions(zone: zone)
    definitions = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  /// Every function for the reference page, by category and name.
  public static let all: [FunctionDescription] =
    (definitions(zone: .utc).map(\.description)
    + SetFunctionCatalogue.all).sorted {
      $0.category == $1.category ? $0.name < $1.name : $0.category.rawValue < $1.category.rawValue
    }

  private static func definitions(zone: Zone) -> [FunctionDefinition] {
    let plain =
      ComparisonFunctions.definitions + ArithmeticFunctions.definitions(zone: zone)
      + MathematicalFunctions.definitions + RootFunctions.definitions
      + IntegerFunctions.definitions + TrigonometricFunctions.definitions
      + TextFunctions.definitions + CharacterFunctions.definitions + QuotingFunctions.definitions
      + SimilarityFunctions.definitions + BinaryFunctions.definitions
      + PaddingFunctions.definitions + PatternFunctions.definitions
      + RegularExpressionFunctions.definitions
      + TimeFunctions.definitions(zone: zone) + FormattingFunctions.definitions(zone: zone)
      + TypeFunctions.definitions + JSONFunctions.definitions(zone: zone)
      + ArrayFunctions.definitions(zone: zone)
    return plain.map { definition in
      definition.adding(
        JSONFunctions.shared[definition.name] ?? [],
        generic: ArrayFunctions.shared[definition.name] ?? [])
    }
  }

  /// Names in order, for suggestions.
  public var names: [String] { definitions.keys.sorted() }

  /// The arguments of a function that can be given by name, in order; empty where none can.
  public func parameters(of name: String) -> [Parameter] { definitions[name]?.parameters ?? [] }

  public func contains(_ name: String) -> Bool { definitions[name] != nil }

  /// The overload that Postgres would take; an argument type is nil for an untyped literal or NULL.
  public func resolve(name: String, arguments: [DataType?]) -> Resolution {
    guard let definition = definitions[name] else { return .none(candidates: []) }
    if let function = generic(definition, arguments) {
      return .found(function, arguments: function.arguments)
    }
    if let variadic = definition.variadic, !arguments.isEmpty {
      let function = variadic(arguments)
      return .found(function, arguments: function.arguments)
    }
    let overloads = definition.overloads
    if overloads.isEmpty { return .none(candidates: definition.generic.map(\.sample)) }
    if name == "||", let concatenation = textConcatenation(overloads, arguments) {
      return concatenation
    }
    return OverloadResolution(overloads: overloads, arguments: arguments).resolve()
  }

  /// Families of types go first where an argument is of one, or where there is nothing else of that name.
  private func generic(_ definition: FunctionDefinition, _ arguments: [DataType?])
    -> ScalarFunction?
  {
    let isAsked = definition.overloads.isEmpty || arguments.contains { $0?.isArray ?? false }
    guard isAsked else { return nil }
    return definition.generic.lazy.compactMap { $0.function(arguments) }.first
  }

  /// `||` takes anything beside a text or an untyped literal, except what has a `||` of its own.
  private func textConcatenation(
    _ overloads: [ScalarFunction], _ arguments: [DataType?]
  ) -> Resolution? {
    guard arguments.count == 2, arguments.contains(where: { $0?.isCharacter ?? true }),
      let text = overloads.first(where: { $0.arguments == [.text, .text] })
    else { return nil }
    for argument in arguments {
      switch argument {
      case .array?: return nil
      case .bytea?, .jsonb?: if arguments.contains(where: { $0 == nil }) { return nil }
      default: continue
      }
    }
    return .found(text, arguments: text.arguments)
  }
}

/// What a name and argument types mean.
public enum Resolution: Sendable {
  /// The overload, and for each argument the type to cast it to (its own type where that fits as it is).
  case found(ScalarFunction, arguments: [DataType])
  /// No overload takes these types; the candidates are all there are of that name, none if it is unknown.
  case none(candidates: [ScalarFunction])
  /// Several fit equally well: a cast would decide.
  case ambiguous(candidates: [ScalarFunction])
}
