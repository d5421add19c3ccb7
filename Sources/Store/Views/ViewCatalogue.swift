import Dataflow

/// Which views the state has, by number.
enum ViewCatalogue {
  static func views(_ connection: Connection) throws -> [(number: Int64, view: StoredView)] {
    var views: [(number: Int64, view: StoredView)] = []
    let statement = try connection.prepare(
      "SELECT number, name, definition FROM views ORDER BY number")
    try statement.eachRow { row in
      let name = row.text(1)
      let view = try connection.decoding("view \(name)") {
        try StoredView(name: name, encoded: row.blob(2))
      }
      views.append((row.integer(0), view))
    }
    return views
  }

  /// Drops what is gone or `changed`, keeps what is the same, makes room for the rest. Part of a transaction.
  static func define(
    _ connection: Connection, _ defined: [StoredView], changed: Set<String>
  ) throws {
    var kept: Set<String> = []
    for (number, old) in try views(connection) {
      let new = defined.first { $0.name == old.name }
      if let new, old.hasRows(of: new), !changed.contains(old.name) {
        kept.insert(old.name)
        if new != old { try update(connection, number, new) }
      } else {
        try drop(connection, number, old.name)
      }
    }
    for view in defined where !kept.contains(view.name) { try insert(connection, view) }
  }

  private static func insert(_ connection: Connection, _ view: StoredView) throws {
    let statement = try connection.prepare(
      """
      INSERT INTO views (name, definition, keeps_rows, changes_after)
      VALUES (?, ?, ?, (SELECT coalesce(max(epoch), 0) FROM epochs WHERE committed_at IS NOT NULL))
      RETURNING number
      """)
    statement.bind(1, view.name)
    statement.bind(2, view.encoded())
    statement.bind(3, view.keepsRows ? 1 : 0)
    let number = try statement.first { $0.integer(0) } ?? 0
    try StateSchema.createViewTables(connection, number: number)
  }

  private static func update(
    _ connection: Connection, _ number: Int64, _ view: StoredView
  ) throws {
    let statement = try connection.prepare("UPDATE views SET definition = ?2 WHERE number = ?1")
    statement.bind(1, number)
    statement.bind(2, view.encoded())
    try statement.run()
  }

  private static func drop(_ connection: Connection, _ number: Int64, _ name: String) throws {
    try StateSchema.dropViewTables(connection, number: number)
    for table in ["views", "view_changes"] {
      try connection.execute("DELETE FROM \(table) WHERE number = \(number)")
    }
    let late = try connection.prepare(
      "SELECT number FROM sides WHERE kind = \(SideKind.late.rawValue) AND owner = ?")
    late.bind(1, name)
    guard let side = try late.first({ $0.integer(0) }) else { return }
    try connection.execute("DELETE FROM side_rows WHERE side = \(side)")
    try connection.execute("DELETE FROM sides WHERE number = \(side)")
  }
}
