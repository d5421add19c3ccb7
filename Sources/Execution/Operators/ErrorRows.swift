import Columnar

/// Makes rows of `VIEW.errors`: the row that failed as a JSON object, and why.
struct ErrorRows: Sendable {
  private let names: [String]
  private let columns: [Int]
  private let output: JSONOutput

  /// Shows the given columns of a batch under their names.
  init(names: [String], columns: [Int], zone: Zone) {
    self.names = names
    self.columns = columns
    output = JSONOutput(zone: zone)
  }

  /// row_data jsonb, message text; with the weights of the failed rows.
  func batch(of batch: Batch, failed errors: RowErrors) -> Batch {
    self.batch(of: batch, rows: errors.rows, messages: errors.errors.map(\.message))
  }

  func batch(of batch: Batch, rows: [Int], messages: [String]) -> Batch {
    let shown = batch.replacing(columns: columns.map { batch.columns[$0] })
    let data = ColumnBuilder(.jsonb, capacity: rows.count)
    let reasons = ColumnBuilder(.text, capacity: rows.count)
    let canonical = TextInput(.jsonb)
    var json: [UInt8] = []
    for (row, message) in zip(rows, messages) {
      json.removeAll(keepingCapacity: true)
      output.writeObject(names: names, shown, row: row, to: &json)
      data.append(.bytes((try? canonical.value(json)).flatMap(\.bytes) ?? json))
      reasons.append(text: message)
    }
    let weights = batch.weights.map { weights in Buffer(of: rows.map { weights[$0] }) }
    return Batch(
      columns: [data.finish(), reasons.finish()], count: rows.count, weights: weights)
  }
}

extension Value {
  fileprivate var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
}
