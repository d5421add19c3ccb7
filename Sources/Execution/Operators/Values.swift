import Columnar
import Dataflow

/// Constant rows, emitted once: at the end of the first epoch that the operator lives through.
final class Values: Operator {
  private static let version: UInt8 = 1
  private let rows: Batch
  /// `VIEW.errors` of the rows that could not be computed.
  private let errors: Batch?
  private let view: String
  private var isEmitted = false
  private var isSaved = false

  init(_ rows: Batch, errors: Batch?, view: String) {
    self.rows = rows
    self.errors = errors
    self.view = view
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    preconditionFailure("constant rows have no input")
  }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if isEmitted { return }
    isEmitted = true
    output.emit(rows)
    if let errors { output.aside(.errors(view: view), errors) }
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
