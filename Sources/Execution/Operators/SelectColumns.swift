import Columnar
import Dataflow

/// Some columns of the input, in a given order. Copies nothing.
final class SelectColumns: Operator {
  private let columns: [Int]

  init(_ columns: [Int]) { self.columns = columns }

  func push(_ batch: Batch, port: Int, to output: Output) {
    output.emit(batch.replacing(columns: columns.map { batch.columns[$0] }))
  }
}
