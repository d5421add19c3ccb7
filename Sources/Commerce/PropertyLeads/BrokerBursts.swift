/// Planted patterns: in each minute a few users have 11 to 20 events, spread over the whole minute.
///
/// The minute's events are cut into 20 stretches of equal length; broker k's next event is the same place in each
/// stretch, so whether an event belongs to a burst follows from its number alone.
struct BrokerBursts: Sendable {
  static let largestSize: Int64 = 20
  static let smallestSize: Int64 = 11

  /// One event of a burst.
  struct Member {
    var user: Int64
    /// The event's ordinal in its burst, from 1.
    var ordinal: Int64
  }

  private let random: CounterRandom
  private let brokers: Int64
  private let eventsPerMinute: Int64
  private let stretch: Int64
  /// Each broker of a minute comes from a range of users of its own, so that they differ.
  private let usersPerBroker: Int64

  static func mostBrokers(eventsPerMinute: Int64) -> Int64 { eventsPerMinute / largestSize }

  init(_ options: PropertyLeadsOptions, seed: UInt64) {
    random = CounterRandom(seed: seed, stream: 2)
    brokers = options.brokers
    eventsPerMinute = options.eventsPerMinute
    stretch = max(1, options.eventsPerMinute / BrokerBursts.largestSize)
    usersPerBroker = options.users / max(1, options.brokers)
  }

  /// The burst that an event belongs to, if any.
  @inline(__always)
  func member(_ event: Int64) -> Member? {
    guard brokers > 0 else { return nil }
    let (minute, place) = event.quotientAndRemainder(dividingBy: eventsPerMinute)
    let (step, offset) = place.quotientAndRemainder(dividingBy: stretch)
    guard step < BrokerBursts.largestSize else { return nil }
    let first = random.below(stretch, minute &* 128, 0)
    let broker = offset >= first ? offset &- first : offset &- first &+ stretch
    guard broker < brokers else { return nil }
    let position = minute &* 128 &+ broker &+ 1
    let sizes = BrokerBursts.largestSize - BrokerBursts.smallestSize + 1
    guard step < BrokerBursts.smallestSize &+ random.below(sizes, position, 1) else { return nil }
    let user = broker &* usersPerBroker &+ random.below(usersPerBroker, position, 2) &+ 1
    return Member(user: user, ordinal: step &+ 1)
  }
}
