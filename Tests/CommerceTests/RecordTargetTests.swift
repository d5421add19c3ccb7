import Commerce
import Testing

/// Keeps what it gets, as a topic would.
private final class MemoryTarget: RecordTarget {
  let partitionCount = 4
  var partitions: [[(key: [UInt8], value: [UInt8], timestamp: Int64)]] = Array(
    repeating: [], count: 4)
  var flushes = 0

  func write(
    partition: Int, key: UnsafeBufferPointer<UInt8>?, value: UnsafeBufferPointer<UInt8>,
    timestamp: Int64
  ) throws {
    partitions[partition].append((key.map { Array($0) } ?? [], Array(value), timestamp))
  }

  func flush() throws { flushes += 1 }
  func finish() throws {}
}

@Test func `a target of records gets each record with its partition, key and scenario time`() throws
{
  let target = MemoryTarget()
  let generator = try TrafficGenerator(
    scenario: "property-leads", options: ["users": "2000", "properties": "1000"], seed: 2,
    partitions: target.partitionCount, limit: .events(1_000))
  var events: Int64 = 0
  while let batch = generator.nextBatch(upTo: 300) {
    try target.write(batch)
    for record in 0..<batch.count {
      #expect(batch.timestamp(record) == generator.scenarioTime(ofEvent: events))
      events += 1
    }
  }
  #expect(target.flushes == 4)
  #expect(target.partitions.map(\.count).reduce(0, +) == 1_000)
  #expect(target.partitions.allSatisfy { !$0.isEmpty })
  for partition in target.partitions {
    #expect(zip(partition, partition.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp })
  }
}
