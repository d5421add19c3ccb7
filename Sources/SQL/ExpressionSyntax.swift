import Diagnostics

/// A scalar expression as written, with its place.
public struct ExpressionSyntax: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    /// `a`, `t.a`.
    case column(QualifiedName)
    /// `*` or `t.*`, only in a select list and in `count(*)`.
    case star(Identifier?)
    case null
    case boolean(Bool)
    /// Digits as written, without sign; may have a fraction or an exponent.
    case number(String)
    case string(String)
    /// `INTERVAL '1 minute'`, `DATE '2021-01-01'`, `'5'::int`, `CAST(x AS int)`; a typed literal is a cast of a string.
    case cast(ExpressionSyntax, TypeSyntax)
    /// `a + b`, `a LIKE b` (`~~`), `a || b`.
    case binary(String, ExpressionSyntax, ExpressionSyntax)
    case unary(String, ExpressionSyntax)
    case and([ExpressionSyntax])
    case or([ExpressionSyntax])
    case not(ExpressionSyntax)
    case isNull(ExpressionSyntax, negated: Bool)
    /// IS [NOT] TRUE, FALSE, UNKNOWN: `value` nil is UNKNOWN.
    case isBoolean(ExpressionSyntax, value: Bool?, negated: Bool)
    case isDistinct(ExpressionSyntax, ExpressionSyntax, negated: Bool)
    case between(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax, negated: Bool)
    case inList(ExpressionSyntax, [ExpressionSyntax], negated: Bool)
    case caseWhen(
      operand: ExpressionSyntax?, branches: [CaseBranch], otherwise: ExpressionSyntax?)
    /// Functions and aggregates alike; COALESCE, NULLIF, GREATEST, LEAST and EXTRACT under their lower-case names.
    case call(CallSyntax)
    /// `(SELECT …)` as a value, EXISTS, IN (SELECT …), `= ANY (SELECT …)`.
    case subquery(QuerySyntax, SubqueryForm)
    case array([ExpressionSyntax])
    /// `a[1]`.
    case element(ExpressionSyntax, at: ExpressionSyntax)
    /// `a[1:2]`, `a[:2]`, `a[1:]`.
    case slice(ExpressionSyntax, from: ExpressionSyntax?, through: ExpressionSyntax?)
    /// `a = ANY (b)`, `a <> ALL (b)` over an array.
    case quantified(String, ExpressionSyntax, ExpressionSyntax, isAll: Bool)
    /// Parsed, but Millrace has no such thing; the text says what it is ("a window function"). `Parser` reports
    /// such places itself and makes NULL of them, so that no phase reports them twice.
    case unsupported(String)
  }

  public enum SubqueryForm: Hashable, Sendable {
    case scalar, exists
    case inList(ExpressionSyntax)
    /// `x < ANY (SELECT …)` and `x < ALL (SELECT …)`, with the operator's name; `= ANY` is IN.
    case compared(ExpressionSyntax, String, isAll: Bool)
  }

  public var kind: Kind
  public var range: TextRange

  public init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

public struct CaseBranch: Hashable, Sendable {
  public var condition: ExpressionSyntax
  public var result: ExpressionSyntax

  public init(condition: ExpressionSyntax, result: ExpressionSyntax) {
    self.condition = condition
    self.result = result
  }
}

/// `name([DISTINCT] arguments [ORDER BY …]) [FILTER (WHERE …)] [OVER …]`.
public struct CallSyntax: Hashable, Sendable {
  public var name: QualifiedName
  public var arguments: [ExpressionSyntax]
  /// `"offset" => INTERVAL '1 hour'`.
  public var namedArguments: [NamedArgumentSyntax]
  public var isStar: Bool
  public var isDistinct: Bool
  public var filter: ExpressionSyntax?
  public var orderBy: [OrderSyntax]
  /// Behind OVER.
  public var window: WindowSyntax?

  public init(
    name: QualifiedName, arguments: [ExpressionSyntax] = [],
    namedArguments: [NamedArgumentSyntax] = [], isStar: Bool = false, isDistinct: Bool = false,
    filter: ExpressionSyntax? = nil, orderBy: [OrderSyntax] = [], window: WindowSyntax? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.namedArguments = namedArguments
    self.isStar = isStar
    self.isDistinct = isDistinct
    self.filter = filter
    self.orderBy = orderBy
    self.window = window
  }
}

public struct NamedArgumentSyntax: Hashable, Sendable {
  public var name: Identifier
  public var value: ExpressionSyntax

  public init(name: Identifier, value: ExpressionSyntax) {
    self.name = name
    self.value = value
  }
}

public struct OrderSyntax: Hashable, Sendable {
  public var expression: ExpressionSyntax
  public var isDescending: Bool
  /// Nil: Postgres' default (last when ascending, first when descending).
  public var nullsFirst: Bool?

  public init(expression: ExpressionSyntax, isDescending: Bool, nullsFirst: Bool?) {
    self.expression = expression
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}
