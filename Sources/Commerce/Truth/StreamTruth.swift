/// Follows a stream's records through a perfect pipeline and knows what becomes of each.
///
/// Memory: a few numbers a partition, what its answers keep, and lines of truth that wait for their commit.
final class StreamTruth {
  private(set) var partitions: [PartitionTruth] = []
  /// Records by partition and producer version, the version running fastest.
  private(set) var versionCounts: [Int64] = []
  let answers: [AnswerTruth]
  private(set) var planted: Int64 = 0
  private let definition: StreamDefinition
  private let versionCount: Int
  private let bursts: [Burst?]
  private var writer: TruthWriter
  private let rows: TruthRowWriter
  private let outcomes: UnsafeMutablePointer<RecordOutcome>
  private let watermarks: UnsafeMutablePointer<Int64>

  /// A planted burst, as the truth tells of it.
  struct Burst {
    var name: String
    var reference: Int
    var size: Int32
    var interval: Int64
  }

  init(_ scenario: Scenario, stream: Int) {
    definition = scenario.streams[stream]
    versionCount = max(1, definition.versions.count)
    answers = scenario.answers.filter { $0.stream == stream }.map(AnswerTruth.init)
    bursts = scenario.effects.map { StreamTruth.burst($0, stream: stream) }
    writer = TruthWriter()
    rows = TruthRowWriter(definition)
    outcomes = .allocate(capacity: EventBlock.largestCount)
    outcomes.initialize(repeating: .accepted, count: EventBlock.largestCount)
    watermarks = .allocate(capacity: EventBlock.largestCount)
    watermarks.initialize(repeating: 0, count: EventBlock.largestCount)
  }

  deinit {
    outcomes.deallocate()
    watermarks.deallocate()
  }

  private static func burst(_ effect: Effect, stream: Int) -> Burst? {
    for case .burst(stream, let reference, _, let size, let interval) in effect.actions {
      return Burst(
        name: effect.name, reference: reference, size: Int32(clamping: size.lowerBound),
        interval: interval)
    }
    return nil
  }

  /// There are at least so many partitions.
  func reserve(partitions count: Int) {
    while partitions.count < count { partitions.append(PartitionTruth()) }
    let wanted = partitions.count * versionCount
    while versionCounts.count < wanted { versionCounts.append(0) }
  }

  /// Bytes that stand before a partition's next record and belong to none, such as a file's header.
  func skip(bytes: Int, partition: Int) {
    reserve(partitions: partition + 1)
    partitions[partition].counts.bytes += Int64(bytes)
  }

  /// Lines of truth since the last call.
  func takeLines() -> [UInt8] {
    defer { writer.removeAll() }
    return writer.bytes
  }

  /// Takes records of a block in their order. `partitions` is by place in the block.
  func take(
    _ block: RenderedBlock, _ records: Range<Int>, partitions places: UnsafePointer<Int32>
  ) {
    guard !records.isEmpty else { return }
    var highest: Int32 = 0
    for record in records { highest = max(highest, places[record]) }
    reserve(partitions: Int(highest) + 1)
    decide(block, records, places)
    let events = block.events
    for answer in answers { answer.take(events, records, outcomes, watermarks) }
    if answers.contains(where: \.isWindowed) {
      closeWindows(arrival: events.arrivals[records.upperBound - 1])
    }
  }

  private func decide(
    _ block: RenderedBlock, _ records: Range<Int>, _ places: UnsafePointer<Int32>
  ) {
    let events = block.events
    let (delay, window) = (definition.watermark, definition.window)
    let hasTime = definition.timeField != nil
    let hasBursts = !events.bursts.isEmpty
    partitions.withUnsafeMutableBufferPointer { partitions in
      for record in records {
        let place = Int(places[record])
        let deviation = events.deviations[record]
        let time = events.eventTimes[record]
        let watermark = hasTime ? partitions[place].watermark(delay) : Int64.min / 2
        let isLate = windowStart(of: time, size: window) &+ window <= watermark
        let outcome =
          deviation == .none || deviation == .late
          ? (isLate ? RecordOutcome.late : .accepted) : outcome(of: deviation, isLate: isLate)
        outcomes[record] = outcome
        watermarks[record] = watermark
        if outcome == .late || deviation != .none && deviation != .late {
          rows.write(
            block, record, partition: place, partitions[place].counts, outcome, to: &writer)
        }
        count(outcome, block, record, &partitions[place].counts)
        versionCounts[place &* versionCount &+ Int(events.versions[record])] &+= 1
        if outcome != .rejected || isFoundByID(deviation) { partitions[place].advance(to: time) }
        if hasBursts, events.bursts[record] >= 0 { writePlanted(events, record, outcome) }
      }
    }
  }

  @inline(__always)
  private func count(
    _ outcome: RecordOutcome, _ block: RenderedBlock, _ record: Int, _ counts: inout TruthCounts
  ) {
    counts.read &+= 1
    counts.bytes &+= Int64(block.line(record).count &+ 1)
    counts.checksum &+= UInt64(block.checksums[record])
    switch outcome {
    case .accepted: counts.accepted &+= 1
    case .late:
      counts.accepted &+= 1
      counts.late &+= 1
    case .rejected: counts.rejected &+= 1
    case .duplicate: counts.duplicate &+= 1
    }
  }

  /// Copies and damaged records.
  private func outcome(of deviation: Deviation, isLate: Bool) -> RecordOutcome {
    switch deviation {
    // Without an id no table can tell a copy.
    case .duplicate where definition.id != nil: .duplicate
    case .corrupted(let kind) where definition.corruptions[kind].isRejected: .rejected
    case .none, .late, .duplicate, .corrupted: isLate ? .late : .accepted
    }
  }

  /// A record whose id came before with other content passes the row constraints; only UNIQUE rejects it, so that it
  /// advances the watermark first.
  private func isFoundByID(_ deviation: Deviation) -> Bool {
    guard case .corrupted(let kind) = deviation else { return false }
    if case .changedCopy = definition.corruptions[kind].damage { return true }
    return false
  }

  /// The record that makes a burst large enough tells of it.
  private func writePlanted(_ events: EventBlock, _ record: Int, _ outcome: RecordOutcome) {
    guard let burst = bursts[Int(events.bursts[record])],
      events.burstOrdinals[record] == burst.size, outcome.isAccepted
    else { return }
    planted &+= 1
    writer.writePlanted(
      burst.name, stream: definition.name, reference: definition.references[burst.reference].name,
      entity: Int64(events.entities[burst.reference][record]) + 1,
      windowStart: windowStart(of: events.eventTimes[record], size: burst.interval),
      size: Int64(burst.size))
  }

  private func closeWindows(arrival: Int64) {
    let watermark = partitions.reduce(Int64.max) { min($0, $1.watermark(definition.watermark)) }
    for answer in answers {
      answer.close(
        watermark: watermark, arrival: arrival, delay: definition.watermark + definition.disorder)
    }
  }
}
