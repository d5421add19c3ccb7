import Diagnostics

/// Makes a scenario's traffic, slice by slice, in the order of the scenario's clock.
///
/// The same scenario, parameters and seed give the same records with any number of workers, at any pace and on any
/// machine; the number of partitions only distributes them (and decides, with them, which rows are late).
/// Belongs to one thread; pacing is the caller's, by the scenario's clock.
public final class TrafficGenerator {
  /// Records released so far.
  public private(set) var position: Int64 = 0
  /// The scenario's clock: when the last record came, µs since 1970.
  public private(set) var time: Int64
  public let limit: TrafficLimit
  public let start: Int64

  private let scenario: Scenario
  private let partitions: [Partitions]
  private var plan: TrafficPlan
  private let rendering: ParallelRendering
  /// Blocks that are being rendered.
  private var ahead: [PlannedBlock] = []
  private var queue: ReleaseQueue?

  /// `distributions`: by stream.
  init(
    _ scenario: Scenario, seed: UInt64, distributions: [StreamDistribution], limit: TrafficLimit,
    workers: Int
  ) {
    precondition(distributions.count == scenario.streams.count, "every stream is distributed")
    self.scenario = scenario
    self.limit = limit
    (start, time) = (scenario.start, scenario.start)
    partitions = distributions.map { Partitions($0.partitioning, start: scenario.start) }
    let timeline = TrafficGenerator.timeline(scenario, seed: seed)
    plan = TrafficPlan(start: scenario.start, tickLength: scenario.tick, limit: limit) {
      timeline.nextTick().blocks
    }
    let formats = distributions.map(\.format)
    rendering = ParallelRendering(
      workers: workers,
      renderer: {
        let renderers = formats.enumerated().map {
          StreamRenderer(scenario, stream: $0, seed: seed, format: $1)
        }
        return { renderers[$0.stream].render($0) }
      })
    queue = ReleaseQueue(
      streamCount: scenario.streams.count, upcoming: { [unowned self] in upcoming() },
      pull: { [unowned self] in pull() })
  }

  private static func timeline(_ scenario: Scenario, seed: UInt64) -> Timeline {
    let attributes = scenario.populations.indices.map {
      PopulationAttributes(scenario, population: $0, seed: seed)
    }
    let renderers = scenario.streams.indices.map {
      StreamRenderer(scenario, stream: $0, seed: seed, format: .json)
    }
    return Timeline(
      scenario, seed: seed,
      choices: { attributes[$0].choice(attribute: $1, entities: $2) },
      amounts: { renderers[$0].integers(field: $1, of: $2) })
  }

  /// Whether everything was released.
  public var isAtEnd: Bool { queue?.isEmpty ?? true }

  /// Records of earlier ticks are all released.
  public var oldestTick: Int64 {
    let isMore = upcoming() != nil
    return min(queue?.oldestTick ?? .max, isMore ? ahead[0].tick : .max)
  }

  /// Some of the records that are due, none when none is; call it again until it gives none.
  public func release(_ due: Due) -> [GeneratedSlice] {
    let slices = queue?.release(due) ?? []
    for slice in slices {
      position += Int64(slice.count)
      time = max(time, slice.lastArrival)
    }
    return slices
  }

  /// When the next block that is not in the queue begins; the threads get as many as they may hold.
  private func upcoming() -> Int64? {
    while rendering.hasRoom, let block = plan.nextBlock() {
      rendering.submit(block.events)
      ahead.append(block)
    }
    return ahead.first?.events.arrivals.first
  }

  private func pull() -> ReleasedBlock {
    let planned = ahead.removeFirst()
    let rendered = rendering.next()
    let stream = planned.events.stream
    return ReleasedBlock(
      rendered,
      partitions: partitions[stream].assign(
        rendered, hasKeys: scenario.streams[stream].key != nil),
      end: planned.end, tick: planned.tick)
  }
}
