/// A planted burst: in each interval a few entities have some records more, spread over the interval.
///
/// Intervals are aligned to 1970 in UTC, as tumbling windows are; only whole ones count. Entities are among those of the
/// population's start, each from a range of its own, so that they differ.
struct BurstPlan {
  struct Member {
    var arrival: Int64
    var key: UInt64
    var entity: Int32
    /// From 1.
    var ordinal: Int32
  }

  /// Index into the scenario's effects.
  let effect: Int
  /// Index into the stream's references.
  let reference: Int
  private let entities: Int64
  private let size: ClosedRange<Int64>
  private let interval: Int64
  private let period: Range<Int64>
  private let rangeSize: Int64
  private let draws: CounterRandom
  private let members: CounterRandom

  static func all(_ scenario: Scenario, stream: Int, seed: UInt64) -> [BurstPlan] {
    scenario.effects.indices.flatMap { effect in
      scenario.effects[effect].actions.compactMap { action in
        guard case .burst(stream, let reference, let entities, let size, let interval) = action
        else { return nil }
        return BurstPlan(
          scenario, effect: effect, stream: stream, reference: reference,
          entities: Int64(entities), size: size, interval: interval, seed: seed)
      }
    }
  }

  private init(
    _ scenario: Scenario, effect: Int, stream: Int, reference: Int, entities: Int64,
    size: ClosedRange<Int64>, interval: Int64, seed: UInt64
  ) {
    let definition = scenario.streams[stream]
    let population = scenario.populations[definition.references[reference].population]
    (self.effect, self.reference, self.size, self.interval) = (effect, reference, size, interval)
    self.entities = min(entities, Int64(population.size))
    rangeSize = Int64(population.size) / max(1, self.entities)
    let name = scenario.effects[effect].name
    draws = CounterRandom(seed: seed, names: "timeline", "burst", definition.name, name)
    members = CounterRandom(seed: seed, names: "timeline", "burst member", definition.name, name)
    let period = scenario.effects[effect].period ?? scenario.start..<Int64.max
    self.period = max(scenario.start, period.lowerBound)..<max(scenario.start, period.upperBound)
  }

  func members(in span: TickSpan) -> [Member] {
    let first = CivilTime.floorDivide(span.start, interval)
    let last = CivilTime.floorDivide(span.end - 1, interval)
    var found: [Member] = []
    for index in first...last {
      let start = index * interval
      guard start >= period.lowerBound, start + interval <= period.upperBound else { continue }
      for entity in 0..<entities { append(entity, index: index, start: start, span, &found) }
    }
    return found
  }

  private func append(
    _ range: Int64, index: Int64, start: Int64, _ span: TickSpan, _ found: inout [Member]
  ) {
    let bits = draws.bits(at: index * entities + range)
    let count = CounterRandom.mix(bits ^ 1).scaled(in: size)
    let entity = range * rangeSize + CounterRandom.mix(bits ^ 2).scaled(below: rangeSize)
    for ordinal in 0..<count {
      let key = members.bits(of: bits &+ UInt64(ordinal) &* CounterRandom.step)
      // Each member has a stretch of its own.
      let from = interval * ordinal / count
      let to = interval * (ordinal + 1) / count
      let arrival = start + from + CounterRandom.mix(key ^ 3).scaled(below: max(1, to - from))
      guard arrival >= span.start && arrival < span.end else { continue }
      found.append(
        Member(arrival: arrival, key: key, entity: Int32(entity), ordinal: Int32(ordinal + 1)))
    }
  }
}
