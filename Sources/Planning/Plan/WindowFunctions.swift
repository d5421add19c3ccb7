import Columnar

/// Of each partition the rows that come first: ORDER BY … LIMIT, DISTINCT ON, `row_number() OVER (…) <= n`.
///
/// A row is there while offset < rank ≤ offset + limit. Output: the input's fields, then, where `givesRank`, the rank
/// (bigint). Rows whose keys are equal go by all of their columns, so that the answer depends on the rows alone. The
/// input carries no watermark.
public struct TopRows: Hashable, Sendable {
  public var kind: RankKind
  /// Columns of the input, none twice; none: all rows are one partition. NULLs are equal.
  public var partition: [Int]
  public var order: [OrderKey]
  /// So many ranks are left out; not negative.
  public var offset: Int
  /// At least 1; nil: all that follow.
  public var limit: Int?
  public var givesRank: Bool

  public init(
    _ kind: RankKind, partition: [Int], order: [OrderKey], offset: Int = 0, limit: Int?,
    givesRank: Bool = false
  ) {
    self.kind = kind
    self.partition = partition
    self.order = order
    self.offset = offset
    self.limit = limit
    self.givesRank = givesRank
  }
}

/// How rows with equal keys are counted.
public enum RankKind: String, Hashable, Sendable {
  /// Each for itself: 1, 2, 3, 4.
  case rowNumber = "row_number"
  /// With gaps behind them: 1, 2, 2, 4.
  case rank
  /// Without gaps: 1, 2, 2, 3.
  case denseRank = "dense_rank"
}

/// ORDER BY a column of the input.
public struct OrderKey: Hashable, Sendable {
  public var column: Int
  public var isDescending: Bool
  public var nullsFirst: Bool

  public init(column: Int, isDescending: Bool, nullsFirst: Bool) {
    self.column = column
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}

/// `f(…) OVER (PARTITION BY … ORDER BY … frame)`. Output: the input's fields, then a column for each call.
///
/// All calls are over the same partitions in the same order; others stand in nodes of their own. Rows whose keys are
/// equal go by all of their columns. The input carries no watermark.
public struct WindowFunctions: Hashable, Sendable {
  /// Columns of the input, none twice; none: all rows are one partition. NULLs are equal.
  public var partition: [Int]
  /// Without one all rows of a partition are peers.
  public var order: [OrderKey]
  public var calls: [WindowCall]

  public init(partition: [Int], order: [OrderKey], calls: [WindowCall]) {
    self.partition = partition
    self.order = order
    self.calls = calls
  }
}

public struct WindowCall: Hashable, Sendable {
  public var function: WindowFunctionKind
  /// Columns of the input, already of the type that the function takes. lag and lead: the value, then the default where
  /// there is one (else NULL), both of the result's type. `count(*)` and functions of ranks have none.
  public var arguments: [Int]
  /// lag and lead: how many rows away, of either sign. ntile: how many buckets, nth_value: which row, both at least 1.
  public var number: Int64
  /// Aggregates only: a boolean column of the input; rows where it is not true are left out.
  public var filter: Int?
  /// What aggregates, first_value, last_value and nth_value see; the others see the partition.
  public var frame: Frame
  public var result: DataType

  public init(
    _ function: WindowFunctionKind, arguments: [Int] = [], number: Int64 = 1, filter: Int? = nil,
    frame: Frame = .default, result: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.number = number
    self.filter = filter
    self.frame = frame
    self.result = result
  }
}

/// What stands before OVER. Results are Postgres': bigint of row_number, rank and dense_rank, double precision of
/// percent_rank and cume_dist, integer of ntile, the argument's type of lag, lead and the values.
public enum WindowFunctionKind: Hashable, Sendable {
  case rowNumber, rank, denseRank, percentRank, cumeDist, ntile
  case lag, lead, firstValue, lastValue, nthValue
  case aggregate(AggregateFunction)
}

/// Which rows of the partition a call sees from each of them.
public struct Frame: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable {
    case rows, range, groups
  }

