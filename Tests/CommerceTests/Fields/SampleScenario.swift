import Testing

@testable import Commerce

/// Scenarios and blocks made by hand, without a file and without a timeline.
enum Sample {
  /// 2026-03-02 00:00:00 UTC, a Monday.
  static let start: Int64 = 1_772_409_600_000_000

  static func field(
    _ name: String, _ generator: Generator, nulls: Double = 0, every: Int64? = nil
  ) -> FieldDefinition {
    FieldDefinition(name: name, generator: generator, nullShare: nulls, changeInterval: every)
  }

  static func choice(_ values: KeyValuePairs<String, Double>) -> Generator {
    .choice(values.map { Generator.Weighted(value: .text($0.key), weight: $0.value) })
  }

  static func stream(
    _ fields: [FieldDefinition], references: [ReferenceDefinition] = [], key: Int? = nil,
    id: Int? = nil, versions: [ProducerVersion]? = nil, corruptions: [CorruptionDefinition] = [],
    consumption: StreamDefinition.Consumption? = nil
  ) -> StreamDefinition {
    let outputs = fields.enumerated().map {
      ProducerVersion.Output(field: $0.offset, path: [$0.element.name])
    }
    return StreamDefinition(
      name: "orders", topic: "orders", arrivals: [], references: references, fields: fields,
      versions: versions ?? [
        ProducerVersion(name: "v1", outputs: outputs, from: 0, ramp: 0, share: 1)
      ],
      key: key, id: id, timeField: nil, disorder: 0, watermark: 0, window: 60_000_000,
      lateShare: 0, duplicateShare: 0, corruptedShare: 0, corruptions: corruptions,
      consumption: consumption)
  }

  static func scenario(
    _ stream: StreamDefinition, populations: [PopulationDefinition] = [],
    curves: [CurveDefinition] = [], effects: [Effect] = [], tables: [DataTable] = []
  ) -> Scenario {
    Scenario(
      name: "sample", summary: "", start: start, tick: 60_000_000, parameters: [],
      populations: populations, curves: curves, streams: [stream], journeys: [],
      effects: effects, answers: [], tables: tables)
  }

  static func population(_ name: String, size: Int, _ attributes: [FieldDefinition])
    -> PopulationDefinition
  {
    PopulationDefinition(name: name, size: size, growth: 0, attributes: attributes, levels: [])
  }

  static func curve(_ cells: [(values: [ScenarioValue], zone: String)], _ dimensions: [String])
    -> CurveDefinition
  {
    CurveDefinition(
      name: "curve",
      dimensions: dimensions.enumerated().map { place, name in
        var values: [ScenarioValue] = []
        for cell in cells where !values.contains(cell.values[place]) {
          values.append(cell.values[place])
        }
        return CurveDefinition.Dimension(name: name, values: values)
      },
      cells: cells.map {
        CurveDefinition.Cell(
          values: $0.values, base: 1, floor: 1, bumps: [], weekdays: [1, 1, 1, 1, 1, 1, 1],
          zone: $0.zone)
      })
  }

  /// Records numbered from `first` on, one a second, whose entities and cells go round.
  static func block(
    _ scenario: Scenario, first: Int64 = 1, count: Int, secondsEach: Int64 = 1
  ) -> EventBlock {
    let stream = scenario.streams[0]
    var block = EventBlock(stream: 0)
    block.numbers = (0..<count).map { first + Int64($0) }
    block.eventTimes = block.numbers.map { start + $0 * secondsEach * 1_000_000 }
    block.arrivals = block.eventTimes
    let cellCount = scenario.curves.first?.cells.count ?? 0
    block.cells = block.numbers.map { cellCount == 0 ? -1 : Int32(Int($0) % cellCount) }
    block.curves = block.numbers.map { _ in cellCount == 0 ? -1 : 0 }
    block.journeys = block.numbers.map { _ in -1 }
    block.states = block.numbers.map { _ in -1 }
    block.entities = stream.references.map { reference in
      let size = Int64(scenario.populations[reference.population].size)
      return block.numbers.map { Int32($0 * 7 % size) }
    }
    block.versions = block.numbers.map { _ in 0 }
    block.deviations = block.numbers.map { _ in .none }
    block.damageBits = block.numbers.map { CounterRandom.mix(UInt64($0)) }
    block.bursts = block.numbers.map { _ in -1 }
    block.burstOrdinals = block.numbers.map { _ in -1 }
    return block
  }

  static func lines(_ block: RenderedBlock) -> [[UInt8]] {
    (0..<block.events.count).map { Array(block.text[block.line($0)]) }
  }

  static func texts(_ block: RenderedBlock) -> [String] {
    lines(block).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The values of the stream's only field, as JSON.
  static func values(
    _ generator: Generator, count: Int, seed: UInt64 = 1, nulls: Double = 0,
    before fields: [FieldDefinition] = []
  ) -> [Substring] {
    let stream = stream(fields + [field("x", generator, nulls: nulls)])
    let scenario = scenario(stream)
    let renderer = StreamRenderer(scenario, stream: 0, seed: seed, format: .json)
    var values: [Substring] = []
    var first: Int64 = 1
    while values.count < count {
      let size = min(count - values.count, EventBlock.largestCount)
      for line in texts(renderer.render(block(scenario, first: first, count: size))) {
        guard let place = line.range(of: "\"x\":") else {
          Issue.record("\(line) has no x")
          continue
        }
        values.append(line[place.upperBound...].dropLast())
      }
      first += Int64(size)
    }
    return values
  }
}

extension String {
  /// The first place of a text; nil where it is not in here.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
