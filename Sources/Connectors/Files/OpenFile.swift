import Dataflow
import Glibc

/// A file that is open for reading, shared by the chunks that are cut out of it; closed with the last of them.
///
/// Immutable, and pread has no position: safe to share between workers.
final class OpenFile: Sendable {
  let path: String
  let descriptor: Int32

  /// Throws: `ConnectorError.unavailable` where it is missing, else `.failed`.
  init(_ path: String) throws(ConnectorError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw OpenFile.failure(path, errno) }
  }

  deinit { close(descriptor) }

  static func failure(_ path: String, _ code: Int32) -> ConnectorError {
    let reason = String(cString: strerror(code))
    return ConnectorError(
      code == ENOENT ? .unavailable : .failed, "cannot read \(path): \(reason)",
      help: code == EACCES ? "let the user who runs millrace read it" : nil)
  }

  /// Fills `room` from a place of the file; fewer bytes than asked for mean the file's end.
  func read(into room: UnsafeMutableRawBufferPointer, at offset: Int64) throws(ConnectorError)
    -> Int
  {
    var filled = 0
    while filled < room.count {
      let got = pread(
        descriptor, room.baseAddress.map { $0 + filled }, room.count - filled,
        off_t(offset) + filled)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw OpenFile.failure(path, errno) }
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  func state() throws(ConnectorError) -> FileState {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw OpenFile.failure(path, errno) }
    return FileState(status)
  }
}

/// What tells one version of a file from another.
struct FileState: Hashable, Sendable {
  /// In bytes, as stored.
  var size: Int64
  /// The last change of its content, ns since 1970.
  var modified: Int64

  init(size: Int64, modified: Int64) {
    self.size = size
    self.modified = modified
  }

  init(_ status: stat) {
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  /// Nil where there is no such file, or it is no regular one.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }
}
