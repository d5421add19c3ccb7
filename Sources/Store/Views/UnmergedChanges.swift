import Columnar
import Dataflow

/// A view's changes that are in its change log and not yet in its table of rows.
enum UnmergedChanges {
  /// How many changes wait and how many bytes they take.
  static func size(
    _ connection: Connection, view number: Int64
  ) throws -> (rows: Int64, bytes: Int64) {
    let statement = try connection.prepare(
      """
      SELECT coalesce(sum(c.row_count), 0), coalesce(sum(length(c.changes)), 0)
      FROM views v JOIN view_changes c ON c.number = v.number AND c.epoch > v.merged_epoch
      WHERE v.number = ?
      """)
    statement.bind(1, number)
    return try statement.first { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
  }

  /// Throws `StoreError` where the log is damaged.
  static func read(
    _ connection: Connection, view number: Int64, _ view: StoredView
  ) throws -> ChangeSet {
    let statement = try connection.prepare(
      """
      SELECT c.epoch, e.prepared_at, c.changes
      FROM views v JOIN view_changes c ON c.number = v.number AND c.epoch > v.merged_epoch
      JOIN epochs e ON e.epoch = c.epoch
      WHERE v.number = ? ORDER BY c.epoch
      """)
    statement.bind(1, number)
    let types = view.fields.map(\.type)
    let key = view.key ?? Array(types.indices)
    var changes = ChangeSet(isKeyed: view.key != nil)
    try statement.eachRow { row in
      changes.begin(RowVersion(epoch: row.integer(0), preparedAt: row.integer(1)))
      try connection.decoding("the changes of view \(view.name)") {
        try changes.append(log: row.bytes(2), types: types, key: key)
      }
    }
    return changes
  }

  /// Throws `StoreError` where epochs put several rows under one key, or took several away.
  static func check(_ net: ChangeSet.Net, of view: StoredView) throws {
    if view.key == nil { return }
    let weight: Int64 = (net.inserted == nil ? 0 : 1) - (net.retracted == nil ? 0 : 1)
    if net.weight != weight { throw StoreError.weightBelowZero(in: view.name, net) }
  }
}

extension ChangeSet {
  /// Adds an epoch's changes as the change log keeps them. `key`: columns that identify a row.
  fileprivate mutating func append(
    log: UnsafeRawBufferPointer, types: [DataType], key: [Int]
  ) throws {
    var reader = ByteReader(log)
    while !reader.isAtEnd {
      let weight = try reader.integer()
      let row = try reader.slice()
      let values: [Value]
      do {
        values = try RowEncoding.values(row.assumingMemoryBound(to: UInt8.self), types: types)
      } catch {
        throw StateDecodingError("a row: \(error)")
      }
      append(
        weight: weight, key: { for index in key { KeyEncoding.append(values[index], to: &$0) } },
        row: { $0.append(contentsOf: row) })
    }
  }
}
