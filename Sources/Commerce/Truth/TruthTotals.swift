/// What a perfect pipeline makes of records: counts, bytes and a checksum.
public struct TruthCounts: Hashable, Sendable {
  /// `read` = `accepted` + `rejected` + `duplicate`; late rows are accepted ones.
  public var read: Int64 = 0
  /// Bytes of the records as lines, their newlines included; in files those of headers too.
  public var bytes: Int64 = 0
  /// The sum of the CRC-32 of each record's bytes without its newline, modulo 2⁶⁴.
  public var checksum: UInt64 = 0
  public var accepted: Int64 = 0
  public var rejected: Int64 = 0
  public var duplicate: Int64 = 0
  /// Accepted records whose window the table's watermark had passed.
  public var late: Int64 = 0

  public init() {}

  static func += (left: inout TruthCounts, right: TruthCounts) {
    left.read += right.read
    left.bytes += right.bytes
    left.checksum &+= right.checksum
    left.accepted += right.accepted
    left.rejected += right.rejected
    left.duplicate += right.duplicate
    left.late += right.late
  }
}

/// A stream's part of the truth.
public struct StreamTotals: Hashable, Sendable {
  public var stream: String
  /// By partition.
  public var partitions: [TruthCounts] = []

  public init(stream: String) { self.stream = stream }

  public var sum: TruthCounts { partitions.reduce(into: TruthCounts()) { $0 += $1 } }
}

/// What a perfect pipeline's ledger and answers are for everything that was written.
public struct TruthTotals: Hashable, Sendable {
  public var streams: [StreamTotals] = []
  /// The number of keys that reach each answer's count.
  public var answers: [String: Int64] = [:]
  /// Entities of bursts that are whole.
  public var planted: Int64 = 0

  public init() {}

  public var sum: TruthCounts { streams.reduce(into: TruthCounts()) { $0 += $1.sum } }
}
