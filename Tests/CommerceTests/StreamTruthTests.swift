import TestSupport
import Testing

@testable import Commerce

/// A stream's truth as plainly as can be: one record at a time, by what the architecture says of tables.
private struct PlainTruth {
  var counts: [Int: [RecordOutcome: Int64]] = [:]
  var newest: [Int: Int64] = [:]
  var entities: [Int32: Int] = [:]
  var windows: [Int64: [Int32: Int]] = [:]

  mutating func take(
    _ events: EventBlock, _ record: Int, _ partition: Int, _ stream: StreamDefinition
  ) -> RecordOutcome {
    let time = events.eventTimes[record]
    let carried = newest[partition].map { $0 - stream.watermark }
    func ends(_ size: Int64) -> Bool { carried.map { time / size * size + size <= $0 } ?? false }
    var outcome = ends(stream.window) ? RecordOutcome.late : .accepted
    var advances = true
    switch events.deviations[record] {
    case .none, .late: break
    case .duplicate: outcome = .duplicate
    case .corrupted(let kind):
      if stream.corruptions[kind].isRejected {
        outcome = .rejected
        if case .changedCopy = stream.corruptions[kind].damage {} else { advances = false }
      }
    }
    if advances { newest[partition] = max(newest[partition] ?? time, time) }
    counts[partition, default: [:]][outcome, default: 0] += 1
    if outcome == .accepted || outcome == .late {
      let entity = events.entities[0][record]
      entities[entity, default: 0] += 1
      if !ends(30_000_000) { windows[time / 30_000_000, default: [:]][entity, default: 0] += 1 }
    }
    return outcome
  }
}

private let kinds = [
  CorruptionDefinition(name: "cut", weight: 1, damage: .cutLine, isRejected: true),
  CorruptionDefinition(name: "copy", weight: 1, damage: .changedCopy(fields: []), isRejected: true),
  CorruptionDefinition(name: "odd", weight: 1, damage: .absurd(fields: []), isRejected: false),
]

private func scenario() -> Scenario {
  var stream = StreamDefinition.plain("events", corruptions: kinds)
  stream.references = [ReferenceDefinition(name: "user", population: 0, skew: .uniform, match: [])]
  var scenario = Scenario.plain([stream])
  scenario.answers = [
    AnswerDefinition(name: "often", stream: 0, reference: 0, atLeast: 3, window: nil),
    AnswerDefinition(name: "quick", stream: 0, reference: 0, atLeast: 2, window: 30_000_000),
  ]
  return scenario
}

/// One record a second on average; event times up to five minutes back.
private func randomBlock(first: Int64, arrival: Int64, _ random: inout SeededGenerator)
  -> EventBlock
{
  let count = Int.random(in: 1...300, using: &random)
  var block = Blocks.block(
    stream: 0, firstNumber: first, arrivals: (0..<count).map { arrival + Int64($0) * 1_000_000 })
  for record in 0..<count {
    let lag = Int.random(in: 0..<20, using: &random) == 0 ? 300 : 12
    block.eventTimes[record] -= Int64.random(in: 0...Int64(lag), using: &random) * 1_000_000
    switch Int.random(in: 0..<30, using: &random) {
    case 0: block.deviations[record] = .late
    case 1: block.deviations[record] = .duplicate
    case 2: block.deviations[record] = .corrupted(Int.random(in: 0..<3, using: &random))
    default: break
    }
  }
  block.entities = [(0..<count).map { _ in Int32.random(in: 0..<40, using: &random) }]
  return block
}

