/// A bound, typed scalar expression over the columns of a batch.
///
/// Types are resolved: operands already have the types that the function takes (the binder inserts casts).
/// NULL in gives NULL out, except where a case or a function says otherwise.
public indirect enum Expression: Sendable {
  /// A column of the input by its number.
  case column(Int, DataType)
  case constant(Value, DataType)
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
    case .column(_, let type), .constant(_, let type), .branches(_, _, let type),
      .coalesce(_, let type), .cast(_, to: let type, _):
      type
    case .call(let function, _): function.result
    case .and, .or, .not, .isNull, .isDistinct: .boolean
    }
  }
}

/// One overload of a function or operator: fixed argument and result types, and a kernel over whole columns.
public struct ScalarFunction: Sendable {
  public let name: String
  public let arguments: [DataType]
  public let result: DataType
  /// Whole columns of equal length in (never NULL-masked: `strict` functions get their result masked by the caller),
  /// one column out; rows that fail go to `errors` and hold any value.
  public let kernel: @Sendable ([Column], Int, inout RowErrors) -> Column
  /// NULL in any argument gives NULL, and its error does not count.
  public let isStrict: Bool

  public init(
    _ name: String, _ arguments: [DataType], _ result: DataType, isStrict: Bool = true,
    kernel: @escaping @Sendable ([Column], Int, inout RowErrors) -> Column
  ) {
    self.name = name
    self.arguments = arguments
    self.result = result
    self.isStrict = isStrict
    self.kernel = kernel
  }
}

/// Why one row could not be computed; `message` is Postgres' wording where it has one.
public struct ExpressionError: Error, Hashable, Sendable {
  public let message: String
  public init(_ message: String) { self.message = message }

  public static let divisionByZero = ExpressionError("division by zero")
  public static func outOfRange(_ type: DataType) -> ExpressionError {
    ExpressionError("\(type) out of range")
  }
}

/// The failed rows of one evaluation: at most one error a row, in row order. Empty on the hot path.
public struct RowErrors: Sendable {
  public private(set) var rows: [Int] = []
  public private(set) var errors: [ExpressionError] = []
  public init() {}
  public var isEmpty: Bool { rows.isEmpty }

  /// Rows arrive in rising order within one kernel; a row's first error stays.
  public mutating func append(_ error: ExpressionError, row: Int) {
    if rows.last == row { return }
    rows.append(row)
    errors.append(error)
  }

  /// Both together, in row order; of two errors of a row the one of `self`.
  public mutating func merge(_ other: RowErrors) {
    if other.isEmpty { return }
    if isEmpty { return self = other }
    var merged = RowErrors()
    var (left, right) = (0, 0)
    while left < rows.count || right < other.rows.count {
      let takeLeft =
        right == other.rows.count || (left < rows.count && rows[left] <= other.rows[right])
      if takeLeft {
        if right < other.rows.count, rows[left] == other.rows[right] { right += 1 }
        merged.append(errors[left], row: rows[left])
        left += 1
      } else {
        merged.append(other.errors[right], row: other.rows[right])
        right += 1
      }
    }
    self = merged
  }

  public mutating func keep(where predicate: (Int) -> Bool) {
    if isEmpty { return }
    var kept = RowErrors()
    for (row, error) in zip(rows, errors) where predicate(row) { kept.append(error, row: row) }
    self = kept
  }
}
