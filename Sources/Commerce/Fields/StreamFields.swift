/// A stream's fields, made ready, with the effects that act on them and the populations that they read. It belongs to one
/// thread.
final class StreamFields {
  let scenario: Scenario
  let stream: StreamDefinition
  let fields: [CompiledField]
  /// By reference of the stream.
  let populations: [PopulationFields]
  /// By index of the curves' dimension: its values in all curves, and the code of each curve's cells.
  let dimensions: [(dictionary: ValueDictionary, codes: [[Int64]])]
  /// States of all journeys, and the code of each journey's states; the first code is null.
  let states: (dictionary: ValueDictionary, codes: [[Int64]])

  init(_ scenario: Scenario, stream index: Int, seed: UInt64) {
    self.scenario = scenario
    let stream = scenario.streams[index]
    self.stream = stream
    let compiler = GeneratorCompiler(
      seed: seed, owner: ("stream", stream.name), tables: scenario.tables)
    fields = stream.fields.enumerated().map { place, field in
      let (draws, factors) = StreamFields.effects(scenario, stream: index, field: place)
      return CompiledField(field, compiler, effects: draws, factors: factors)
    }
    var ready: [Int: PopulationFields] = [:]
    populations = stream.references.map { reference in
      if let population = ready[reference.population] { return population }
      let population = PopulationFields(scenario, population: reference.population, seed: seed)
      ready[reference.population] = population
      return population
    }
    let dimensionCount = scenario.curves.map(\.dimensions.count).max() ?? 0
    dimensions = (0..<dimensionCount).map { StreamFields.dimension($0, scenario.curves) }
    states = StreamFields.states(scenario.journeys)
  }

  private static func effects(
    _ scenario: Scenario, stream: Int, field: Int
  ) -> (draws: GeneratorCompiler.DrawEffects, factors: [CompiledField.Factor]) {
    var draws = GeneratorCompiler.DrawEffects()
    var factors: [CompiledField.Factor] = []
    for effect in scenario.effects {
      for action in effect.actions {
        switch action {
        case .multiply(stream, field, let conditions, let factor):
          let gate = EffectGate(conditions, period: effect.period)
          factors.append(CompiledField.Factor(gate: gate, factor: factor))
        case .weight(stream, field, let value, let conditions, let factor):
          let gate = EffectGate(conditions, period: effect.period)
          draws.weights.append((gate, value, factor))
        case .probability(stream, field, let conditions, let probability):
          let gate = EffectGate(conditions, period: effect.period)
          draws.probabilities.append((gate, probability))
        default: break
        }
      }
    }
    return (draws, factors)
  }

  private static func dimension(
    _ dimension: Int, _ curves: [CurveDefinition]
  ) -> (dictionary: ValueDictionary, codes: [[Int64]]) {
    var values: [ScenarioValue] = [.null]
    let codes = curves.map { curve in
      curve.cells.map { cell -> Int64 in
        guard dimension < cell.values.count else { return 0 }
        if let code = values.firstIndex(of: cell.values[dimension]) { return Int64(code) }
        values.append(cell.values[dimension])
        return Int64(values.count - 1)
      }
    }
    return (ValueDictionary(values), codes)
  }

  private static func states(
    _ journeys: [JourneyDefinition]
  ) -> (dictionary: ValueDictionary, codes: [[Int64]]) {
    var values: [ScenarioValue] = [.null]
    let codes = journeys.map { journey in
      journey.states.map { state -> Int64 in
        if let code = values.firstIndex(of: .text(state.name)) { return Int64(code) }
        values.append(.text(state.name))
        return Int64(values.count - 1)
      }
    }
    return (ValueDictionary(values), codes)
  }
}
