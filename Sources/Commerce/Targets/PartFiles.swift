import Dataflow
import Glibc

/// The files of one stream: numbered parts in a folder, or in one folder a day.
final class PartFiles {
  private let folder: String
  private let suffix: String
  private let header: [UInt8]
  private let days: DayFolder?
  private let firstDay: Int64
  private let rollBytes: Int
  private var parts: [Int: Part] = [:]

  /// The newest file of a partition.
  private struct Part {
    var number = 0
    var byteCount = 0
    /// Nil while it is closed to save descriptors.
    var file: OutputFile?
  }

  private static let mostParts = 99_999
  /// Late records go to yesterday's folder; what is older is opened again when it is needed.
  private static let mostOpenFiles = 4

  init(
    folder: String, suffix: String, header: [UInt8], days: DayFolder?, firstDay: Int64,
    rollBytes: Int
  ) throws {
    (self.folder, self.suffix, self.header) = (folder, suffix, header)
    (self.days, self.firstDay, self.rollBytes) = (days, firstDay, rollBytes)
    try OutputFolder.make(folder)
    if let old = try OutputFolder.firstEntry(of: folder) {
      throw ConnectorError(
        .failed, "the folder \(folder) already holds \(old)",
        help: "name an empty folder, or remove what is in it first")
    }
  }

  /// Bytes that the partition's file takes before the next one begins.
  func room(_ partition: Int) -> Int { rollBytes - (parts[partition]?.byteCount ?? 0) }

  /// Makes sure that the partition has a file with room; returns the bytes of the header that it wrote for it.
  func open(_ partition: Int) throws -> Int {
    var part = parts[partition] ?? Part()
    if part.number > 0, part.byteCount < rollBytes {
      if part.file == nil {
        part.file = try OutputFile(path: path(partition, part.number), existing: .appended)
        try limitOpenFiles(besides: partition)
        parts[partition] = part
      }
      return 0
    }
    try part.file?.close()
    guard part.number < PartFiles.mostParts else {
      throw ConnectorError(
        .failed, "the folder \(folder) holds \(PartFiles.mostParts) files, the most there can be",
        help: "generate fewer events, or into several folders")
    }
    try limitOpenFiles(besides: partition)
    part = Part(number: part.number + 1)
    if days != nil, part.number == 1 { try OutputFolder.make(partFolder(partition)) }
    let file = try OutputFile(path: path(partition, part.number), existing: .refused)
    part.file = file
    parts[partition] = part
    try write(header, partition)
    return header.count
  }

  /// Writes all of the bytes or, where that fails, none of them, as far as the file can be cut again.
  func write(_ bytes: UnsafeRawBufferPointer, _ partition: Int) throws {
    guard let part = parts[partition], let file = part.file else {
      preconditionFailure("a partition is opened before it is written")
    }
    do {
      try file.write(bytes)
    } catch {
      file.truncate(to: part.byteCount)
      throw error
    }
    parts[partition]?.byteCount += bytes.count
  }

  private func write(_ bytes: [UInt8], _ partition: Int) throws {
    try bytes.withUnsafeBytes { try write($0, partition) }
  }

  func close() throws {
    for partition in parts.keys.sorted() {
      try parts[partition]?.file?.close()
      parts[partition]?.file = nil
    }
  }

  private func limitOpenFiles(besides partition: Int) throws {
    let open = parts.filter { $0.value.file != nil && $0.key != partition }.keys.sorted()
    guard open.count >= PartFiles.mostOpenFiles, let oldest = open.first else { return }
    try parts[oldest]?.file?.close()
    parts[oldest]?.file = nil
  }

  private func partFolder(_ partition: Int) -> String {
    days.map { folder + "/" + $0.name(firstDay + Int64(partition)) } ?? folder
  }

  private func path(_ partition: Int, _ number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: 5 - digits.count) + digits
    return partFolder(partition) + "/part-" + padded + suffix
  }
}
