import Columnar
import Dataflow

/// The rows of all inputs. Port n's columns are picked so that all inputs have one order.
final class UnionAll: Operator {
  private let columns: [[Int]]

  init(_ columns: [[Int]]) { self.columns = columns }

  func push(_ batch: Batch, port: Int, to output: Output) {
    output.emit(batch.replacing(columns: columns[port].map { batch.columns[$0] }))
  }
}
