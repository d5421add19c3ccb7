import Columnar
import Dataflow

/// The stored rows of one relation: a view's, or those of its errors.
///
/// Statements are compiled once. Pointers in a change are bound without a copy.
final class RowTable {
  let name: String
  private let isKeyed: Bool
  private let insert: Statement
  private let update: Statement
  private let delete: Statement
  private let addWeight: Statement
  private let takeWeight: Statement
  private let takeAll: Statement
  private let archive: VersionArchive?
  private let connection: Connection

  /// `archive`: takes the versions that are over; nil where none are kept.
  init(
    _ connection: Connection, name: String, table: String, archive: VersionArchive?, isKeyed: Bool
  ) throws {
    self.connection = connection
    self.name = name
    self.isKeyed = isKeyed
    self.archive = archive
    insert = try connection.prepare(
      """
      INSERT OR IGNORE INTO \(table) (key, content, weight, epoch, valid_from)
      VALUES (?, ?, ?, ?, ?)
      """)
    update = try connection.prepare(
      "UPDATE \(table) SET content = ?2, weight = ?3, epoch = ?4, valid_from = ?5 WHERE key = ?1")
    delete = try connection.prepare("DELETE FROM \(table) WHERE key = ?")
    addWeight = try connection.prepare(
      """
      INSERT INTO \(table) (key, content, weight, epoch, valid_from) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (key) DO UPDATE
      SET weight = weight + ?3, epoch = ?4, valid_from = ?5
      """)
    takeWeight = try connection.prepare(
      """
      UPDATE \(table) SET weight = weight + ?3, epoch = ?4, valid_from = ?5
      WHERE key = ?1 AND weight > -?3
      """)
    takeAll = try connection.prepare("DELETE FROM \(table) WHERE key = ?1 AND weight = -?3")
  }

  /// Applies the net change of one key.
  func apply(_ net: ChangeSet.Net) throws {
    if let archive, !isKeyed || net.retracted != nil {
      try archive.close(key: net.key, at: net.version.preparedAt)
    }
    guard isKeyed ? try applyKeyed(net) : try applyCounted(net) else {
      throw StoreError.weightBelowZero(in: name, net)
    }
  }

  private func applyKeyed(_ net: ChangeSet.Net) throws -> Bool {
    switch (net.inserted, net.retracted) {
    case (let row?, nil):
      return try run(insert, net, row, 1)
    case (let row?, _?):
      return try run(update, net, row, 1)
    default:
      delete.bind(1, unsafe: net.key)
      try delete.run()
      return connection.changes == 1
    }
  }

  private func applyCounted(_ net: ChangeSet.Net) throws -> Bool {
    if let row = net.inserted {
      return try run(addWeight, net, row, net.weight)
    }
    if try run(takeWeight, net, nil, net.weight) { return true }
    takeAll.bind(1, unsafe: net.key)
    takeAll.bind(3, net.weight)
    try takeAll.run()
    return connection.changes == 1
  }

  private func run(
    _ statement: borrowing Statement, _ net: ChangeSet.Net, _ row: UnsafeRawBufferPointer?,
    _ weight: Int64
  ) throws -> Bool {
    statement.bind(1, unsafe: net.key)
    if let row { statement.bind(2, unsafe: row) }
    statement.bind(3, weight)
    statement.bind(4, net.version.epoch)
    statement.bind(5, net.version.preparedAt)
    try statement.run()
    return connection.changes == 1
  }
}

extension StoreError {
  /// A change that no stored row allows: operators answered something that cannot be.
  static func weightBelowZero(in relation: String, _ net: ChangeSet.Net) -> StoreError {
    weightBelowZero(
      in: relation, epoch: net.version.epoch,
      net.weight > 0 ? "adds a second row of one key" : "takes a row away that is not there")
  }

  static func weightBelowZero(
    in relation: String, epoch: Int64, _ reason: String
  ) -> StoreError {
    StoreError(
      .failed, "view \(relation): epoch \(epoch) \(reason) (a weight that cannot be)",
      help: "this is a fault of Millrace: please report it with the pipeline")
  }
}

/// Keeps the versions of a view's rows that are over: `VIEW.history` is these and the current rows.
final class VersionArchive {
  private let copy: Statement
  private let drop: Statement

  init(_ connection: Connection, table: String, history: String) throws {
    copy = try connection.prepare(
      """
      INSERT INTO \(history) (key, epoch, content, weight, valid_from, valid_to)
      SELECT key, epoch, content, weight, valid_from, ?2 FROM \(table) WHERE key = ?1
      """)
    drop = try connection.prepare("DELETE FROM \(history) WHERE valid_to < ?")
  }

  /// The current version of a key, if there is one, is over at a moment (µs).
  func close(key: UnsafeRawBufferPointer, at moment: Int64) throws {
    copy.bind(1, unsafe: key)
    copy.bind(2, moment)
    try copy.run()
  }

  /// Forgets what was over before a moment (µs).
  func forget(before moment: Int64) throws {
    drop.bind(1, moment)
    try drop.run()
  }
}
