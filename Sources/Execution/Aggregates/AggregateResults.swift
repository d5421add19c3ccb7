import Columnar

/// Result columns of some groups; errors by position.
struct AggregateResults {
  var columns: [Column]
  var count: Int
  var errors: RowErrors

  /// What the accumulators have of each group.
  init(_ accumulators: [any Accumulator], of groups: [UInt32]) {
    var errors = RowErrors()
    columns = groups.withUnsafeBufferPointer { groups in
      accumulators.map { accumulator in
        var failed = RowErrors()
        let column = accumulator.result(of: groups, errors: &failed)
        errors.merge(failed)
        return column
      }
    }
    count = groups.count
    self.errors = errors
  }

  /// Several one after the other; columns of `empty`'s types where there are none.
  init(concatenating parts: [AggregateResults], empty: AggregateResults) {
    errors = RowErrors()
    count = 0
    for part in parts {
      for (row, error) in zip(part.errors.rows, part.errors.errors) {
        errors.append(error, row: count + row)
      }
      count += part.count
    }
    columns = empty.columns.indices.map { index in
      parts.isEmpty
        ? .empty(empty.columns[index].type) : .concatenated(parts.map { $0.columns[index] })
    }
  }

  /// This one's columns and another's behind them.
  func columns(followedBy other: AggregateResults) -> [Column] {
    zip(columns, other.columns).map { $0.count == 0 ? $1 : Column.concatenated([$0, $1]) }
  }
}
