import Glibc

/// The lines of standard input or of a file, without their breaks.
struct LineInput: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var room = [UInt8](repeating: 0, count: 1 << 18)
  private var position = 0
  private var isAtEnd = false

  /// `-` is standard input. Throws `FileError`.
  init(path: String) throws {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw unreadable(path, errno) }
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// The next line; nil at the end. A last line without a break counts.
  mutating func next() throws -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return Array(buffer[position..<end])
      }
      if isAtEnd {
        defer { position = buffer.count }
        return position < buffer.count ? Array(buffer[position...]) : nil
      }
      buffer.removeFirst(position)
      (searched, position) = (buffer.count, 0)
      try fill()
    }
  }

  private mutating func fill() throws {
    while true {
      let count = room.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw unreadable(path, errno) }
      buffer += room[..<count]
      isAtEnd = count == 0
      return
    }
  }
}
