import Diagnostics

/// How much traffic there is.
public enum TrafficLimit: Hashable, Sendable {
  case events(Int64)
  /// Microseconds of scenario time.
  case duration(Int64)
  case endless
}

/// Makes a scenario's traffic, batch by batch, together with the truth about it.
///
/// The same scenario, options and seed give the same records at any batch size and on any machine; the number of
/// partitions only distributes them (and decides, with them, which rows are late).
/// Deterministic, synchronous, and not shared between threads; pacing is the caller's, by the records' timestamps.
public final class TrafficGenerator {
  /// The most records in one batch.
  public static let largestBatch = 65_536

  /// The truth's first line.
  public let truthHeader: [UInt8]
  /// Records in all; nil where the limit is `endless` (until the year 9999).
  public let eventCount: Int64?
  /// Records generated so far.
  public private(set) var position: Int64 = 0

  private let scenario: PropertyLeads
  private let renderer: LeadRenderer
  private let columns = LeadColumns(capacity: largestBatch)
  private let ledger: TruthLedger
  private let partitionCount: Int

  /// `options` are texts by name, as described in the `ScenarioCatalogue`; what is missing takes its default. Files
  /// have one partition. Throws a `DiagnosticList` that names every fault of the scenario and its options.
  public init(
    scenario name: String, options: [String: String] = [:], seed: UInt64, partitions: Int,
    limit: TrafficLimit
  ) throws {
    precondition(partitions > 0 && partitions <= 100_000, "there are 1 to 100 000 partitions")
    let description = try ScenarioCatalogue.scenario(named: name)
    let (options, effective) = try PropertyLeadsOptions.parse(options)
    scenario = PropertyLeads(options, seed: seed)
    renderer = LeadRenderer(scenario)
    ledger = TruthLedger(options, partitions: partitions)
    partitionCount = partitions
    switch limit {
    case .events(let count): eventCount = min(max(0, count), scenario.mostEvents)
    case .duration(let duration):
      eventCount = min(scenario.eventCount(within: max(0, duration)), scenario.mostEvents)
    case .endless: eventCount = nil
    }
    var writer = TruthWriter(hasEventID: options.hasEventID)
    writer.writeHeader(
      scenario: description.name, seed: seed, partitions: partitions, options: effective)
    truthHeader = writer.bytes
  }

  /// What a perfect pipeline's ledger and answers are for the records so far.
  public var totals: TruthTotals { ledger.totals }

  /// When record number `event` comes, µs since 1970 by the scenario's clock: its timestamp in the log.
  public func scenarioTime(ofEvent event: Int64) -> Int64 { scenario.scenarioTime(event) }

  /// The next records, at most `count` and at most `largestBatch`; nil when there are no more.
  public func nextBatch(upTo count: Int) -> GeneratedBatch? {
    precondition(count > 0, "a batch holds at least one record")
    let wanted = min(count, TrafficGenerator.largestBatch)
    let size = Int(min(Int64(wanted), (eventCount ?? scenario.mostEvents) - position))
    guard size > 0 else { return nil }
    let batch = GeneratedBatch(
      firstEvent: position, capacity: size, maximumRecordBytes: renderer.maximumRowBytes)
    columns.fill(scenario, from: position, count: size)
    var truth = TruthWriter(hasEventID: scenario.options.hasEventID)
    for row in 0..<size {
      let event = position &+ Int64(row)
      let length = renderer.render(columns, row: row, event: event, to: batch.nextText)
      let lineBytes = batch.append(
        byteCount: length, timestamp: scenario.scenarioTime(event),
        eventTime: columns[LeadColumns.date][row])
      let partition = batch.assign(
        key: columns[LeadColumns.userID][row], partitionCount: partitionCount, record: row)
      ledger.take(
        columns, row: row, partition: partition, byteCount: lineBytes, into: &truth)
    }
    batch.truthLines = truth.bytes
    position += Int64(size)
    return batch
  }

  /// The truth's last line: true at any moment, so an interrupted run has a valid truth too.
  public func finish() -> [UInt8] {
    var writer = TruthWriter(hasEventID: scenario.options.hasEventID)
    writer.writeTotals(ledger.totals)
    return writer.bytes
  }
}
