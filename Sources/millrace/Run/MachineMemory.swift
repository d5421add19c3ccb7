import Glibc

/// What the machine, or the control group that this process runs in, has of memory.
enum MachineMemory {
  /// Four fifths of it, in bytes: what a run may have by itself. Nil where nobody says.
  static var share: Int? { [installed, granted].compactMap { $0 }.min().map { $0 / 5 * 4 } }

  private static var installed: Int? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : nil
  }

  /// The limit of the control group, version 2 or 1, as a container sees it; "max" is none.
  private static var granted: Int? {
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return files.lazy.compactMap(number).first
  }

  private static func number(in path: String) -> Int? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    return strtoll(line, nil, 10) > 0 ? Int(strtoll(line, nil, 10)) : nil
  }
}
