/// Postgres' rules for choosing among overloads (its documentation, chapter 10 "Type Conversion").
struct OverloadResolution {
  let overloads: [ScalarFunction]
  let arguments: [DataType?]

  func resolve() -> Resolution {
    if let exact = exactMatch() { return found(exact) }
    let fitting = overloads.filter(fits)
    if fitting.isEmpty { return .none(candidates: overloads) }
    var candidates = best(fitting, by: exactMatches)
    if candidates.count > 1 { candidates = best(candidates, by: exactOrPreferredMatches) }
    if candidates.count > 1 { candidates = decidingUnknowns(candidates) }
    return candidates.count == 1 ? found(candidates[0]) : .ambiguous(candidates: candidates)
  }

  private func found(_ function: ScalarFunction) -> Resolution {
    let types = zip(function.arguments, arguments).map { wanted, given in
      given?.base == wanted ? given ?? wanted : wanted
    }
    return .found(function, arguments: types)
  }

  /// All types alike; an untyped side of an operator is first taken to be of the other side's type.
  private func exactMatch() -> ScalarFunction? {
    var wanted = arguments.map { $0?.base }
    if wanted.count == 2, overloads.first?.isOperator ?? false {
      wanted = [wanted[0] ?? wanted[1], wanted[1] ?? wanted[0]]
    }
    return overloads.first { $0.arguments == wanted }
  }

  private func fits(_ function: ScalarFunction) -> Bool {
    guard function.arguments.count == arguments.count else { return false }
    return zip(arguments, function.arguments).allSatisfy { given, wanted in
      guard let given else { return true }
      return TypeRules.implicitCast(from: given, to: wanted)
    }
  }

  private func best(
    _ candidates: [ScalarFunction], by score: (ScalarFunction) -> Int
  ) -> [ScalarFunction] {
    let highest = candidates.map(score).max() ?? 0
    return candidates.filter { score($0) == highest }
  }

  private func exactMatches(_ function: ScalarFunction) -> Int {
    zip(arguments, function.arguments).count { given, wanted in given?.base == wanted }
  }

  private func exactOrPreferredMatches(_ function: ScalarFunction) -> Int {
    zip(arguments, function.arguments).count { given, wanted in
      guard let given else { return false }
      return given.base == wanted || TypeRules.isPreferred(wanted)
    }
  }

  /// Untyped literals: a text where any candidate takes one, else what all agree on, else the known arguments' type.
  private func decidingUnknowns(_ all: [ScalarFunction]) -> [ScalarFunction] {
    guard arguments.contains(where: { $0 == nil }) else { return all }
    var candidates = all
    var isDecided = true
    for (index, given) in arguments.enumerated() where given == nil {
      let categories = Set(candidates.map { TypeRules.category($0.arguments[index]) })
      let category: TypeRules.Category
      if categories.contains(.text) {
        category = .text
      } else if let only = categories.first, categories.count == 1 {
        category = only
      } else {
        isDecided = false
        continue
      }
      let accepting = candidates.filter { TypeRules.category($0.arguments[index]) == category }
      let preferring = accepting.filter { TypeRules.isPreferred($0.arguments[index]) }
      candidates = preferring.isEmpty ? accepting : preferring
    }
    if isDecided, candidates.count == 1 { return candidates }
    // Nothing is known: what could not be decided for one of them leaves the call open, as in PostgreSQL.
    if !isDecided, arguments.allSatisfy({ $0 == nil }) { return all }
    let known = Set(arguments.compactMap { $0?.base })
    guard let type = known.first, known.count == 1 else { return candidates }
    let alike = all.filter { function in
      zip(arguments, function.arguments).allSatisfy { given, wanted in
        given != nil || TypeRules.implicitCast(from: type, to: wanted)
      }
    }
    return alike.count == 1 ? alike : candidates
  }
}
