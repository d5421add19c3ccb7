import Columnar
import Dataflow

/// The current row of each key, kept digit for digit.
///
/// Keys of words and bytes lie in the key table alone; of others a stored row has the digits that came.
final class CurrentRows {
  /// The message of a group that counts.
  struct Message {
    var group: Int
    /// Its place in the epoch's columns.
    var row: Int
    var isDeletion: Bool
  }

  private let types: [DataType]
  private let keys: [Int]
  /// Columns that lie in `rows`, by position.
  private let stored: [Int]
  private let table: KeyTable
  private var rows = ByteArena()
  /// 1 for groups that have a row.
  private var isThere = DenseArray<UInt8>()
  private var scratch: [UInt8] = []

  /// `keys` are positions among the columns.
  init(types: [DataType], keys: [Int]) {
    self.types = types
    self.keys = keys
    let exact: [Layout] = [.word, .bit, .bytes]
    stored = types.indices.filter { !keys.contains($0) || !exact.contains(types[$0].layout) }
    table = KeyTable(types: keys.map { types[$0] })
  }

  var size: StateSize {
    StateSize(rows: table.count, bytes: table.byteCount + rows.byteCount + isThere.byteCount)
  }

  /// One past the greatest group number.
  var numberLimit: Int { table.numberLimit }

  /// The group of each row, made where there is none.
  func groups(of columns: [Column], hashes: [UInt64]) -> [UInt32] {
    let groups = [UInt32](unsafeUninitializedCapacity: hashes.count) { groups, written in
      hashes.withUnsafeBufferPointer { hashes in
        guard let groups = groups.baseAddress, let base = hashes.baseAddress else { return }
        table.findOrInsert(
          keys.map { columns[$0] }, hashes: base, count: hashes.count, groups: groups)
      }
      written = hashes.count
    }
    rows.reserve(table.numberLimit)
    isThere.reserve(table.numberLimit)
    return groups
  }

  /// What leaves and what comes; nothing for a row that stays as it is. Groups without a row are gone afterwards.
  func apply(_ messages: [Message], of columns: [Column]) -> [Batch] {
    let values = stored.map { columns[$0] }
    var gone: [UInt32] = []
    var come: [UInt32] = []
    let old = types.map { ColumnBuilder($0) }
    for message in messages {
      let had = isThere[message.group] != 0
      if !message.isDeletion {
        scratch.removeAll(keepingCapacity: true)
        RowBytes.append(values, row: message.row, to: &scratch)
        if had, rows.holds(message.group, scratch) { continue }
        come.append(UInt32(message.row))
      }
      if had {
        gone.append(UInt32(message.group))
        readStored(message.group, into: old)
      }
      if !message.isDeletion {
        rows.store(message.group, scratch)
        isThere[message.group] = 1
      }
    }
    let leaving = leavingRows(gone, old)
    for message in messages where message.isDeletion { remove(message.group) }
    let coming = come.withUnsafeBufferPointer { rows in columns.map { $0.gather(rows) } }
    return [leaving, Batch(columns: coming, count: come.count)]
  }

  private func readStored(_ group: Int, into builders: [ColumnBuilder]) {
    guard !stored.isEmpty, let start = rows[group].baseAddress else { return }
    RowBytes.read(start, into: stored.map { builders[$0] })
  }

  private func leavingRows(_ groups: [UInt32], _ builders: [ColumnBuilder]) -> Batch {
    let weights = Buffer(of: [Int64](repeating: -1, count: groups.count))
    return Batch(columns: whole(groups, builders), count: groups.count, weights: weights)
  }

  /// Stored columns from the builders, the others from the key table.
  private func whole(_ groups: [UInt32], _ builders: [ColumnBuilder]) -> [Column] {
    let keyColumns = groups.withUnsafeBufferPointer { table.columns(of: $0) }
    return types.indices.map { position in
      if stored.contains(position) { return builders[position].finish() }
      guard let key = keys.firstIndex(of: position) else {
        preconditionFailure("a column that is not stored is part of the key")
      }
      return keyColumns[key]
    }
  }

  private func remove(_ group: Int) {
    guard table.isAlive(group) else { return }
    rows.forget(group)
    isThere[group] = 0
    table.remove(group)
  }

  // MARK: Snapshots

  /// The groups of each key group. Only between epochs.
  func groups(inKeyGroups keyGroups: [Int]) -> [[UInt32]] {
    table.groups(inKeyGroups: keyGroups)
  }

  /// The rows of some groups.
  func columns(of groups: [UInt32]) -> [Column] {
    let builders = types.map { ColumnBuilder($0, capacity: groups.count) }
    for group in groups { readStored(Int(group), into: builders) }
    return whole(groups, builders)
  }

  /// Adds rows whose keys are not there yet. Throws `StateDecodingError` where they cannot be of this key group.
  func restore(_ columns: [Column], count: Int, keyGroup: Int) throws {
    let keyColumns = keys.map { columns[$0] }
    guard keyColumns.allSatisfy({ $0.validity == nil }) else {
      throw StateDecodingError("NULL in a primary key")
    }
    let hashes = ExchangeHash.hashes(keyColumns, count)
    guard hashes.allSatisfy({ KeyGroupSet.group(ofHash: $0) == keyGroup }) else {
      throw StateDecodingError("a key of another group")
    }
    let before = table.count
    let found = groups(of: columns, hashes: hashes)
    guard table.count == before + count else { throw StateDecodingError("a key comes twice") }
    let messages = found.enumerated().map {
      Message(group: Int($1), row: $0, isDeletion: false)
    }
    _ = apply(messages, of: columns)
  }
}
