import Columnar
import Dataflow

/// Reads a topic's committed messages by partition and offset. Belongs to one thread; methods throw `ConnectorError`.
public final class TopicReader {
  public let topic: String
  private let file: TopicFile

  /// Throws `unavailable` with the near name where the topic is missing.
  public init(_ broker: EmbeddedBroker, topic: String) throws {
    self.topic = topic
    file = try TopicFile(broker, topic, .readOnly)
  }

  public func partitions() throws -> [TopicDescription.Partition] { try file.partitions() }

  /// Fills an empty block with messages from `offset` on, about `byteCount` bytes of them; returns the next offset.
  ///
  /// At the end nothing is added. Throws `offsetsGone` where `offset` was deleted.
  public func read(
    partition: Int, from offset: Int64, byteCount: Int = 1 << 20, recordCount: Int = .max,
    into block: RecordBlock
  ) throws -> Int64 {
    guard let state = try file.partitions().first(where: { $0.partition == partition }) else {
      throw ConnectorError(.configuration, "topic \(topic): there is no partition \(partition)")
    }
    guard offset >= state.firstOffset else {
      throw file.offsetsGone(offset..<state.firstOffset)
    }
    var places: [TopicFile.BatchPlace] = []
    var next = offset
    let end = offset + min(Int64(recordCount), max(state.nextOffset - offset, 0))
    var size = 0
    try file.forEachBatch(partition, offset..<end) { place in
      places.append(place)
      next = min(place.offsets.upperBound, end)
      size += place.contentSize
      return size < byteCount
    }
    block.reserve(size)
    for place in places { try file.load(place, wanted: offset..<next, into: block) }
    block.seal()
    return next
  }
}
