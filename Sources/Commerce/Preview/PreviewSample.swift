/// Records of a scenario's first day, with the values that their fields have.
struct PreviewSample {
  private(set) var streams: [TrafficPreview.Stream] = []

  /// Records of a stream that are looked at.
  private static let recordsMax = 200_000
  /// The sample ends before its day does where all streams together have more.
  private static let recordsPlannedMax = 250_000
  /// A field with more values than these has no shares worth a chart.
  private static let valuesMax = 12
  private static let recordsShown = 10

  init(_ scenario: Scenario, seed: UInt64) {
    let timeline = Timeline(scenario, seed: seed)
    var blocks = scenario.streams.map { _ in [EventBlock]() }
    var counts = scenario.streams.map { _ in 0 }
    let end = scenario.start + CivilTime.microsecondsPerDay
    var planned = 0
    var isMore = true
    while isMore {
      let tick = timeline.nextTick()
      for block in tick.blocks {
        planned += block.count
        guard counts[block.stream] < Self.recordsMax else { continue }
        blocks[block.stream].append(block)
        counts[block.stream] += block.count
      }
      isMore = tick.start + scenario.tick < end && planned < Self.recordsPlannedMax
    }
    streams = scenario.streams.indices.map {
      Self.stream(scenario, $0, seed: seed, blocks[$0], count: counts[$0])
    }
  }

  private static func stream(
    _ scenario: Scenario, _ index: Int, seed: UInt64, _ blocks: [EventBlock], count: Int
  ) -> TrafficPreview.Stream {
    let fields = StreamFields(scenario, stream: index, seed: seed)
    let context = RecordContext(fields, capacity: EventBlock.largestCount)
    let renderer = StreamRenderer(scenario, stream: index, seed: seed, format: .json)
    let written = Set(fields.stream.versions.flatMap { $0.outputs.map(\.field) })
    var tallies = written.sorted().map { FieldTally(field: $0) }
    var records: [[UInt8]] = []
    for block in blocks {
      context.begin(block)
      for place in tallies.indices {
        tallies[place].add(
          context.column(.field(tallies[place].field)), rows: block.count, valuesMax: valuesMax)
      }
      if records.count < recordsShown {
        let text = renderer.render(block)
        for row in 0..<min(block.count, recordsShown - records.count) {
          records.append(Array(text.text[text.line(row)]))
        }
      }
    }
    let shares = tallies.filter { (2...valuesMax).contains($0.counts.count) }.map {
      TrafficPreview.Share(field: fields.stream.fields[$0.field].name, values: $0.values)
    }
    return TrafficPreview.Stream(
      name: fields.stream.name, count: count, shares: shares, records: records)
  }
}

/// How often a field has which value.
private struct FieldTally {
  var field: Int
  var counts: [[UInt8]: Int] = [:]
  private let text = ValueText()

  init(field: Int) { self.field = field }

  /// Gives up behind `valuesMax` values.
  mutating func add(_ column: FieldColumn, rows: Int, valuesMax: Int) {
    for row in 0..<rows where counts.count <= valuesMax {
      counts[RecordValue(column, row, text).bytes, default: 0] += 1
    }
  }

  var values: [(label: String, count: Int)] {
    counts.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
