import Glibc

/// Files in a folder beside a test, `Cases` mostly: read and recorded in the source tree.
public struct CaseFiles: Sendable {
  private let folder: String

  /// The folder of that name beside the file that asks.
  public init(_ name: String = "Cases", beside file: String = #filePath) {
    folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) + "/\(name)/"
  }

  /// Whether goldens are to be written anew: `MILLRACE_RECORD=1`.
  public static var isRecording: Bool { getenv("MILLRACE_RECORD") != nil }

  /// The names of a subfolder's files without their ending, sorted.
  public func names(in subfolder: String, ending: String = ".sql") -> [String] {
    guard let directory = opendir(folder + subfolder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(String(name.dropLast(ending.utf8.count))) }
    }
    return names.sorted()
  }

  /// Nil where there is no such file.
  public func read(_ path: String) -> String? {
    guard let file = fopen(folder + path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  public func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(folder + path, "w") else { return false }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }
}
