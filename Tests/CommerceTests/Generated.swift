import Commerce
import Testing

/// A whole stream of traffic, copied out.
struct Generated {
  struct Record: Equatable {
    var value: [UInt8]
    var key: [UInt8]
    var partition: Int
    var timestamp: Int64
    var eventTime: Int64
  }

  var lines: [UInt8] = []
  var records: [Record] = []
  var truth: [UInt8] = []
  var totals = TruthTotals()

  init(
    _ options: [String: String] = [:], seed: UInt64 = 1, partitions: Int = 1,
    limit: TrafficLimit, batch: Int = 10_000
  ) throws {
    let generator = try TrafficGenerator(
      scenario: "property-leads", options: options, seed: seed, partitions: partitions,
      limit: limit)
    truth = generator.truthHeader
    while let batch = generator.nextBatch(upTo: batch) {
      lines += batch.lines
      truth += batch.truthLines
      for index in 0..<batch.count {
        records.append(
          Record(
            value: Array(batch.value(index)), key: Array(batch.key(index)),
            partition: batch.partition(index), timestamp: batch.timestamp(index),
            eventTime: batch.eventTime(index)))
      }
    }
    truth += generator.finish()
    totals = generator.totals
  }

  /// The truth's lines, read.
  func truthLines() throws -> [[String: MiniJSON]] {
    try truth.split(separator: UInt8(ascii: "\n")).map { try #require(MiniJSON.object($0)) }
  }
}
