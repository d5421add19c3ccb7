import CSQLite
import Dataflow
import Glibc

extension Connection {
  /// What went wrong in the last call, in words for users; names the file.
  func error(_ code: Int32) -> StoreError {
    let primary = code & 0xff
    switch primary {
    case SQLITE_FULL:
      return StoreError(
        .failed, "\(path): the disk is full",
        help: "make room and start again: nothing that was committed is lost")
    case SQLITE_NOTADB:
      return StoreError(
        .failed, "\(path): this is not a database",
        help: "move the file away to start anew, or put its backup in its place")
    case SQLITE_CORRUPT:
      return StoreError(
        .failed, "\(path): the database is damaged (\(libraryMessage))",
        help: "put a backup in its place, or move the file away to start anew")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return StoreError(
        .unavailable, "\(path): another process kept the database locked for 10 s")
    case SQLITE_READONLY:
      return StoreError(
        .failed, "\(path): the file or its folder is read-only",
        help: "give yourself write permission on the folder and the files in it")
    case SQLITE_CANTOPEN:
      return StoreError(.unavailable, "\(path): cannot open the database: \(systemReason)")
    case SQLITE_IOERR:
      return StoreError(.failed, "\(path): reading or writing failed: \(systemReason)")
    case SQLITE_NOMEM:
      return StoreError(.failed, "\(path): out of memory")
    case SQLITE_TOOBIG:
      return StoreError(.failed, "\(path): a row is larger than 1 GB")
    default:
      return StoreError(.failed, "\(path): \(libraryMessage) (SQLite code \(code))")
    }
  }

  func error(opening code: Int32) -> StoreError {
    var error = self.error(code)
    error.kind = .unavailable
    return error
  }

  private var libraryMessage: String { String(cString: sqlite3_errmsg(handle)) }

  private var systemReason: String {
    let code = sqlite3_system_errno(handle)
    return code == 0 ? libraryMessage : String(cString: strerror(code))
  }
}

extension Connection {
  /// Reads one of our own records; bytes that do not decode are a damaged database.
  func decoding<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as StateDecodingError {
      throw StoreError(
        .failed, "\(path): the database is damaged: \(what) cannot be read (\(error.reason))",
        help: "put a backup in its place, or move the file away to start anew")
    }
  }
}
