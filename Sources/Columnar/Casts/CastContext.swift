/// When a cast happens by itself.
public enum CastContext: Int, Comparable, Sendable {
  /// Only where the query says so.
  case explicit
  /// Also when a value is stored into a column.
  case assignment
  /// Anywhere in an expression.
  case implicit

  public static func < (left: CastContext, right: CastContext) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Postgres' rule for a pair of types, whatever their length and precision; nil where there is no such cast.
  public static func of(from source: DataType, to target: DataType) -> CastContext? {
    let (from, to) = (source.base, target.base)
    if from == to || (from.isCharacter && to.isCharacter) { return .implicit }
    if case .array(let element) = from, case .array(let wanted) = to {
      return of(from: element, to: wanted)
    }
    if to.isCharacter { return .assignment }
    if from.isCharacter { return .explicit }
    if let from = numberRank(from), let to = numberRank(to) {
      return from < to ? .implicit : .assignment
    }
    if let from = timeRank(from), let to = timeRank(to) {
      return from < to ? .implicit : .assignment
    }
    return others(from, to)
  }

  private static func others(_ from: DataType, _ to: DataType) -> CastContext? {
    switch (from, to) {
    case (.timestamp, .time), (.timestamptz, .time), (.interval, .time): .assignment
    case (.time, .interval): .implicit
    case (.boolean, .integer), (.integer, .boolean): .explicit
    case (.json, .jsonb), (.jsonb, .json): .assignment
    case (.jsonb, .boolean): .explicit
    case (.jsonb, _) where to.isNumber: .explicit
    default: nil
    }
  }

  private static func numberRank(_ type: DataType) -> Int? {
    switch type {
    case .smallint: 0
    case .integer: 1
    case .bigint: 2
    case .numeric: 3
    case .real: 4
    case .double: 5
    default: nil
    }
  }

  private static func timeRank(_ type: DataType) -> Int? {
    switch type {
    case .date: 0
    case .timestamp: 1
    case .timestamptz: 2
    default: nil
    }
  }
}
