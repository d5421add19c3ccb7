/// A planted pattern (for good) or an incident (for a while): what is unlike the scenario's plain rules, for the truth.
struct Effect: Sendable {
  enum Kind: String, Sendable { case pattern, incident }

  var kind: Kind
  /// The name in the file, such as `lunch_hour`.
  var name: String
  var strength: Double
  /// What was chosen by seed: `country` → `Mexico`.
  var chosen: [(name: String, value: ScenarioValue)]
  /// What a perfect analyst would report, in a sentence.
  var report: String
  /// µs since 1970; nil: for good.
  var period: Range<Int64>?
  var actions: [Action]

  enum Action: Sendable {
    /// Multiplies the expected records of the cells that the conditions allow (on dimensions, hour, weekday), by
    /// `factor`, or, as a trend, by 1 + `factor` × days since the start.
    case rate(of: RateTarget, conditions: [Condition], factor: Double, shape: RateShape)
    /// Multiplies a number, rounded to its own scale.
    case multiply(stream: Int, field: Int, conditions: [Condition], factor: Double)
    /// Multiplies the weight of a value of a `choice`.
    case weight(
      stream: Int, field: Int, value: ScenarioValue, conditions: [Condition], factor: Double)
    /// Sets the probability of a `flag`.
    case probability(stream: Int, field: Int, conditions: [Condition], probability: Double)
    /// A record about one entity is followed, with this probability, by one about another (with the same other
    /// references), so many µs later.
    case follow(
      stream: Int, reference: Int, entity: Int, by: Int, probability: Double,
      delay: ClosedRange<Int64>)
    /// In each `interval` µs, `entities` entities have so many records more, spread over the interval; each of these
    /// records is free of disorder, corruption and copies.
    case burst(
      stream: Int, reference: Int, entities: Int, size: ClosedRange<Int64>, interval: Int64)
  }

  enum RateTarget: Hashable, Sendable {
    /// Index into the scenario's streams.
    case stream(Int)
    /// Index into its journeys: how many begin.
    case journey(Int)
  }

  enum RateShape: Sendable {
    case constant
    case perDay
    /// A bump over dates: full at its middle, 1 outside of it; µs since 1970.
    case season(middle: Int64, width: Int64)
  }
}
