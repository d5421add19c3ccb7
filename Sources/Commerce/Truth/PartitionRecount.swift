/// A record that the truth tells of.
public struct TruthRow: Hashable, Sendable {
  /// Its place in its partition, from 0.
  public var ordinal: Int64
  /// Where its line begins in its partition.
  public var byteOffset: Int64
  public var crc32: UInt32
  /// The truth's line that tells of it, from 1.
  public var line: Int

  public init(ordinal: Int64, byteOffset: Int64, crc32: UInt32, line: Int) {
    (self.ordinal, self.byteOffset, self.crc32, self.line) = (ordinal, byteOffset, crc32, line)
  }
}

/// Counts a partition's records again and holds them against the rows of the truth.
public struct PartitionRecount {
  /// What was found; nothing in it tells what becomes of the records.
  public private(set) var counts = TruthCounts()
  /// Lines of the truth that tell of a record which is not there as they say, the first ones.
  public private(set) var differing: [Int] = []
  public private(set) var differingCount = 0
  private let rows: [TruthRow]
  private var next = 0

  private static let mostKept = 5

  /// `rows`: those of the partition, by ordinal.
  public init(rows: [TruthRow]) {
    self.rows = rows.sorted { $0.ordinal < $1.ordinal }
  }

  /// Bytes that belong to no record.
  public mutating func skip(bytes: Int) { counts.bytes += Int64(bytes) }

  /// The partition's next record, without a newline.
  public mutating func take(_ record: UnsafeRawBufferPointer) {
    let crc32 = record.withMemoryRebound(to: UInt8.self) { Checksum.crc32($0) }
    while next < rows.count, rows[next].ordinal <= counts.read {
      let row = rows[next]
      let isThere =
        row.ordinal == counts.read && row.byteOffset == counts.bytes && row.crc32 == crc32
      if !isThere { addDifference(row) }
      next += 1
    }
    counts.read += 1
    counts.bytes += Int64(record.count) + 1
    counts.checksum &+= UInt64(crc32)
  }

  /// After the last record: rows behind it are not there either.
  public mutating func finish() {
    while next < rows.count {
      addDifference(rows[next])
      next += 1
    }
  }

  private mutating func addDifference(_ row: TruthRow) {
    differingCount += 1
    if differing.count < Self.mostKept { differing.append(row.line) }
  }
}
