/// What the ledger of epochs remembers of one epoch: enough to run it again, exactly.
public struct EpochRecord: Hashable, Sendable {
  public var epoch: Int64
  /// µs since 1970: the moment of preparation. It is recorded, so that a re-run writes the same history.
  public var preparedAt: Int64
  public var tables: [TableRecord]
  /// The last epoch, up to this one, in which each sink was given rows: what it must remember after a crash.
  public var sinkEpochs: [String: Int64]

  public init(
    epoch: Int64, preparedAt: Int64, tables: [TableRecord], sinkEpochs: [String: Int64] = [:]
  ) {
    self.epoch = epoch
    self.preparedAt = preparedAt
    self.tables = tables
    self.sinkEpochs = sinkEpochs
  }

  public func table(_ name: String) -> TableRecord? { tables.first { $0.table == name } }

  public var rows: Int64 { tables.reduce(0) { $0 + $1.counts.read } }
}

/// One table in one epoch.
public struct TableRecord: Hashable, Sendable {
  public var table: String
  /// What the epoch read.
  public var ranges: [PartitionRange]
  public var counts: RowCounts
  /// Every partition known at the end of the epoch.
  public var partitions: [PartitionRecord]
  /// The table's watermark after the epoch; Int64.min before any event.
  public var watermark: Int64
  /// The same without what an end of the input raised it by while nothing came since.
  public var eventWatermark: Int64
  /// The epoch closed the table's open windows because its input had ended.
  public var ended: Bool
  /// `Source.memory` after the epoch.
  public var memory: [UInt8]

  public init(
    table: String, ranges: [PartitionRange], counts: RowCounts, partitions: [PartitionRecord],
    watermark: Int64, eventWatermark: Int64? = nil, ended: Bool, memory: [UInt8]
  ) {
    self.table = table
    self.ranges = ranges
    self.counts = counts
    self.partitions = partitions
    self.watermark = watermark
    self.eventWatermark = eventWatermark ?? watermark
    self.ended = ended
    self.memory = memory
  }
}

public struct PartitionRecord: Hashable, Sendable {
  public var partition: Int
  /// The next offset to read.
  public var position: Int64
  /// The partition's running watermark (µs); Int64.min before its first event.
  public var watermark: Int64
  /// Stepped aside: does not hold the table's watermark back.
  public var isIdle: Bool

  public init(partition: Int, position: Int64, watermark: Int64, isIdle: Bool) {
    self.partition = partition
    self.position = position
    self.watermark = watermark
    self.isIdle = isIdle
  }
}
