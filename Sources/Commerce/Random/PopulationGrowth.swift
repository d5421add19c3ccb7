/// When a population gets entities beyond those of the start.
struct PopulationGrowth: Sendable {
  private let random: CounterRandom
  /// Out of 2⁵³.
  private let threshold: UInt64

  init(_ population: PopulationDefinition, seed: UInt64) {
    random = CounterRandom(seed: seed, names: "growth", population.name)
    threshold = UInt64(min(max(population.growth, 0), 1) * 0x1p53)
  }

  /// Whether tick number `tick`, from 0, adds one entity, which is born at the tick's start.
  @inline(__always)
  func grows(tick: Int64) -> Bool { random.bits(tick, 0) &>> 11 < threshold }
}
