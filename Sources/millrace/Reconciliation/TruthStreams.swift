import Dataflow
import Diagnostics
import Planning

/// The streams that a truth file tells of.
struct TruthStreams {
  private let path: String
  /// In the file's order.
  private(set) var names: [String] = []
  /// By stream.
  private var topics: [String: String] = [:]

  /// Throws `FileError`.
  init(path: String) throws {
    self.path = path
    var streams: [(name: String, topic: String)] = []
    let columns: [DecodedColumn] = [.truth("stream", as: .text), .truth("topic", as: .text)]
    try TruthLines(path: path, columns: columns, zone: .utc).read { lines in
      for row in 0..<lines.count where lines.type(row) == "stream" {
        guard let name = lines.column(0).text(row) else { continue }
        streams.append((name, lines.column(1).text(row) ?? name))
      }
    }
    for stream in streams where topics.updateValue(stream.topic, forKey: stream.name) == nil {
      names.append(stream.name)
    }
  }

  /// The stream that a table reads: by its topic, by a folder of its path, by the table's name, or the only one there
  /// is. Throws `UsageError`.
  func stream(of table: TableDefinition) throws -> String {
    if case .text(let topic)? = table.options["topic"],
      let name = names.first(where: { topics[$0] == topic })
    {
      return name
    }
    if case .text(let path)? = table.options["path"] {
      let folders = path.split(separator: "/").map(String.init)
      if let name = names.last(where: { folders.contains($0) }) { return name }
    }
    if names.contains(table.name) { return table.name }
    if names.count == 1 { return names[0] }
    throw UsageError(
      "\(path) tells of several streams, and none is called like the topic, a folder or the name "
        + "of table \(table.name)",
      help: "the streams are " + names.joined(separator: ", "))
  }
}
