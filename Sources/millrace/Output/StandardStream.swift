import Glibc

/// Standard output or error with a buffer of its own: bytes go out in whole, large writes.
///
/// One stream belongs to one thread.
final class StandardStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let flushSize = 1 << 16

  static let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  static let isErrorTerminal = isatty(STDERR_FILENO) == 1
  static let isInputTerminal = isatty(STDIN_FILENO) == 1

  init(descriptor: Int32) { self.descriptor = descriptor }

  static func output() -> StandardStream { StandardStream(descriptor: STDOUT_FILENO) }

  /// Throws `OutputError`.
  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.flushSize { try flush() }
  }

  /// What is in the buffer goes out; call it at the end.
  func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        throw OutputError.readerLeft
      } else if errno != EINTR {
        throw OutputError.failed(reason: String(cString: strerror(errno)))
      }
    }
  }

  /// Text for people on standard error, at once. There is nowhere left to report a failure of this.
  static func say(_ text: String) { try? StandardStream(descriptor: STDERR_FILENO).flush(text) }

  private func flush(_ text: String) throws {
    try write(text)
    try flush()
  }
}

/// An answer that could not be written.
enum OutputError: Error, Hashable {
  /// The reader of a pipe closed it, such as `head`: it has what it wanted.
  case readerLeft
  case failed(reason: String)
}

/// The columns of a terminal, for standard output or error; nil where it is none.
func terminalWidth(_ descriptor: Int32) -> Int? {
  guard isatty(descriptor) == 1 else { return nil }
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}
