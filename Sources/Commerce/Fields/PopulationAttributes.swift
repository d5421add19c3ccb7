/// Which value of a `choice` each entity of a population has, without anything else of it; pure.
struct PopulationAttributes: Sendable {
  private let draws: [(random: CounterRandom, table: AliasTable)?]

  init(_ scenario: Scenario, population: Int, seed: UInt64) {
    let definition = scenario.populations[population]
    let compiler = GeneratorCompiler(
      seed: seed, owner: ("population", definition.name), tables: scenario.tables)
    draws = definition.attributes.map { attribute in
      guard case .choice(let choices) = attribute.generator else { return nil }
      return (compiler.random(attribute.name), AliasTable(weights: choices.map(\.weight)))
    }
  }

  /// Index into the choice's values, by entity. The attribute is a plain choice.
  func choice(attribute: Int, entities: Range<Int>) -> [Int] {
    guard let draw = draws[attribute] else {
      preconditionFailure("references match attributes that are choices")
    }
    return entities.map { draw.table.place(draw.random.bits(Int64($0), 0)) }
  }
}
