/// A bound, typed scalar expression over the columns of a batch.
///
/// Types are resolved: operands already have the types that the function takes (the binder inserts casts).
/// NULL in gives NULL out, except where a case or a function says otherwise.
public indirect enum Expression: Sendable {
  /// A column of the input by its number.
  case column(Int, DataType)
  case constant(Value, DataType)
  /// A value that is not known yet, by a number of the planner's: it puts an expression in its place before any program
  /// is made.
  case parameter(Int, DataType)
  case call(ScalarFunction, [Expression])
  /// `explicit` casts truncate varchar and accept what Postgres accepts only on request; assignment casts do not.
  case cast(Expression, to: DataType, explicit: Bool)
  /// Three-valued; an error of an operand that does not decide the answer is none.
  case and([Expression])
  case or([Expression])
  case not(Expression)
  case isNull(Expression, negated: Bool)
  /// IS [NOT] DISTINCT FROM: NULLs are equal to each other.
  case isDistinct(Expression, Expression, negated: Bool)
  /// The first branch whose condition is true; only the chosen result's error counts.
  case branches([(condition: Expression, result: Expression)], otherwise: Expression, DataType)
  /// The first operand that is not NULL; operands after it raise no error.
  case coalesce([Expression], DataType)
}

extension Expression {
  public var type: DataType {
    switch self {
    case .column(_, let type), .constant(_, let type), .parameter(_, let type),
      .branches(_, _, let type),
      .coalesce(_, let type), .cast(_, to: let type, _):
      type
    case .call(let function, _): function.result
    case .and, .or, .not, .isNull, .isDistinct: .boolean
    }
  }
}
