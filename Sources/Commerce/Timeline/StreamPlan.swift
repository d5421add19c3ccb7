/// One stream's records, tick by tick: who does what when, and what is odd about it.
final class StreamPlan {
  let index: Int
  let scenario: Scenario
  let definition: StreamDefinition
  let records: PlannedRecords
  let references: [ReferenceDraws]
  let deviations: DeviationDraws
  /// Rows of this tick's records in the order in which they come.
  var order: [Int32] = []
  /// The number of the next record.
  var nextNumber: Int64 = 1
  /// Rows of earlier records that may still be copied come first.
  var historyCount = 0
  /// When the newest records of earlier ticks came, at most `lateDistance` of them.
  var latestArrivals: [Int64] = []

  private struct Source {
    var process: ArrivalProcess
    /// The reference that the arrivals are about.
    var reference: Int?
  }

  private var sources: [Source]
  private let bornReferences: [(population: Population, reference: Int?)]
  private let bursts: [BurstPlan]
  private var followUps: FollowUps
  private let batch = ArrivalBatch()
  private let birthKeys: CounterRandom
  private let updateDraws: CounterRandom
  private let lags: CounterRandom
  private let versionDraws: CounterRandom
  let damage: CounterRandom
  let copyDraws: CounterRandom
  /// Each part of the rows that is in arrival order by itself.
  private var runs: [Range<Int>] = []

  init(_ scenario: Scenario, stream: Int, populations: [Population], seed: UInt64) {
    let definition = scenario.streams[stream]
    (index, self.scenario, self.definition) = (stream, scenario, definition)
    let references = definition.references.map {
      ReferenceDraws(
        $0, of: definition.name, scenario: scenario, populations: populations, seed: seed)
    }
    self.references = references
    records = PlannedRecords(
      references: references.count, levels: LevelReads.columns(of: definition, scenario))
    deviations = DeviationDraws(definition, seed: seed)
    func reference(to population: Int) -> Int? {
      definition.references.firstIndex { $0.population == population }
    }
    sources = definition.arrivals.enumerated().compactMap { place, arrivals in
      let process = ArrivalProcess(
        arrivals, place: place, of: definition.name, scenario: scenario, target: .stream(stream),
        references: references, seed: seed)
      guard let process else { return nil }
      guard case .updates(let population, _) = arrivals else { return Source(process: process) }
      return Source(process: process, reference: reference(to: population))
    }
    bornReferences = definition.arrivals.compactMap { arrivals in
      guard case .births(let population) = arrivals else { return nil }
      return (populations[population], reference(to: population))
    }
    bursts = BurstPlan.all(scenario, stream: stream, seed: seed)
    followUps = FollowUps(scenario, stream: stream, seed: seed)
    birthKeys = CounterRandom(seed: seed, names: "timeline", "birth record", definition.name)
    updateDraws = CounterRandom(seed: seed, names: "timeline", "update", definition.name)
    lags = CounterRandom(seed: seed, names: "timeline", "lag", definition.name)
    versionDraws = CounterRandom(seed: seed, names: "timeline", "version", definition.name)
    damage = CounterRandom(seed: seed, names: "timeline", "damage", definition.name)
    copyDraws = CounterRandom(seed: seed, names: "timeline", "copy", definition.name)
  }

  /// Plans what comes in a tick, in arrival order; journeys' records were appended before.
  func plan(_ span: TickSpan) {
    runs = []
    endRun(from: historyCount)
    for place in sources.indices { appendSource(place, span) }
    appendBirths(span)
    for burst in bursts { appendBurst(burst, span) }
    let due = records.count
    followUps.appendDue(span, to: records)
    endRun(from: due)
    complete(historyCount..<records.count, span)
    let known = records.count
    followUps.follow(historyCount..<known, span, records, references)
    complete(known..<records.count, span)
    endRun(from: known)
    order = ArrivalOrder.merged(runs, arrivals: records.arrivals)
  }

  /// Draws what is still unset of records.
  func complete(_ rows: Range<Int>, _ span: TickSpan) {
    for (reference, column) in zip(references, records.entities) {
      reference.fill(column, of: records, rows: rows)
    }
    fillEventTimes(rows)
    fillVersions(rows, span)
    let consumes = definition.consumption != nil
    deviations.fill(records, rows: rows) { row in
      switch PlannedRecords.Origin(rawValue: self.records.origins.base[row]) {
      case .birth: false
      case .journey: !consumes
      default: true
      }
    }
  }

