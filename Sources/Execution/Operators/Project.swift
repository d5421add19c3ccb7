import Columnar
import Dataflow

/// Computes new columns from each row: `x` with `x * 2, 'a'` gives `2x, 'a'`. Rows for which one fails go to
/// `VIEW.errors`.
final class Project: Operator {
  private let programs: [ExpressionProgram]
  private let view: String
  private let errorRows: ErrorRows
  private let selection = Selection()

  init(_ programs: [ExpressionProgram], view: String, errorRows: ErrorRows) {
    self.programs = programs
    self.view = view
    self.errorRows = errorRows
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    var errors = RowErrors()
    let columns = programs.map { program in
      let evaluation = program.evaluate(batch)
      errors.merge(evaluation.errors)
      return evaluation.column
    }
    let projected = batch.replacing(columns: columns)
    if errors.isEmpty { return output.emit(projected) }
    output.aside(.errors(view: view), errorRows.batch(of: batch, failed: errors))
    var next = 0
    selection.select(count: batch.count) { row in
      if next < errors.rows.count, errors.rows[next] == row {
        next += 1
        return false
      }
      return true
    }
    output.emit(projected.gather(selection))
  }
}
