/// Where a stream's records go, for the truth.
public struct StreamDistribution: Hashable, Sendable {
  /// How records are distributed over partitions.
  public enum Partitioning: Hashable, Sendable {
    /// By the message key, as Kafka's default partitioner does; records without a key take turns.
    case hashed(Int)
    /// One a day of event time (UTC), numbered from the scenario's first day, each in a folder of its own.
    case days(DayFolder)
  }

  public var topic: String
  public var partitioning: Partitioning
  public var format: RecordFormat

  public init(topic: String, partitioning: Partitioning, format: RecordFormat) {
    (self.topic, self.partitioning, self.format) = (topic, partitioning, format)
  }
}
