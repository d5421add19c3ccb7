import Dataflow
import Glibc

extension Connection {
  /// Opens a database that another process may be writing to.
  ///
  /// SQLite shares memory with the writer through a file beside the database. Where the folder cannot be written and
  /// nobody writes, the database is opened as one that never changes.
  static func reading(_ path: String) throws -> Connection {
    do {
      let connection = try Connection(path, .readOnly)
      _ = try connection.integer("SELECT count(*) FROM sqlite_master")
      return connection
    } catch let error as StoreError {
      var log = stat()
      let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
      guard !hasLog, access(path, R_OK) == 0, access(folder(of: path), W_OK) != 0 else {
        throw error
      }
      return try Connection(uri(path) + "?immutable=1", .readOnly)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path as SQLite's URI: everything but plain characters escaped.
  private static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text = Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        text.append(byte)
      default:
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
