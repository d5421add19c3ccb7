import Columnar
import Dataflow

/// Writes a query's changes to a topic of the embedded log.
///
/// With a key it upserts: of a key's changes in an epoch the net one is written, in the order of the keys' bytes, and a
/// key that is gone becomes a message without a value. Without one it appends, and takes no retractions.
public final class TopicSink: Sink {
  /// Appends a row's message key; false where it has none. Keys that are equal must have equal bytes.
  public typealias KeyEncoder = @Sendable (Batch, Int, inout [UInt8]) -> Bool

  public enum Mode: Sendable {
    case append(key: KeyEncoder?)
    case upsert(key: KeyEncoder)
  }

  /// Partitions of a topic that the sink makes.
  public static let partitionCount = 4

  private let broker: EmbeddedBroker
  private let topic: String
  private let encoder: any RecordEncoder
  private let mode: Mode
  /// Messages older than so many µs go; nil: none.
  private let retention: Int64?
  private var writer: TopicWriter?
  private var stateID = ""
  private var committed: Int64 = 0
  private var prepared: Int64?
  private var lastCleaning: Int64 = 0

  public init(
    _ broker: EmbeddedBroker, topic: String, encoder: any RecordEncoder, mode: Mode,
    retentionMicroseconds: Int64? = nil
  ) {
    self.broker = broker
    self.topic = topic
    self.encoder = encoder
    self.mode = mode
    retention = retentionMicroseconds
  }

  public func open(stateID: String, takeOver: Bool) throws -> Int64? {
    if !broker.exists(topic) {
      try broker.create(topic, partitions: TopicSink.partitionCount)
    }
    let owner = try broker.describe(topic).owner
    if let owner, owner.stateID != stateID, !takeOver {
      throw ConnectorError(
        .foreignSink,
        "topic \(topic) in \(broker.folder) is written by another state (\(owner.stateID))",
        help: "write to another topic, or start with --take-over to go on with this one")
    }
    self.stateID = stateID
    writer = try TopicWriter(broker, topic: topic)
    let isOurs = owner?.stateID == stateID && !takeOver
    committed = isOurs ? owner?.epoch ?? 0 : 0
    if !isOurs { try writer?.commit(owner: TopicOwner(stateID: stateID, epoch: 0)) }
    return committed
  }

  public func prepare(epoch: Int64, batches: [Batch]) throws {
    guard let writer else { preconditionFailure("a sink is opened before it is written") }
    writer.discard()
    prepared = epoch
    let now = Clock.now()
    switch mode {
    case .append(let key): try append(batches, key, to: writer, at: now)
    case .upsert(let key): try upsert(batches, key, to: writer, at: now)
    }
  }

  /// An epoch that the topic has already is left as it is.
  public func commit(epoch: Int64) throws {
    guard let writer, prepared == epoch else {
      if epoch <= committed { return }
      preconditionFailure("epoch \(epoch) of topic \(topic) was not prepared")
    }
    prepared = nil
    if epoch <= committed { return writer.discard() }
    try writer.commit(owner: TopicOwner(stateID: stateID, epoch: epoch))
    committed = epoch
    try clean(writer)
  }

  public func close() throws { writer = nil }

  private func append(
    _ batches: [Batch], _ key: KeyEncoder?, to writer: TopicWriter, at now: Int64
  ) throws {
    var keyBytes: [UInt8] = []
    var value: [UInt8] = []
    for batch in batches {
      for row in 0..<batch.count {
        let weight = batch.weight(row)
        guard weight >= 0 else {
          throw ConnectorError(
            .failed, "topic \(topic) only appends, but a row was taken back",
            help: "give the sink table a PRIMARY KEY, so that it upserts")
        }
        keyBytes.removeAll(keepingCapacity: true)
        value.removeAll(keepingCapacity: true)
        let hasKey = key?(batch, row, &keyBytes) ?? false
        encoder.encode(batch, row: row, into: &value)
        try keyBytes.withUnsafeBytes { key in
          try value.withUnsafeBytes { value in
            for _ in 0..<weight {
              try writer.append(key: hasKey ? key : nil, value: value, timestamp: now)
            }
          }
        }
      }
    }
  }

  private func upsert(
    _ batches: [Batch], _ key: @escaping KeyEncoder, to writer: TopicWriter, at now: Int64
  ) throws {
    var changes = ChangeSet(isKeyed: true)
    for batch in batches {
      for row in 0..<batch.count where batch.weight(row) != 0 {
        changes.append(
          weight: batch.weight(row), key: { _ = key(batch, row, &$0) },
          row: { encoder.encode(batch, row: row, into: &$0) })
      }
    }
    try changes.forEachNet { net in
      try writer.append(key: net.key, value: net.inserted, timestamp: now)
    }
  }

  /// Deletes what is older than the retention, at most once a minute.
  private func clean(_ writer: TopicWriter) throws {
    guard let retention else { return }
    let now = Clock.now()
    guard now - lastCleaning >= 60_000_000 else { return }
    lastCleaning = now
    try writer.delete(olderThan: now - retention)
  }
}
