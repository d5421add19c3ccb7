import Glibc

/// The text of a pipeline file.
struct PipelineFile: Sendable {
  let path: String
  let text: String

  /// Throws `FileError` where it cannot be read or is no text.
  init(path: String) throws {
    self.path = path
    let bytes = try readAll(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileError(message: "\(path) is not UTF-8 text", help: "save the file as UTF-8")
    }
    self.text = text
  }

  /// The file's name without folders and its last suffix: the name of its state folder.
  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

/// A pipeline file is never larger.
private let byteCountMax = 16 << 20

/// The bytes of a file. Throws `FileError`.
func readAll(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw unreadable(path, errno) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw unreadable(path, errno)
    }
    bytes += buffer[..<count]
    if bytes.count > byteCountMax {
      throw FileError(
        message: "\(path) is larger than 16 MiB", help: "a pipeline file is SQL text, not data")
    }
  }
}

/// Why a file could not be read, from `errno`.
func unreadable(_ path: String, _ number: Int32) -> FileError {
  FileError(
    message: "\(path) cannot be read: \(String(cString: strerror(number)))",
    help: number == ENOENT ? "check the path; it is taken from the current directory" : nil)
}
