import Commerce
import Testing

private let small = ["users": "3000", "properties": "2000", "events_per_minute": "2000"]

@Test(arguments: [1, 7, 999, 65_536])
func `the same seed gives the same bytes at any batch size`(_ batch: Int) throws {
  let options = small.merging(["corrupted": "5%", "late": "5%", "duplicates": "5%"]) { $1 }
  let whole = try Generated(options, seed: 9, partitions: 3, limit: .events(5_000))
  let pieces = try Generated(options, seed: 9, partitions: 3, limit: .events(5_000), batch: batch)
  #expect(whole.lines == pieces.lines)
  #expect(whole.truth == pieces.truth)
  #expect(whole.records == pieces.records)
}

@Test func `these bytes are the same on every machine`() throws {
  let generated = try Generated(small, seed: 42, limit: .events(20_000))
  // FNV-1a, 64 bits.
  let checksum = (generated.lines + generated.truth).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
    ($0 ^ UInt64($1)) &* 0x100_0000_01B3
  }
  #expect(String(checksum, radix: 16) == "ebf1c2867e1ec8a9")
}

@Test func `another seed gives other events`() throws {
  let first = try Generated(small, seed: 1, limit: .events(1_000))
  let second = try Generated(small, seed: 2, limit: .events(1_000))
  let equal = zip(first.records, second.records).count { $0.value == $1.value }
  #expect(equal < 5)
}

@Test func `the number of partitions distributes the same records`() throws {
  let one = try Generated(small, seed: 4, partitions: 1, limit: .events(5_000))
  let eight = try Generated(small, seed: 4, partitions: 8, limit: .events(5_000))
  #expect(one.lines == eight.lines)
  #expect(Set(eight.records.map(\.partition)) == Set(0..<8))
  var partitionOfKey: [[UInt8]: Int] = [:]
  for record in eight.records {
    let known = partitionOfKey.updateValue(record.partition, forKey: record.key)
    if let known, known != record.partition { Issue.record("key \(record.key) moved") }
  }
}

@Test func `scenario time rises and event time stays at most the disorder behind it`() throws {
  let clean = ["corrupted": "0", "late": "0", "duplicates": "0"]
  let generated = try Generated(small.merging(clean) { $1 }, limit: .duration(120_000_000))
  #expect(generated.records.count == 4_000)
  var previous = Int64.min
  for record in generated.records {
    let behind = record.timestamp - record.eventTime
    let holds = record.timestamp >= previous && (0..<6_000_000).contains(behind)
    if !holds { Issue.record("\(record.timestamp) after \(previous), \(behind) µs behind") }
    previous = record.timestamp
  }
  let first = try #require(generated.records.first)
  #expect(first.timestamp == 1_638_230_400_000_000)
}

@Test func `events have job C's fields, with event_id before them`() throws {
  let clean = small.merging(["corrupted": "0", "late": "0", "duplicates": "0"]) { $1 }
  let with = try Generated(clean, seed: 1, limit: .events(100))
  let without = try Generated(
    clean.merging(["event_id": "false"]) { $1 }, seed: 1, limit: .events(100))
  for (index, (record, bare)) in zip(with.records, without.records).enumerated() {
    let text = String(decoding: record.value, as: UTF8.self)
    let fields = try #require(MiniJSON.object(bare.value))
    #expect(Set(fields.keys) == ["user_id", "property_id", "date", "event"])
    let rest = String(decoding: bare.value, as: UTF8.self).dropFirst()
    #expect(text == "{\"event_id\":\(index + 1)," + rest)
    #expect(
      fields.number("user_id").map(String.init) == String(decoding: record.key, as: UTF8.self))
  }
}

@Test func `the stream ends with the year 9998`() throws {
  let options = small.merging(["events_per_minute": "1", "brokers": "0"]) { $1 }
  for limit in [TrafficLimit.events(.max), .duration(.max)] {
    let generator = try TrafficGenerator(
      scenario: "property-leads", options: options, seed: 1, partitions: 1, limit: limit)
    let last = try #require(generator.eventCount) - 1
    #expect(generator.scenarioTime(ofEvent: last) == 253_370_764_740_000_000)
  }
}
