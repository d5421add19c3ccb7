/// Who does what when: a scenario's records before they have fields, tick by tick.
///
/// Deterministic and synchronous; one timeline belongs to one thread. Its memory holds the entities, the journeys and
/// deliveries under way, and one tick's records.
final class Timeline {
  /// Which of a population's attribute's weighted values entities have.
  typealias Choices = (_ population: Int, _ attribute: Int, _ entities: Range<Int>) -> [Int]

  private let scenario: Scenario
  private let populations: [Population]
  private let journeys: [JourneyPlan]
  private let streams: [StreamPlan]
  private let levelStreams: [LevelStream]
  private let levels: LevelKeeper
  private var tickCount: Int64 = 0

  /// `choices` and `amounts` are the renderer's draws as far as the timeline needs them: both pure.
  init(
    _ scenario: Scenario, seed: UInt64, choices: @escaping Choices,
    amounts: @escaping LevelKeeper.Amounts
  ) {
    precondition(scenario.tick > 0, "a tick has a length")
    self.scenario = scenario
    let populations = scenario.populations.indices.map { index in
      Population(scenario, population: index, seed: seed) { choices(index, $0, $1) }
    }
    self.populations = populations
    journeys = scenario.journeys.indices.map {
      JourneyPlan(scenario, journey: $0, populations: populations, seed: seed)
    }
    streams = scenario.streams.indices.map {
      StreamPlan(scenario, stream: $0, populations: populations, seed: seed)
    }
    levelStreams = streams.compactMap { LevelStream(ofInterest: $0) }
    levels = LevelKeeper(scenario, populations: populations, seed: seed, amounts: amounts)
  }

  /// With the renderer's draws.
  convenience init(_ scenario: Scenario, seed: UInt64) {
    let attributes = scenario.populations.indices.map {
      PopulationAttributes(scenario, population: $0, seed: seed)
    }
    let renderers = scenario.streams.indices.map { stream in
      scenario.streams[stream].consumption.map { _ in
        StreamRenderer(scenario, stream: stream, seed: seed, format: .json)
      }
    }
    self.init(
      scenario, seed: seed,
      choices: { attributes[$0].choice(attribute: $1, entities: $2) },
      amounts: { stream, field, block in
        renderers[stream]?.integers(field: field, of: block) ?? []
      })
  }

  /// What comes in the next tick; there is always one more.
  func nextTick() -> Tick {
    let span = TickSpan(scenario, index: tickCount)
    tickCount += 1
    for population in populations { population.beginTick(span) }
    levels.beginTick()
    for journey in journeys { journey.run(span, streams) }
    for stream in streams {
      stream.plan(span)
      stream.keepPlacesWithoutOriginal()
    }
    levels.play(levelStreams, span)
    for stream in streams where !levelStreams.contains(where: { $0.plan === stream }) {
      stream.number()
    }
    let blocks = streams.flatMap { $0.finish() }
    for population in populations { population.endTick() }
    return Tick(start: span.start, blocks: blocks)
  }

  /// Journeys that have begun and not ended.
  var journeysUnderWay: Int { journeys.reduce(0) { $0 + $1.underWay } }
}
