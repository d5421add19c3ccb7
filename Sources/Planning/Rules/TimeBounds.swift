import Columnar

/// The time bounds that conditions set between two relations.
///
/// `a.ts BETWEEN b.ts AND b.ts + INTERVAL '5 minutes'` is 0 ≤ a.ts − b.ts ≤ 5 minutes, whichever way it is spelled.
struct TimeBounds {
  private struct Columns: Hashable {
    var left: Int
    var right: Int
  }

  private struct Range {
    var lower: Int64?
    var upper: Int64?
  }

  private let times: JoinTimes
  private let isLeft: (Int) -> Bool
  private let isRight: (Int) -> Bool
  private var ranges: [Columns: Range] = [:]

  init(
    _ conditions: [Expression], _ times: JoinTimes, isLeft: @escaping (Int) -> Bool,
    isRight: @escaping (Int) -> Bool
  ) {
    self.times = times
    self.isLeft = isLeft
    self.isRight = isRight
    for condition in conditions { note(condition) }
  }

  /// The narrowest bound from both sides; columns by the conditions' numbers.
  var narrowest: TimeBound? {
    let bounds = ranges.compactMap { columns, range -> TimeBound? in
      guard let left = times.timeColumn(columns.left), let right = times.timeColumn(columns.right),
        let lower = range.lower, let upper = range.upper, lower <= upper
      else { return nil }
      // A window's last instant lies a microsecond before its end.
      let shift: Int64 = (right.isWindowEnd ? 1 : 0) - (left.isWindowEnd ? 1 : 0)
      return TimeBound(left: left, right: right, lower: lower + shift, upper: upper + shift)
    }
    return bounds.min {
      ($0.upper - $0.lower, $0.left.column, $0.right.column)
        < ($1.upper - $1.lower, $1.left.column, $1.right.column)
    }
  }

  private mutating func note(_ condition: Expression) {
    guard case .call(let function, let sides) = condition, sides.count == 2,
      let first = shifted(sides[0]), let second = shifted(sides[1])
    else { return }
    var (left, right, name) = (first, second, function.name)
    if isRight(first.column), isLeft(second.column) {
      (left, right, name) = (second, first, TimeBounds.mirrored[name] ?? name)
    }
    guard isLeft(left.column), isRight(right.column) else { return }
    if name == "=", let ends = windowEnds(left, right) { (left.column, right.column) = ends }
    // left + a ≤ right + b, so left − right ≤ b − a.
    let upper = right.greatest - left.least
    let lower = right.least - left.greatest
    let columns = Columns(left: left.column, right: right.column)
    switch name {
    case "=": narrow(columns, lower: lower, upper: upper)
    case "<=": narrow(columns, lower: nil, upper: upper)
    case "<": narrow(columns, lower: nil, upper: upper - 1)
    case ">=": narrow(columns, lower: lower, upper: nil)
    case ">": narrow(columns, lower: lower + 1, upper: nil)
    default: break
    }
  }

  private mutating func narrow(_ columns: Columns, lower: Int64?, upper: Int64?) {
    var range = ranges[columns] ?? Range()
    range.lower = [range.lower, lower].compactMap { $0 }.max()
    range.upper = [range.upper, upper].compactMap { $0 }.min()
    ranges[columns] = range
  }

  /// Windows of one size and offset that begin together end together.
  private func windowEnds(_ left: Shifted, _ right: Shifted) -> (Int, Int)? {
    guard left.isPlain, right.isPlain,
      let first = times.windows.first(where: { $0.start == left.column }),
      let second = times.windows.first(where: { $0.start == right.column }),
      first.endsWith(second), let leftEnd = first.end,
      let rightEnd = second.end
    else { return nil }
    return (leftEnd, rightEnd)
  }

  // MARK: A time column and a constant

  /// A column plus something between these, in µs.
  private struct Shifted {
    var column: Int
    var least: Int64 = 0
    var greatest: Int64 = 0

    var isPlain: Bool { least == 0 && greatest == 0 }
  }

  private static let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]
  /// Longer intervals are no bounds.
  private static let spanMax: Int64 = 100 * 365 * dayMicroseconds
  private static let dayMicroseconds: Int64 = 86_400_000_000

  private func shifted(_ expression: Expression) -> Shifted? {
    if let column = expression.columnIndex { return Shifted(column: column) }
    guard case .call(let function, let operands) = expression, operands.count == 2 else {
      return nil
    }
    switch (function.name, operands[0], operands[1]) {
    case ("+", .column(let column, let type), .constant(.interval(let interval), _)),
      ("+", .constant(.interval(let interval), _), .column(let column, let type)):
      return shifted(column, type, by: interval, sign: 1)
    case ("-", .column(let column, let type), .constant(.interval(let interval), _)):
      return shifted(column, type, by: interval, sign: -1)
    default: return nil
    }
  }

  private func shifted(_ column: Int, _ type: DataType, by interval: Interval, sign: Int64)
    -> Shifted?
  {
    guard let span = interval.fixedMicroseconds, abs(span) < TimeBounds.spanMax else { return nil }
    // A day of a zone is up to some hours longer or shorter when its clock changes.
    let slack = type == .timestamptz && interval.days != 0 ? TimeBounds.dayMicroseconds : 0
    return Shifted(
      column: column, least: span * sign - slack, greatest: span * sign + slack)
  }
}

extension Join {
  /// The bound that the condition sets, where rows of both sides are final and each knows its watermark.
  func timeBound(_ left: Plan, _ right: Plan) -> TimeBound? {
    guard left.watermark != nil, right.watermark != nil, left.isAppendOnly, right.isAppendOnly
    else { return nil }
    let offset = left.fields.count
    let bounds = TimeBounds(
      condition?.conjuncts ?? [], times, isLeft: { $0 < offset }, isRight: { $0 >= offset })
    guard var bound = bounds.narrowest else { return nil }
    bound.right.column -= offset
    bound.findLags(left, right)
    return bound
  }
}
