/// The levels of all populations' entities: records lower them, deliveries raise them.
///
/// What happens within a tick happens in the order of arrivals over all streams; a delivery comes before the records of
/// its microsecond. A record that is granted nothing does not come, and takes no number.
final class LevelKeeper {
  /// The amounts that planned records ask for: an integer field's values.
  typealias Amounts = (_ stream: Int, _ field: Int, _ block: EventBlock) -> [Int64]

  fileprivate struct Delivery {
    var time: Int64
    /// Orders are numbered, so that equal times have an order.
    var number: Int64
    var population: Int
    var level: Int
    var entity: Int
    var amount: Int64
  }

  private let populations: [Population]
  private let amounts: Amounts
  private var values: [[[Int64]]]
  private var isOrdered: [[[Bool]]]
  private var deliveries = TimeQueue<Delivery>()
  private var orderCount: Int64 = 0
  private let initialDraws: [[CounterRandom]]
  private let deliveryDraws: [[CounterRandom]]

  init(
    _ scenario: Scenario, populations: [Population], seed: UInt64, amounts: @escaping Amounts
  ) {
    (self.populations, self.amounts) = (populations, amounts)
    values = populations.map { $0.definition.levels.map { _ in [] } }
    isOrdered = populations.map { $0.definition.levels.map { _ in [] } }
    func draws(_ purpose: String) -> [[CounterRandom]] {
      populations.map { population in
        population.definition.levels.map {
          CounterRandom(seed: seed, names: "timeline", purpose, population.definition.name, $0.name)
        }
      }
    }
    initialDraws = draws("initial level")
    deliveryDraws = draws("delivery")
  }

  /// Draws the levels of those who are new, the tick's new entities among them.
  func beginTick() {
    for (index, population) in populations.enumerated() {
      let count = population.count + (population.arrival == nil ? 0 : 1)
      for (level, definition) in population.definition.levels.enumerated() {
        for entity in values[index][level].count..<count {
          let bits = initialDraws[index][level].bits(at: Int64(entity))
          values[index][level].append(bits.scaled(in: definition.initial))
          isOrdered[index][level].append(false)
          orderIfLow(index, level, entity, at: population.birth(of: entity))
        }
      }
    }
  }

  /// Plays a tick: gives records numbers, grants and levels, and drops those that are granted nothing.
  func play(_ streams: [LevelStream], _ span: TickSpan) {
    for stream in streams { stream.begin() }
    while true {
      let next = streams.filter { !$0.isAtEnd }.min {
        ($0.arrival, $0.plan.index) < ($1.arrival, $1.plan.index)
      }
      let until = next?.arrival ?? span.end - 1
      if let due = deliveries.first, due.time <= until {
        deliveries.removeFirst()
        deliver(due, to: streams, span)
      } else if let next {
        take(next)
      } else {
        break
      }
    }
    for stream in streams { stream.end() }
  }

  private func take(_ stream: LevelStream) {
    let plan = stream.plan
    let row = stream.row
    if plan.takesPlaceOfRecord(row) { return stream.accept(numbered: false) }
    if let consumption = plan.definition.consumption {
      let wanted = max(0, stream.wanted(amounts))
      let entity = Int(plan.records.entities[consumption.reference].base[Int(row)])
      let granted = grant(
        wanted, population: plan.definition.references[consumption.reference].population,
        level: consumption.level, entity: entity, at: stream.arrival)
      guard granted > 0 else { return stream.drop() }
      plan.records.granted.base[Int(row)] = granted
    }
    readLevels(of: plan, row: Int(row))
    stream.accept(numbered: true)
  }

  private func grant(
    _ wanted: Int64, population: Int, level: Int, entity: Int, at time: Int64
  ) -> Int64 {
    guard entity >= 0 else { return wanted }
    let granted = min(wanted, values[population][level][entity])
    values[population][level][entity] -= granted
    orderIfLow(population, level, entity, at: time)
    return granted
  }

  private func readLevels(of plan: StreamPlan, row: Int) {
    for (reference, columns) in plan.records.levels.enumerated() {
      let entity = Int(plan.records.entities[reference].base[row])
      guard entity >= 0 else { continue }
      let population = plan.definition.references[reference].population
      for (level, column) in columns.enumerated() {
        column?.base[row] = values[population][level][entity]
      }
    }
  }

  private func orderIfLow(_ population: Int, _ level: Int, _ entity: Int, at time: Int64) {
    let definition = populations[population].definition.levels[level]
    guard values[population][level][entity] < definition.reorderPoint,
      !isOrdered[population][level][entity]
    else { return }
    isOrdered[population][level][entity] = true
    let bits = deliveryDraws[population][level].bits(at: orderCount)
    let delay = CounterRandom.mix(bits ^ 1).scaled(in: definition.deliveryDelay)
    let delivery = Delivery(
      time: time + max(1, delay), number: orderCount, population: population, level: level,
      entity: entity, amount: CounterRandom.mix(bits ^ 2).scaled(in: definition.delivery))
    deliveries.insert(delivery)
    orderCount += 1
  }

  private func deliver(_ delivery: Delivery, to streams: [LevelStream], _ span: TickSpan) {
    values[delivery.population][delivery.level][delivery.entity] += delivery.amount
    isOrdered[delivery.population][delivery.level][delivery.entity] = false
    let bits = deliveryDraws[delivery.population][delivery.level].bits(at: delivery.number)
    for stream in streams {
      let added = stream.appendDelivery(
        population: delivery.population, level: delivery.level, entity: delivery.entity,
        at: delivery.time, key: bits, span)
      if let added { readLevels(of: stream.plan, row: added) }
    }
    orderIfLow(delivery.population, delivery.level, delivery.entity, at: delivery.time)
  }
}

extension LevelKeeper.Delivery: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.time, left.number) < (right.time, right.number)
  }
}
