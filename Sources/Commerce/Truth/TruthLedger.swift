/// The truth about what was written: takes records in the order in which they are written, and knows how far each stream
/// was committed.
///
/// Lines about records come tick by tick and, within a tick, stream by stream, however the records were released: the
/// same records give the same truth.
public final class TruthLedger {
  /// For what is committed.
  public private(set) var totals = TruthTotals()
  private let scenario: Scenario
  private let distributions: [StreamDistribution]
  private let streams: [StreamTruth]
  private var waiting: [WaitingLines]
  private var versions: [[Int64]]
  private var planted: [Int64]

  /// Lines of one stream that have not been handed out, by tick.
  private struct WaitingLines {
    var ticks: [(tick: Int64, bytes: [UInt8])] = []
    /// So many of `ticks` are committed.
    var committed = 0
  }

  init(_ scenario: Scenario, _ distributions: [StreamDistribution]) {
    (self.scenario, self.distributions) = (scenario, distributions)
    streams = scenario.streams.indices.map { StreamTruth(scenario, stream: $0) }
    waiting = streams.map { _ in WaitingLines() }
    versions = streams.map { _ in [] }
    planted = streams.map { _ in 0 }
    totals.streams = scenario.streams.map { StreamTotals(stream: $0.name) }
    for (stream, distribution) in distributions.enumerated() {
      // Partitions without records are told of too.
      if case .hashed(let count) = distribution.partitioning {
        streams[stream].reserve(partitions: count)
        snapshot(stream)
      }
    }
  }

  static func header(
    _ scenario: Scenario, seed: UInt64, _ distributions: [StreamDistribution]
  ) -> [UInt8] {
    var writer = TruthWriter()
    writer.writeHeader(scenario, seed: seed, distributions)
    for effect in scenario.effects { writer.writeEffect(effect) }
    return writer.bytes
  }

  /// Bytes that are in a partition and belong to no record, such as a file's header.
  public func skip(bytes: Int, stream: Int, partition: Int) {
    streams[stream].skip(bytes: bytes, partition: partition)
  }

  /// Takes some of a slice's records, which are numbered from 0.
  public func take(_ slice: GeneratedSlice, _ records: Range<Int>) {
    let (block, first) = (slice.block, slice.records.lowerBound)
    let (stream, tick) = (slice.stream, block.tick)
    streams[stream].take(
      block.rendered, first + records.lowerBound..<first + records.upperBound,
      partitions: block.partitions)
    let lines = streams[stream].takeLines()
    if lines.isEmpty { return }
    let last = waiting[stream].ticks.count - 1
    if last >= waiting[stream].committed, waiting[stream].ticks[last].tick == tick {
      waiting[stream].ticks[last].bytes += lines
    } else {
      waiting[stream].ticks.append((tick, lines))
    }
  }

  /// Readers can see a stream's records so far.
  public func commit(stream: Int) {
    waiting[stream].committed = waiting[stream].ticks.count
    snapshot(stream)
  }

  private func snapshot(_ stream: Int) {
    let truth = streams[stream]
    totals.streams[stream].partitions = truth.partitions.map(\.counts)
    versions[stream] = truth.versionCounts
    for answer in truth.answers { totals.answers[answer.name] = answer.total }
    planted[stream] = truth.planted
    totals.planted = planted.reduce(0, +)
  }

  /// Lines about committed records of ticks before this one, once.
  public func takeLines(before end: Int64) -> [UInt8] {
    var found: [(tick: Int64, stream: Int, bytes: [UInt8])] = []
    for stream in waiting.indices {
      let count = waiting[stream].ticks.prefix(waiting[stream].committed)
        .prefix { $0.tick < end }.count
      for entry in waiting[stream].ticks.prefix(count) {
        found.append((entry.tick, stream, entry.bytes))
      }
      waiting[stream].ticks.removeFirst(count)
      waiting[stream].committed -= count
    }
    // Parts of one tick and stream stay in their order.
    let order = found.indices.sorted {
      (found[$0].tick, found[$0].stream, $0) < (found[$1].tick, found[$1].stream, $1)
    }
    return order.flatMap { found[$0].bytes }
  }

  /// The last lines, for what was committed. `reason`: why there is no more of it.
  public func finish(reason: String?) -> [UInt8] {
    var writer = TruthWriter()
    for (stream, part) in totals.streams.enumerated() {
      let definition = scenario.streams[stream]
      let count = max(1, definition.versions.count)
      for (partition, counts) in part.partitions.enumerated() {
        let first = partition * count
        writer.writeStream(
          definition, distributions[stream], partition: partition, start: scenario.start, counts,
          versions: Array(versions[stream][first..<first + count]))
      }
    }
    writer.writeTotals(totals, answers: scenario.answers.map(\.name), reason: reason)
    return takeLines(before: .max) + writer.bytes
  }
}
