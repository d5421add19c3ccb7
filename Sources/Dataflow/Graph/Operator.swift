import Columnar

/// A synchronous state machine of the circuit: batches and the end of an epoch in, batches out.
///
/// Each worker has an instance of its own, which sees only rows whose key falls into the worker's key groups (behind an
/// exchange) or whichever rows the worker decoded (before one).
public protocol Operator: AnyObject {
  /// Takes one batch at an input port. What `output` receives goes to the operators behind.
  func push(_ batch: Batch, port: Int, to output: Output) throws
  /// All of the epoch's input was pushed, for every operator before this one also what its `endEpoch` emitted.
  func endEpoch(_ end: EpochEnd, to output: Output) throws
  /// The state of key groups that changed since the last call, encoded; empty for operators without state.
  /// An entry with empty bytes says that the group's state is gone.
  func snapshot() throws -> [KeyGroupState]
  /// Adds what a snapshot held. Throws `StateDecodingError` on damaged bytes.
  func restore(_ state: KeyGroupState) throws
  /// What is kept at present; asked often, so it costs the same however much that is.
  var stateSize: StateSize { get }
  /// For closing windows: the end of the latest window that was closed so far (µs), nil before the first.
  var lastClosedWindowEnd: Int64? { get }
  /// The end of the earliest window whose answer is withheld until it closes (µs); nil where none is.
  var earliestWithheldEnd: Int64? { get }
}

extension Operator {
  public func endEpoch(_ end: EpochEnd, to output: Output) throws {}
  public func snapshot() throws -> [KeyGroupState] { [] }
  public func restore(_ state: KeyGroupState) throws {}
  public var stateSize: StateSize { .zero }
  public var lastClosedWindowEnd: Int64? { nil }
  public var earliestWithheldEnd: Int64? { nil }
}

/// What an operator learns at the end of an epoch.
public struct EpochEnd: Sendable {
  public var epoch: Int64
  /// The input's watermark in µs: the minimum over its tables; Int64.min before any event, Int64.max when every table
  /// that feeds the operator has ended (close everything).
  public var watermark: Int64
  /// By `Graph.tables`, in µs: what each table's events alone have brought its watermark to. The end of the input does not
  /// raise it; Int64.min before any event and without event time.
  public var tableWatermarks: [Int64]

  public init(epoch: Int64, watermark: Int64, tableWatermarks: [Int64] = []) {
    self.epoch = epoch
    self.watermark = watermark
    self.tableWatermarks = tableWatermarks
  }
}

/// One key group's share of an operator's state. Keys fall into 256 groups by the top byte of their hash.
public struct KeyGroupState: Sendable {
  public static let groupCount = 256
  public var group: Int
  public var bytes: [UInt8]

  public init(group: Int, bytes: [UInt8]) {
    self.group = group
    self.bytes = bytes
  }
}

/// Bytes of a snapshot that do not decode.
public struct StateDecodingError: Error, Sendable {
  public var reason: String
  public init(_ reason: String) { self.reason = reason }
}

/// What an operator gives away during one call.
public final class Output {
  public private(set) var batches: [Batch] = []
  public private(set) var sides: [SideBatch] = []
  public private(set) var counts = RowCounts()

  public init() {}

  /// Rows for the operators behind; empty batches are dropped.
  public func emit(_ batch: Batch) { if batch.count > 0 { batches.append(batch) } }

  /// Rows for a relation beside the answer: late rows, errors, rejects.
  public func aside(_ relation: SideRelation, _ batch: Batch) {
    if batch.count > 0 { sides.append(SideBatch(relation: relation, batch: batch)) }
  }

  /// Rows of the ledger, counted where they leave.
  public func count(_ counts: RowCounts) { self.counts.add(counts) }

  /// Everything given so far; the output is empty afterwards.
  public func take() -> (batches: [Batch], sides: [SideBatch], counts: RowCounts) {
    defer { (batches, sides, counts) = ([], [], RowCounts()) }
    return (batches, sides, counts)
  }
}

/// A relation that belongs to a table or a view.
public enum SideRelation: Hashable, Sendable {
  /// `TABLE.rejects`: raw bytea, log_partition bigint, log_offset bigint, rule text, message text.
  case rejects(table: String)
  /// `TABLE.warnings`: the same columns.
  case warnings(table: String)
  /// `TABLE.duplicates`: log_partition bigint, log_offset bigint of each copy that UNIQUE dropped.
  case duplicates(table: String)
  /// `VIEW.late`: the operator's input columns, window_start, window_end, late_by interval.
  case late(view: String)
  /// `VIEW.errors`: row_data jsonb (the operator's input row), message text; weighted.
  case errors(view: String)
}

public struct SideBatch: Sendable {
  public var relation: SideRelation
  public var batch: Batch

  public init(relation: SideRelation, batch: Batch) {
    self.relation = relation
    self.batch = batch
  }
}

/// A table's ledger for an epoch (or for good): read = accepted + rejected + duplicate.
public struct RowCounts: Hashable, Sendable {
  public var read: Int64 = 0
  public var accepted: Int64 = 0
  public var rejected: Int64 = 0
  public var duplicate: Int64 = 0
  /// Accepted all the same, but listed in `TABLE.warnings`.
  public var warned: Int64 = 0
  /// Accepted, but too far ahead of the log's clock to move the watermark.
  public var ahead: Int64 = 0

  public init() {}

  public mutating func add(_ other: RowCounts) {
    read += other.read
    accepted += other.accepted
    rejected += other.rejected
    duplicate += other.duplicate
    warned += other.warned
    ahead += other.ahead
  }
}
