import Glibc

/// A folder that goes away with the value.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/millrace-store-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder") }
    path = String(cString: made)
  }

  deinit { remove(path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    precondition(descriptor >= 0, "cannot write \(name)")
    var done = 0
    while done < bytes.count {
      done += bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done)
      }
    }
    Glibc.close(descriptor)
    return file(name)
  }

  func read(_ name: String) -> [UInt8] {
    let descriptor = open(file(name), O_RDONLY)
    precondition(descriptor >= 0, "cannot read \(name)")
    defer { Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = Glibc.read(descriptor, &part, part.count)
      if got <= 0 { return bytes }
      bytes += part[..<got]
    }
  }

  var names: [String] { TemporaryFolder.names(in: path) }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func remove(_ path: String) {
    for name in TemporaryFolder.names(in: path) {
      if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
    }
    rmdir(path)
  }
}
