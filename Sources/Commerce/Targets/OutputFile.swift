import Dataflow
import Glibc

/// A new file that is written from its beginning to its end, such as the truth.
public final class OutputFile {
  public let path: String
  private var descriptor: Int32

  public enum Existing: Sendable {
    /// An existing file is an error.
    case refused
    /// An existing file is emptied.
    case replaced
    /// An existing file goes on at its end.
    case appended
  }

  /// Creates the file. Throws `ConnectorError`.
  public init(path: String, existing: Existing = .replaced) throws {
    self.path = path
    let mode =
      switch existing {
      case .refused: O_EXCL
      case .replaced: O_TRUNC
      case .appended: O_APPEND
      }
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | mode
    descriptor = open(path, flags, 0o644)
    if descriptor < 0 { throw OutputFile.failure("cannot create", path, errno) }
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    precondition(descriptor >= 0, "a closed file is not written")
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let written = Glibc.write(descriptor, base + done, bytes.count - done)
      if written >= 0 {
        done += written
      } else if errno != EINTR {
        throw OutputFile.failure("cannot write to", path, errno)
      }
    }
  }

  /// Cuts what was written behind a failed write; where that is not possible either, it stays.
  func truncate(to byteCount: Int) {
    if ftruncate(descriptor, off_t(byteCount)) == 0 {
      lseek(descriptor, off_t(byteCount), SEEK_SET)
    }
  }

  /// Closes the file; some file systems report a failed write only now. Does nothing the second time.
  public func close() throws {
    guard descriptor >= 0 else { return }
    let result = Glibc.close(descriptor)
    let reason = errno
    descriptor = -1
    if result != 0 { throw OutputFile.failure("cannot finish", path, reason) }
  }

  static func failure(_ action: String, _ path: String, _ reason: Int32) -> ConnectorError {
    let help: String? =
      switch reason {
      case ENOSPC, EDQUOT: "free some space, or write to another file system"
      case EACCES, EPERM, EROFS: "choose a place that you may write to"
      case EEXIST: "name an empty folder or one that does not exist yet"
      case ENOENT: "make the folder that it is to lie in"
      default: nil
      }
    return ConnectorError(
      .failed, "\(action) \(path): \(String(cString: strerror(reason)))", help: help)
  }
}
