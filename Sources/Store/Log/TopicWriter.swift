import Columnar
import Compression
import Dataflow
import Glibc

/// A message of a topic.
public struct TopicRecord: Hashable, Sendable {
  public var key: [UInt8]?
  /// Nil: the key is deleted.
  public var value: [UInt8]?
  /// µs since 1970.
  public var timestamp: Int64

  public init(key: [UInt8]? = nil, value: [UInt8]?, timestamp: Int64) {
    self.key = key
    self.value = value
    self.timestamp = timestamp
  }
}

/// Writes messages to a topic: they are gathered and compressed in memory, and `commit` shows them all at once.
///
/// Belongs to one thread. Methods throw `ConnectorError`.
public final class TopicWriter {
  /// A message of more bytes than this is refused.
  public static let messageBytesMax = 64 << 20

  public let partitionCount: Int
  /// Uncompressed bytes that wait for `commit`.
  public private(set) var pendingByteCount = 0
  private let file: TopicFile
  private let compressor = ZstandardCompressor(level: 1)
  private var builders: [RecordBatchBuilder]
  private var batches: [RecordBatch] = []
  /// Where messages without a key go until a batch is full.
  private var stickyPartition = 0
  private let insert: Statement
  private let advance: Statement
  private let next: Statement

  /// Throws `unavailable` where the topic is missing. `synced`: a commit returns when it is on the disk.
  public init(_ broker: EmbeddedBroker, topic: String, synced: Bool = true) throws {
    file = try TopicFile(broker, topic, .readWrite)
    partitionCount = try file.partitions().count
    builders = (0..<partitionCount).map { RecordBatchBuilder(partition: $0) }
    let connection = file.connection
    insert = try ConnectorError.wrapping {
      try connection.syncsCommits(synced)
      return try connection.prepare("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    }
    advance = try ConnectorError.wrapping {
      try connection.prepare(
        """
        UPDATE partitions SET next_offset = next_offset + ?2, byte_count = byte_count + ?3
        WHERE partition = ?1
        """)
    }
    next = try ConnectorError.wrapping {
      try connection.prepare("SELECT next_offset FROM partitions WHERE partition = ?")
    }
  }

  /// Takes one message. Without a partition the key decides, without a key a whole batch goes to one after the other.
  public func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, timestamp: Int64,
    partition: Int? = nil
  ) throws {
    let size = (key?.count ?? 0) + (value?.count ?? 0)
    guard size <= TopicWriter.messageBytesMax else {
      throw ConnectorError(
        .failed,
        "topic \(file.topic): a message of \(size) bytes is longer than "
          + "\(TopicWriter.messageBytesMax)")
    }
    if let partition, !(0..<partitionCount ~= partition) {
      throw ConnectorError(
        .configuration,
        "topic \(file.topic): there is no partition \(partition), only 0 to \(partitionCount - 1)")
    }
    let place =
      partition ?? key.map { Partitioner.partition(forKey: $0, of: partitionCount) }
      ?? stickyPartition
    builders[place].append(key: key, value: value, timestamp: timestamp)
    pendingByteCount += size
    if builders[place].isFull {
      batches.append(builders[place].seal(compressor))
      if place == stickyPartition { stickyPartition = (place + 1) % partitionCount }
    }
  }

  public func append(_ record: TopicRecord, partition: Int? = nil) throws {
    func bytes<Result>(
      _ array: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
      guard let array else { return try body(nil) }
      return try array.withUnsafeBytes { try body($0) }
    }
    try bytes(record.key) { key in
      try bytes(record.value) { value in
        try append(key: key, value: value, timestamp: record.timestamp, partition: partition)
      }
    }
  }

  /// Shows everything taken so far, together with the owner's epoch, or nothing of it.
  public func commit(owner: TopicOwner? = nil) throws {
    for partition in builders.indices where !builders[partition].isEmpty {
      batches.append(builders[partition].seal(compressor))
    }
    stickyPartition = (stickyPartition + 1) % partitionCount
    if batches.isEmpty && owner == nil { return }
    try ConnectorError.wrapping {
      try file.connection.transaction {
        for batch in batches { try write(batch) }
        if let owner { try file.setOwner(owner) }
      }
    }
    discard()
  }

  /// Forgets what was taken since the last commit.
  public func discard() {
    batches.removeAll(keepingCapacity: true)
    builders = (0..<partitionCount).map { RecordBatchBuilder(partition: $0) }
    pendingByteCount = 0
  }

  /// Deletes whole batches in front of an offset.
  public func delete(partition: Int, before offset: Int64) throws {
    try ConnectorError.wrapping { try file.delete(partition: partition, before: offset) }
  }

  /// Deletes whole batches, from each partition's beginning on, whose messages are all older than a moment (µs).
  public func delete(olderThan moment: Int64) throws {
    try ConnectorError.wrapping { try file.delete(olderThan: moment) }
  }

  private func write(_ batch: RecordBatch) throws {
    next.bind(1, Int64(batch.partition))
    guard let offset = try next.first({ $0.integer(0) }) else {
      throw StoreError(.failed, "\(file.connection.path): partition \(batch.partition) is missing")
    }
    let size = Int64(batch.spans.count + batch.content.count)
    insert.bind(1, TopicSchema.number(partition: batch.partition, offset: offset))
    insert.bind(2, Int64(batch.count))
    insert.bind(3, batch.firstTimestamp)
    insert.bind(4, batch.lastTimestamp)
    insert.bind(5, Int64(batch.contentSize))
    insert.bind(6, size)
    try batch.spans.withUnsafeBytes { spans in
      try batch.content.withUnsafeBytes { content in
        insert.bind(7, unsafe: spans)
        insert.bind(8, unsafe: content)
        try insert.run()
      }
    }
    advance.bind(1, Int64(batch.partition))
    advance.bind(2, Int64(batch.count))
    advance.bind(3, size)
    try advance.run()
  }
}