  /// In order of their places. An offset is not negative: of rows and groups a count (bigint). Of a range it is added to
  /// the only ORDER BY key: a bigint to integers, a numeric to numeric, a double to real and double precision, an
  /// interval to timestamp, timestamptz and time.
  public enum Bound: Hashable, Sendable {
    case unboundedPreceding
    case preceding(Offset)
    case currentRow
    case following(Offset)
    case unboundedFollowing
  }

  public enum Offset: Hashable, Sendable {
    case word(Int64)
    case decimal(Decimal)
    case double(Double)
    case interval(Interval)
  }

  /// Rows of the frame that are left out: the row itself, it and its peers, or its peers alone.
  public enum Exclusion: String, Hashable, Sendable {
    case none = "no others"
    case currentRow = "current row"
    case group
    case ties
  }

  public var mode: Mode
  public var start: Bound
  public var end: Bound
  public var exclusion: Exclusion

  public init(
    _ mode: Mode, from start: Bound, to end: Bound, excluding exclusion: Exclusion = .none
  ) {
    self.mode = mode
    self.start = start
    self.end = end
    self.exclusion = exclusion
  }

  /// From the partition's begin to the row's last peer.
  public static let `default` = Frame(.range, from: .unboundedPreceding, to: .currentRow)
}

extension Plan {
  /// No watermark passes: rows that follow may move any row up or down.
  func topRows(_ top: TopRows) -> Plan {
    precondition(watermark == nil, "the rows of a top-N carry no watermark")
    var key = key
    var fields = fields
    if top.givesRank {
      fields.append(PlanField(Field(top.kind.rawValue, .bigint, nullable: false)))
      if top.kind == .rowNumber { key = top.partition + [fields.count - 1] }
    }
    if top.kind == .rowNumber, top.limit == 1 { key = top.partition }
    return Plan(.topRows(self, top), fields: fields, watermark: nil, isAppendOnly: false, key: key)
  }

  func windowFunctions(_ functions: WindowFunctions) -> Plan {
    precondition(watermark == nil, "the rows of window functions carry no watermark")
    let added = functions.calls.map { call in
      PlanField(Field(call.function.name, call.result, nullable: call.isNullable(over: fields)))
    }
    var key = key
    if key == nil, let number = functions.calls.firstIndex(where: { $0.function == .rowNumber }) {
      key = functions.partition + [fields.count + number]
    }
    return Plan(
      .windowFunctions(self, functions), fields: fields + added, watermark: nil,
      isAppendOnly: false, key: key)
  }
}

extension WindowFunctionKind {
  /// As SQL calls it.
  public var name: String {
    switch self {
    case .rowNumber: "row_number"
    case .rank: "rank"
    case .denseRank: "dense_rank"
    case .percentRank: "percent_rank"
    case .cumeDist: "cume_dist"
    case .ntile: "ntile"
    case .lag: "lag"
    case .lead: "lead"
    case .firstValue: "first_value"
    case .lastValue: "last_value"
    case .nthValue: "nth_value"
    case .aggregate(let function): function.rawValue
    }
  }

  /// Functions whose answer depends on the frame.
  public var readsFrame: Bool {
    switch self {
    case .firstValue, .lastValue, .nthValue, .aggregate: true
    default: false
    }
  }
}

extension WindowCall {
  fileprivate func isNullable(over fields: [PlanField]) -> Bool {
    switch function {
    case .rowNumber, .rank, .denseRank, .percentRank, .cumeDist, .ntile, .aggregate(.count): false
    case .lag, .lead:
      arguments.count < 2 || arguments.contains { fields[$0].field.nullable }
    case .firstValue, .lastValue, .nthValue, .aggregate:
      // A frame of the current row's peers is never empty.
      filter != nil || frame != .default || function == .nthValue
        || arguments.contains { fields[$0].field.nullable }
    }
  }
}
