/// Which levels a stream's records show.
enum LevelReads {
  /// By reference of the stream and level of its population: whether a field or an effect reads it.
  static func columns(of stream: StreamDefinition, _ scenario: Scenario) -> [[Bool]] {
    let conditions = scenario.effects.flatMap { $0.actions.flatMap(\.fieldConditions) }
    return stream.references.indices.map { reference in
      let population = scenario.populations[stream.references[reference].population]
      return population.levels.indices.map { level in
        let matches = { (input: Input) in input == .level(reference: reference, level: level) }
        return conditions.read(matches)
          || stream.fields.contains { $0.generator.reads(matches) }
      }
    }
  }
}

extension Effect.Action {
  fileprivate var fieldConditions: [Condition] {
    switch self {
    case .multiply(_, _, let conditions, _), .weight(_, _, _, let conditions, _),
      .probability(_, _, let conditions, _):
      conditions
    case .rate, .follow, .burst: []
    }
  }
}
