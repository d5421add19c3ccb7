/// The topics of a broker, as the commands see them. Every method throws `ConnectorError`.
protocol TopicBroker {
  func topics() throws -> [TopicSummary]
  func describe(_ topic: String) throws -> [TopicPartition]
  func create(_ topic: String, partitions: Int, replicationFactor: Int) throws
  func delete(_ topic: String) throws
  /// Appends in order; a key decides the partition as Kafka's default does.
  func append(_ records: [NewRecord], to topic: String) throws
  /// At most `limit` records of a partition from an offset on, in order; fewer where the log ends, without waiting.
  func read(_ topic: String, partition: Int, from offset: Int64, limit: Int) throws
    -> [TopicRecord]
}

struct TopicSummary: Hashable {
  var name: String
  var partitions: Int
  var records: Int64
}

struct TopicPartition: Hashable {
  var partition: Int
  /// The oldest offset that is kept.
  var firstOffset: Int64
  /// The offset that the next record will have.
  var nextOffset: Int64
}

struct NewRecord: Hashable {
  var key: [UInt8]?
  var value: [UInt8]
}

struct TopicRecord: Hashable {
  var partition: Int
  var offset: Int64
  /// µs since 1970.
  var timestamp: Int64
  var key: [UInt8]?
  /// Nil: a deletion.
  var value: [UInt8]?
}