  /// The event's time of a record that comes at `arrival`; one key gives one lag.
  @inline(__always)
  func eventTime(arrival: Int64, key: UInt64) -> Int64 {
    let second = CivilTime.microsecondsPerSecond
    let lag = lags.bits(of: key).scaled(below: definition.disorder / second &+ 1)
    return max(scenario.start, CivilTime.wholeSecond(arrival &- lag &* second))
  }

  private func endRun(from first: Int) {
    if records.count > first { runs.append(first..<records.count) }
  }

  private func appendSource(_ place: Int, _ span: TickSpan) {
    sources[place].process.fill(batch, in: span)
    let process = sources[place].process
    let rows = records.extend(by: batch.count, origin: process.isEven ? .even : .ordinary)
    let first = rows.lowerBound
    (records.arrivals.base + first).update(from: batch.arrivals.base, count: batch.count)
    (records.keys.base + first).update(from: batch.keys.base, count: batch.count)
    (records.cells.base + first).update(from: batch.cells.base, count: batch.count)
    records.curves.fill(rows, with: process.curve)
    if let reference = sources[place].reference {
      let bound = Int64(references[reference].population.count)
      let output = records.entities[reference].base
      for row in rows {
        let entity = updateDraws.bits(of: records.keys.base[row]).scaled(below: bound)
        output[row] = Int32(entity)
      }
    }
    endRun(from: first)
  }

  private func appendBirths(_ span: TickSpan) {
    for (population, reference) in bornReferences {
      let first = records.count
      if span.index == 0 {
        for entity in 0..<population.count {
          appendBirth(entity, of: population, reference, at: span.start)
        }
      }
      if let arrival = population.arrival {
        appendBirth(population.count, of: population, reference, at: arrival)
      }
      endRun(from: first)
    }
  }

  private func appendBirth(
    _ entity: Int, of population: Population, _ reference: Int?, at arrival: Int64
  ) {
    let key = birthKeys.bits(at: Int64(entity))
    let row = records.append(key: key, arrival: arrival, origin: .birth)
    records.eventTimes.base[row] = max(scenario.start, CivilTime.wholeSecond(arrival))
    if let reference { records.entities[reference].base[row] = Int32(entity) }
  }

  private func appendBurst(_ burst: BurstPlan, _ span: TickSpan) {
    let first = records.count
    let process = sources.first { $0.process.curve >= 0 }?.process
    for member in burst.members(in: span) {
      let row = records.append(key: member.key, arrival: member.arrival, origin: .burst)
      records.eventTimes.base[row] = CivilTime.wholeSecond(member.arrival)
      records.entities[burst.reference].base[row] = member.entity
      records.bursts.base[row] = Int32(burst.effect)
      records.burstOrdinals.base[row] = member.ordinal
      if let process {
        let cell = process.cell(member.key)
        records.curves.base[row] = cell < 0 ? -1 : process.curve
        records.cells.base[row] = references[burst.reference].cell(
          for: member.entity, like: cell, curve: process.curve)
      }
    }
    endRun(from: first)
  }

  private func fillEventTimes(_ rows: Range<Int>) {
    let (output, arrivals, keys) = (
      records.eventTimes.base, records.arrivals.base, records.keys.base
    )
    for row in rows where output[row] == PlannedRecords.unsetTime {
      output[row] = eventTime(arrival: arrivals[row], key: keys[row])
    }
    // Nobody acts before they came.
    for (reference, column) in zip(references, records.entities)
    where reference.population.definition.growth > 0 {
      let known = reference.population.definition.size
      for row in rows where column.base[row] >= known {
        let birth = reference.population.birth(of: Int(column.base[row]))
        output[row] = max(output[row], CivilTime.wholeSecond(birth))
      }
    }
  }

  private func fillVersions(_ rows: Range<Int>, _ span: TickSpan) {
    guard definition.versions.count > 1 else { return }
    for row in rows {
      let since = records.arrivals.base[row] - scenario.start
      var draw = versionDraws.bits(of: records.keys.base[row]).unit
      for (version, producer) in definition.versions.enumerated().dropFirst() {
        let share = producer.share(since: since)
        if draw < share {
          records.versions.base[row] = UInt8(version)
          break
        }
        draw -= share
      }
    }
  }
}

extension ProducerVersion {
  /// Its share of the records so many µs after the start.
  func share(since start: Int64) -> Double {
    guard start >= from else { return 0 }
    guard start - from < ramp else { return share }
    return share * (Double(start - from) / Double(ramp))
  }
}
