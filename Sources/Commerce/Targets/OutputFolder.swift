import Glibc

/// Folders that are written into. Methods throw `ConnectorError`.
enum OutputFolder {
  /// Makes a folder and those above it where they are missing.
  static func make(_ path: String) throws {
    var path = path[...]
    while path.count > 1 && path.last == "/" { path = path.dropLast() }
    if mkdir(String(path), 0o755) == 0 { return }
    let reason = errno
    if reason == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]))
      if mkdir(String(path), 0o755) == 0 { return }
    }
    var status = stat()
    if stat(String(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw OutputFile.failure("cannot make the folder", String(path), reason)
  }

  /// The name of something in a folder; nil where it is empty.
  static func firstEntry(of folder: String) throws -> String? {
    guard let directory = opendir(folder) else {
      throw OutputFile.failure("cannot list the folder", folder, errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.min()
  }
}
