import Commerce
import Dataflow
import Glibc
import Store

/// Part of a stream that lies in one place, as the truth names it.
struct StreamPartition: Hashable {
  var stream: String
  var partition: Int
  var topic: String
  /// Of a day; nil: the stream is not distributed by days.
  var folder: String?
  var isCSV: Bool
}

/// Records that were generated, to be read again.
protocol WrittenRecords {
  /// Takes all records of a partition in their order. Throws `ConnectorError` or `FileError`.
  func read(_ place: StreamPartition, into recount: inout PartitionRecount) throws
}

/// Records in topics of the embedded broker.
struct WrittenTopics: WrittenRecords {
  let folder: String
  /// In place of the one that the truth names.
  let topic: String?

  func read(_ place: StreamPartition, into recount: inout PartitionRecount) throws {
    let reader = try TopicReader(EmbeddedBroker(folder: folder), topic: topic ?? place.topic)
    let block = RecordBlock()
    var offset: Int64 = 0
    while true {
      block.removeAll()
      let next = try reader.read(partition: place.partition, from: offset, into: block)
      if next == offset { return }
      for record in 0..<block.count { recount.take(UnsafeRawBufferPointer(block.slice(record))) }
      offset = next
    }
  }
}

/// Records in files, as `--to files:DIR` writes them.
struct WrittenFiles: WrittenRecords {
  let folder: String

  func read(_ place: StreamPartition, into recount: inout PartitionRecount) throws {
    var path = folder + "/" + place.stream
    if let day = place.folder { path += "/" + day }
    for name in try parts(of: path) {
      var lines = try RecordLines(path: path + "/" + name)
      if place.isCSV { recount.skip(bytes: try lines.skipLine()) }
      try lines.take { recount.take($0) }
    }
  }

  /// Names of the files of a partition, in their order; a folder that is missing holds none.
  private func parts(of path: String) throws -> [String] {
    guard let directory = opendir(path) else {
      if errno == ENOENT { return [] }
      throw unreadable(path, errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix("part-") { names.append(name) }
    }
    return names.sorted()
  }
}
