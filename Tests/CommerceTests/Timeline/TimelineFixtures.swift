@testable import Commerce

let second: Int64 = 1_000_000
let minute: Int64 = 60 * second
let hour: Int64 = 60 * minute
let day: Int64 = 24 * hour

/// 2026-03-02 00:00:00 UTC, a Monday.
let monday: Int64 = 1_772_409_600 * second

/// Scenarios in a few words; what is not said is plain.
enum Fixture {
  static func scenario(
    start: Int64 = monday, tick: Int64 = minute, populations: [PopulationDefinition] = [],
    curves: [CurveDefinition] = [], streams: [StreamDefinition],
    journeys: [JourneyDefinition] = [], actions: [Effect.Action] = [], period: Range<Int64>? = nil
  ) -> Scenario {
    let effects = actions.enumerated().map { place, action in
      Effect(
        kind: .pattern, name: "effect \(place)", strength: 1, chosen: [], report: "",
        period: period, actions: [action])
    }
    return Scenario(
      name: "test", summary: "", start: start, tick: tick, parameters: [],
      populations: populations, curves: curves, streams: streams, journeys: journeys,
      effects: effects, answers: [])
  }

  static func stream(
    named name: String = "orders", _ arrivals: [Arrivals], references: [ReferenceDefinition] = [],
    fields: [FieldDefinition] = [], disorder: Int64 = 0, watermark: Int64 = 10 * second,
    late: Double = 0, duplicates: Double = 0, corrupted: Double = 0,
    corruptions: [CorruptionDefinition] = [], consumption: StreamDefinition.Consumption? = nil,
    versions: [ProducerVersion]? = nil
  ) -> StreamDefinition {
    StreamDefinition(
      name: name, topic: name, arrivals: arrivals, references: references,
      fields: fields.isEmpty ? [field("at", .timestamp(.time, .plain, zone: .utc))] : fields,
      versions: versions ?? [ProducerVersion(name: "v1", outputs: [], from: 0, ramp: 0, share: 1)],
      key: nil, id: nil, timeField: 0, disorder: disorder, watermark: watermark, window: minute,
      lateShare: late, duplicateShare: duplicates, corruptedShare: corrupted,
      corruptions: corruptions, consumption: consumption)
  }

  static func population(
    _ name: String = "customers", size: Int, growth: Double = 0,
    attributes: [FieldDefinition] = [], levels: [LevelDefinition] = []
  ) -> PopulationDefinition {
    PopulationDefinition(
      name: name, size: size, growth: growth, attributes: attributes, levels: levels)
  }

  static func reference(
    _ name: String = "customer", population: Int = 0, skew: ZipfTable.Skew = .uniform,
    match: [ReferenceDefinition.Match] = []
  ) -> ReferenceDefinition {
    ReferenceDefinition(name: name, population: population, skew: skew, match: match)
  }

  static func field(_ name: String, _ generator: Generator) -> FieldDefinition {
    FieldDefinition(name: name, generator: generator, nullShare: 0, changeInterval: nil)
  }

  static func choice(_ name: String, _ values: [String]) -> FieldDefinition {
    field(name, .choice(values.map { Generator.Weighted(value: .text($0), weight: 1) }))
  }

  /// A curve over one dimension; a cell is a value with its zone, its records a second and its bumps.
  static func curve(
    _ cells: [(value: String, zone: String, base: Double, bumps: [CurveDefinition.Bump])],
    floor: Double = 1, weekdays: [Double] = [1, 1, 1, 1, 1, 1, 1]
  ) -> CurveDefinition {
    CurveDefinition(
      name: "shopping",
      dimensions: [.init(name: "country", values: cells.map { .text($0.value) })],
      cells: cells.map { cell in
        CurveDefinition.Cell(
          values: [.text(cell.value)], base: cell.base, floor: floor, bumps: cell.bumps,
          weekdays: weekdays, zone: cell.zone)
      })
  }
}

/// A timeline whose entities' choices and whose amounts are plain functions of their numbers.
extension Timeline {
  /// Entity e has value e mod n of an attribute with n values; record n asks for n mod 5 + 1.
  convenience init(plain scenario: Scenario, seed: UInt64) {
    self.init(
      scenario, seed: seed,
      choices: { population, attribute, entities in
        guard
          case .choice(let values) = scenario.populations[population].attributes[attribute]
            .generator
        else { return [] }
        return entities.map { $0 % values.count }
      },
      amounts: { _, _, block in block.numbers.map { $0 % 5 + 1 } })
  }

  func ticks(_ count: Int) -> [Tick] { (0..<count).map { _ in nextTick() } }
}

/// One record of a block.
struct PlannedRecord: Hashable {
  var number: Int64
  var arrival: Int64
  var eventTime: Int64
  var cell: Int32
  var curve: Int16
  var journey: Int16
  var state: Int16
  var entities: [Int32]
  var levels: [[Int64]]
  var granted: Int64?
  var version: UInt8
  var deviation: Deviation
  var damageBits: UInt64
  var burst: Int32
  var burstOrdinal: Int32
}

extension EventBlock {
  var records: [PlannedRecord] {
    numbers.indices.map { row in
      PlannedRecord(
        number: numbers[row], arrival: arrivals[row], eventTime: eventTimes[row], cell: cells[row],
        curve: curves[row], journey: journeys[row], state: states[row],
        entities: entities.map { $0[row] },
        levels: levels.map { $0.map { $0.isEmpty ? -1 : $0[row] } },
        granted: granted.isEmpty ? nil : granted[row], version: versions[row],
        deviation: deviations[row], damageBits: damageBits[row], burst: bursts[row],
        burstOrdinal: burstOrdinals[row])
    }
  }
}

extension [Tick] {
  func records(of stream: Int = 0) -> [PlannedRecord] {
    flatMap { $0.blocks.filter { $0.stream == stream }.flatMap(\.records) }
  }
}

/// How far a chi-squared value lies above what chance gives, in standard deviations (Wilson and Hilferty).
func deviations(chiSquared: Double, freedom: Int) -> Double {
  let part = 2 / (9 * Double(freedom))
  var (root, power) = (1.0, chiSquared / Double(freedom))
  for _ in 0..<60 { root -= (root * root * root - power) / (3 * root * root) }
  power = part.squareRoot()
  return (root - (1 - part)) / power
}
