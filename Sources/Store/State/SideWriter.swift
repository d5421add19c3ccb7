import Columnar
import Dataflow

/// The kinds of rows that are set aside and never taken back, as the `sides` table numbers them.
enum SideKind: Int64 {
  case rejects = 1
  case warnings = 2
  case late = 3
  case duplicates = 4
}

/// Writes one relation of rows set aside: the newest million stay, their count is exact.
final class SideWriter {
  static let rowsKept: Int64 = 1_000_000

  private let number: Int64
  private var total: Int64
  private let insert: Statement
  private let drop: Statement
  private let count: Statement

  init(_ connection: Connection, kind: SideKind, owner: String) throws {
    let make = try connection.prepare(
      "INSERT INTO sides (kind, owner) VALUES (?, ?) ON CONFLICT DO NOTHING")
    make.bind(1, kind.rawValue)
    make.bind(2, owner)
    try make.run()
    let find = try connection.prepare(
      "SELECT number, total FROM sides WHERE kind = ? AND owner = ?")
    find.bind(1, kind.rawValue)
    find.bind(2, owner)
    let found = try find.first { ($0.integer(0), $0.integer(1)) }
    guard let found else { preconditionFailure("the row was inserted just before") }
    (number, total) = found
    insert = try connection.prepare("INSERT INTO side_rows VALUES (?, ?, ?, ?)")
    drop = try connection.prepare("DELETE FROM side_rows WHERE side = ? AND position < ?")
    count = try connection.prepare("UPDATE sides SET total = ?2 WHERE number = ?1")
  }

  /// Appends the rows of a batch, each as often as its weight says; returns how many they were.
  func append(_ batch: Batch, epoch: Int64) throws -> Int64 {
    let before = total
    var bytes: [UInt8] = []
    insert.bind(1, number)
    insert.bind(3, epoch)
    for row in 0..<batch.count {
      bytes.removeAll(keepingCapacity: true)
      RowEncoding.append(batch.columns, row: row, to: &bytes)
      for _ in 0..<max(batch.weight(row), 0) {
        insert.bind(2, total)
        try bytes.withUnsafeBytes {
          insert.bind(4, unsafe: $0)
          try insert.run()
        }
        total += 1
      }
    }
    count.bind(1, number)
    count.bind(2, total)
    try count.run()
    if total > SideWriter.rowsKept {
      drop.bind(1, number)
      drop.bind(2, total - SideWriter.rowsKept)
      try drop.run()
    }
    return total - before
  }
}
