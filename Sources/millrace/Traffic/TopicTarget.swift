import Commerce
import Dataflow
import Store

/// Generated records as messages of embedded topics, one a stream; their timestamps are the scenario's time.
final class TopicTarget: RecordTarget {
  let distributions: [StreamDistribution]
  private let writers: [TopicWriter]

  /// Creates topics where they are missing; those that are there keep their partitions. `topic` is the name in place of
  /// the scenario's where there is one stream. Throws `ConnectorError`.
  init(
    folder: String, streams: [TrafficStream], topic: String?, partitions: Int, format: RecordFormat
  ) throws {
    let broker = EmbeddedBroker(folder: folder)
    let topics = streams.map { topic ?? $0.topic }
    for topic in topics where !broker.exists(topic) {
      try broker.create(topic, partitions: partitions)
    }
    let writers = try topics.map { try TopicWriter(broker, topic: $0) }
    self.writers = writers
    distributions = zip(topics, writers).map { topic, writer in
      StreamDistribution(
        topic: topic, partitioning: .hashed(writer.partitionCount), format: format)
    }
  }

  var pendingByteCount: Int { writers.reduce(0) { $0 + $1.pendingByteCount } }

  func write(_ slice: GeneratedSlice, _ truth: TruthLedger) throws {
    let writer = writers[slice.stream]
    try slice.withRecords { records in
      for record in 0..<records.count {
        try writer.append(
          key: records.key(record), value: records.value(record),
          timestamp: records.timestamp(record), partition: records.partition(record))
      }
    }
    truth.take(slice, 0..<slice.count)
  }

  func commit(_ truth: TruthLedger) throws {
    for (stream, writer) in writers.enumerated() where writer.pendingByteCount > 0 {
      try writer.commit()
      truth.commit(stream: stream)
    }
  }

  func finish(_ truth: TruthLedger) throws { try commit(truth) }
}
