import Columnar
import Dataflow

/// Constant rows, emitted once: at the end of the first epoch that the operator lives through.
final class Values: Operator {
  private static let version: UInt8 = 1
  private let rows: Batch
  private var isEmitted = false
  private var isSaved = false

  init(_ rows: Batch) { self.rows = rows }

  func push(_ batch: Batch, port: Int, to output: Output) {
    preconditionFailure("constant rows have no input")
  }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if isEmitted { return }
    isEmitted = true
    output.emit(rows)
  }

  func snapshot() -> [KeyGroupState] {
    if !isEmitted || isSaved { return [] }
    isSaved = true
    return [KeyGroupState(group: 0, bytes: [Values.version])]
  }

  func restore(_ state: KeyGroupState) throws {
    guard state.bytes == [Values.version] else {
      throw StateDecodingError("constant rows: \(state.bytes.count) unknown bytes")
    }
    (isEmitted, isSaved) = (true, true)
  }
}
