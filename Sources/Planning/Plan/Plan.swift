import Columnar

/// A typed logical plan: a tree of relational operators over deltas.
///
/// A node's output is `fields`; expressions above it name them by number. `watermark` is the number of the hidden field
/// that carries each row's watermark (a timestamp in µs; Int64.min before the first event), present while the relation
/// can still enter a closing window (architecture §2).
public struct Plan: Sendable {
  public indirect enum Operator: Sendable {
    /// A source table: its declared columns that are needed, by number, then the carried watermark if asked for.
    case scan(table: String, columns: [Int])
    /// Another materialized view's changes (in `query`: a stored relation): its columns that are needed, by number
    /// among its visible fields, then the carried watermark if asked for.
    case view(name: String, columns: [Int])
    case filter(Plan, Expression)
    case project(Plan, [Expression])
    /// Adds window_start and window_end after the input's fields; a row leaves once for each of its windows.
    case window(Plan, TimeWindow)
    /// Adds the same for sessions. An aggregation by the sessions' keys and bounds stands right above it: the two are
    /// one operator.
    case session(Plan, SessionWindow)
    /// Only in views and plain queries, above everything that is late by time: its rows come and go.
    case temporalFilter(Plan, TemporalFilter)
    case aggregate(Plan, Aggregation)
    case unionAll([Plan])
    /// Rows of functions that give rows, beside the row that they are asked for.
    case unnest(Plan, Unnest)
    case join(Plan, Plan, Join)
    /// Rows of both inputs (INTERSECT) or of the first alone (EXCEPT), by all of their columns; NULLs are equal.
    case setOperation(SetOperation, Plan, Plan)
    case topRows(Plan, TopRows)
    case windowFunctions(Plan, WindowFunctions)
    /// Constant rows, once.
    case values([[Expression]])
    /// Only at the top of a `query`: never in a view.
    case sort(Plan, [SortKey])
    case limit(Plan, limit: Int?, offset: Int)
  }

  public var op: Operator
  public var fields: [PlanField]
  /// The hidden field with the carried watermark.
  public var watermark: Int?
  /// Never retracts: batches carry no weights.
  public var isAppendOnly: Bool
  /// Output columns that together identify a row; nil where rows may be equal.
  public var key: [Int]?

  public init(
    _ op: Operator, fields: [PlanField], watermark: Int?, isAppendOnly: Bool, key: [Int]?
  ) {
    self.op = op
    self.fields = fields
    self.watermark = watermark
    self.isAppendOnly = isAppendOnly
    self.key = key
  }

  public var inputs: [Plan] {
    switch op {
    case .scan, .view, .values: []
    case .filter(let input, _), .project(let input, _), .window(let input, _),
      .session(let input, _), .temporalFilter(let input, _), .aggregate(let input, _),
      .topRows(let input, _), .windowFunctions(let input, _), .sort(let input, _),
      .limit(let input, _, _), .unnest(let input, _):
      [input]
    case .unionAll(let inputs): inputs
    case .join(let left, let right, _): [left, right]
    case .setOperation(_, let left, let right): [left, right]
    }
  }

  /// Tables whose watermark decides which rows are there.
  public var watermarkTables: Set<String> {
    var names = inputs.reduce(into: Set<String>()) { $0.formUnion($1.watermarkTables) }
    if case .temporalFilter(_, let filter) = op { names.insert(filter.table) }
    return names
  }

  /// What a reader sees.
  public var visibleFields: [Field] { fields.filter { !$0.isHidden }.map(\.field) }
}

public struct PlanField: Hashable, Sendable {
  public var field: Field
  /// The carried watermark and such: not part of the relation.
  public var isHidden: Bool

  public init(_ field: Field, isHidden: Bool = false) {
    self.field = field
    self.isHidden = isHidden
  }

  public var name: String { field.name }
  public var type: DataType { field.type }
}

/// INTERSECT and EXCEPT: without `ALL` each row once, with it the lesser number of copies or their difference.
public struct SetOperation: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case intersect, except
  }

  public var kind: Kind
  public var isAll: Bool

  public init(_ kind: Kind, isAll: Bool) {
    self.kind = kind
    self.isAll = isAll
  }
}

/// GROUP BY (and DISTINCT, which is one without calls). Output: keys, then calls, then calls of `grouping`, then, when the
/// emission is final, the hidden watermark (the instant before the window's end).
public struct Aggregation: Sendable {
  public var keys: [Expression]
  public var calls: [AggregateCall]
  /// Nil: one set of all keys.
  public var sets: GroupingSets?
  /// Present where a key is a window's start or end and the input closes windows.
  public var closing: ClosingWindow?

  public init(
    keys: [Expression], calls: [AggregateCall], sets: GroupingSets? = nil,
    closing: ClosingWindow?
  ) {
    self.keys = keys
    self.calls = calls
    self.sets = sets
    self.closing = closing
  }

  /// Without GROUP BY there is always exactly one row, even over no input; so is there for an empty grouping set.
  public var isGlobal: Bool { sets.map { $0.keys.contains([]) } ?? keys.isEmpty }
}

/// GROUPING SETS, ROLLUP and CUBE: each set gives rows of its own, in which the keys that it lacks are NULL.
public struct GroupingSets: Hashable, Sendable {
  /// Of each set its keys, by number, rising.
  public var keys: [[Int]]
  /// Of each call of `grouping` its arguments: numbers of keys.
  public var calls: [[Int]]

  public init(keys: [[Int]], calls: [[Int]]) {
    self.keys = keys
    self.calls = calls
  }

  /// What a call of `grouping` gives in a set: a bit for each argument, 1 where the set lacks it, the last argument's
  /// lowest.
  public func value(ofCall call: Int, inSet set: Int) -> Int64 {
    calls[call].reduce(0) { $0 << 1 | (keys[set].contains($1) ? 0 : 1) }
  }
}

public struct ClosingWindow: Sendable {
  /// Over the input: the row's window start, window end and carried watermark.
  public var start: Int
  public var end: Int
  public var watermark: Int
  public var emit: Emit

  public init(start: Int, end: Int, watermark: Int, emit: Emit) {
    self.start = start
    self.end = end
    self.watermark = watermark
    self.emit = emit
  }
}

public struct AggregateCall: Sendable {
  public var function: AggregateFunction
  /// Nil only for `count(*)`; already cast to the type that the function takes.
  public var argument: Expression?
  public var isDistinct: Bool
  public var filter: Expression?
  public var result: DataType

  public init(
    function: AggregateFunction, argument: Expression?, isDistinct: Bool, filter: Expression?,
    result: DataType
  ) {
    self.function = function
    self.argument = argument
    self.isDistinct = isDistinct
    self.filter = filter
    self.result = result
  }
}

/// The aggregates. Result types are Postgres': sum(smallint, integer) is bigint, sum(bigint) and avg of integers are
/// numeric, of real and double precision double precision (exact inside, rounded once; sum(real) is real).
public enum AggregateFunction: String, CaseIterable, Hashable, Sendable {
  case count, sum, avg, min, max
  case boolAnd = "bool_and"
  case boolOr = "bool_or"
}

public struct SortKey: Sendable {
  public var expression: Expression
  public var isDescending: Bool
  public var nullsFirst: Bool

  public init(expression: Expression, isDescending: Bool, nullsFirst: Bool) {
    self.expression = expression
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}
