import Columnar
import Dataflow

/// Keeps a view's latest changes, epoch by epoch, for `tail`: as many whole epochs as hold `rowsKept` rows.
///
/// An epoch that alone is larger is not kept at all, and neither is anything before it.
final class ChangeLog {
  static let rowsKept: Int64 = 100_000
  static let bytesKept = 64 << 20

  private let view: Int64
  private let insert: Statement
  private let drop: Statement
  private let oldest: Statement
  private let mark: Statement
  /// Rows kept now.
  private var total: Int64

  /// One epoch's changes: weight and row, one behind the other.
  struct Entries {
    fileprivate var writer = ByteWriter()
    fileprivate var count: Int64 = 0
    fileprivate var isTooLarge = false

    mutating func append(_ net: ChangeSet.Net, isKeyed: Bool) {
      if isTooLarge { return }
      if let row = net.retracted { append(isKeyed ? -1 : net.weight, row) }
      if let row = net.inserted { append(isKeyed ? 1 : net.weight, row) }
      if count > ChangeLog.rowsKept || writer.bytes.count > ChangeLog.bytesKept {
        isTooLarge = true
        writer.removeAll()
      }
    }

    private mutating func append(_ weight: Int64, _ row: UnsafeRawBufferPointer) {
      writer.append(weight)
      writer.append(row)
      count += 1
    }
  }

  init(_ connection: Connection, view: Int64) throws {
    self.view = view
    insert = try connection.prepare("INSERT INTO view_changes VALUES (?, ?, ?, ?)")
    oldest = try connection.prepare(
      "SELECT epoch, row_count FROM view_changes WHERE number = ? ORDER BY epoch LIMIT 1")
    drop = try connection.prepare("DELETE FROM view_changes WHERE number = ? AND epoch <= ?")
    mark = try connection.prepare("UPDATE views SET changes_after = ?2 WHERE number = ?1")
    total = try connection.integer(
      "SELECT coalesce(sum(row_count), 0) FROM view_changes WHERE number = \(view)")
  }

  func write(epoch: Int64, _ body: (inout Entries) throws -> Void) throws {
    var entries = Entries()
    try body(&entries)
    if entries.isTooLarge {
      total = 0
      return try forget(upTo: epoch)
    }
    if entries.count == 0 { return }
    insert.bind(1, view)
    insert.bind(2, epoch)
    insert.bind(3, entries.count)
    try entries.writer.bytes.withUnsafeBytes { bytes in
      insert.bind(4, unsafe: bytes)
      try insert.run()
    }
    total += entries.count
    while total > ChangeLog.rowsKept, let first = try oldestEpoch() {
      total -= first.rows
      try forget(upTo: first.epoch)
    }
  }

  private func oldestEpoch() throws -> (epoch: Int64, rows: Int64)? {
    oldest.bind(1, view)
    return try oldest.first { ($0.integer(0), $0.integer(1)) }
  }

  private func forget(upTo epoch: Int64) throws {
    drop.bind(1, view)
    drop.bind(2, epoch)
    try drop.run()
    mark.bind(1, view)
    mark.bind(2, epoch)
    try mark.run()
  }
}
