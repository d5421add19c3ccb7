/// A scenario: which records come when, with which fields, and what is planted in them. Read from YAML, checked, and
/// resolved for one seed: nothing in it is left to choose.
struct Scenario: Sendable {
  var name: String
  /// One line.
  var summary: String
  /// The clock's first moment, µs since 1970 in UTC; a whole second.
  var start: Int64
  /// Rates, populations and effects are constant within a tick; µs.
  var tick: Int64
  /// Parameters with the texts that count, in the order of the file.
  var parameters: [(name: String, text: String)]
  var populations: [PopulationDefinition]
  var curves: [CurveDefinition]
  var streams: [StreamDefinition]
  var journeys: [JourneyDefinition]
  /// Planted patterns and incidents, resolved for the seed.
  var effects: [Effect]
  /// Counts that a perfect pipeline gives, for the truth.
  var answers: [AnswerDefinition]
  /// The scenario's own tables; they stand before those of `DataTables` of the same name.
  var tables: [DataTable] = []
}

/// Entities that records refer to. Entity numbers begin at 0; entity n's attributes are functions of (seed, n, time).
struct PopulationDefinition: Sendable {
  var name: String
  /// Entities at the start, at least one.
  var size: Int
  /// The chance that a tick adds one more.
  var growth: Double
  /// Attributes in an order in which each depends on earlier ones only.
  var attributes: [FieldDefinition]
  /// Quantities that records change, such as stock.
  var levels: [LevelDefinition]
}

/// A quantity of each entity that records lower and deliveries raise; never below 0.
struct LevelDefinition: Sendable {
  var name: String
  var initial: ClosedRange<Int64>
  /// Below this a delivery is ordered.
  var reorderPoint: Int64
  var delivery: ClosedRange<Int64>
  /// µs from the order to the delivery.
  var deliveryDelay: ClosedRange<Int64>
}

/// One kind of records, for a topic or files of its own.
struct StreamDefinition: Sendable {
  var name: String
  var topic: String
  var arrivals: [Arrivals]
  /// Drawn for every record when it is planned, in this order.
  var references: [ReferenceDefinition]
  /// Fields of the current producer in an order in which each depends on earlier ones only (`outputOrder` tells how
  /// they are written).
  var fields: [FieldDefinition]
  /// Producers; at least one, the first from the start on.
  var versions: [ProducerVersion]
  /// The field whose text is the message key; nil: none, and partitions take turns.
  var key: Int?
  /// The field by which copies are found and the truth names records.
  var id: Int?
  /// The field that holds the event's time; nil: the stream has none, and nothing of it is late.
  var timeField: Int?
  /// How far an event's time may lie behind its arrival, µs, whole seconds; drawn uniformly.
  var disorder: Int64
  /// The pipeline's delay and window, by which the truth tells what is late; µs.
  var watermark: Int64
  var window: Int64
  /// Shares of the records from 0 to 1.
  var lateShare: Double
  var duplicateShare: Double
  var corruptedShare: Double
  var corruptions: [CorruptionDefinition]
  /// A record of this stream lowers a level: by its field, of the entity that a reference names.
  var consumption: Consumption?

  struct Consumption: Sendable {
    /// Index into `references`.
    var reference: Int
    /// Index into the levels of that reference's population.
    var level: Int
    /// Index into `fields`, an integer field that depends on no field that depends on the level; at most what is
    /// there is granted, and a record that is granted nothing does not come.
    var field: Int
  }
}

/// Where records of a stream come from.
enum Arrivals: Sendable {
  /// A Poisson process by a curve.
  case curve(Int)
  /// A Poisson process of so many records a second.
  case rate(perSecond: Double)
  /// Exactly so many records a tick, evenly spaced.
  case even(perTick: Int64)
  /// One record when an entity comes (those of the start at the scenario's start).
  case births(population: Int)
  /// Records about entities that are there, drawn uniformly: so many a second.
  case updates(population: Int, perSecond: Double)
  /// One record when a delivery raises a level.
  case deliveries(population: Int, level: Int)
  /// Steps of journeys whose states name this stream.
  case journeys
}

/// An entity that a record is about.
struct ReferenceDefinition: Sendable {
  var name: String
  /// Index into `populations`.
  var population: Int
  /// Entity 0 is the most popular of its kind.
  var skew: ZipfTable.Skew
  /// Only entities whose attribute (a `choice` by weights without conditions) equals the record's dimension.
  var match: [Match]

  struct Match: Sendable {
    /// Index into the population's attributes.
    var attribute: Int
    /// Index into the dimensions of the curve.
    var dimension: Int
  }
}

/// The producer's versions run side by side; a record belongs to one by chance.
struct ProducerVersion: Sendable {
  var name: String
  /// Fields written, as indices into the stream's fields, with the name that this version gives each.
  var outputs: [Output]
  /// From `from` (µs since the start) on its share grows from 0 to `share` within `ramp` µs; the first version has
  /// what the others leave.
  var from: Int64
  var ramp: Int64
  var share: Double

  struct Output: Sendable {
    var field: Int
    /// A path: `payload.user.id` is written as nested objects; a dot that belongs to a name is written `\.` in YAML.
    var path: [String]
  }
}

/// A walk of one entity through states, each of which may write a record.
struct JourneyDefinition: Sendable {
  var name: String
  /// `curve`, `rate` or `even`: how many begin.
  var begins: Arrivals
  /// Drawn when a journey begins; a stream's reference of the same name takes it over.
  var references: [ReferenceDefinition]
  /// The first state is where each journey begins.
  var states: [State]

  struct State: Sendable {
    var name: String
    /// Index into `streams`; nil: nothing is written.
    var stream: Int?
    /// References (indices) drawn anew on entering.
    var redraws: [Int]
    /// Where it goes on, with probabilities whose sum is at most 1; the rest ends.
    var next: [(state: Int, probability: Double)]
    /// µs from this state to the next, drawn uniformly.
    var dwell: ClosedRange<Int64>
  }
}

/// What a perfect pipeline counts: keys with at least so many accepted records (in a window).
struct AnswerDefinition: Sendable {
  var name: String
  /// Index into `streams`.
  var stream: Int
  /// Index into the stream's references: the key.
  var reference: Int
  var atLeast: Int
  /// µs; nil: over everything.
  var window: Int64?
}
