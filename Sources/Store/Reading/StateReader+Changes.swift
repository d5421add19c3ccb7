import Columnar
import Dataflow

/// What one epoch changed in a view.
public struct EpochChanges: Sendable {
  public var epoch: Int64
  /// Rows with weights: −1 and +1 (or copies).
  public var batch: Batch
}

extension StateReader {
  /// A view's changes of the epochs behind `after`, up to `committedEpoch`, in order; at most `limit` epochs.
  ///
  /// Only the latest are kept, about 100 000 rows a view: throws `StoreError` naming the first epoch that can be asked
  /// for where older ones are wanted, or where there is no view of that name.
  public func changes(
    of view: String, after: Int64, limit: Int = 1000
  ) throws -> [EpochChanges] {
    guard
      let (number, stored) = try ViewCatalogue.views(connection).first(where: {
        $0.view.name == view
      })
    else {
      throw StoreError(.failed, "\(view): there is no materialized view of that name")
    }
    let kept = try connection.integer("SELECT changes_after FROM views WHERE number = \(number)")
    guard after >= kept else {
      throw StoreError(
        .failed, "\(view): changes up to epoch \(kept) are no longer kept",
        help: "ask for changes from epoch \(kept + 1) on")
    }
    let statement = try connection.prepare(
      """
      SELECT epoch, changes FROM view_changes WHERE number = ? AND epoch > ? ORDER BY epoch LIMIT ?
      """)
    statement.bind(1, number)
    statement.bind(2, after)
    statement.bind(3, Int64(limit))
    var changes: [EpochChanges] = []
    try statement.eachRow { row in
      changes.append(
        EpochChanges(epoch: row.integer(0), batch: try batch(of: row.bytes(1), stored)))
    }
    return changes
  }

  private func batch(of log: UnsafeRawBufferPointer, _ view: StoredView) throws -> Batch {
    var made: [Batch] = []
    var assembler = BatchAssembler(view.fields, rowsPerBatch: .max) { made.append($0) }
    var reader = ByteReader(log)
    try connection.decoding("the changes of view \(view.name)") {
      while !reader.isAtEnd {
        let weight = try reader.integer()
        let row = try reader.slice()
        try assembler.append(weight: weight) { try decode(row, view.name, into: $0) }
      }
    }
    try assembler.flush()
    guard let batch = made.first else {
      throw StoreError(.failed, "\(connection.path): the changes of view \(view.name) are damaged")
    }
    return batch
  }
}