@Test func `a plain recomputation agrees with a stream's truth, row for row`() throws {
  var random = SeededGenerator()
  let scenario = scenario()
  let distributions = [
    StreamDistribution(topic: "events", partitioning: .hashed(3), format: .json)
  ]
  let ledger = TruthLedger(scenario, distributions)
  var plain = PlainTruth()
  var expected: [String] = []
  var ordinals = [0, 0, 0]
  var first: Int64 = 1
  for tick in 0..<40 {
    let events = randomBlock(
      first: first, arrival: 3_600_000_000 + first * 1_000_000, &random)
    first += Int64(events.count)
    let rendered = Blocks.rendered(events)
    let partitions = Partitions(.hashed(3), start: 0).assign(rendered, hasKeys: false)
    let block = ReleasedBlock(
      rendered, partitions: partitions, end: events.count, tick: Int64(tick))
    for record in 0..<events.count {
      let partition = Int(partitions[record])
      let outcome = plain.take(events, record, partition, scenario.streams[0])
      let isPlain = outcome == .accepted && [.none, .late].contains(events.deviations[record])
      if !isPlain { expected.append("\(partition) \(ordinals[partition]) \(outcome)") }
      ordinals[partition] += 1
    }
    // In two parts, as a paced run takes them.
    let cut = Int.random(in: 0...events.count, using: &random)
    let slice = GeneratedSlice(block: block, records: 0..<events.count)
    ledger.take(slice, 0..<cut)
    ledger.take(slice, cut..<events.count)
    ledger.commit(stream: 0)
  }
  let lines = try ledger.finish(reason: nil).split(separator: UInt8(ascii: "\n")).map {
    try #require(MiniJSON.object($0))
  }
  let rows = try lines.filter { $0.text("type") == "row" }.map { row in
    let (partition, ordinal) = (row.number("partition") ?? -1, row.number("ordinal") ?? -1)
    return "\(partition) \(ordinal) \(try #require(row.text("expected")))"
  }
  #expect(rows == expected, "\(random)")
  for (partition, counts) in ledger.totals.streams[0].partitions.enumerated() {
    let plainCounts = plain.counts[partition] ?? [:]
    #expect(counts.late == plainCounts[.late] ?? 0, "\(random)")
    #expect(
      counts.accepted == (plainCounts[.late] ?? 0) + (plainCounts[.accepted] ?? 0), "\(random)")
    #expect(counts.rejected == plainCounts[.rejected] ?? 0, "\(random)")
    #expect(counts.duplicate == plainCounts[.duplicate] ?? 0, "\(random)")
    #expect(counts.read == Int64(ordinals[partition]), "\(random)")
  }
  let quick = plain.windows.values.reduce(0) { $0 + $1.values.count { $0 >= 2 } }
  let often = plain.entities.values.count { $0 >= 3 }
  #expect(ledger.totals.answers == ["often": Int64(often), "quick": Int64(quick)], "\(random)")
}

@Test func `what was not committed does not count`() throws {
  let scenario = Scenario.plain([.plain("a"), .plain("b")])
  let distributions = ["a", "b"].map {
    StreamDistribution(topic: $0, partitioning: .hashed(1), format: .json)
  }
  let ledger = TruthLedger(scenario, distributions)
  func take(_ stream: Int, _ count: Int, tick: Int64) {
    var events = Blocks.block(
      stream: stream, firstNumber: 1, arrivals: [Int64](repeating: 60_000_000 * tick, count: count))
    events.deviations[0] = .duplicate
    let block = ReleasedBlock(
      Blocks.rendered(events), partitions: [Int32](repeating: 0, count: count), end: count,
      tick: tick)
    ledger.take(GeneratedSlice(block: block, records: 0..<count), 0..<count)
  }
  take(0, 3, tick: 1)
  take(1, 2, tick: 1)
  ledger.commit(stream: 0)
  #expect(ledger.totals.sum.read == 3 && ledger.totals.sum.duplicate == 1)
  take(0, 4, tick: 2)
  ledger.commit(stream: 1)
  func streams(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      MiniJSON.object(line).flatMap { $0.text("type") == "row" ? $0.text("stream") : nil }
    }
  }
  // Tick 2 is not over, so its line waits even where it is committed.
  #expect(streams(ledger.takeLines(before: 2)) == ["a", "b"])
  take(1, 1, tick: 2)
  let last = ledger.finish(reason: "the disk is full")
  #expect(streams(last).isEmpty)
  let totals = try #require(
    last.split(separator: UInt8(ascii: "\n")).last.flatMap { MiniJSON.object($0) })
  #expect(totals.number("read") == 5 && totals.text("reason") == "the disk is full")
}

@Test func `a record is late from the moment at which its window's end equals the watermark`() {
  let stream = StreamDefinition.plain("a")
  let ledger = TruthLedger(
    .plain([stream]), [StreamDistribution(topic: "a", partitioning: .hashed(1), format: .json)])
  var events = Blocks.block(stream: 0, firstNumber: 1, arrivals: Array(1...5))
  events.eventTimes = [59, 69, 0, 70, 59].map { $0 * 1_000_000 }
  let block = ReleasedBlock(
    Blocks.rendered(events), partitions: [0, 0, 0, 0, 0], end: 5, tick: 0)
  let slice = GeneratedSlice(block: block, records: 0..<5)
  ledger.take(slice, 0..<4)
  ledger.commit(stream: 0)
  #expect(ledger.totals.sum.late == 0)
  ledger.take(slice, 4..<5)
  ledger.commit(stream: 0)
  #expect(ledger.totals.sum.late == 1)
}
