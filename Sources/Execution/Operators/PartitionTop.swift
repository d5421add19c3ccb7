import Columnar
import Dataflow
import Planning

/// `TopRows`, kept up to date: of each partition the rows whose rank is in a range.
///
/// With the two highest of (7), (5) shown, (6) gives `−(5)`, `+(6)`. An epoch costs its changes times the logarithm of
/// their partitions, and the rows that it shows or hides (with the rank: all that move), never a partition.
final class PartitionTop: Operator {
  private let top: TopRows
  private let state: PartitionedRows
  private var waiting: [Batch] = []

  init(_ top: TopRows, types: [DataType]) {
    self.top = top
    state = PartitionedRows(
      types: types, partition: top.partition, order: top.order.map(\.encoded),
      repeatsCopies: false)
  }

  func push(_ batch: Batch, port: Int, to output: Output) { waiting.append(batch) }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if waiting.isEmpty { return }
    let changes = state.apply(waiting)
    waiting.removeAll(keepingCapacity: true)
    var shown = RankedChanges(top, state.rows)
    var start = 0
    while start < changes.count {
      var end = start + 1
      while end < changes.count, changes[end].partition == changes[start].partition { end += 1 }
      shown.take(changes[start..<end])
      start = end
    }
    output.emit(batch(of: shown))
    state.finish(changes)
  }

  private func batch(of shown: RankedChanges) -> Batch {
    var columns = state.columns(shown.rows, partitions: shown.partitions)
    if top.givesRank {
      columns.append(
        Column(type: .bigint, count: shown.rows.count, values: Buffer(of: shown.ranks)))
    }
    return Batch(columns: columns, count: shown.rows.count, weights: Buffer(of: shown.weights))
  }

  var stateSize: StateSize { state.size }

  func snapshot() -> [KeyGroupState] { state.snapshot() }

  func restore(_ state: KeyGroupState) throws { _ = try self.state.restore(state) }
}

extension OrderKey {
  var encoded: OrderedEncoding.Key {
    OrderedEncoding.Key(column: column, isDescending: isDescending, nullsFirst: nullsFirst)
  }
}
