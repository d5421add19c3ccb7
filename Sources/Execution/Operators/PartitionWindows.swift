import Columnar
import Dataflow
import Planning

/// `WindowFunctions`, kept up to date: each row of the input with what the functions give for it.
///
/// With row_number over (3), (8) shown as (3, 1), (8, 2), a (5) gives `−(8, 2)`, `+(5, 2)`, `+(8, 3)`. Only rows whose
/// answer can have changed are computed again, and only those whose answer did change are emitted. A row whose answer
/// overflows is in `VIEW.errors` for as long as it does.
final class PartitionWindows: Operator {
  private let functions: WindowFunctions
  private let view: String
  private let errorRows: ErrorRows
  private let state: PartitionedRows
  private let answers: WindowAnswers
  private let affected: AffectedRows
  private var outputs = WindowOutputs()
  private var waiting: [Batch] = []

  /// `errorRows` shows the input's columns.
  init(
    _ functions: WindowFunctions, types: [DataType], view: String, errorRows: ErrorRows,
    zone: Zone
  ) {
    self.functions = functions
    self.view = view
    self.errorRows = errorRows
    state = PartitionedRows(
      types: types, partition: functions.partition, order: functions.order.map(\.encoded),
      repeatsCopies: true)
    answers = WindowAnswers(functions, state, zone: zone)
    affected = AffectedRows(functions.calls, answers.frames, state.rows)
  }

  func push(_ batch: Batch, port: Int, to output: Output) { waiting.append(batch) }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if waiting.isEmpty { return }
    let changes = state.apply(waiting)
    waiting.removeAll(keepingCapacity: true)
    outputs.reserve(state.rows.rowLimit)
    var lines = WindowLines(functions.calls.map(\.result))
    for change in changes where change.after == 0 {
      lines.add(change.row, change.partition, from: outputs.answers(change.row), to: [])
      outputs.forget(change.row)
    }
    var start = 0
    while start < changes.count {
      let partition = changes[start].partition
      var end = start + 1
      while end < changes.count, changes[end].partition == partition { end += 1 }
      for range in affected.ranges(partition, changes[start..<end]) {
        compute(partition, range) { row, old, new in
          lines.add(row, partition, from: old, to: new)
        }
      }
      start = end
    }
    emit(lines, to: output)
    state.finish(changes)
  }

  /// Computes the rows of a range anew; `body` gets those whose answers are others now.
  private func compute(
    _ partition: Int, _ range: Range<Int64>,
    _ body: (_ row: UInt32, _ old: [UInt8], _ new: [UInt8]) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let block = WindowBlock(state.rows, partition, start..<range.upperBound)
      let (columns, errors) = answers.columns(block)
      var index = 0
      while index < block.count {
        let row = block.rows[index]
        let copies = Int(state.rows.weight(row))
        let old = outputs.replace(row, by: columns, index..<index + copies, errors: errors)
        if let old { body(row, old, outputs.answers(row)) }
        index += copies
      }
      start = block.end
    }
  }

  private func emit(_ lines: WindowLines, to output: Output) {
    output.emit(
      Batch(
        columns: state.columns(lines.rows, partitions: lines.partitions) + lines.results(),
        count: lines.rows.count, weights: Buffer(of: lines.weights)))
    if lines.failedRows.isEmpty { return }
    let failed = Batch(
      columns: state.columns(lines.failedRows, partitions: lines.failedPartitions),
      count: lines.failedRows.count, weights: Buffer(of: lines.failedWeights))
    output.aside(
      .errors(view: view),
      errorRows.batch(of: failed, rows: Array(0..<failed.count), messages: lines.messages))
  }

  var stateSize: StateSize {
    state.size + StateSize(rows: 0, bytes: outputs.byteCount + answers.byteCount)
  }

  func snapshot() -> [KeyGroupState] { state.snapshot() }

  /// The answers are those of the rows: they are computed again.
  func restore(_ state: KeyGroupState) throws {
    let partitions = try self.state.restore(state)
    outputs.reserve(self.state.rows.rowLimit)
    for partition in Set(partitions).sorted() {
      let total = self.state.rows.total(Int(partition)).rows
      compute(Int(partition), 0..<total) { _, _, _ in }
    }
  }
}
