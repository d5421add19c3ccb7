/// One event before it is text.
struct LeadEvent {
  /// From 1; a copy has its original's.
  var eventID: Int64
  var userID: Int64
  var propertyID: Int64
  /// µs since 1970, whole seconds.
  var date: Int64
  /// Index into `PropertyLeads.labels`.
  var label: Int64
  var deviation: LeadDeviation
  /// The event's ordinal in a planted burst, from 1; 0 for events of no burst.
  var burstOrdinal: Int64
}

/// The scenario of job C: users interact with properties, and a few of them are brokers.
///
/// Event n is a function of (seed, options, n): any range of events can be made by itself.
struct PropertyLeads: Sendable {
  static let labels = ["view", "Interaction", "contact"]
  /// The tumbling window that late events miss.
  static let window = CivilTime.microsecondsPerMinute

  /// 9999-01-01 00:00:00.
  private static let lastMoment =
    CivilTime.days(CivilTime.Day(year: 9999, month: 1, day: 1)) * CivilTime.microsecondsPerDay

  let options: PropertyLeadsOptions
  private let random: CounterRandom
  private let bursts: BrokerBursts
  private let users: ZipfTable
  private let properties: ZipfTable
  /// How many events back a copy's original lies at most: never more than an hour, whatever the rate.
  private let copyDistance: Int64

  private enum Draw {
    static let user: UInt64 = 0
    static let property: UInt64 = 1
    static let disorder: UInt64 = 2
    static let label: UInt64 = 3
    static let deviation: UInt64 = 4
    static let detail: UInt64 = 5
    static let lateness: UInt64 = 6
    static let place: UInt64 = 7
  }

  init(_ options: PropertyLeadsOptions, seed: UInt64) {
    self.options = options
    random = CounterRandom(seed: seed, stream: 1)
    bursts = BrokerBursts(options, seed: seed)
    users = ZipfTable(count: options.users, skew: options.userSkew)
    properties = ZipfTable(count: options.properties, skew: options.propertySkew)
    copyDistance = min(1_000, 60 * options.eventsPerMinute)
  }

  /// When an event comes, µs since 1970: the clock of the scenario, which never goes back.
  @inline(__always)
  func scenarioTime(_ event: Int64) -> Int64 {
    let (minute, place) = event.quotientAndRemainder(dividingBy: options.eventsPerMinute)
    return options.start &+ minute &* CivilTime.microsecondsPerMinute
      &+ place &* CivilTime.microsecondsPerMinute / options.eventsPerMinute
  }

  /// The number of events until the year 9999, behind which dates have no four digits.
  var mostEvents: Int64 { eventCount(within: PropertyLeads.lastMoment - options.start) }

  /// The number of events that come within so many microseconds from the start.
  func eventCount(within duration: Int64) -> Int64 {
    let duration = min(duration, PropertyLeads.lastMoment)
    let (minutes, rest) = duration.quotientAndRemainder(
      dividingBy: CivilTime.microsecondsPerMinute)
    let scaled = rest * options.eventsPerMinute
    return minutes * options.eventsPerMinute
      + (scaled + CivilTime.microsecondsPerMinute - 1) / CivilTime.microsecondsPerMinute
  }

  @inline(__always)
  func event(_ number: Int64) -> LeadEvent {
    let planned = plannedDeviation(number)
    if planned == .duplicate {
      guard let original = original(of: number) else { return content(number, .none) }
      var copy = content(original, .none)
      (copy.deviation, copy.burstOrdinal) = (.duplicate, 0)
      return copy
    }
    return content(number, planned)
  }

  /// Random bits for the place where a corrupted event is damaged.
  func damage(below bound: Int, of event: Int64) -> Int {
    Int(random.below(Int64(bound), event, Draw.place))
  }

  @inline(__always)
  private func content(_ number: Int64, _ deviation: LeadDeviation) -> LeadEvent {
    let burst = bursts.member(number)
    let now = scenarioTime(number)
    let kind = random.below(10, number, Draw.label)
    var date = now
    if deviation == .late {
      date = lateDate(number)
    } else if burst == nil && options.disorder > 0 {
      date = max(options.start, now &- random.below(options.disorder, number, Draw.disorder))
    }
    return LeadEvent(
      eventID: number &+ 1,
      userID: burst?.user ?? users.rank(random.bits(number, Draw.user)),
      propertyID: properties.rank(random.bits(number, Draw.property)),
      date: date &- date % CivilTime.microsecondsPerSecond,
      label: kind < 6 ? 0 : kind < 9 ? 1 : 2,
      deviation: deviation, burstOrdinal: burst?.ordinal ?? 0)
  }

  /// Members of bursts never deviate, so that what is planted is there.
  @inline(__always)
  private func plannedDeviation(_ number: Int64) -> LeadDeviation {
    var draw = random.below(1_000_000, number, Draw.deviation)
    guard draw < options.corrupted &+ options.late &+ options.duplicates else { return .none }
    if bursts.member(number) != nil { return .none }
    if draw < options.corrupted {
      let kinds = LeadDeviation.corruptions
      return kinds[Int(random.below(Int64(kinds.count), number, Draw.detail))]
    }
    draw &-= options.corrupted
    guard draw < options.late else { return .duplicate }
    return closedBefore(number) >= options.start ? .late : .none
  }

  /// The end of the newest window that is closed in every partition in which something came lately.
  private func closedBefore(_ number: Int64) -> Int64 {
    let slack = options.disorder + 2 * CivilTime.microsecondsPerSecond
    let time = scenarioTime(number) - options.watermark - slack
    return time - time % PropertyLeads.window
  }

  /// A time up to five minutes before that window's end.
  private func lateDate(_ number: Int64) -> Int64 {
    let seconds = 1 + random.below(300, number, Draw.lateness)
    return closedBefore(number) - seconds * CivilTime.microsecondsPerSecond
  }

  /// The event that a duplicate copies: a clean one not far behind, so of the same key and partition.
  private func original(of number: Int64) -> Int64? {
    var candidate = number - 1 - random.below(copyDistance, number, Draw.detail)
    for _ in 0..<64 where candidate >= 0 {
      if plannedDeviation(candidate) == .none { return candidate }
      candidate -= 1
    }
    return nil
  }
}
