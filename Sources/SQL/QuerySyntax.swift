import Diagnostics

/// SELECT, a set operation or VALUES, with its CTEs, order and limit.
public struct QuerySyntax: Hashable, Sendable {
  public indirect enum Body: Hashable, Sendable {
    case select(SelectSyntax)
    case union(QuerySyntax, QuerySyntax, all: Bool, TextRange)
    /// INTERSECT or EXCEPT; the place is the operator's.
    case setOperation(SetOperator, QuerySyntax, QuerySyntax, all: Bool, TextRange)
    case values([[ExpressionSyntax]])
    /// A body by name.
    case unsupported(String, TextRange)
  }

  public var ctes: [CTESyntax]
  public var body: Body
  public var orderBy: [OrderSyntax]
  public var limit: ExpressionSyntax?
  public var offset: ExpressionSyntax?
  /// FETCH FIRST … WITH TIES: rows equal to the last one are there too.
  public var hasTies: Bool
  /// Clauses that Millrace does not do here, each at its place. `Parser` reports those that it finds (FOR
  /// UPDATE, WITH RECURSIVE, …) itself and leaves this empty.
  public var unsupported: [UnsupportedSyntax]
  public var range: TextRange

  public init(
    ctes: [CTESyntax] = [], body: Body, orderBy: [OrderSyntax] = [],
    limit: ExpressionSyntax? = nil, offset: ExpressionSyntax? = nil, hasTies: Bool = false,
    unsupported: [UnsupportedSyntax] = [], range: TextRange
  ) {
    self.ctes = ctes
    self.body = body
    self.orderBy = orderBy
    self.limit = limit
    self.offset = offset
    self.hasTies = hasTies
    self.unsupported = unsupported
    self.range = range
  }
}

public enum SetOperator: String, Hashable, Sendable {
  case intersect = "INTERSECT"
  case except = "EXCEPT"
}

/// Something that Postgres' grammar takes and Millrace does not do.
public struct UnsupportedSyntax: Hashable, Sendable {
  /// As a noun: `ON CONFLICT`, `a window clause`.
  public var what: String
  public var range: TextRange
  public var help: String?

  public init(_ what: String, _ range: TextRange, help: String? = nil) {
    self.what = what
    self.range = range
    self.help = help
  }
}

public struct CTESyntax: Hashable, Sendable {
  public var name: Identifier
  public var columns: [Identifier]
  public var query: QuerySyntax

  public init(name: Identifier, columns: [Identifier], query: QuerySyntax) {
    self.name = name
    self.columns = columns
    self.query = query
  }
}

public struct SelectSyntax: Hashable, Sendable {
  public enum Distinct: Hashable, Sendable {
    case none, all
    /// DISTINCT ON (…).
    case on([ExpressionSyntax])
  }

  public var distinct: Distinct
  public var items: [SelectItemSyntax]
  public var from: [FromSyntax]
  public var whereClause: ExpressionSyntax?
  /// Each expression as it is written; one that is written in two grouping sets comes twice.
  public var groupBy: [ExpressionSyntax]
  /// GROUPING SETS, ROLLUP and CUBE multiplied out: of each set the numbers of its expressions. Nil for a plain GROUP BY.
  public var groupingSets: [[Int]]?
  public var having: ExpressionSyntax?
  /// The WINDOW clause.
  public var windows: [NamedWindowSyntax]
  public var range: TextRange

  public init(
    distinct: Distinct = .none, items: [SelectItemSyntax], from: [FromSyntax] = [],
    whereClause: ExpressionSyntax? = nil, groupBy: [ExpressionSyntax] = [],
    groupingSets: [[Int]]? = nil, having: ExpressionSyntax? = nil,
    windows: [NamedWindowSyntax] = [], range: TextRange
  ) {
    self.groupingSets = groupingSets
    self.distinct = distinct
    self.items = items
    self.from = from
    self.whereClause = whereClause
    self.groupBy = groupBy
    self.having = having
    self.windows = windows
    self.range = range
  }
}

public struct SelectItemSyntax: Hashable, Sendable {
  public var expression: ExpressionSyntax
  public var alias: Identifier?

  public init(expression: ExpressionSyntax, alias: Identifier?) {
    self.expression = expression
    self.alias = alias
  }
}

public struct FromSyntax: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case relation(QualifiedName)
    /// `TUMBLE(events, date, INTERVAL '1 minute')`: the table argument is a column expression by its syntax.
    case function(CallSyntax)
    case subquery(QuerySyntax)
    case join(JoinSyntax)
  }

  public var kind: Kind
  public var alias: Identifier?
  public var columnAliases: [Identifier]
  /// A subquery that may name columns of the relations before it; functions may without it.
  public var isLateral: Bool
  /// WITH ORDINALITY behind a function.
  public var hasOrdinality: Bool
  public var range: TextRange

  public init(
    _ kind: Kind, alias: Identifier? = nil, columnAliases: [Identifier] = [],
    isLateral: Bool = false, hasOrdinality: Bool = false, range: TextRange
  ) {
    self.hasOrdinality = hasOrdinality
    self.kind = kind
    self.alias = alias
    self.columnAliases = columnAliases
    self.isLateral = isLateral
    self.range = range
  }
}

/// `left [NATURAL] [INNER | LEFT | RIGHT | FULL | CROSS] JOIN right [ON condition | USING (columns)]`.
public struct JoinSyntax: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case inner = "INNER"
    case left = "LEFT"
    case right = "RIGHT"
    case full = "FULL"
    case cross = "CROSS"
  }

  public var kind: Kind
  public var left: FromSyntax
  public var right: FromSyntax
  public var condition: ExpressionSyntax?
  /// The columns of USING.
  public var using: [Identifier]
  public var isNatural: Bool

  public init(
    _ kind: Kind, _ left: FromSyntax, _ right: FromSyntax, condition: ExpressionSyntax? = nil,
    using: [Identifier] = [], isNatural: Bool = false
  ) {
    self.kind = kind
    self.left = left
    self.right = right
    self.condition = condition
    self.using = using
    self.isNatural = isNatural
  }
}
