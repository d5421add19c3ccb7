import Columnar
import Planning

/// Which columns a table's batches have, in order: those that a scan, a UNIQUE or the circuit needs, by rising number in
/// the definition (the connector's hidden ones come last there); for a table with UNIQUE then partition, offset, raw
/// bytes, two words of content hash and, with an event time, the event time in µs; for one with a PRIMARY KEY then
/// partition, offset and whether the message deletes. The driver adds the carried watermark as the last column of a
/// table with an event time.
struct TableLayout: Sendable {
  /// Numbers in the table's definition.
  let columns: [Int]
  let hasUniques: Bool
  /// The table has a PRIMARY KEY; it has no UNIQUE then.
  let isUpsert: Bool
  let hasEventTime: Bool

  init(_ table: TableDefinition, scanned: Set<Int>) {
    columns = scanned.union(table.uniques.flatMap(\.columns)).union(table.primaryKey).sorted()
    hasUniques = !table.uniques.isEmpty
    isUpsert = table.isUpsert
    hasEventTime = table.eventTime != nil
  }

  /// Where a column of the definition lies in the batch.
  func position(of column: Int) -> Int {
    guard let position = columns.firstIndex(of: column) else {
      preconditionFailure("column \(column) is scanned but not laid out")
    }
    return position
  }

  /// Columns that only `Deduplicate` or `Upsert` reads.
  private var extraCount: Int { hasUniques ? (hasEventTime ? 6 : 5) : isUpsert ? 3 : 0 }
  var watermark: Int? { hasEventTime ? columns.count + extraCount : nil }

  /// The input of the table's n-th UNIQUE. The last one drops what only they read.
  func deduplicate(_ constraint: UniqueConstraint, isLast: Bool) -> DeduplicateLayout {
    let first = columns.count
    let width = first + extraCount + (hasEventTime ? 1 : 0)
    let output =
      isLast ? Array(0..<first) + (watermark.map { [$0] } ?? []) : Array(0..<width)
    return DeduplicateLayout(
      keys: constraint.columns.map(position), output: output, partition: first,
      offset: first + 1, raw: first + 2, content: (first + 3, first + 4),
      eventTime: hasEventTime ? first + 5 : nil, watermark: watermark, isLast: isLast)
  }

  /// The input of the table's PRIMARY KEY; what goes on are the columns alone.
  func upsert(_ table: TableDefinition) -> UpsertLayout {
    UpsertLayout(
      columns: columns, keys: table.primaryKey.map(position), partition: columns.count,
      offset: columns.count + 1, isDeletion: columns.count + 2,
      tableTypes: table.columns.map(\.type))
  }

  /// The carried watermark's place behind the last UNIQUE.
  var watermarkBehindUniques: Int? { hasEventTime ? columns.count : nil }
}
