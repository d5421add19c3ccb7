/// All functions that give rows.
public struct SetFunctionCatalogue: Sendable {
  private let definitions: [String: SetFunctionDefinition]

  /// The zone is the session's: it decides what a day of a timestamptz is.
  public init(zone: Zone) {
    definitions = Dictionary(
      uniqueKeysWithValues: Self.definitions(zone: zone).map { ($0.description.name, $0) })
  }

  /// Every function for the reference page.
  static let all: [FunctionDescription] = definitions(zone: .utc).map(\.description)

  private static let names = Set(all.map(\.name))

  public static func contains(_ name: String) -> Bool { names.contains(name) }

  private static func definitions(zone: Zone) -> [SetFunctionDefinition] {
    SeriesFunctions.definitions(zone: zone) + ElementFunctions.definitions
  }

  /// What a name and argument types mean; a type is nil for an untyped literal or NULL.
  public enum Resolution: Sendable {
    /// Its arguments are to be cast to the function's types.
    case found(SetFunction)
    /// No overload takes these types, or several do equally well: how there are any.
    case none(signatures: [String])
  }

  public func resolve(name: String, arguments: [DataType?]) -> Resolution {
    guard let definition = definitions[name] else { return .none(signatures: []) }
    var overloads = definition.overloads
    if case .array(let element)?? = arguments.first, let ofArray = definition.ofArray {
      overloads = ofArray(element)
    }
    let fitting = overloads.filter { function in
      function.arguments.count == arguments.count
        && zip(arguments, function.arguments).allSatisfy { given, wanted in
          given.map { TypeRules.implicitCast(from: $0, to: wanted) } ?? true
        }
    }
    func score(_ function: SetFunction) -> Int {
      zip(arguments, function.arguments).count { given, wanted in given?.base == wanted.base }
    }
    let best = fitting.map(score).max() ?? 0
    let winners = fitting.filter { score($0) == best }
    guard let winner = winners.first, winners.count == 1 else {
      return .none(signatures: definition.description.signatures)
    }
    return .found(winner)
  }
}
