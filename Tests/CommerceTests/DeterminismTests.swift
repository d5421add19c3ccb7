import Testing

@testable import Commerce

private let small = ["users": "3000", "properties": "2000", "events_per_minute": "2000"]
private let scenarios = ["property-leads", "marketplace", "storefront", "orders"]

@Test(arguments: scenarios)
func `the same seed gives the same bytes with any number of workers and at any pace`(
  _ scenario: String
) throws {
  let limit = TrafficLimit.events(4_000)
  let one = try Generated(scenario: scenario, seed: 9, partitions: 3, limit: limit)
  let three = try Generated(
    scenario: scenario, seed: 9, partitions: 3, limit: limit, workers: 3, due: { _ in .count(700) })
  let paced = try Generated(
    scenario: scenario, seed: 9, partitions: 3, limit: limit, workers: 2,
    due: { .until($0.time + 7_000_000) })
  #expect(one.records == three.records)
  #expect(one.truth == three.truth)
  #expect(one.records == paced.records)
  #expect(one.truth == paced.truth)
  #expect(one.totals.sum.read == 4_000)
}

@Test(arguments: scenarios)
func `another seed gives other records`(_ scenario: String) throws {
  let first = try Generated(scenario: scenario, seed: 1, limit: .events(1_000))
  let second = try Generated(scenario: scenario, seed: 2, limit: .events(1_000))
  for (one, other) in zip(first.records, second.records) where !one.isEmpty {
    #expect(zip(one, other).count { $0.value == $1.value } * 20 <= one.count)
  }
}

@Test func `the number of partitions distributes the same records`() throws {
  let one = try Generated(small, seed: 4, partitions: 1, limit: .events(5_000))
  let eight = try Generated(small, seed: 4, partitions: 8, limit: .events(5_000))
  #expect(one.lines() == eight.lines())
  #expect(Set(eight.records[0].map(\.partition)) == Set(0..<8))
  var partitionOfKey: [[UInt8]: Int] = [:]
  for record in eight.records[0] {
    let known = partitionOfKey.updateValue(record.partition, forKey: record.key)
    if let known, known != record.partition { Issue.record("key \(record.key) moved") }
  }
}

@Test func `scenario time rises and event time stays at most the disorder behind it`() throws {
  let clean = ["corrupted": "0", "late": "0", "duplicates": "0", "brokers": "0"]
  let generated = try Generated(small.merging(clean) { $1 }, limit: .duration(120_000_000))
  #expect(generated.records[0].count == 4_000)
  var previous = Int64.min
  for record in generated.records[0] {
    let behind = record.timestamp - record.eventTime
    let holds = record.timestamp >= previous && (0..<6_000_000).contains(behind)
    if !holds { Issue.record("\(record.timestamp) after \(previous), \(behind) µs behind") }
    previous = record.timestamp
  }
  let first = try #require(generated.records[0].first)
  #expect((0..<30_000).contains(first.timestamp - 1_638_230_400_000_000))
}

@Test func `events have job C's fields, with event_id before them`() throws {
  let clean = small.merging(["corrupted": "0", "late": "0", "duplicates": "0"]) { $1 }
  let with = try Generated(clean, seed: 1, limit: .events(100))
  let without = try Generated(
    clean.merging(["event_id": "false"]) { $1 }, seed: 1, limit: .events(100))
  for (index, (record, bare)) in zip(with.records[0], without.records[0]).enumerated() {
    let text = String(decoding: record.value, as: UTF8.self)
    let fields = try #require(MiniJSON.object(bare.value))
    #expect(Set(fields.keys) == ["user_id", "property_id", "date", "event"])
    let rest = String(decoding: bare.value, as: UTF8.self).dropFirst()
    #expect(text == "{\"event_id\":\(index + 1)," + rest)
    #expect(
      fields.number("user_id").map(String.init) == String(decoding: record.key, as: UTF8.self))
  }
}
