import Dataflow
import Glibc
import Store

/// The embedded broker's topics.
final class EmbeddedTopics: TopicBroker {
  private let broker: EmbeddedBroker
  /// Kept open between calls for the same topic.
  private var writer: (topic: String, writer: TopicWriter)?
  private var reader: TopicReader?
  private let block = RecordBlock()

  init(folder: String) { broker = EmbeddedBroker(folder: folder) }

  func topics() throws -> [TopicSummary] {
    try broker.topics().map { name in
      let partitions = try broker.describe(name).partitions
      return TopicSummary(
        name: name, partitions: partitions.count,
        records: partitions.reduce(0) { $0 + $1.nextOffset - $1.firstOffset })
    }
  }

  func describe(_ topic: String) throws -> [TopicPartition] {
    try broker.describe(topic).partitions.map {
      TopicPartition(
        partition: $0.partition, firstOffset: $0.firstOffset, nextOffset: $0.nextOffset)
    }
  }

  func create(_ topic: String, partitions: Int, replicationFactor: Int) throws {
    guard replicationFactor == 1 else {
      throw ConnectorError(
        .configuration, "the embedded broker keeps one copy, not \(replicationFactor)",
        help: "leave out --replication-factor")
    }
    try broker.create(topic, partitions: partitions)
  }

  func delete(_ topic: String) throws { try broker.delete(topic) }

  func append(_ records: [NewRecord], to topic: String) throws {
    let writer = try writer(for: topic)
    let now = currentMicroseconds()
    for record in records {
      try writer.append(
        Store.TopicRecord(key: record.key, value: record.value, timestamp: now))
    }
    try writer.commit()
  }

  func read(_ topic: String, partition: Int, from offset: Int64, limit: Int) throws
    -> [TopicRecord]
  {
    let reader = try reader(for: topic)
    block.removeAll()
    _ = try reader.read(partition: partition, from: offset, recordCount: limit, into: block)
    return (0..<block.count).map { index in
      let span = block[index]
      let key = block.keys.isEmpty ? 0..<0 : block.keys[index]
      return TopicRecord(
        partition: partition, offset: span.offset, timestamp: block.timestamps[index],
        key: key == 0..<0
          ? nil : Array(UnsafeBufferPointer(start: block.bytes + key.lowerBound, count: key.count)),
        value: span.isAbsent ? nil : Array(block.slice(index)))
    }
  }

  private func writer(for topic: String) throws -> TopicWriter {
    if let writer, writer.topic == topic { return writer.writer }
    let fresh = try TopicWriter(broker, topic: topic)
    writer = (topic, fresh)
    return fresh
  }

  private func reader(for topic: String) throws -> TopicReader {
    if let reader, reader.topic == topic { return reader }
    let fresh = try TopicReader(broker, topic: topic)
    reader = fresh
    return fresh
  }
}

extension BrokerAddress {
  func open() -> any TopicBroker {
    switch self {
    case .embedded(let folder): EmbeddedTopics(folder: folder)
    }
  }
}

/// µs since 1970.
func currentMicroseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}
