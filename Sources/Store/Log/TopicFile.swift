import Columnar
import Dataflow

/// A topic's database, opened by one thread. All methods throw `ConnectorError`.
final class TopicFile {
  let topic: String
  let id: String
  let connection: Connection
  private let reader = RecordBatchReader()
  private let findBatches: Statement
  private let readBatch: Statement
  private let readPartitions: Statement

  /// Where a batch lies; its content stays on the disk.
  struct BatchPlace {
    var number: Int64
    var offsets: Range<Int64>
    var contentSize: Int
  }

  init(_ broker: EmbeddedBroker, _ topic: String, _ mode: Connection.Mode) throws {
    try broker.requireTopic(topic)
    self.topic = topic
    let path = broker.path(of: topic)
    let opened = try ConnectorError.wrapping {
      let connection =
        mode == .readOnly ? try Connection.reading(path) : try Connection(path, mode)
      guard try !connection.isFresh() else {
        throw ConnectorError(
          .unavailable, "topic \(topic) is missing in \(broker.folder): \(path) is empty")
      }
      try connection.check(TopicSchema.format)
      if mode != .readOnly {
        try connection.useWriteAheadLog()
        try connection.syncsCommits(true)
      }
      return connection
    }
    connection = opened
    id = try ConnectorError.wrapping {
      String(decoding: try opened.meta("topic_id") ?? [], as: UTF8.self)
    }
    // A batch that holds an offset may begin up to a batch's records before it.
    findBatches = try ConnectorError.wrapping {
      try opened.prepare(
        """
        SELECT number, record_count, content_size FROM batches
        WHERE number > ?1 - \(RecordBatchBuilder.recordsMax) AND number < ?2 ORDER BY number
        """)
    }
    readBatch = try ConnectorError.wrapping {
      try opened.prepare(
        """
        SELECT record_count, first_timestamp, content_size, spans, content FROM batches
        WHERE number = ?
        """)
    }
    readPartitions = try ConnectorError.wrapping {
      try opened.prepare(
        """
        SELECT partition, first_offset, next_offset, byte_count FROM partitions
        ORDER BY partition
        """)
    }
  }

  func partitions() throws -> [TopicDescription.Partition] {
    try ConnectorError.wrapping {
      var partitions: [TopicDescription.Partition] = []
      try readPartitions.eachRow { row in
        partitions.append(
          TopicDescription.Partition(
            partition: Int(row.integer(0)), firstOffset: row.integer(1),
            nextOffset: row.integer(2), byteCount: row.integer(3)))
      }
      return partitions
    }
  }

  func description() throws -> TopicDescription {
    TopicDescription(name: topic, id: id, partitions: try partitions(), owner: try owner())
  }

  func owner() throws -> TopicOwner? {
    try ConnectorError.wrapping {
      try connection.prepare("SELECT state_id, epoch FROM owner").first {
        TopicOwner(stateID: $0.text(0), epoch: $0.integer(1))
      }
    }
  }

  /// Calls `body` with the batches that hold offsets of the range, in order, until it answers false.
  func forEachBatch(
    _ partition: Int, _ range: Range<Int64>, _ body: (BatchPlace) throws -> Bool
  ) throws {
    if range.isEmpty { return }
    try ConnectorError.wrapping {
      defer { findBatches.reset() }
      findBatches.bind(1, TopicSchema.number(partition: partition, offset: range.lowerBound))
      findBatches.bind(2, TopicSchema.number(partition: partition, offset: range.upperBound))
      while try findBatches.step() {
        let number = findBatches.integer(0)
        // The search begins before the range, so it may begin in the partition before.
        guard number >= TopicSchema.number(partition: partition, offset: 0) else { continue }
        let base = TopicSchema.offset(ofNumber: number)
        let (count, size) = (findBatches.integer(1), Int(findBatches.integer(2)))
        guard 1...Int64(RecordBatchBuilder.recordsMax) ~= count,
          0...RecordBatchBuilder.contentSizeMax ~= size
        else { throw damage(base, "it says \(count) records and \(size) bytes") }
        let place = BatchPlace(
          number: number, offsets: base..<base + count, contentSize: size)
        if place.offsets.overlaps(range), try !body(place) { return }
      }
    }
  }

  /// Appends those records of a batch that are in `wanted`.
  func load(_ place: BatchPlace, wanted: Range<Int64>, into block: RecordBlock) throws {
    try ConnectorError.wrapping {
      readBatch.bind(1, place.number)
      let found: Void? = try readBatch.first { row in
        do {
          try reader.append(
            spans: row.bytes(3), content: row.bytes(4), count: Int(row.integer(0)),
            contentSize: Int(row.integer(2)), baseOffset: place.offsets.lowerBound,
            firstTimestamp: row.integer(1), wanted: wanted, to: block)
        } catch let damage as RecordBatchReader.Damage {
          throw self.damage(place.offsets.lowerBound, damage.reason)
        }
      }
      if found == nil { throw offsetsGone(place.offsets) }
    }
  }

  private func damage(_ offset: Int64, _ reason: String) -> ConnectorError {
    ConnectorError(
      .failed,
      "\(connection.path): the batch of records from offset \(offset) on is damaged: \(reason)")
  }

  func offsetsGone(_ offsets: Range<Int64>) -> ConnectorError {
    ConnectorError(
      .offsetsGone,
      "topic \(topic): offsets \(offsets.lowerBound) to \(offsets.upperBound - 1) were deleted, "
        + "and the run still needs them",
      help: "start again with --rebuild to compute everything from what is left, or with "
        + "--accept-loss to go on without them")
  }
}
