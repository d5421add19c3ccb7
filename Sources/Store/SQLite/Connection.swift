import CSQLite
import Dataflow
import Glibc

/// One connection to a database file. Belongs to one thread at a time.
///
/// SQL text is fixed in this target: names and values from outside are bound, never pasted.
final class Connection {
  enum Mode {
    /// Makes the file where it is missing.
    case create
    case readWrite
    case readOnly
  }

  let path: String
  let handle: OpaquePointer

  /// Throws `StoreError.unavailable` where the file cannot be opened at all.
  init(_ path: String, _ mode: Mode) throws {
    self.path = path
    var flags = SQLITE_OPEN_NOMUTEX | (path.hasPrefix("file:") ? SQLITE_OPEN_URI : 0)
    switch mode {
    case .create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    case .readWrite: flags |= SQLITE_OPEN_READWRITE
    case .readOnly: flags |= SQLITE_OPEN_READONLY
    }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened else {
      throw StoreError(.unavailable, "\(path): cannot open the database: out of memory")
    }
    sqlite3_extended_result_codes(opened, 1)
    guard code == SQLITE_OK else {
      var error = StoreError(sqlite: code, path: path, handle: opened)
      error.kind = .unavailable
      sqlite3_close_v2(opened)
      throw error
    }
    sqlite3_busy_timeout(opened, 10_000)
    handle = opened
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that answer nothing.
  func execute(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  func prepare(_ sql: String) throws -> Statement { try Statement(self, sql) }

  /// All of `body` or nothing of it. Waits for another writer first.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // A failed COMMIT or a full disk may have rolled back already: then there is nothing to undo.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// The one integer that a statement without parameters answers.
  func integer(_ sql: String) throws -> Int64 {
    let statement = try prepare(sql)
    guard try statement.step() else { return 0 }
    return statement.integer(0)
  }

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  var changes: Int64 { sqlite3_changes64(handle) }
}
