import Columnar
import Dataflow
import Planning

/// Rows of functions beside each row: `(1, {a,b})` with `unnest(#1)` gives `(1, {a,b}, a)` and `(1, {a,b}, b)`, each with
/// the row's weight. Rows for which an argument or a function fails go to `VIEW.errors`.
///
/// What it gives depends on the row alone, so it keeps nothing: a row that is taken back takes its rows back.
final class UnnestRows: Operator {
  /// Rows that one batch has at most when it is sent on, but for those of one input row.
  private static let batchRows = 16_384

  private let unnest: Unnest
  private let arguments: [[ExpressionProgram]]
  /// Input columns that are handed on: the kept ones, then the watermark.
  private let handedOn: [Int]
  private let view: String
  private let errorRows: ErrorRows
  /// A builder for each column of each call.
  private let builders: [[ColumnBuilder]]
  private let ordinals = ColumnBuilder(.bigint)
  /// The input row of each row that was made.
  private var rows: [UInt32] = []

  init(
    _ unnest: Unnest, arguments: [[ExpressionProgram]], handedOn: [Int], view: String,
    errorRows: ErrorRows
  ) {
    self.unnest = unnest
    self.arguments = arguments
    self.handedOn = handedOn
    self.view = view
    self.errorRows = errorRows
    builders = unnest.calls.map { call in call.function.columns.map { ColumnBuilder($0.type) } }
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    var errors = RowErrors()
    let values = arguments.map { programs in
      programs.map { program in
        let evaluation = program.evaluate(batch)
        errors.merge(evaluation.errors)
        return evaluation.column
      }
    }
    let input = batch.replacing(columns: handedOn.map { batch.columns[$0] })
    var failures = RowErrors()
    var failed = errors.rows[...]
    for row in 0..<batch.count {
      if failed.first == row {
        failed.removeFirst()
        continue
      }
      do throws(ExpressionError) {
        try take(row, values)
      } catch {
        failures.append(error, row: row)
      }
      if rows.count >= UnnestRows.batchRows { emit(input, to: output) }
    }
    emit(input, to: output)
    errors.merge(failures)
    if !errors.isEmpty {
      output.aside(.errors(view: view), errorRows.batch(of: batch, failed: errors))
    }
  }

  /// Adds the rows of one input row, or nothing where a function fails.
  private func take(_ row: Int, _ values: [[Column]]) throws(ExpressionError) {
    let start = rows.count
    var most = unnest.keepsAll ? 1 : 0
    for (index, call) in unnest.calls.enumerated() {
      let isAbsent = call.function.isStrict && values[index].contains { $0.isNull(row) }
      if isAbsent { continue }
      do throws(ExpressionError) {
        most = max(most, try call.function.rows(values[index], row, builders[index]))
      } catch {
        for builder in builders.joined() { builder.truncate(to: start) }
        throw error
      }
    }
    let isPadding = builders.allSatisfy { $0[0].count == start }
    for builder in builders.joined() {
      while builder.count < start + most { builder.appendNull() }
    }
    for number in 0..<most {
      rows.append(UInt32(truncatingIfNeeded: row))
      guard unnest.hasOrdinality else { continue }
      if isPadding { ordinals.appendNull() } else { ordinals.append(word: Int64(number) + 1) }
    }
  }

  private func emit(_ input: Batch, to output: Output) {
    if rows.isEmpty { return }
    let made =
      builders.joined().map { $0.finish() } + (unnest.hasOrdinality ? [ordinals.finish()] : [])
    let copies = rows.withUnsafeBufferPointer { input.gather($0) }
    let kept = unnest.kept.count
    output.emit(
      copies.replacing(
        columns: Array(copies.columns[..<kept]) + made + Array(copies.columns[kept...])))
    rows.removeAll(keepingCapacity: true)
  }
}
