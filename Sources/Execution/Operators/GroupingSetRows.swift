import Columnar
import Dataflow

/// The rows of all grouping sets in one layout: port n's rows with NULL for the keys that set n lacks.
final class GroupingSetRows: Operator {
  private let columns: [[GroupingSetColumn]]

  init(_ columns: [[GroupingSetColumn]]) { self.columns = columns }

  func push(_ batch: Batch, port: Int, to output: Output) {
    output.emit(
      batch.replacing(
        columns: columns[port].map { column in
          switch column {
          case .input(let number): batch.columns[number]
          case .constant(let value, let type): .constant(value, type, count: batch.count)
          }
        }))
  }
}

/// A column of a grouping set's row: computed, or the same in all rows of the set.
enum GroupingSetColumn: Sendable {
  case input(Int)
  case constant(Value, DataType)
}
