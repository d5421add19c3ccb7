import Compression
import Dataflow

/// Snapshots of operator state: of each (operator, key group) the newest entry up to a snapshot's epoch is its state.
///
/// A snapshot writes only what changed; its manifest (count and checksum over all its entries) says whether everything
/// that belongs to it is still there and whole.
final class SnapshotTables {
  private let connection: Connection
  private let compressor = ZstandardCompressor()
  private let decompressor = ZstandardDecompressor()

  private struct Entry {
    var operatorID: String
    var group: Int64
    var epoch: Int64
    var checksum: Int64
    var size: Int64
  }

  init(_ connection: Connection) { self.connection = connection }

  /// Newest first.
  func epochs(upTo last: Int64) throws -> [Int64] {
    var epochs: [Int64] = []
    let statement = try connection.prepare(
      "SELECT epoch FROM snapshots WHERE epoch <= ? ORDER BY epoch DESC")
    statement.bind(1, last)
    try statement.eachRow { epochs.append($0.integer(0)) }
    return epochs
  }

  /// Adds a snapshot on top of the one of epoch `base` (nil: there is none) and drops what neither needs. Part of a
  /// transaction.
  func write(epoch: Int64, base: Int64?, states: [OperatorState]) throws {
    // What lies behind the base comes from a snapshot that could not be read, or from a state that was given up.
    try dropEntries(after: base ?? -1)
    let insert = try connection.prepare(
      """
      INSERT INTO snapshot_states (operator, key_group, epoch, checksum, size, content)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
    for state in states {
      let content = state.state.bytes.isEmpty ? [] : compressor.compress(state.state.bytes)
      let group = Int64(state.state.group)
      insert.bind(1, state.operatorID)
      insert.bind(2, group)
      insert.bind(3, epoch)
      insert.bind(
        4, SnapshotTables.checksum(content, state.operatorID, group: group, epoch: epoch))
      insert.bind(5, Int64(content.count))
      insert.bind(6, content)
      try insert.run()
    }
    try dropEntries(before: base ?? epoch)
    try writeManifest(epoch)
  }

  /// Every entry of a snapshot. Throws `StoreError` where one is missing or damaged.
  func read(epoch: Int64) throws -> [OperatorState] {
    let entries = try entries(upTo: epoch)
    try checkManifest(epoch, entries)
    let find = try connection.prepare(
      "SELECT content FROM snapshot_states WHERE operator = ? AND key_group = ? AND epoch = ?")
    return try entries.map { entry in
      find.bind(1, entry.operatorID)
      find.bind(2, entry.group)
      find.bind(3, entry.epoch)
      let content = try find.first { $0.blob(0) } ?? []
      let checksum = SnapshotTables.checksum(
        content, entry.operatorID, group: entry.group, epoch: entry.epoch)
      guard checksum == entry.checksum, 0..<256 ~= entry.group else {
        throw damage(epoch, "key group \(entry.group) of \(entry.operatorID) is damaged")
      }
      do {
        let bytes = try decompressor.decompress(content)
        return OperatorState(
          operatorID: entry.operatorID,
          state: KeyGroupState(group: Int(entry.group), bytes: bytes))
      } catch let error as CompressionError {
        throw damage(epoch, "key group \(entry.group) of \(entry.operatorID): \(error.reason)")
      }
    }
  }

  private func dropEntries(after epoch: Int64) throws {
    for table in ["snapshot_states", "snapshots"] {
      let statement = try connection.prepare("DELETE FROM \(table) WHERE epoch > ?")
      statement.bind(1, epoch)
      try statement.run()
    }
  }

  /// Keeps what snapshots from `epoch` on need.
  private func dropEntries(before epoch: Int64) throws {
    let manifests = try connection.prepare("DELETE FROM snapshots WHERE epoch < ?")
    manifests.bind(1, epoch)
    try manifests.run()
    let superseded = try connection.prepare(
      """
      DELETE FROM snapshot_states AS old WHERE old.epoch < ?1 AND EXISTS (
        SELECT 1 FROM snapshot_states AS new WHERE new.operator = old.operator
        AND new.key_group = old.key_group AND new.epoch > old.epoch AND new.epoch <= ?1)
      """)
    superseded.bind(1, epoch)
    try superseded.run()
    let gone = try connection.prepare("DELETE FROM snapshot_states WHERE size = 0 AND epoch <= ?")
    gone.bind(1, epoch)
    try gone.run()
  }

  private func entries(upTo epoch: Int64) throws -> [Entry] {
    // SQLite takes the other columns from the row that holds the maximum.
    let statement = try connection.prepare(
      """
      SELECT operator, key_group, max(epoch), checksum, size FROM snapshot_states
      WHERE epoch <= ? GROUP BY operator, key_group ORDER BY operator, key_group
      """)
    statement.bind(1, epoch)
    var entries: [Entry] = []
    try statement.eachRow { row in
      let entry = Entry(
        operatorID: row.text(0), group: row.integer(1), epoch: row.integer(2),
        checksum: row.integer(3), size: row.integer(4))
      if entry.size > 0 { entries.append(entry) }
    }
    return entries
  }

  private func writeManifest(_ epoch: Int64) throws {
    let entries = try entries(upTo: epoch)
    let statement = try connection.prepare("REPLACE INTO snapshots VALUES (?, ?, ?)")
    statement.bind(1, epoch)
    statement.bind(2, Int64(entries.count))
    statement.bind(3, SnapshotTables.checksum(entries))
    try statement.run()
  }

  private func checkManifest(_ epoch: Int64, _ entries: [Entry]) throws {
    let statement = try connection.prepare(
      "SELECT entry_count, checksum FROM snapshots WHERE epoch = ?")
    statement.bind(1, epoch)
    guard let manifest = try statement.first({ ($0.integer(0), $0.integer(1)) }) else {
      throw StoreError(.failed, "\(connection.path): there is no snapshot of epoch \(epoch)")
    }
    guard manifest.0 == Int64(entries.count), manifest.1 == SnapshotTables.checksum(entries) else {
      throw damage(epoch, "parts of it are missing or damaged")
    }
  }

  private func damage(_ epoch: Int64, _ reason: String) -> StoreError {
    StoreError(
      .failed, "\(connection.path): the snapshot of epoch \(epoch) cannot be used: \(reason)")
  }

  /// Covers the entry's place too, so that a content in the wrong row is found.
  private static func checksum(
    _ content: [UInt8], _ operatorID: String, group: Int64, epoch: Int64
  ) -> Int64 {
    var place = ByteWriter()
    place.append(operatorID)
    place.append(group)
    place.append(epoch)
    return Int64(Checksum.crc32(content, previous: Checksum.crc32(place.bytes)))
  }

  private static func checksum(_ entries: [Entry]) -> Int64 {
    var writer = ByteWriter()
    for entry in entries {
      writer.append(entry.operatorID)
      for number in [entry.group, entry.epoch, entry.checksum, entry.size] { writer.append(number) }
    }
    return Int64(Checksum.crc32(writer.bytes))
  }
}
