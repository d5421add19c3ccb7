import CSQLite
import Dataflow

/// What a database file of ours is and which version of its tables it has; kept in SQLite's own header fields.
struct FileFormat {
  /// SQLite's `application_id`.
  let application: Int32
  /// Such as `Millrace state`.
  let name: String
  let version: Int64
  /// Versions from here on are read.
  let oldestReadable: Int64
}

extension Connection {
  /// Whether the file is empty, that is: not yet made into a database of ours.
  func isFresh() throws -> Bool {
    try integer("SELECT count(*) FROM sqlite_master") == 0
      && integer("PRAGMA application_id") == 0
  }

  /// Refuses files of other programs and of newer or too old versions, in words.
  func check(_ format: FileFormat) throws {
    let application = try integer("PRAGMA application_id")
    guard application == Int64(format.application) else {
      throw StoreError(
        .failed, "\(path): a SQLite database, but not a \(format.name)",
        help: "name another folder; Millrace leaves this file as it is")
    }
    let version = try integer("PRAGMA user_version")
    if version > format.version {
      throw StoreError(
        .failed,
        "\(path): written by a newer Millrace (format \(version); this one reads up to "
          + "\(format.version))",
        help: "use that version, or name another folder")
    }
    if version < format.oldestReadable {
      throw StoreError(
        .failed,
        "\(path): written by an older Millrace (format \(version); this one reads from "
          + "\(format.oldestReadable) on)",
        help: "use that version, or name another folder")
    }
  }

  func mark(_ format: FileFormat) throws {
    try execute("PRAGMA application_id = \(format.application)")
    try execute("PRAGMA user_version = \(format.version)")
  }

  /// Readers and one writer side by side; `synchronous` decides when a commit is on the disk.
  func useWriteAheadLog() throws {
    guard try prepare("PRAGMA journal_mode = WAL").first({ $0.text(0) }) == "wal" else {
      throw StoreError(
        .unavailable, "\(path): this file system cannot share memory between processes",
        help: "keep the state on a local disk")
    }
  }

  /// `true`: a commit returns when it is on the disk. `false`: it may be lost with the machine's power (not with the
  /// process), but never torn, and never without what came after it.
  func syncsCommits(_ full: Bool) throws {
    try execute(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
  }
}
