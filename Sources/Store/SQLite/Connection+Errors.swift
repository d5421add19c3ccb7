import CSQLite
import Dataflow
import Glibc

extension Connection {
  /// What went wrong in the last call, in words for users; names the file.
  func error(_ code: Int32) -> StoreError {
    StoreError(sqlite: code, path: path, handle: handle)
  }

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

extension StoreError {
  /// The last failure of a database handle, in words for users.
  init(sqlite code: Int32, path: String, handle: OpaquePointer) {
    let message = String(cString: sqlite3_errmsg(handle))
    let number = sqlite3_system_errno(handle)
    let reason = number == 0 ? message : String(cString: strerror(number))
    switch code & 0xff {
    case SQLITE_FULL:
      self.init(
        .failed, "\(path): the disk is full",
        help: "make room and start again: nothing that was committed is lost")
    case SQLITE_NOTADB:
      self.init(
        .failed, "\(path): this is not a database",
        help: "move the file away to start anew, or put its backup in its place")
    case SQLITE_CORRUPT:
      self.init(
        .failed, "\(path): the database is damaged (\(message))",
        help: "put a backup in its place, or move the file away to start anew")
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(.unavailable, "\(path): another process kept the database locked for 10 s")
    case SQLITE_READONLY:
      self.init(
        .failed, "\(path): the file or its folder is read-only",
        help: "give yourself write permission on the folder and the files in it")
    case SQLITE_CANTOPEN:
      self.init(.unavailable, "\(path): cannot open the database: \(reason)")
    case SQLITE_IOERR:
      self.init(.failed, "\(path): reading or writing failed: \(reason)")
    case SQLITE_NOMEM:
      self.init(.failed, "\(path): out of memory")
    case SQLITE_TOOBIG:
      self.init(.failed, "\(path): a row is larger than 1 GB")
    default:
      self.init(.failed, "\(path): \(message) (SQLite code \(code))")
    }
  }
}
