/// How a run goes; sizes and times as the command line gives them.
public struct DriverOptions: Sendable {
  public var workers: Int
  public var limits: EpochLimits
  public var snapshotIntervalMilliseconds: Int
  /// Start sinks anew that belong to another state or are newer than the ledger.
  public var takeOver: Bool
  /// Go on where a replay finds input gone or changed: what is lost is said, not hidden.
  public var acceptLoss: Bool
  /// The most memory that the process may have, in bytes; nil: no limit.
  public var memoryLimit: Int?
  /// Called at each step of the commit protocol: tests end the run there, by an error or a signal.
  public var onStep: (@Sendable (EpochStep, Int64) throws -> Void)?

  public init(
    workers: Int = 1, limits: EpochLimits = EpochLimits(),
    snapshotIntervalMilliseconds: Int = 10_000, takeOver: Bool = false, acceptLoss: Bool = false,
    memoryLimit: Int? = nil, onStep: (@Sendable (EpochStep, Int64) throws -> Void)? = nil
  ) {
    self.workers = workers
    self.limits = limits
    self.snapshotIntervalMilliseconds = snapshotIntervalMilliseconds
    self.takeOver = takeOver
    self.acceptLoss = acceptLoss
    self.memoryLimit = memoryLimit
    self.onStep = onStep
  }
}

/// The steps of an epoch at which a crash must lose nothing and double nothing.
public enum EpochStep: String, CaseIterable, Sendable {
  case computed
  /// Each sink took the epoch's rows; none shows them.
  case sinksPrepared = "sinks-prepared"
  case prepared
  /// Some sinks show the epoch: after the first.
  case firstSinkCommitted = "first-sink-committed"
  case sinksCommitted = "sinks-committed"
  case committed
  case snapshotWritten = "snapshot-written"
}

/// A run so far, for the progress line and the summary.
public struct RunProgress: Sendable {
  public var epoch: Int64 = 0
  /// Since this process began.
  public var counts: [String: RowCounts] = [:]
  public var late: [String: Int64] = [:]
  public var watermarks: [String: Int64] = [:]
  /// What keeps final windows open, by view or sink; only those that have one.
  public var heldBy: [String: String] = [:]
  public var replayedRows: Int64 = 0
  public var epochs: Int64 = 0
  /// By table: why much of it is late, where that is known.
  public var lateReasons: [String: String] = [:]

  public init() {}

  public var total: RowCounts {
    counts.values.reduce(into: RowCounts()) { $0.add($1) }
  }
}

/// Who is told how a run goes. Called from the driver's thread.
public protocol RunObserver: AnyObject {
  func epochCommitted(_ progress: RunProgress)
  /// Something that a person should know and that does not stop the run.
  func warn(_ message: String)
}

/// A run that cannot go on, worded for users.
public struct DriverError: Error, Sendable {
  public enum Kind: Sendable {
    /// A replay did not find what the ledger says: 74.
    case replayDiffers
    /// A sink lost, or never had, what the ledger says it has: 74.
    case sinkDiffers
    /// The run met the limit of `DriverOptions.memoryLimit`: 1.
    case memoryExceeded
  }

  public var kind: Kind
  public var message: String
  public var help: String

  public init(_ kind: Kind, _ message: String, help: String) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}

extension DriverError {
  static func noRecord(of epoch: Int64) -> DriverError {
    DriverError(
      .replayDiffers, "the ledger has no entry of epoch \(epoch), which must be replayed",
      help: "start anew with --from-scratch, or restore a backup of the state")
  }
}
