/// A population's entities as they come.
final class Population {
  /// Which of an attribute's weighted values entities have.
  typealias Choices = (_ attribute: Int, _ entities: Range<Int>) -> [Int]

  let definition: PopulationDefinition
  /// Entities that records can be about: those that came before this tick.
  private(set) var count = 0
  /// When this tick's new entity comes, if one does; its number is `count`.
  private(set) var arrival: Int64?
  private let scenarioStart: Int64
  /// When those came that were not there from the start.
  private var births: [Int64] = []
  private var lists: [EntityLists] = []
  private let choices: Choices
  private let growth: PopulationGrowth

  init(_ scenario: Scenario, population: Int, seed: UInt64, choices: @escaping Choices) {
    definition = scenario.populations[population]
    self.choices = choices
    scenarioStart = scenario.start
    growth = PopulationGrowth(definition, seed: seed)
    precondition(definition.size > 0, "a population has at least one entity")
    count = definition.size
  }

  /// Draws whether an entity comes in a tick.
  func beginTick(_ span: TickSpan) {
    arrival = growth.grows(tick: span.index) ? span.start : nil
  }

  /// From now on records can be about the tick's new entity.
  func endTick() {
    guard let arrival else { return }
    births.append(arrival)
    for list in lists { add(count..<count + 1, to: list) }
    count += 1
    self.arrival = nil
  }

  /// When an entity came (or comes in this tick), µs since 1970.
  func birth(of entity: Int) -> Int64 {
    guard entity >= definition.size else { return scenarioStart }
    let place = entity - definition.size
    return place < births.count ? births[place] : arrival ?? scenarioStart
  }

  /// The entities by these attributes' values; made once, and kept up to date.
  func lists(by attributes: [Int], skew: ZipfTable.Skew) -> EntityLists {
    let made = EntityLists(
      attributes: attributes, valueCounts: attributes.map { values(of: $0).count }, skew: skew)
    add(0..<count, to: made)
    if definition.growth > 0 { lists.append(made) }
    return made
  }

  /// The values among which an attribute was chosen.
  func values(of attribute: Int) -> [ScenarioValue] {
    guard case .choice(let weighted) = definition.attributes[attribute].generator else {
      preconditionFailure("references match by attributes that are choices by weights")
    }
    return weighted.map(\.value)
  }

  private func add(_ entities: Range<Int>, to lists: EntityLists) {
    lists.add(entities.count, values: lists.attributes.map { choices($0, entities) })
  }
}
