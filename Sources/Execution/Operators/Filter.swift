import Columnar
import Dataflow

/// Keeps the rows for which a predicate is true: `[1, 2, 3]` with `x > 1` gives `[2, 3]`. Rows for which it fails go to
/// `VIEW.errors`.
final class Filter: Operator {
  private let predicate: ExpressionProgram
  private let view: String
  private let errorRows: ErrorRows
  private let selection = Selection()

  init(_ predicate: ExpressionProgram, view: String, errorRows: ErrorRows) {
    self.predicate = predicate
    self.view = view
    self.errorRows = errorRows
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let evaluation = predicate.evaluate(batch)
    if !evaluation.errors.isEmpty {
      output.aside(.errors(view: view), errorRows.batch(of: batch, failed: evaluation.errors))
    }
    selection.select(evaluation.column, errors: evaluation.errors)
    output.emit(batch.gather(selection))
  }
}
