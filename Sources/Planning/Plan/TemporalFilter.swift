import Columnar

/// WHERE over the watermark of a table: rows are there while it stands between their times.
///
/// With w the watermark that the table's events brought, at the end of an epoch: `time >= w + shift` and the like. The end
/// of the input does not move w. A row whose time is NULL is never there.
public struct TemporalFilter: Sendable {
  public enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// With the sides exchanged.
    var mirrored: Comparison {
      switch self {
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }

    /// Rows leave when the watermark passes; otherwise they come then.
    public var isUpperBound: Bool { self == .greater || self == .greaterOrEqual }
  }

  /// `time COMPARISON watermark + shift`; the shift in µs.
  public struct Bound: Sendable {
    public var time: Expression
    public var comparison: Comparison
    public var shift: Int64

    public init(time: Expression, comparison: Comparison, shift: Int64) {
      self.time = time
      self.comparison = comparison
      self.shift = shift
    }
  }

  /// Whose watermark.
  public var table: String
  /// All of them hold for a row that is there.
  public var bounds: [Bound]

  public init(table: String, bounds: [Bound]) {
    self.table = table
    self.bounds = bounds
  }

  func mapTimes(_ transform: (Expression) -> Expression) -> TemporalFilter {
    TemporalFilter(
      table: table,
      bounds: bounds.map {
        Bound(time: transform($0.time), comparison: $0.comparison, shift: $0.shift)
      })
  }

  /// Rows that came never leave, so their state is needed only until they come.
  public var keepsRows: Bool { !bounds.contains { $0.comparison.isUpperBound } }
}
