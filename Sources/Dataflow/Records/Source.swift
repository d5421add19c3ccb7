/// How much one epoch may take.
public struct EpochLimits: Sendable {
  public var rows: Int
  public var bytes: Int

  public init(rows: Int = 1_000_000, bytes: Int = 64 << 20) {
    self.rows = rows
    self.bytes = bytes
  }
}

/// What a source had at one moment.
public struct Gathered: Sendable {
  /// In partition order, consecutive within each partition.
  public var chunks: [any Chunk]
  /// Nothing more will ever come: a bounded source was read to its end.
  public var isFinished: Bool
  /// Partitions whose log confirmed that nothing lies behind what was gathered (so they may count as idle later).
  public var partitionsAtEnd: [Int]

  public init(chunks: [any Chunk] = [], isFinished: Bool = false, partitionsAtEnd: [Int] = []) {
    self.chunks = chunks
    self.isFinished = isFinished
    self.partitionsAtEnd = partitionsAtEnd
  }
}

/// Consecutive offsets of one partition.
public struct PartitionRange: Hashable, Sendable {
  public var partition: Int
  public var offsets: Range<Int64>

  public init(partition: Int, offsets: Range<Int64>) {
    self.partition = partition
    self.offsets = offsets
  }
}

/// Where one partition stands, for people: `millrace.sources`.
public struct PartitionStatus: Sendable {
  public var partition: Int
  /// The next offset that will be gathered.
  public var position: Int64
  /// One past the last offset that the log is known to hold; nil where that is not known.
  public var end: Int64?

  public init(partition: Int, position: Int64, end: Int64?) {
    self.partition = partition
    self.position = position
    self.end = end
  }
}

/// A table's input. Called from the driver's thread only; its chunks are loaded by workers.
public protocol Source: AnyObject {
  var isBounded: Bool { get }
  /// Opens the input where an earlier run stopped: the next offset of each partition known then (empty: a first run),
  /// and what `memory` returned then. `wake` is signalled when something new may be there. Throws `ConnectorError`.
  func open(positions: [Int: Int64], memory: [UInt8], wake: Wake) throws
  /// What is there, without waiting, within the limits. Row limits up to 100 000 are kept exactly; greater ones may be
  /// overrun by a chunk.
  func gather(_ limits: EpochLimits) throws -> Gathered
  /// The same records again, after a crash. Throws `ConnectorError.offsetsGone` where the log no longer has them.
  func replay(_ ranges: [PartitionRange]) throws -> [any Chunk]
  /// What must be remembered beside offsets (the order in which files were taken); kept in the epoch ledger.
  var memory: [UInt8] { get }
  var partitions: [PartitionStatus] { get }
  func close()
}

/// Failures of the world outside, worded for users.
public struct ConnectorError: Error, Sendable {
  public enum Kind: Sendable {
    /// Cannot be reached, or a source topic is missing: exit code 69.
    case unavailable
    /// Reading or writing failed: 74.
    case failed
    /// Offsets that a replay needs are no longer there: 74, with both ways on.
    case offsetsGone
    /// A sink belongs to another state or is newer than the ledger: 74, `--take-over`.
    case foreignSink
    /// Input that was read before is not the same any more: 74.
    case changedInput
    /// Options that only the connector can find wrong: 2.
    case configuration
  }

  public var kind: Kind
  /// Names the place, the value, the reason.
  public var message: String
  /// The way out.
  public var help: String?

  public init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}
