/// Walks of one kind, under way: memory is bounded by how many there are at a time.
final class JourneyPlan {
  private let index: Int
  private let scenario: Scenario
  private let definition: JourneyDefinition
  private var process: ArrivalProcess
  private let references: [ReferenceDraws]
  /// By state: which of the journey's references the references of its stream take over; −1 where none has the name.
  private let takenOver: [[Int]]
  private let batch = ArrivalBatch()
  private let stepDraws: CounterRandom
  private let nextDraws: CounterRandom
  private let dwellDraws: CounterRandom
  // Walks by slot; free slots are used again.
  private let keys = PlanColumn<UInt64>()
  private let times = PlanColumn<Int64>()
  private let steps = PlanColumn<Int64>()
  private let states = PlanColumn<Int16>()
  private let cells = PlanColumn<Int32>()
  private let entities = PlanColumn<Int32>()
  private var slotCount = 0
  private var freeSlots: [Int32] = []
  /// The walks whose next step comes in a later tick, by tick.
  private var calendar: [Int64: [Int32]] = [:]

  init(_ scenario: Scenario, journey: Int, populations: [Population], seed: UInt64) {
    let definition = scenario.journeys[journey]
    (index, self.scenario, self.definition) = (journey, scenario, definition)
    let name = "journey \(definition.name)"
    let references = definition.references.map {
      ReferenceDraws($0, of: name, scenario: scenario, populations: populations, seed: seed)
    }
    self.references = references
    let process = ArrivalProcess(
      definition.begins, place: 0, of: name, scenario: scenario, target: .journey(journey),
      references: references, seed: seed)
    guard let process else {
      preconditionFailure("a journey begins by a curve, at a rate or evenly")
    }
    self.process = process
    takenOver = definition.states.map { state in
      guard let stream = state.stream else { return [] }
      return scenario.streams[stream].references.map { reference in
        definition.references.firstIndex { $0.name == reference.name } ?? -1
      }
    }
    stepDraws = CounterRandom(seed: seed, names: "timeline", "step", name)
    nextDraws = CounterRandom(seed: seed, names: "timeline", "next state", name)
    dwellDraws = CounterRandom(seed: seed, names: "timeline", "dwell", name)
  }

  /// Walks that are under way.
  var underWay: Int { slotCount - freeSlots.count }

  /// Plays the steps that come in a tick; adds their records to the streams.
  func run(_ span: TickSpan, _ streams: [StreamPlan]) {
    for slot in calendar.removeValue(forKey: span.index) ?? [] { walk(slot, span, streams) }
    process.fill(batch, in: span)
    for place in 0..<batch.count { walk(begin(place), span, streams) }
  }

  private func begin(_ place: Int) -> Int32 {
    let slot = freeSlots.popLast() ?? newSlot()
    let row = Int(slot)
    let (key, cell) = (batch.keys.base[place], batch.cells.base[place])
    keys.base[row] = key
    times.base[row] = batch.arrivals.base[place]
    steps.base[row] = 0
    states.base[row] = 0
    cells.base[row] = cell
    for (number, reference) in references.enumerated() {
      entities.base[row * references.count + number] = reference.entity(
        key: key, curve: process.curve, cell: cell)
    }
    return slot
  }

  private func newSlot() -> Int32 {
    let count = slotCount + 1
    keys.reserve(count, used: slotCount)
    times.reserve(count, used: slotCount)
    steps.reserve(count, used: slotCount)
    states.reserve(count, used: slotCount)
    cells.reserve(count, used: slotCount)
    entities.reserve(count * references.count, used: slotCount * references.count)
    slotCount = count
    return Int32(count - 1)
  }

  private func walk(_ slot: Int32, _ span: TickSpan, _ streams: [StreamPlan]) {
    let row = Int(slot)
    while times.base[row] < span.end {
      let stepKey = stepDraws.bits(
        of: keys.base[row] &+ UInt64(steps.base[row]) &* CounterRandom.step)
      let state = definition.states[Int(states.base[row])]
      for number in state.redraws {
        entities.base[row * references.count + number] = references[number].entity(
          key: stepKey, curve: process.curve, cell: cells.base[row])
      }
      if let stream = state.stream { write(row, stepKey, to: streams[stream]) }
      guard let next = state.successor(nextDraws.bits(of: stepKey).unit) else {
        freeSlots.append(slot)
        return
      }
      states.base[row] = Int16(next)
      steps.base[row] += 1
      times.base[row] += max(1, dwellDraws.bits(of: stepKey).scaled(in: state.dwell))
    }
    calendar[(times.base[row] - scenario.start) / scenario.tick, default: []].append(slot)
  }

  private func write(_ slot: Int, _ key: UInt64, to stream: StreamPlan) {
    let records = stream.records
    let row = records.append(key: key, arrival: times.base[slot], origin: .journey)
    let state = Int(states.base[slot])
    // All steps of a walk lag alike, so that their times are in the order of its steps.
    records.eventTimes.base[row] = stream.eventTime(
      arrival: times.base[slot], key: keys.base[slot])
    records.journeys.base[row] = Int16(index)
    records.states.base[row] = Int16(state)
    records.cells.base[row] = cells.base[slot]
    records.curves.base[row] = cells.base[slot] < 0 ? -1 : process.curve
    for (reference, taken) in takenOver[state].enumerated() where taken >= 0 {
      records.entities[reference].base[row] = entities.base[slot * references.count + taken]
    }
  }
}

extension JourneyDefinition.State {
  /// The state that a draw from 0 to 1 leads to; nil: the journey ends.
  fileprivate func successor(_ draw: Double) -> Int? {
    var rest = draw
    for (state, probability) in next {
      if rest < probability { return state }
      rest -= probability
    }
    return nil
  }
}
