import Columnar

/// The circuit as a graph of operators, in topological order: what Execution makes from a plan and the driver runs.
public struct Graph {
  public var tables: [TableNode] = []
  public var nodes: [OperatorNode] = []
  public var outputs: [OutputNode] = []

  public init() {}
}

/// A table that is read: its source, and how a worker turns chunks into rows.
public struct TableNode {
  public var name: String
  public var source: any Source
  /// Read to its end, in every run, before tables begin that do not say so.
  public var loadsFirst: Bool
  /// Watermark rules; nil: the table has no event time.
  public var clock: TableClock?
  /// Makes a worker's own reader.
  public var makeReader: () throws -> any TableReader

  public init(
    name: String, source: any Source, loadsFirst: Bool = false, clock: TableClock?,
    makeReader: @escaping () throws -> any TableReader
  ) {
    self.name = name
    self.source = source
    self.loadsFirst = loadsFirst
    self.clock = clock
    self.makeReader = makeReader
  }
}

/// How a table's watermark moves; in microseconds.
public struct TableClock: Hashable, Sendable {
  public var delay: Int64
  public var idleTimeout: Int64
  /// In which its instants are told; nil: its times know no zone.
  public var zone: Zone?

  public init(delay: Int64, idleTimeout: Int64, zone: Zone? = nil) {
    self.delay = delay
    self.idleTimeout = idleTimeout
    self.zone = zone
  }
}

/// Decodes and checks a table's records. One reader belongs to one worker.
public protocol TableReader: AnyObject {
  func read(_ chunk: any Chunk) throws -> ReadChunk
}

/// A chunk after decoding and row constraints.
public struct ReadChunk: Sendable {
  /// The columns that the circuit needs of the accepted rows, without the carried watermark.
  public var batch: Batch
  /// Event times (µs) that move the partition's watermark; Int64.min for a row that does not. Nil without event time.
  public var eventTimes: Column?
  public var counts: RowCounts
  public var sides: [SideBatch]
  /// What a person should know about the records; each is said once a run.
  public var remarks: [String] = []

  public init(batch: Batch, eventTimes: Column?, counts: RowCounts, sides: [SideBatch]) {
    self.batch = batch
    self.eventTimes = eventTimes
    self.counts = counts
    self.sides = sides
  }
}

public struct OperatorNode {
  /// Stable between runs of the same plan: snapshots are kept under it. Unique in the graph.
  public var id: String
  /// The views and sinks whose answer it is part of; none for a table's own operators. What it sets aside, in the name
  /// and with the columns of the first, is given to each.
  public var readers: [NodeReader]
  public var inputs: [Edge]
  /// Makes a worker's own instance.
  public var make: () throws -> any Operator
  /// Whether it keeps state that a snapshot must hold.
  public var hasState: Bool
  /// Only the first worker runs it: everything comes to that one, or it has no input at all.
  public var isSingle: Bool {
    inputs.allSatisfy { if case .single = $0.routing { true } else { false } }
  }

  public init(
    id: String, readers: [NodeReader] = [], inputs: [Edge], hasState: Bool,
    make: @escaping () throws -> any Operator
  ) {
    self.id = id
    self.readers = readers
    self.inputs = inputs
    self.hasState = hasState
    self.make = make
  }
}

/// Where an operator's port gets its batches.
public struct Edge {
  public enum Origin: Hashable, Sendable {
    /// Index into `Graph.tables`. With an event time, batches end in the carried-watermark column (timestamp).
    case table(Int)
    /// Index into `Graph.nodes`, smaller than the node's own.
    case node(Int)
  }

  public enum Routing {
    /// The worker that made a batch goes on with it.
    case local
    /// Rows go to the worker that owns their key group. The closure gives each row's 64-bit key hash.
    case exchange((Batch, UnsafeMutablePointer<UInt64>) -> Void)
    /// Everything goes to the first worker (aggregates without GROUP BY).
    case single
  }

  public var origin: Origin
  public var routing: Routing

  public init(_ origin: Origin, _ routing: Routing = .local) {
    self.origin = origin
    self.routing = routing
  }
}

/// A materialized view or a sink: what leaves the circuit.
public struct OutputNode {
  public enum Target {
    /// Rows of a stored view; `key` are the columns that identify a row.
    case view(StoredView)
    case sink(any Sink)
  }

  public var name: String
  public var origin: Edge.Origin
  public var target: Target

  public init(name: String, origin: Edge.Origin, target: Target) {
    self.name = name
    self.origin = origin
    self.target = target
  }
}

/// A materialized view as the store keeps it.
public struct StoredView: Hashable, Sendable {
  public var name: String
  public var fields: [Field]
  /// Columns that identify a row; nil: equal rows are counted.
  public var key: [Int]?
  /// Keep old versions: `.some(nil)` for ever, else for so many µs; nil: no history.
  public var historyMicroseconds: Int64??
  /// Columns of `VIEW.late`, where the view closes windows.
  public var lateFields: [Field]?
  /// False for a sink's own query: its rows go to the sink, and only its `.late` and `.errors` are kept.
  public var keepsRows: Bool

  public init(
    name: String, fields: [Field], key: [Int]?, historyMicroseconds: Int64??,
    lateFields: [Field]?, keepsRows: Bool = true
  ) {
    self.name = name
    self.fields = fields
    self.key = key
    self.historyMicroseconds = historyMicroseconds
    self.lateFields = lateFields
    self.keepsRows = keepsRows
  }
}
