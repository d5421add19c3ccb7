extension Timeline {
  /// The timeline of a scenario, with amounts and matched attributes as its fields draw them.
  convenience init(_ scenario: Scenario, seed: UInt64) {
    let attributes = scenario.populations.indices.map {
      PopulationAttributes(scenario, population: $0, seed: seed)
    }
    let renderers = scenario.streams.indices.map {
      StreamRenderer(scenario, stream: $0, seed: seed, format: .json)
    }
    self.init(
      scenario, seed: seed,
      choices: { attributes[$0].choice(attribute: $1, entities: $2) },
      amounts: { renderers[$0].integers(field: $1, of: $2) })
  }
}
