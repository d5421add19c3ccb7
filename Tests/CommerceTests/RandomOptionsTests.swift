import TestSupport
import Testing

@testable import Commerce

@Test func `with random options the truth still equals a plain recomputation`() throws {
  var random = SeededGenerator()
  func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &random)]
  }
  for round in 0..<16 {
    let watermark = Int64.random(in: 0...90, using: &random)
    let rate = pick([1, 60, 333, 5_000, 100_000])
    let users = pick([1, 40, 3_000])
    let disorder = Int64.random(in: 0...watermark, using: &random)
    let options: [String: String] = [
      "watermark": "\(watermark) seconds", "disorder": "\(disorder) seconds",
      "events_per_minute": "\(rate)", "users": "\(users)", "properties": "200",
      "brokers": "\(min(users, rate / 20, 5))", "late": pick(["0", "5%", "50%"]),
      "duplicates": pick(["0", "20%"]), "corrupted": pick(["0", "30%"]),
      "start": pick(["1971-01-01 00:00:00", "2024-02-28 23:58:00"]),
    ]
    let partitions = pick([1, 2, 5, 64])
    let generated = try Generated(
      options, seed: random.next(), partitions: partitions, limit: .events(1_500))
    var pipeline = PerfectPipeline(watermarkSeconds: watermark)
    for record in generated.records[0] {
      _ = pipeline.take(record.value, partition: record.partition)
    }
    var expected = TruthCounts()
    let counts = generated.totals.sum
    (expected.read, expected.bytes, expected.checksum) = (1_500, counts.bytes, counts.checksum)
    expected.late = pipeline.counts[.late] ?? 0
    expected.accepted = (pipeline.counts[.accepted] ?? 0) + expected.late
    expected.rejected = pipeline.counts[.rejected] ?? 0
    expected.duplicate = pipeline.counts[.duplicate] ?? 0
    #expect(counts == expected, "\(random), round \(round): \(options)")
    let answers = [
      "paid_user": Int64(pipeline.paidUsers), "property_status": Int64(pipeline.propertyStatuses),
      "possible_broker": Int64(pipeline.possibleBrokers),
    ]
    #expect(generated.totals.answers == answers, "\(random), round \(round): \(options)")
  }
}
