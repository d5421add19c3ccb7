import Diagnostics

/// What stands behind OVER, or behind the name in a WINDOW clause.
public struct WindowSyntax: Hashable, Sendable {
  /// `OVER name`: a window of the WINDOW clause as it is; the rest is empty then.
  public var name: Identifier?
  /// `(base …)`: a window of the WINDOW clause that this one adds to.
  public var base: Identifier?
  public var partitionBy: [ExpressionSyntax]
  public var orderBy: [OrderSyntax]
  public var frame: FrameSyntax?
  public var range: TextRange

  public init(
    name: Identifier? = nil, base: Identifier? = nil, partitionBy: [ExpressionSyntax] = [],
    orderBy: [OrderSyntax] = [], frame: FrameSyntax? = nil, range: TextRange
  ) {
    self.name = name
    self.base = base
    self.partitionBy = partitionBy
    self.orderBy = orderBy
    self.frame = frame
    self.range = range
  }

  /// Expressions directly in it.
  public var expressions: [ExpressionSyntax] {
    partitionBy + orderBy.map(\.expression)
      + [frame?.start, frame?.end].compactMap { $0??.expression }
  }
}

/// `ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES`.
public struct FrameSyntax: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable {
    case rows = "ROWS"
    case range = "RANGE"
    case groups = "GROUPS"
  }

  public enum Bound: Hashable, Sendable {
    case unboundedPreceding, currentRow, unboundedFollowing
    case preceding(ExpressionSyntax)
    case following(ExpressionSyntax)

    public var expression: ExpressionSyntax? {
      switch self {
      case .preceding(let expression), .following(let expression): expression
      default: nil
      }
    }
  }

  public enum Exclusion: String, Hashable, Sendable {
    case currentRow = "CURRENT ROW"
    case group = "GROUP"
    case ties = "TIES"
  }

  public var mode: Mode
  public var start: Bound
  /// Nil: CURRENT ROW, which is not written.
  public var end: Bound?
  public var exclusion: Exclusion?
  public var range: TextRange

  public init(
    _ mode: Mode, start: Bound, end: Bound?, exclusion: Exclusion?, range: TextRange
  ) {
    self.mode = mode
    self.start = start
    self.end = end
    self.exclusion = exclusion
    self.range = range
  }
}

/// `WINDOW name AS (…)`.
public struct NamedWindowSyntax: Hashable, Sendable {
  public var name: Identifier
  public var window: WindowSyntax

  public init(name: Identifier, window: WindowSyntax) {
    self.name = name
    self.window = window
  }
}
