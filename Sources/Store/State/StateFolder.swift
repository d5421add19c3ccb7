import Dataflow
import Glibc

/// The files of a state folder.
enum StateFolder {
  static func database(in folder: String) -> String { folder + "/state.db" }
  static func lock(in folder: String) -> String { folder + "/lock" }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder and those above it.
  static func create(_ folder: String) throws {
    if folder.isEmpty || mkdir(folder, 0o755) == 0 || errno == EEXIST { return }
    if errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      try create(String(folder[..<slash]))
      if mkdir(folder, 0o755) == 0 || errno == EEXIST { return }
    }
    throw StoreError(
      .unavailable, "\(folder): cannot make the folder: \(String(cString: strerror(errno)))")
  }

  static func removeState(in folder: String) throws {
    for path in ["", "-wal", "-shm"].map({ database(in: folder) + $0 })
    where unlink(path) != 0 && errno != ENOENT {
      throw StoreError(.failed, "\(path): cannot delete: \(String(cString: strerror(errno)))")
    }
  }

  /// A write-ahead log whose database was deleted belongs to nothing any more.
  static func removeLeftovers(of database: String) {
    guard !exists(database) else { return }
    unlink(database + "-wal")
    unlink(database + "-shm")
  }

  /// A database with its write-ahead log; nothing happens where there is none.
  static func remove(_ database: String) {
    for path in ["", "-wal", "-shm"] { unlink(database + path) }
  }
}

/// The right to write a state folder; ends with the value or with the process.
final class FolderLock {
  private let descriptor: Int32

  /// Throws `StoreError.unavailable` naming the holder where another process has the folder.
  init(folder: String) throws {
    let path = StateFolder.lock(in: folder)
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw StoreError(
        .unavailable, "\(path): cannot open the lock: \(String(cString: strerror(errno)))")
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      let holder = FolderLock.holder(opened)
      close(opened)
      guard code == EWOULDBLOCK else {
        throw StoreError(
          .unavailable, "\(path): cannot lock the folder: \(String(cString: strerror(code)))")
      }
      throw StoreError(
        .unavailable, "\(folder): process \(holder) is using this state",
        help: "stop that run first, or name another folder with --state")
    }
    descriptor = opened
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(count, 0)).prefix { 48...57 ~= $0 }
    return digits.isEmpty ? "(unknown)" : String(decoding: digits, as: UTF8.self)
  }
}
