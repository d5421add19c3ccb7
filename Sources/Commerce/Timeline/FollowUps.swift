/// Records about one entity that follow records about another.
///
/// A record that follows is followed by none, and members of bursts are not followed either.
struct FollowUps {
  private struct Rule {
    var reference: Int
    var entity: Int32
    var by: Int32
    var probability: Double
    var delay: ClosedRange<Int64>
    var period: Range<Int64>?
    var draws: CounterRandom
  }

  private struct Planned {
    var arrival: Int64
    var key: UInt64
    var curve: Int16
    var cell: Int32
    var entities: [Int32]
  }

  private let rules: [Rule]
  private let scenario: Scenario
  /// What comes in later ticks, by tick.
  private var calendar: [Int64: [Planned]] = [:]

  init(_ scenario: Scenario, stream: Int, seed: UInt64) {
    self.scenario = scenario
    let name = scenario.streams[stream].name
    rules = scenario.effects.flatMap { effect in
      effect.actions.enumerated().compactMap { place, action -> Rule? in
        guard
          case .follow(stream, let reference, let entity, let by, let probability, let delay) =
            action
        else { return nil }
        return Rule(
          reference: reference, entity: Int32(entity), by: Int32(by), probability: probability,
          delay: delay, period: effect.period,
          draws: CounterRandom(
            seed: seed, names: "timeline", "follow", name, effect.name, "\(place)"))
      }
    }
  }

  /// Adds the records that were planned in earlier ticks for this one.
  mutating func appendDue(_ span: TickSpan, to records: PlannedRecords) {
    for planned in calendar.removeValue(forKey: span.index) ?? [] { append(planned, to: records) }
  }

  /// Plans what follows these records; adds what comes in this tick.
  mutating func follow(
    _ rows: Range<Int>, _ span: TickSpan, _ records: PlannedRecords, _ references: [ReferenceDraws]
  ) {
    for rule in rules {
      let entities = records.entities[rule.reference]
      for row in rows where entities.base[row] == rule.entity {
        let origin = records.origins.base[row]
        guard origin != PlannedRecords.Origin.follow.rawValue,
          origin != PlannedRecords.Origin.burst.rawValue,
          rule.period?.contains(records.arrivals.base[row]) ?? true
        else { continue }
        let key = rule.draws.bits(of: records.keys.base[row])
        guard CounterRandom.mix(key ^ 1).unit < rule.probability else { continue }
        plan(rule, row, key: key, span, records, references[rule.reference])
      }
    }
  }

  private mutating func plan(
    _ rule: Rule, _ row: Int, key: UInt64, _ span: TickSpan, _ records: PlannedRecords,
    _ reference: ReferenceDraws
  ) {
    guard Int(rule.by) < reference.population.count else { return }
    let curve = records.curves.base[row]
    var planned = Planned(
      arrival: records.arrivals.base[row] + CounterRandom.mix(key ^ 2).scaled(in: rule.delay),
      key: key, curve: curve,
      cell: reference.cell(for: rule.by, like: records.cells.base[row], curve: curve),
      entities: records.entities.map { $0.base[row] })
    planned.entities[rule.reference] = rule.by
    if planned.arrival < span.end {
      append(planned, to: records)
    } else {
      let tick = (planned.arrival - scenario.start) / scenario.tick
      calendar[tick, default: []].append(planned)
    }
  }

  private func append(_ planned: Planned, to records: PlannedRecords) {
    let row = records.append(key: planned.key, arrival: planned.arrival, origin: .follow)
    records.curves.base[row] = planned.curve
    records.cells.base[row] = planned.cell
    for (column, entity) in zip(records.entities, planned.entities) { column.base[row] = entity }
  }
}
