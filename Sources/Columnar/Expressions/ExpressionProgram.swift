/// What an expression gives for a batch: a column as long as the batch, and the rows that failed.
///
/// A failed row's value in `column` means nothing.
public struct Evaluation: Sendable {
  public var column: Column
  public var errors: RowErrors

  public init(column: Column, errors: RowErrors = RowErrors()) {
    self.column = column
    self.errors = errors
  }
}

/// An expression made ready to run over batches, column at a time.
///
/// Every operand is computed for all rows; then errors that the row's answer does not hang on are dropped. Subtrees
/// without columns are computed once, when the program is made. One program may run on several threads.
public struct ExpressionProgram: Sendable {
  public let type: DataType
  private let root: ExpressionNode

  /// The zone is the session's, for casts between texts, timestamps and timestamptz.
  public init(_ expression: Expression, zone: Zone) {
    type = expression.type
    root = ExpressionCompiler(zone: zone).compile(expression)
  }

  public func evaluate(_ batch: Batch) -> Evaluation {
    root.evaluate(batch.columns, batch.count)
  }

  public func evaluate(_ columns: [Column], count: Int) -> Evaluation {
    root.evaluate(columns, count)
  }

  /// The value where the expression reads no column and does not fail; else nil.
  public var constant: Value? {
    if case .constant(let constant) = root { constant.value } else { nil }
  }
}
