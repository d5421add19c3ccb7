import Dataflow
import Glibc

/// The files that a path means: one file, a folder's files, or those that match a glob; in name order (by bytes).
struct FileListing {
  let path: String

  private enum Shape { case file, folder, pattern }

  /// Throws: `ConnectorError.unavailable` where nothing is at the path, `.failed` where it cannot be read.
  func paths() throws(ConnectorError) -> [String] {
    switch try shape() {
    case .file: return [path]
    case .folder: return try folderPaths()
    case .pattern: return try patternPaths()
    }
  }

  /// The folder in which new files appear; nil for a file, or where a glob spans folders.
  var watchedFolder: String? {
    switch try? shape() {
    case .folder: return path
    case .pattern:
      let folder = FileListing.folder(of: path)
      return FileListing.isPattern(folder) ? nil : folder
    default: return FileListing.folder(of: path)
    }
  }

  private func shape() throws(ConnectorError) -> Shape {
    var status = stat()
    if stat(path, &status) == 0 {
      return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }
    let code = errno
    if FileListing.isPattern(path) { return .pattern }
    if code == ENOENT || code == ENOTDIR {
      throw ConnectorError(
        .unavailable, "there is no file or folder \(path)",
        help: "check the path option; relative paths start at the current directory")
    }
    throw OpenFile.failure(path, code)
  }

  private func folderPaths() throws(ConnectorError) -> [String] {
    guard let folder = opendir(path) else { throw OpenFile.failure(path, errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if FileListing.isVisible(name) { names.append(name) }
    }
    let prefix = path.hasSuffix("/") ? path : path + "/"
    return try FileListing.files(names.map { prefix + $0 })
  }

  private func patternPaths() throws(ConnectorError) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(path, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for index in 0..<Int(found.gl_pathc) {
      guard let match = found.gl_pathv[index] else { continue }
      let path = String(cString: match)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if FileListing.isVisible(name) { paths.append(path) }
    }
    return try FileListing.files(paths)
  }

  /// Names of hidden and unfinished files begin with a point or an underscore.
  private static func isVisible(_ name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasPrefix("_")
  }

  private static func isPattern(_ path: String) -> Bool {
    path.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  /// Those that are files, in name order. A link that leads nowhere is refused: what it should hold would be missing.
  private static func files(_ paths: [String]) throws(ConnectorError) -> [String] {
    var files: [String] = []
    for path in paths {
      if FileState(path: path) != nil {
        files.append(path)
      } else if let code = brokenLink(path) {
        throw OpenFile.failure(path, code)
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Why a link leads to nothing; nil where it does, or where there is no link.
  private static func brokenLink(_ path: String) -> Int32? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    return stat(path, &status) == 0 ? nil : errno
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
