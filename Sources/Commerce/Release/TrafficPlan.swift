/// How much traffic there is.
public enum TrafficLimit: Hashable, Sendable {
  /// Records of all streams together, in the order in which they come.
  case events(Int64)
  /// Microseconds of scenario time, from its start.
  case duration(Int64)
  /// What comes before this moment, µs since 1970.
  case until(Int64)
  case endless
}

/// A block of the timeline with its place among those that are released.
struct PlannedBlock {
  let events: EventBlock
  /// Only so many of its records are released.
  let end: Int
  /// Ticks from the scenario's start.
  let tick: Int64
}

/// The timeline's blocks in the order of their first arrivals, up to a limit.
struct TrafficPlan {
  /// Records planned so far.
  private(set) var count: Int64 = 0
  /// The next tick's blocks, by stream in arrival order.
  private let nextTick: () -> [EventBlock]
  private let start: Int64
  private let tickLength: Int64
  private let eventLimit: Int64
  /// µs since 1970.
  private let end: Int64
  private var tick: Int64 = 0
  private var blocks: [PlannedBlock] = []
  private var next = 0

  /// Behind this dates have no four digits: 9999-01-01 00:00:00.
  static let lastMoment =
    CivilTime.days(CivilTime.Day(year: 9999, month: 1, day: 1)) * CivilTime.microsecondsPerDay

  init(
    start: Int64, tickLength: Int64, limit: TrafficLimit, nextTick: @escaping () -> [EventBlock]
  ) {
    (self.start, self.tickLength, self.nextTick) = (start, tickLength, nextTick)
    eventLimit = if case .events(let count) = limit { count } else { .max }
    end =
      switch limit {
      case .duration(let duration): start + min(max(0, duration), Self.lastMoment - start)
      case .until(let moment): min(moment, Self.lastMoment)
      case .events, .endless: Self.lastMoment
      }
  }

  /// The next block; nil when there are no more.
  mutating func nextBlock() -> PlannedBlock? {
    while next == blocks.count {
      guard count < eventLimit, start + tick * tickLength < end else { return nil }
      planTick()
    }
    defer { next += 1 }
    return blocks[next]
  }

  private mutating func planTick() {
    let made = nextTick()
    var ends = made.map(\.count)
    if start + (tick + 1) * tickLength > end {
      for index in made.indices { ends[index] = made[index].arrivals.count(before: end) }
    }
    if Int64(ends.reduce(0, +)) > eventLimit - count {
      ends = Self.ends(made, ends, keeping: Int(eventLimit - count))
    }
    count += Int64(ends.reduce(0, +))
    blocks = zip(made, ends).compactMap { block, end in
      end == 0 ? nil : PlannedBlock(events: block, end: end, tick: tick)
    }
    // Blocks of one stream stay in their order: their first arrivals never go back.
    let order = blocks.indices.sorted {
      (blocks[$0].events.arrivals[0], $0) < (blocks[$1].events.arrivals[0], $1)
    }
    blocks = order.map { blocks[$0] }
    (next, tick) = (0, tick + 1)
  }

  /// Where blocks end if only the first records of all are kept: by arrival, then by the order of the blocks.
  private static func ends(_ blocks: [EventBlock], _ ends: [Int], keeping wanted: Int) -> [Int] {
    func counts(before moment: Int64) -> [Int] {
      zip(blocks, ends).map { min($0.arrivals.count(before: moment), $1) }
    }
    // The latest moment before which there are at most so many records.
    var low = blocks.compactMap(\.arrivals.first).min() ?? 0
    var high = (blocks.compactMap(\.arrivals.last).max() ?? 0) + 1
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if counts(before: middle).reduce(0, +) <= wanted { low = middle } else { high = middle }
    }
    var kept = counts(before: low)
    var rest = wanted - kept.reduce(0, +)
    for index in blocks.indices where rest > 0 {
      let upTo = min(blocks[index].arrivals.count(before: low + 1), ends[index])
      let added = min(rest, upTo - kept[index])
      kept[index] += added
      rest -= added
    }
    return kept
  }
}

extension [Int64] {
  /// How many of these ascending values are below a bound.
  func count(before bound: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
