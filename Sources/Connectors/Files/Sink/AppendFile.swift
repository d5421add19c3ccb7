import Dataflow
import Glibc

/// A file that is written at its end.
final class AppendFile {
  let path: String
  private let descriptor: Int32
  private(set) var length: Int64

  /// Opens or makes the file and cuts it to `length` bytes.
  ///
  /// Throws: `ConnectorError.failed`, also where the file is shorter.
  init(_ path: String, length: Int64) throws(ConnectorError) {
    self.path = path
    self.length = length
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw AppendFile.failure(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw AppendFile.failure(path, errno) }
    guard Int64(status.st_size) >= length else {
      throw ConnectorError(
        .failed, "\(path) has lost rows: \(status.st_size) bytes, \(length) were committed",
        help: "restore the folder from a backup, or start the sink anew with --take-over")
    }
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw AppendFile.failure(path, errno)
    }
  }

  deinit { close(descriptor) }

  func append(_ bytes: [UInt8]) throws(ConnectorError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { room in
        write(descriptor, room.baseAddress.map { $0 + written }, room.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw AppendFile.failure(path, errno) }
      written += count
    }
    length += Int64(bytes.count)
  }

  func sync() throws(ConnectorError) {
    if fsync(descriptor) != 0 { throw AppendFile.failure(path, errno) }
  }

  static func syncFolder(_ folder: String) throws(ConnectorError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw failure(folder, errno) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw failure(folder, errno) }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(ConnectorError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    let code = errno
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure(path, code)
    }
    try makeFolder(String(path[..<slash]))
    if mkdir(path, 0o755) != 0 && errno != EEXIST { throw failure(path, errno) }
  }

  static func failure(_ path: String, _ code: Int32) -> ConnectorError {
    let help = code == ENOSPC ? "free some space; the epoch is written again then" : nil
    return ConnectorError(
      .failed, "cannot write \(path): \(String(cString: strerror(code)))", help: help)
  }
}
