import Commerce
import Testing

@Test func `with random options the truth still equals a plain recomputation`() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  var random = SeededGenerator(state: seed)
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
    for record in generated.records { _ = pipeline.take(record.value, partition: record.partition) }

    var expected = TruthTotals()
    expected.read = 1_500
    expected.late = pipeline.counts[.late] ?? 0
    expected.accepted = (pipeline.counts[.accepted] ?? 0) + expected.late
    expected.rejected = pipeline.counts[.rejected] ?? 0
    expected.duplicates = pipeline.counts[.duplicate] ?? 0
    expected.paidUsers = Int64(pipeline.paidUsers)
    expected.propertyStatuses = Int64(pipeline.propertyStatuses)
    expected.possibleBrokers = Int64(pipeline.possibleBrokers)
    expected.plantedBrokers = generated.totals.plantedBrokers
    #expect(generated.totals == expected, "seed \(seed), round \(round): \(options)")
  }
}

/// A linear congruential generator (Knuth's MMIX constants), so that a printed seed repeats a failure.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
