import Glibc

/// A folder of its own for a test, removed with it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/millrace-connectors-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove(path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8], append: Bool = false) {
    let file = fopen(self(name), append ? "a" : "w")
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func append(_ name: String, _ text: String) { write(name, Array(text.utf8), append: true) }

  func makeFolder(_ name: String) { mkdir(self(name), 0o755) }

  func delete(_ name: String) { remove(self(name)) }

  func read(_ name: String) -> String? {
    guard let file = fopen(self(name), "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let got = fread(&buffer, 1, buffer.count, file)
      if got == 0 { break }
      bytes += buffer[..<got]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Names in it, sorted, hidden ones too.
  func names(_ folder: String = "") -> [String] {
    guard let opened = opendir(folder.isEmpty ? path : self(folder)) else { return [] }
    defer { closedir(opened) }
    var names: [String] = []
    while let entry = readdir(opened) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Runs a command of the system, such as gzip, on a file.
  func run(_ command: String, _ arguments: String...) {
    var process = pid_t()
    let words = [command] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    posix_spawnp(&process, command, nil, nil, pointers, environ)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    for pointer in pointers { free(pointer) }
  }

  private func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT != S_IFDIR {
      unlink(path)
      return
    }
    chmod(path, 0o755)
    let relative = String(path.dropFirst(self.path.count + 1))
    for name in names(relative) { remove(path + "/" + name) }
    rmdir(path)
  }
}
