import Commerce
import Dataflow
import Store

/// Generated records as messages of an embedded topic; their timestamps are the scenario's time.
final class TopicTarget: RecordTarget {
  let partitionCount: Int
  private let writer: TopicWriter

  /// Creates the topic where it is missing; one that is there keeps its partitions. Throws `ConnectorError`.
  init(folder: String, topic: String, partitions: Int) throws {
    let broker = EmbeddedBroker(folder: folder)
    if !broker.exists(topic) { try broker.create(topic, partitions: partitions) }
    writer = try TopicWriter(broker, topic: topic)
    partitionCount = writer.partitionCount
  }

  func write(
    partition: Int, key: UnsafeBufferPointer<UInt8>?, value: UnsafeBufferPointer<UInt8>,
    timestamp: Int64
  ) throws {
    try writer.append(
      key: key.map { UnsafeRawBufferPointer($0) }, value: UnsafeRawBufferPointer(value),
      timestamp: timestamp, partition: partition)
  }

  func flush() throws { try writer.commit() }
  func finish() throws { try writer.commit() }
}
