import Dataflow

/// The tables of `state.db`.
///
/// Rows of a view lie in tables named by the view's number in the catalogue, never by a user's name.
enum StateSchema {
  static let format = FileFormat(
    application: 0x4d69_5374, name: "Millrace state", version: 3, oldestReadable: 3)

  static func create(_ connection: Connection) throws {
    try connection.execute(
      """
      CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE epochs (
        epoch INTEGER PRIMARY KEY, prepared_at INTEGER NOT NULL, committed_at INTEGER,
        row_count INTEGER NOT NULL, replayed INTEGER NOT NULL DEFAULT 0, record BLOB NOT NULL);
      CREATE TABLE ledger (
        table_name TEXT PRIMARY KEY, read INTEGER NOT NULL, accepted INTEGER NOT NULL,
        rejected INTEGER NOT NULL, duplicate INTEGER NOT NULL, warned INTEGER NOT NULL,
        ahead INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE ledger_epochs (
        epoch INTEGER NOT NULL, table_name TEXT NOT NULL, read INTEGER NOT NULL,
        accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, duplicate INTEGER NOT NULL,
        PRIMARY KEY (epoch, table_name)) WITHOUT ROWID;
      CREATE TABLE sources (
        table_name TEXT NOT NULL, log_partition INTEGER NOT NULL, log_offset INTEGER NOT NULL,
        watermark INTEGER NOT NULL, log_end INTEGER, idle INTEGER NOT NULL,
        PRIMARY KEY (table_name, log_partition)) WITHOUT ROWID;
      CREATE TABLE views (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition BLOB NOT NULL,
        row_count INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0, watermark INTEGER, held_by TEXT,
        changes_after INTEGER NOT NULL DEFAULT 0, merged_epoch INTEGER NOT NULL DEFAULT 0,
        keeps_rows INTEGER NOT NULL DEFAULT 1);
      CREATE TABLE view_changes (
        number INTEGER NOT NULL, epoch INTEGER NOT NULL, row_count INTEGER NOT NULL,
        changes BLOB NOT NULL, PRIMARY KEY (number, epoch));
      CREATE TABLE sides (
        number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, owner TEXT NOT NULL,
        total INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, owner));
      CREATE TABLE side_rows (
        side INTEGER NOT NULL, position INTEGER NOT NULL, epoch INTEGER NOT NULL,
        content BLOB NOT NULL, PRIMARY KEY (side, position)) WITHOUT ROWID;
      CREATE TABLE snapshots (
        epoch INTEGER PRIMARY KEY, entry_count INTEGER NOT NULL, checksum INTEGER NOT NULL);
      CREATE TABLE snapshot_states (
        number INTEGER PRIMARY KEY, operator TEXT NOT NULL, key_group INTEGER NOT NULL,
        epoch INTEGER NOT NULL, checksum INTEGER NOT NULL, size INTEGER NOT NULL,
        content BLOB NOT NULL);
      CREATE UNIQUE INDEX snapshot_states_by_group
        ON snapshot_states (operator, key_group, epoch, checksum, size);
      """)
  }

  /// Figures that a later run makes again: states of the same format may lack them.
  static func createFigures(_ connection: Connection) throws {
    try connection.execute(
      """
      CREATE TABLE IF NOT EXISTS operator_sizes (
        position INTEGER PRIMARY KEY, owner TEXT NOT NULL, operator TEXT NOT NULL,
        row_count INTEGER NOT NULL, bytes INTEGER NOT NULL)
      """)
  }

  static func createViewTables(_ connection: Connection, number: Int64) throws {
    try connection.execute(
      """
      CREATE TABLE \(rows(number)) (
        key BLOB PRIMARY KEY, content BLOB NOT NULL, weight INTEGER NOT NULL,
        epoch INTEGER NOT NULL, valid_from INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE \(history(number)) (
        key BLOB NOT NULL, epoch INTEGER NOT NULL, content BLOB NOT NULL,
        weight INTEGER NOT NULL, valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL,
        PRIMARY KEY (key, epoch)) WITHOUT ROWID;
      CREATE INDEX \(history(number))_by_end ON \(history(number)) (valid_to);
      CREATE TABLE \(errors(number)) (
        key BLOB PRIMARY KEY, content BLOB NOT NULL, weight INTEGER NOT NULL,
        epoch INTEGER NOT NULL, valid_from INTEGER NOT NULL) WITHOUT ROWID;
      """)
  }

  static func dropViewTables(_ connection: Connection, number: Int64) throws {
    for table in [rows(number), history(number), errors(number)] {
      try connection.execute("DROP TABLE IF EXISTS \(table)")
    }
  }

  static func rows(_ number: Int64) -> String { "view_rows_\(number)" }
  static func history(_ number: Int64) -> String { "view_history_\(number)" }
  static func errors(_ number: Int64) -> String { "view_errors_\(number)" }
}
