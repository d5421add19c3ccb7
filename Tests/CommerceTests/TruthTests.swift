import Testing

@testable import Commerce

private struct Case: CustomTestStringConvertible {
  var seed: UInt64
  var partitions: Int
  var testDescription: String { "seed \(seed), \(partitions) partitions" }
}

private let cases = [1, 7, 20_211_130].flatMap { seed in
  [1, 4].map { Case(seed: seed, partitions: $0) }
}

/// Small and dense, so that every rule finds something within a few minutes of the scenario.
private let dense = [
  "events_per_minute": "4000", "users": "1500", "properties": "900", "corrupted": "3%",
  "late": "2%", "duplicates": "2%",
]

@Test(arguments: cases)
private func `a plain recomputation agrees with the truth, row for row and in its totals`(
  _ test: Case
) throws {
  let generated = try Generated(
    dense, seed: test.seed, partitions: test.partitions, limit: .events(16_000))
  var pipeline = PerfectPipeline(watermarkSeconds: 10)
  var ordinals = [Int64](repeating: 0, count: test.partitions)
  var offsets = [Int64](repeating: 0, count: test.partitions)
  var found: [String] = []
  for record in generated.records[0] {
    let outcome = pipeline.take(record.value, partition: record.partition)
    if outcome != .accepted {
      found.append(
        "\(record.partition) \(ordinals[record.partition]) \(offsets[record.partition]) \(outcome)")
    }
    ordinals[record.partition] += 1
    offsets[record.partition] += Int64(record.value.count) + 1
  }

  let truth = try generated.truthLines()
  let stated = try truth.filter { $0.text("type") == "row" }.map { row in
    let partition = try #require(row.number("partition"))
    let ordinal = try #require(row.number("ordinal"))
    let offset = try #require(row.number("byte_offset"))
    return "\(partition) \(ordinal) \(offset) \(try #require(row.text("expected")))"
  }
  #expect(found == stated)
  for kind in ["rejected", "late", "duplicate"] {
    #expect(stated.contains { $0.hasSuffix(kind) })
  }

  let totals = try #require(truth.last)
  let late = pipeline.counts[.late] ?? 0
  let accepted = (pipeline.counts[.accepted] ?? 0) + late
  #expect(totals.text("type") == "totals")
  #expect(totals.number("read") == 16_000)
  #expect(totals["complete"] == .boolean(true))
  #expect(totals.number("accepted") == accepted)
  #expect(totals.number("rejected") == pipeline.counts[.rejected])
  #expect(totals.number("duplicate") == pipeline.counts[.duplicate])
  #expect(totals.number("late") == late)
  #expect(
    totals["answers"]
      == .object([
        "paid_user": .number(Int64(pipeline.paidUsers)),
        "property_status": .number(Int64(pipeline.propertyStatuses)),
        "possible_broker": .number(Int64(pipeline.possibleBrokers)),
      ]))
  #expect(pipeline.paidUsers > 0 && pipeline.propertyStatuses > 0 && pipeline.possibleBrokers > 0)
  #expect(generated.totals.sum.accepted == accepted)
}

@Test func `a late row's truth holds the record's fields`() throws {
  let generated = try Generated(dense, partitions: 2, limit: .events(8_000))
  var records: [Int: [[UInt8]]] = [:]
  for record in generated.records[0] { records[record.partition, default: []].append(record.value) }
  let late = try generated.truthLines().filter { $0.text("expected") == "late" }
  #expect(!late.isEmpty)
  for row in late {
    let partition = Int(try #require(row.number("partition")))
    let ordinal = Int(try #require(row.number("ordinal")))
    let records = try #require(records[partition])
    let fields = try #require(MiniJSON.object(records[ordinal]))
    #expect(row["record"] == .object(fields))
    #expect(row["id"] == fields["event_id"])
  }
}

@Test(arguments: cases)
private func `every planted broker has more than ten events in its minute`(_ test: Case) throws {
  let generated = try Generated(
    dense.merging(["user_skew": "0"]) { $1 }, seed: test.seed, partitions: test.partitions,
    limit: .duration(5 * 60_000_000))
  var pipeline = PerfectPipeline(watermarkSeconds: 10)
  for record in generated.records[0] {
    _ = pipeline.take(record.value, partition: record.partition)
  }
  let planted = try generated.truthLines().filter { $0.text("type") == "planted" }
  #expect(planted.count == 15)
  for pattern in planted {
    let user = try #require(pattern.number("entity"))
    let start = try #require(pattern.text("window_start").flatMap(seconds(of:)))
    #expect(pipeline.interactions(user: user, minute: start / 60) > 10)
  }
  #expect(generated.totals.planted == 15)
}

@Test(arguments: [1, 3, 64])
func `a clean stream has no deviating row at any number of partitions`(_ partitions: Int) throws {
  let clean = [
    "corrupted": "0", "late": "0", "duplicates": "0", "events_per_minute": "600", "users": "5000",
    "properties": "1000",
  ]
  for disorder in ["0 seconds", "3 seconds", "10 seconds"] {
    let options = clean.merging(["disorder": disorder, "user_skew": "1.25"]) { $1 }
    let generated = try Generated(options, partitions: partitions, limit: .events(5_000))
    var pipeline = PerfectPipeline(watermarkSeconds: 10)
    for record in generated.records[0] {
      _ = pipeline.take(record.value, partition: record.partition)
    }
    #expect(pipeline.counts == [.accepted: 5_000])
    #expect(try generated.truthLines().allSatisfy { $0.text("type") != "row" })
    #expect(generated.totals.sum.accepted == 5_000)
  }
}

@Test func `every kind of corruption occurs and none is acceptable`() throws {
  let options = dense.merging(["corrupted": "100%", "late": "0", "duplicates": "0", "brokers": "0"])
  {
    $1
  }
  let generated = try Generated(options, limit: .events(2_000))
  var pipeline = PerfectPipeline(watermarkSeconds: 10)
  for record in generated.records[0] {
    #expect(!record.value.isEmpty && !record.value.contains(UInt8(ascii: "\n")))
    #expect(pipeline.take(record.value, partition: 0) == .rejected)
  }
  let reasons = Set(try generated.truthLines().compactMap { $0.text("reason") })
  #expect(
    reasons == [
      "cut_line", "missing_brace", "unquoted_text", "wrong_type", "missing_column", "out_of_range",
      "invalid_utf8", "unknown_event", "impossible_date",
    ])
}

@Test func `shares are those asked for`() throws {
  let options = ["events_per_minute": "1000", "users": "5000", "properties": "5000"]
  let totals = try Generated(options, seed: 3, limit: .events(100_000)).totals.sum
  // Six standard deviations of the binomial distribution.
  func isNear(_ count: Int64, _ share: Double) -> Bool {
    let deviation = (100_000 * share * (1 - share)).squareRoot()
    return abs(Double(count) - 100_000 * share) < 6 * deviation
  }
  #expect(isNear(totals.rejected, 0.01))
  #expect(isNear(totals.late, 0.005))
  #expect(isNear(totals.duplicate, 0.005))
}
