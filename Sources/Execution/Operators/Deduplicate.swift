import Columnar
import Dataflow
import Planning

/// UNIQUE on a source: the first row of a key passes, a copy with the same content is a duplicate, one with other
/// content breaks the constraint.
///
/// First is by (partition, offset). A row is a copy while its carried watermark ≤ the first row's event time +
/// `within`; the row's rule decides, not whether the key is still remembered. Keys with a NULL are never copies. Rows
/// wait for the end of the epoch, so that their order does not hang on which worker decoded them.
final class Deduplicate: Operator {
  private let table: String
  private let constraint: UniqueConstraint
  private let layout: DeduplicateLayout
  private let memory: RememberedKeys
  private var waiting: [Batch] = []

  init(
    table: String, constraint: UniqueConstraint, keyTypes: [DataType], layout: DeduplicateLayout
  ) {
    self.table = table
    self.constraint = constraint
    self.layout = layout
    memory = RememberedKeys(
      types: keyTypes, within: layout.watermark == nil ? nil : constraint.withinMicroseconds)
  }

  func push(_ batch: Batch, port: Int, to output: Output) { waiting.append(batch) }

  func endEpoch(_ end: EpochEnd, to output: Output) throws {
    if !waiting.isEmpty {
      let batch = inOrder(Batch.concatenated(waiting))
      waiting.removeAll(keepingCapacity: true)
      try process(batch, to: output)
    }
    // At the end of the input all windows close, but keys stay: a later run may bring copies.
    if end.watermark != .max { memory.expire(before: end.watermark) }
  }

  private func inOrder(_ batch: Batch) -> Batch {
    let partitions = batch.columns[layout.partition].words
    let offsets = batch.columns[layout.offset].words
    let isOrdered = (1..<max(batch.count, 1)).allSatisfy {
      (partitions[$0 - 1], offsets[$0 - 1]) <= (partitions[$0], offsets[$0])
    }
    if isOrdered { return batch }
    let order = (0..<UInt32(batch.count)).sorted {
      (partitions[Int($0)], offsets[Int($0)]) < (partitions[Int($1)], offsets[Int($1)])
    }
    return order.withUnsafeBufferPointer { batch.gather($0) }
  }

  private func process(_ batch: Batch, to output: Output) throws {
    let verdicts = memory.judge(
      keys: constraint.columns.indices.map { batch.columns[layout.keys[$0]] },
      content: (batch.columns[layout.content.0].words, batch.columns[layout.content.1].words),
      eventTimes: layout.eventTime.map { batch.columns[$0].words },
      watermarks: layout.watermark.map { batch.columns[$0].words }, count: batch.count)
    var counts = RowCounts()
    var accepted: [UInt32] = []
    var conflicts: [UInt32] = []
    var duplicates: [UInt32] = []
    for (row, verdict) in verdicts.enumerated() {
      switch verdict {
      case .first: accepted.append(UInt32(row))
      case .duplicate: duplicates.append(UInt32(row))
      case .conflict:
        conflicts.append(UInt32(row))
        if constraint.action == .warn { accepted.append(UInt32(row)) }
      }
    }
    if !duplicates.isEmpty {
      counts.duplicate = Int64(duplicates.count)
      output.aside(.duplicates(table: table), places(batch, duplicates))
    }
    if !conflicts.isEmpty { try setAside(batch, conflicts, &counts, to: output) }
    if layout.isLast { counts.accepted = Int64(accepted.count) }
    output.count(counts)
    let kept = batch.replacing(columns: layout.output.map { batch.columns[$0] })
    output.emit(
      accepted.count == batch.count ? kept : accepted.withUnsafeBufferPointer { kept.gather($0) })
  }

  /// Partition and offset of some rows.
  private func places(_ batch: Batch, _ rows: [UInt32]) -> Batch {
    let columns = rows.withUnsafeBufferPointer { rows in
      [layout.partition, layout.offset].map { batch.columns[$0].gather(rows) }
    }
    return Batch(columns: columns, count: rows.count)
  }

  private func setAside(
    _ batch: Batch, _ rows: [UInt32], _ counts: inout RowCounts, to output: Output
  ) throws {
    let message = "another row with this key has other content"
    let offset = { (row: UInt32) in batch.columns[self.layout.offset].words[Int(row)] }
    if constraint.action == .fail {
      throw ConstraintFailure(
        table: table, rule: constraint.name,
        partition: Int(batch.columns[layout.partition].words[Int(rows[0])]),
        offset: offset(rows[0]), row: Array(batch.columns[layout.raw].slice(Int(rows[0]))),
        reason: message)
    }
    let shown = rows.withUnsafeBufferPointer { rows in
      [layout.raw, layout.partition, layout.offset].map { batch.columns[$0].gather(rows) }
    }
    let side = Batch(
      columns: shown + [
        .constant(.text(constraint.name), .text, count: rows.count),
        .constant(.text(message), .text, count: rows.count),
      ], count: rows.count)
    if constraint.action == .warn {
      counts.warned = Int64(rows.count)
      output.aside(.warnings(table: table), side)
    } else {
      counts.rejected = Int64(rows.count)
      output.aside(.rejects(table: table), side)
    }
  }

  var stateSize: StateSize { memory.size }

  func snapshot() -> [KeyGroupState] { memory.snapshot() }
  func restore(_ state: KeyGroupState) throws { try memory.restore(state) }
}

/// Where a row's parts lie in the input of a `Deduplicate`.
struct DeduplicateLayout: Sendable {
  var keys: [Int]
  /// What goes on, in order.
  var output: [Int]
  var partition: Int
  var offset: Int
  var raw: Int
  /// Two words: a 128-bit hash of all values.
  var content: (Int, Int)
  var eventTime: Int?
  var watermark: Int?
  /// The table's last UNIQUE: counts what it accepts.
  var isLast: Bool
}
