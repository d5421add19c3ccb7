/// Why one row could not be computed; `message` is Postgres' wording where it has one.
public struct ExpressionError: Error, Hashable, Sendable {
  public let message: String
  public init(_ message: String) { self.message = message }

  public static let divisionByZero = ExpressionError("division by zero")
  public static func outOfRange(_ type: DataType) -> ExpressionError {
    ExpressionError("\(type) out of range")
  }

  static func invalidSyntax(_ type: String, _ text: Bytes) -> ExpressionError {
    ExpressionError("invalid input syntax for type \(type): \"\(text.text)\"")
  }
  static func valueOutOfRange(_ type: String, _ text: Bytes) -> ExpressionError {
    ExpressionError("value \"\(text.text)\" is out of range for type \(type)")
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
    if isEmpty {
      self = other
      return
    }
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
