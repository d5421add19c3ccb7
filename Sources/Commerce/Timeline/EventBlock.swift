/// Consecutive records of one stream before they have fields: who does what when.
///
/// The timeline makes blocks in order; from a block alone its records can be rendered, by any worker.
struct EventBlock: Sendable {
  /// A block holds at most so many records.
  static let largestCount = 4_096

  /// Index into the scenario's streams.
  var stream: Int
  /// The record's number in its stream, from 1, by which its fields are drawn; a copy has its original's.
  var numbers: [Int64] = []
  /// When it comes, µs since 1970; never goes back within a stream.
  var arrivals: [Int64] = []
  /// µs since 1970, whole seconds, at or before the arrival.
  var eventTimes: [Int64] = []
  /// Cell of the curve that it comes from; −1 without a curve.
  var cells: [Int32] = []
  /// The curve that `cells` belong to, and the journey that `states` belong to, by index; −1 without. One origin a
  /// record: a stream may have several.
  var curves: [Int16] = []
  var journeys: [Int16] = []
  /// State of the journey; −1 without.
  var states: [Int16] = []
  /// By reference of the stream: entity numbers from 0, −1 where the record's origin names none.
  var entities: [[Int32]] = []
  /// By reference and level of its population: the level behind the record; empty where nothing reads it.
  var levels: [[[Int64]]] = []
  /// What the consumption granted, in place of the consuming field's value; empty where the stream consumes nothing
  /// and before it is known.
  var granted: [Int64] = []
  /// Index into the stream's producer versions.
  var versions: [UInt8] = []
  var deviations: [Deviation] = []
  /// 64 random bits for the corruption's details.
  var damageBits: [UInt64] = []
  /// Index of the burst effect that it belongs to, with its ordinal there from 1; −1 without.
  var bursts: [Int32] = []
  var burstOrdinals: [Int32] = []

  var count: Int { numbers.count }

  init(stream: Int) { self.stream = stream }
}

/// What is odd about a record, if anything.
enum Deviation: Hashable, Sendable {
  case none
  /// Its event time was moved back behind its window's end.
  case late
  /// An exact copy of an earlier record of the same key.
  case duplicate
  /// Index into the stream's corruptions.
  case corrupted(Int)
}
