/// When entities came: those of the start with the scenario, the others with the ticks that grew the population.
///
/// Ticks are gone through once, as far as the last entity asked for; eight bytes an entity.
struct EntityBirths {
  private let start: Int64
  private let tick: Int64
  private let size: Int64
  private let growth: PopulationGrowth
  private let canGrow: Bool
  private var later: [Int64] = []
  private var nextTick: Int64 = 0

  init(_ scenario: Scenario, _ population: PopulationDefinition, seed: UInt64) {
    (start, tick, size) = (scenario.start, scenario.tick, Int64(population.size))
    growth = PopulationGrowth(population, seed: seed)
    canGrow = population.growth > 0
  }

  /// µs since 1970, of an entity that the timeline has made.
  subscript(entity: Int64) -> Int64 {
    mutating get {
      guard entity >= size, canGrow else { return start }
      while later.count <= entity - size {
        if growth.grows(tick: nextTick) { later.append(start + nextTick * tick) }
        nextTick += 1
      }
      return later[Int(entity - size)]
    }
  }
}
