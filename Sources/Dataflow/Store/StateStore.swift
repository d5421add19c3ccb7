import Columnar

/// Where a run's state lies: the ledger of epochs, snapshots, view rows and what was set aside.
///
/// Called from the driver's thread only. Every method throws `StoreError`.
public protocol StateStore: AnyObject {
  /// A UUID made with the state folder.
  var stateID: String { get }
  /// What an earlier run left.
  func recover() throws -> Recovery
  /// The ledger's entry of one epoch; kept at least back to the oldest snapshot.
  func record(epoch: Int64) throws -> EpochRecord?
  /// The pipeline that the state was made by; nil for a new state.
  func pipeline() throws -> StoredPipeline?
  /// Remembers the pipeline and its views: makes room for new views, drops those that are gone.
  func define(_ pipeline: StoredPipeline, views: [StoredView]) throws
  /// Writes the epoch as prepared and syncs it: before any sink commits.
  func prepare(_ record: EpochRecord) throws
  /// One transaction: view rows, what was set aside, counters and *committed*.
  func commit(_ commit: EpochCommit) throws
  /// Writes a snapshot after a committed epoch: what changed since the one of epoch `base`, or all state where that is
  /// nil. Snapshots after the base, which were refused, and those before it go.
  func writeSnapshot(epoch: Int64, base: Int64?, states: [OperatorState]) throws
  /// Every entry of a snapshot, checked against its checksums. Throws where it is damaged or of a foreign version.
  func readSnapshot(epoch: Int64) throws -> [OperatorState]
  func close() throws
}

/// The pipeline as the ledger holds it.
public struct StoredPipeline: Hashable, Sendable {
  /// The file's text as written, before `${name}` was replaced.
  public var text: String
  /// Values of `--set`. Never those of `${ENV:NAME}`.
  public var settings: [String: String]
  /// What each view and sink means (`ViewDefinition.fingerprint`), by its name.
  public var fingerprints: [String: String]
  /// Views and sinks that were new when the text was stored, and the epoch in which what they make of earlier input
  /// appears; until that epoch is committed they must be filled (again, after a crash).
  public var filling: [String]
  public var fillEpoch: Int64
  /// The epochs in which views and sinks were filled, by name; those that were there from the beginning are left out.
  public var generations: [String: Int64]

  public init(
    text: String, settings: [String: String], fingerprints: [String: String],
    filling: [String] = [], fillEpoch: Int64 = 0, generations: [String: Int64] = [:]
  ) {
    self.text = text
    self.settings = settings
    self.fingerprints = fingerprints
    self.filling = filling
    self.fillEpoch = fillEpoch
    self.generations = generations
  }
}

/// One operator's state in one key group.
public struct OperatorState: Sendable {
  /// `OperatorNode.id`.
  public var operatorID: String
  public var state: KeyGroupState

  public init(operatorID: String, state: KeyGroupState) {
    self.operatorID = operatorID
    self.state = state
  }
}

public struct Recovery: Sendable {
  /// Epochs with whole snapshots, newest first.
  public var snapshots: [Int64]
  public var committed: EpochRecord?
  /// Prepared but not committed: must be run over exactly its ranges.
  public var prepared: EpochRecord?

  public init(snapshots: [Int64], committed: EpochRecord?, prepared: EpochRecord?) {
    self.snapshots = snapshots
    self.committed = committed
    self.prepared = prepared
  }
}

/// What becomes visible with one epoch.
public struct EpochCommit: Sendable {
  public var record: EpochRecord
  /// Net changes by view; several batches a view.
  public var views: [(view: StoredView, batches: [Batch])]
  public var sides: [SideBatch]
  /// For `millrace.sources` and `millrace.views`.
  public var partitions: [(table: String, status: PartitionStatus)]
  /// What keeps final windows of each view open, such as `events[0] at 2021-11-30 00:00:59, waits for …`; nil: nothing.
  public var heldBy: [(view: String, watermark: Int64, heldBy: String?)]
  /// Rows that were read again after a crash before this epoch (only in the first epochs of a run).
  public var replayedRows: Int64
  /// For `millrace.state`; nil: as it was.
  public var sizes: [OperatorSize]?

  public init(
    record: EpochRecord, views: [(view: StoredView, batches: [Batch])], sides: [SideBatch],
    partitions: [(table: String, status: PartitionStatus)],
    heldBy: [(view: String, watermark: Int64, heldBy: String?)], replayedRows: Int64,
    sizes: [OperatorSize]? = nil
  ) {
    self.record = record
    self.views = views
    self.sides = sides
    self.partitions = partitions
    self.heldBy = heldBy
    self.replayedRows = replayedRows
    self.sizes = sizes
  }
}

public struct StoreError: Error, Sendable {
  public enum Kind: Sendable {
    /// Another process has the state folder, or it cannot be opened: exit code 69.
    case unavailable
    /// Reading or writing failed, the disk is full, the file is damaged: 74.
    case failed
  }

  public var kind: Kind
  public var message: String
  public var help: String?

  public init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}
