import Testing

@testable import Commerce

/// A whole stream of traffic, copied out.
struct Generated {
  struct Record: Equatable {
    var value: [UInt8]
    var key: [UInt8]
    var partition: Int
    var timestamp: Int64
    var eventTime: Int64
  }

  /// By stream.
  var records: [[Record]]
  var truth: [UInt8]
  var totals: TruthTotals

  /// Takes records as `due` says, time after time.
  init(
    _ parameters: [String: String] = [:], scenario name: String = "property-leads",
    seed: UInt64 = 1, partitions: Int = 1, limit: TrafficLimit, format: RecordFormat = .json,
    workers: Int = 1, due: (TrafficGenerator) -> Due = { _ in .all }
  ) throws {
    let scenario = try TrafficScenario(name, parameters: parameters, seed: seed)
    let distributions = scenario.streams.map {
      StreamDistribution(topic: $0.topic, partitioning: .hashed(partitions), format: format)
    }
    let generator = scenario.generator(distributions, limit: limit, workers: workers)
    let ledger = scenario.ledger(distributions)
    records = scenario.streams.map { _ in [] }
    truth = scenario.truthHeader(distributions)
    totals = ledger.totals
    while !generator.isAtEnd {
      for slice in generator.release(due(generator)) {
        copy(slice)
        ledger.take(slice, 0..<slice.count)
        ledger.commit(stream: slice.stream)
      }
      truth += ledger.takeLines(before: generator.oldestTick)
    }
    truth += ledger.finish(reason: nil)
    totals = ledger.totals
  }

  private mutating func copy(_ slice: GeneratedSlice) {
    let events = slice.block.rendered.events
    slice.withRecords { all in
      for index in 0..<all.count {
        records[slice.stream].append(
          Record(
            value: Array(all.value(index)), key: all.key(index).map { Array($0) } ?? [],
            partition: all.partition(index), timestamp: all.timestamp(index),
            eventTime: events.eventTimes[slice.records.lowerBound + index]))
      }
    }
  }

  /// All records of one stream as lines.
  func lines(_ stream: Int = 0) -> [UInt8] {
    records[stream].flatMap { $0.value + [UInt8(ascii: "\n")] }
  }

  /// The truth's lines, read.
  func truthLines() throws -> [[String: MiniJSON]] {
    try truth.split(separator: UInt8(ascii: "\n")).map { try #require(MiniJSON.object($0)) }
  }
}
