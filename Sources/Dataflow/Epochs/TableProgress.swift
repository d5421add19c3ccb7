import Columnar

/// Where a table's partitions stand and what its watermark is; rules of architecture §2.
///
/// All times in µs; Int64.min is "no event yet".
public struct TableProgress: Sendable {
  public let clock: TableClock?
  public private(set) var partitions: [Int: PartitionRecord] = [:]
  public private(set) var watermark = Int64.min
  /// The watermark that events brought: where the end of the input closed windows, `watermark` lies behind these, but no
  /// event has passed them.
  public private(set) var eventWatermark = Int64.min
  /// Its input has ended and nothing came since.
  public private(set) var hasEnded = false

  public init(clock: TableClock?) { self.clock = clock }

  /// As the ledger remembers it.
  public init(clock: TableClock?, record: TableRecord) {
    self.clock = clock
    partitions = Dictionary(uniqueKeysWithValues: record.partitions.map { ($0.partition, $0) })
    watermark = record.watermark
    eventWatermark = record.eventWatermark
    hasEnded = record.ended
  }

  public var positions: [Int: Int64] { partitions.mapValues(\.position) }

  public var sortedPartitions: [PartitionRecord] {
    partitions.values.sorted { $0.partition < $1.partition }
  }

  /// The running watermark that the first row of the epoch carries. A new or woken partition is raised to the table's.
  public func start(of partition: Int) -> Int64 {
    guard let known = partitions[partition] else { return watermark }
    return known.isIdle || hasEnded ? max(known.watermark, watermark) : known.watermark
  }

  /// A partition's rows were taken: its next offset and its running watermark behind the last of them.
  public mutating func advance(_ partition: Int, to position: Int64, watermark: Int64) {
    partitions[partition] = PartitionRecord(
      partition: partition, position: position, watermark: watermark, isIdle: false)
    hasEnded = false
  }

  /// A partition that exists but gave nothing yet holds the table's watermark back.
  public mutating func discover(_ partition: Int, position: Int64) {
    guard partitions[partition] == nil else { return }
    partitions[partition] = PartitionRecord(
      partition: partition, position: position, watermark: watermark, isIdle: false)
  }

  public mutating func setIdle(_ idle: Set<Int>) {
    for partition in partitions.keys {
      partitions[partition]?.isIdle = idle.contains(partition)
    }
  }

  /// After all of an epoch's rows: the table's watermark is the least of its active partitions and never goes back.
  /// Where all stand aside, none holds back another: it is the greatest, in whichever order they stepped aside.
  public mutating func settle() {
    let active = partitions.values.filter { !$0.isIdle }.map(\.watermark)
    guard let settled = active.min() ?? partitions.values.map(\.watermark).max() else { return }
    watermark = max(watermark, settled)
    if !hasEnded { eventWatermark = watermark }
  }

  /// The end of the input: windows were closed up to `closedEnd`, so partitions go on from there.
  public mutating func end(closedEnd: Int64?) {
    hasEnded = true
    guard let closedEnd else { return }
    for partition in partitions.keys {
      let current = partitions[partition]?.watermark ?? Int64.min
      partitions[partition]?.watermark = max(current, closedEnd)
    }
    settle()
  }

  /// Running watermarks of known partitions go up to these, by partition.
  mutating func raise(_ watermarks: [Int: Int64]) {
    for (partition, watermark) in watermarks {
      let current = partitions[partition]?.watermark ?? Int64.min
      partitions[partition]?.watermark = max(current, watermark)
    }
    settle()
  }

  /// The active partition that holds the watermark back.
  public var slowest: PartitionRecord? {
    sortedPartitions.filter { !$0.isIdle }.min { $0.watermark < $1.watermark }
  }
}
