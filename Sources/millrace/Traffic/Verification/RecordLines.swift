import Glibc

/// The lines of a file, in place: no line is copied.
struct RecordLines: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)
  /// Bytes of `buffer` that were read and not taken.
  private var unread = 0..<0
  private var isAtEnd = false

  /// Throws `FileError`.
  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw unreadable(path, errno) }
  }

  deinit { close(descriptor) }

  /// Takes the next line away; returns its bytes with the newline.
  mutating func skipLine() throws -> Int {
    let line = try nextLine()
    return line.map { $0.count + 1 } ?? 0
  }

  /// Calls `body` with each line that is left, without its newline. A last line without one counts.
  mutating func take(_ body: (UnsafeRawBufferPointer) -> Void) throws {
    while let line = try nextLine() {
      buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[line])) }
    }
  }

  private mutating func nextLine() throws -> Range<Int>? {
    var searched = 0
    while true {
      if let end = newline(from: unread.lowerBound + searched) {
        defer { unread = end + 1..<unread.upperBound }
        return unread.lowerBound..<end
      }
      searched = unread.count
      if isAtEnd {
        defer { unread = unread.upperBound..<unread.upperBound }
        return unread.isEmpty ? nil : unread
      }
      try fill()
    }
  }

  private func newline(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < unread.upperBound else { return nil }
      guard let found = memchr(base + start, 10, unread.upperBound - start) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Moves what is left to the front and reads behind it.
  private mutating func fill() throws {
    let kept = unread.count
    if kept == buffer.count { buffer += [UInt8](repeating: 0, count: kept) }
    let start = unread.lowerBound
    let count = try buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      memmove(base, base + start, kept)
      while true {
        let count = read(descriptor, base + kept, bytes.count - kept)
        if count >= 0 { return count }
        if errno != EINTR { throw unreadable(path, errno) }
      }
    }
    unread = 0..<kept + count
    isAtEnd = count == 0
  }
}
