import Glibc

/// The hidden part files of a sink's folder and of the dated folders in it.
enum HiddenParts {
  static let prefix = ".part-"

  /// Paths within the folder; `depth` is how many levels of dated folders there may be.
  static func paths(in root: String, depth: Int) -> [String] {
    var found: [String] = []
    collect(root, "", depth, &found)
    return found.sorted()
  }

  private static func collect(
    _ root: String, _ folder: String, _ depth: Int, _ found: inout [String]
  ) {
    guard let opened = opendir(root + "/" + folder) else { return }
    defer { closedir(opened) }
    while let entry = readdir(opened) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(prefix) {
        found.append(folder + name)
      } else if depth > 0, !name.hasPrefix("."), Int32(entry.pointee.d_type) == Int32(DT_DIR) {
        collect(root, folder + name + "/", depth - 1, &found)
      }
    }
  }
}
