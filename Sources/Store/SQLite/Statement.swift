import CSQLite
import Dataflow

/// A compiled statement that is used again and again; parameters count from 1, columns from 0.
struct Statement: ~Copyable {
  let connection: Connection
  private let handle: OpaquePointer

  init(_ connection: Connection, _ sql: String) throws {
    self.connection = connection
    var compiled: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let compiled else { throw connection.error(code) }
    handle = compiled
  }

  deinit { sqlite3_finalize(handle) }

  borrowing func bind(_ index: Int32, _ value: Int64) {
    check(sqlite3_bind_int64(handle, index, value))
  }

  borrowing func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { check(sqlite3_bind_null(handle, index)) }
  }

  borrowing func bind(_ index: Int32, _ value: String?) {
    guard var value else { return check(sqlite3_bind_null(handle, index)) }
    value.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) { text in
        check(
          sqlite3_bind_text(
            handle, index, text.baseAddress, Int32(text.count), csqlite_transient()))
      }
    }
  }

  borrowing func bind(_ index: Int32, _ value: [UInt8]?) {
    guard let value else { return check(sqlite3_bind_null(handle, index)) }
    value.withUnsafeBytes { bytes in
      // An empty array may have no address, which SQLite would read as NULL.
      if bytes.isEmpty { return check(sqlite3_bind_zeroblob(handle, index, 0)) }
      check(
        sqlite3_bind_blob64(
          handle, index, bytes.baseAddress, UInt64(bytes.count), csqlite_transient()))
    }
  }

  /// Bytes that stay where they are until the statement has run: nothing is copied.
  @inline(__always)
  borrowing func bind(_ index: Int32, unsafe bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return check(sqlite3_bind_zeroblob(handle, index, 0)) }
    check(
      sqlite3_bind_blob64(
        handle, index, bytes.baseAddress, UInt64(bytes.count), csqlite_static()))
  }

  /// Goes to the next row; false at the end, where the statement is ready for new parameters.
  borrowing func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      let error = connection.error(code)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs a statement that answers nothing.
  borrowing func run() throws {
    while try step() {}
  }

  /// Runs `body` on the first row, if there is one.
  borrowing func first<Result>(_ body: (borrowing Statement) throws -> Result) throws -> Result? {
    defer { reset() }
    guard try step() else { return nil }
    return try body(self)
  }

  /// Runs `body` on each row.
  borrowing func eachRow(_ body: (borrowing Statement) throws -> Void) throws {
    defer { reset() }
    while try step() { try body(self) }
  }

  borrowing func reset() { sqlite3_reset(handle) }

  @inline(__always)
  borrowing func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  borrowing func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  borrowing func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  borrowing func text(_ column: Int32) -> String {
    guard let text = sqlite3_column_text(handle, column) else { return "" }
    return String(cString: text)
  }

  borrowing func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  borrowing func blob(_ column: Int32) -> [UInt8] { Array(bytes(column)) }

  borrowing func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  /// A blob in place: good until the next step or reset.
  @inline(__always)
  borrowing func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  /// Binding fails only for a wrong index or without memory.
  @inline(__always)
  private borrowing func check(_ code: Int32) {
    precondition(code == SQLITE_OK, "a parameter that the statement does not have")
  }
}
