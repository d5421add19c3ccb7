import Columnar

/// A join of two relations. Columns of both are numbered together: the left input's fields, then the right one's.
public struct Join: Sendable {
  public enum Kind: String, Hashable, Sendable {
    case inner, left, right, full
    /// Left rows with a partner, each once; and those without one.
    case semi, anti
  }

  public var kind: Kind
  /// Equalities that bring partners together: an expression over the left input and one over the right, neither of
  /// which can fail. NULL meets nothing.
  public var keys: [JoinKey]
  /// What pairs must fulfil besides, over the columns of both.
  public var condition: Expression?
  /// The columns that are handed on, by their common numbers; the watermark stands behind them.
  public var output: [Int]
  /// Where it holds, the watermark frees rows, and late rows take no part.
  public var bound: TimeBound?
  /// Of the right rows with equal keys only the latest one is a partner: a temporal join.
  public var latest: LatestVersion?
  /// The text of the subquery that it computes, for explanations; nil for joins of FROM.
  public var subquery: String?
  /// What is known of the columns' times while the join is bound.
  var times = JoinTimes()
  /// Its keys were looked for.
  var isPlanned = false

  public init(
    kind: Kind, keys: [JoinKey] = [], condition: Expression? = nil, output: [Int],
    bound: TimeBound? = nil
  ) {
    self.kind = kind
    self.keys = keys
    self.condition = condition
    self.output = output
    self.bound = bound
  }

  /// Rows of this side without a partner are handed on, NULLs in the other's place.
  public var padsLeft: Bool { kind == .left || kind == .full }
  public var padsRight: Bool { kind == .right || kind == .full }
}

public struct JoinKey: Sendable {
  /// Over the left input.
  public var left: Expression
  /// Over the right input.
  public var right: Expression

  public init(left: Expression, right: Expression) {
    self.left = left
    self.right = right
  }
}

/// Partners lie close in time: lower ≤ left time − right time ≤ upper, in µs.
///
/// A row is late when its time (and its column's lag) is before its carried watermark. A left row is done with when the
/// watermark is past its time − lower, a right one when it is past its time + upper, each and the other side's lag.
public struct TimeBound: Hashable, Sendable {
  public var left: TimeColumn
  public var right: TimeColumn
  public var lower: Int64
  public var upper: Int64

  public init(left: TimeColumn, right: TimeColumn, lower: Int64, upper: Int64) {
    self.left = left
    self.right = right
    self.lower = lower
    self.upper = upper
  }
}

/// The right row with the greatest time that is not after the left row's.
public struct LatestVersion: Hashable, Sendable {
  public var left: TimeColumn
  public var right: TimeColumn

  public init(left: TimeColumn, right: TimeColumn) {
    self.left = left
    self.right = right
  }
}

/// A column (by its number in its own input) that tells when a row was.
public struct TimeColumn: Hashable, Sendable {
  public var column: Int
  /// The last instant of a window is the one before its end.
  public var isWindowEnd: Bool
  /// So much, in µs, may a row's watermark be past this time: rows that a join made of closer ones come later than
  /// their own times, and are not late for that.
  public var lag: Int64

  public init(column: Int, isWindowEnd: Bool, lag: Int64 = 0) {
    self.column = column
    self.isWindowEnd = isWindowEnd
    self.lag = lag
  }
}

/// What is known of time columns when a join is bound; by their common numbers.
struct JoinTimes: Sendable {
  /// Fields that hold their row's event time.
  var events: Set<Int> = []
  var windows: [WindowColumns] = []

  /// What the column tells of a row's time; a window's start tells nothing of when its rows end.
  func timeColumn(_ column: Int) -> TimeColumn? {
    if windows.contains(where: { $0.end == column }) {
      return TimeColumn(column: column, isWindowEnd: true)
    }
    if windows.contains(where: { $0.start == column }) { return nil }
    return events.contains(column) ? TimeColumn(column: column, isWindowEnd: false) : nil
  }
}

extension Plan {
  /// A join, its fields, watermark, key and append-only mark from its inputs.
  static func joined(_ left: Plan, _ right: Plan, _ join: Join) -> Plan {
    var join = join
    if join.bound == nil, join.kind != .inner { join.bound = join.timeBound(left, right) }
    let all = left.fields + right.fields
    let offset = left.fields.count
    var fields = join.output.map { number -> PlanField in
      var field = all[number]
      if number < offset ? join.padsRight : join.padsLeft { field.field.nullable = true }
      return field
    }
    let keepsRows =
      join.kind == .inner || join.kind == .semi || join.bound != nil || join.latest != nil
    let isAppendOnly = keepsRows && left.isAppendOnly && right.isAppendOnly
    var watermark: Int?
    // Which partner a row of a semi-join meets first depends on arrival: it carries no watermark.
    if isAppendOnly, join.kind != .semi, left.watermark != nil, right.watermark != nil {
      watermark = fields.count
      fields.append(Plan.watermarkField)
    }
    return Plan(
      .join(left, right, join), fields: fields, watermark: watermark, isAppendOnly: isAppendOnly,
      key: join.key(left, right))
  }
}

extension Plan {
  /// A join over other plans of its inputs, whose fields are the same but for a watermark that may have come behind
  /// those of the left one.
  static func rejoined(_ left: Plan, _ right: Plan, _ join: Join, of old: Plan) -> Plan {
    let offset = old.fields.count
    let moved = { (column: Int) in
      column < offset ? column : column - offset + left.fields.count
    }
    var join = join
    join.condition = join.condition?.mapColumns { .column(moved($0), $1) }
    join.output = join.output.map(moved)
    join.times = JoinTimes(
      events: Set(join.times.events.map(moved)),
      windows: join.times.windows.map {
        WindowColumns(
          start: moved($0.start), end: $0.end.map(moved), kind: $0.kind, offset: $0.offset)
      })
    return .joined(left, right, join)
  }
}

extension Join {
  /// Output columns that identify a row, where those of the inputs do.
  fileprivate func key(_ left: Plan, _ right: Plan) -> [Int]? {
    guard let leftKey = left.key else { return nil }
    var columns = leftKey
    if kind != .semi && kind != .anti && latest == nil {
      guard let rightKey = right.key else { return nil }
      let offset = left.fields.count
      let equal = keys + (condition?.conjuncts ?? []).compactMap { $0.joinKey(splitAt: offset) }
      let isRightUnique = Set(rightKey).isSubset(of: equal.compactMap(\.right.columnIndex))
      let isLeftUnique = Set(leftKey).isSubset(of: equal.compactMap(\.left.columnIndex))
      if isRightUnique && !padsRight {
        columns = leftKey
      } else if isLeftUnique && !padsLeft {
        columns = rightKey.map { $0 + offset }
      } else {
        columns = leftKey + rightKey.map { $0 + offset }
      }
    }
    let places = columns.compactMap { output.firstIndex(of: $0) }
    return places.count == columns.count ? places : nil
  }
}
