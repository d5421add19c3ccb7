import Columnar
import Dataflow

/// Keeps a view's latest changes, epoch by epoch: as many whole epochs as hold `rowsKept` rows.
///
/// `tail` reads them, and as long as they are not in the table of rows, whoever reads the view does. An epoch that alone
/// is larger is not kept at all, and neither is anything before it.
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
    private(set) var count: Int64 = 0
    private(set) var isTooLarge = false

    var byteCount: Int { writer.bytes.count }

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

  /// Entries that are too large to be kept must be in the table of rows already, and so must all before them.
  func append(_ entries: Entries, epoch: Int64) throws {
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
  }

  /// Drops the oldest epochs that are too many, as long as `unmerged` newer rows stay.
  func trim(keeping unmerged: Int64) throws {
    while total > max(ChangeLog.rowsKept, unmerged), let first = try oldestEpoch() {
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
