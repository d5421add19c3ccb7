import Dataflow
import Glibc

/// Writes records as lines of `events-00001.jsonl`, `events-00002.jsonl` … in a folder; in the order of their names the
/// files are one partition.
public final class FilesTarget: RecordTarget {
  public let partitionCount = 1
  private let folder: String
  private let rollBytes: Int
  private var file: OutputFile?
  private var fileNumber = 0
  private var bytesInFile = 0

  private static let mostFiles = 99_999

  /// Makes the folder if it is missing; one that already holds files of this kind is refused, so that streams do not
  /// mix. A file is followed by the next once it holds `rollBytes`. Throws `ConnectorError`.
  public init(folder: String, rollBytes: Int = 256 << 20) throws {
    precondition(rollBytes > 0, "a file holds at least one byte")
    (self.folder, self.rollBytes) = (folder, rollBytes)
    try FilesTarget.makeFolder(folder)
    if let old = try FilesTarget.eventFile(in: folder) {
      throw ConnectorError(
        .failed, "the folder \(folder) already holds \(old)",
        help: "name an empty folder, or remove its events-*.jsonl files first")
    }
  }

  public func write(
    partition: Int, key: UnsafeBufferPointer<UInt8>?, value: UnsafeBufferPointer<UInt8>,
    timestamp: Int64
  ) throws {
    precondition(partition == 0, "files have one partition")
    let file = try currentFile()
    try file.write(UnsafeRawBufferPointer(value))
    try file.write([UInt8(ascii: "\n")])
    bytesInFile += value.count + 1
  }

  public func write(_ batch: GeneratedBatch) throws {
    var record = 0
    var start = 0
    while record < batch.count {
      let file = try currentFile()
      let room = rollBytes - bytesInFile
      var end = batch.lineEnd(record)
      record += 1
      while record < batch.count, end - start < room {
        end = batch.lineEnd(record)
        record += 1
      }
      try file.write(UnsafeRawBufferPointer(rebasing: batch.lines[start..<end]))
      bytesInFile += end - start
      start = end
    }
  }

  public func flush() throws {}

  public func finish() throws {
    try file?.close()
    file = nil
  }

  private func currentFile() throws -> OutputFile {
    if let file, bytesInFile < rollBytes { return file }
    try finish()
    guard fileNumber < FilesTarget.mostFiles else {
      throw ConnectorError(
        .failed, "the folder \(folder) holds \(FilesTarget.mostFiles) files, the most there can be",
        help: "generate fewer events, or into several folders")
    }
    fileNumber += 1
    bytesInFile = 0
    let digits = String(fileNumber)
    let name = "events-" + String(repeating: "0", count: 5 - digits.count) + digits + ".jsonl"
    let fresh = try OutputFile(path: folder + "/" + name, existing: .refused)
    file = fresh
    return fresh
  }

  private static func makeFolder(_ path: String) throws {
    var path = path[...]
    while path.count > 1 && path.last == "/" { path = path.dropLast() }
    if mkdir(String(path), 0o755) == 0 { return }
    let reason = errno
    if reason == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(String(path), 0o755) == 0 { return }
    }
    var status = stat()
    if stat(String(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw OutputFile.failure("cannot make the folder", String(path), reason)
  }

  /// The name of any file in the folder that a target like this has written.
  private static func eventFile(in folder: String) throws -> String? {
    guard let directory = opendir(folder) else {
      throw OutputFile.failure("cannot list the folder", folder, errno)
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix("events-") && name.hasSuffix(".jsonl") { return name }
    }
    return nil
  }
}
