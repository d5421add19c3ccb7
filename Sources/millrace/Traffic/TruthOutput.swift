import Commerce
import Dataflow
import Store

/// `--truth`: a file, or a topic.
enum TruthDestination: ArgumentValue, Hashable {
  case file(String)
  case topic(String)

  init(argument: String) throws(InvalidArgument) {
    if argument.hasPrefix("topic:"), argument.utf8.count > 6 {
      self = .topic(String(argument.dropFirst(6)))
    } else if argument.isEmpty || argument == "topic:" {
      throw InvalidArgument(expected: "a place for the truth: FILE or topic:NAME")
    } else {
      self = .file(argument)
    }
  }
}

/// Where the truth goes: any number of files and topics.
final class TruthOutput {
  private let files: [OutputFile]
  private let topics: [TopicWriter]

  /// Topics are made with one partition. Throws `ConnectorError`.
  init(_ destinations: [TruthDestination], brokerFolder: String) throws {
    let broker = EmbeddedBroker(folder: brokerFolder)
    var (files, topics) = ([OutputFile](), [TopicWriter]())
    for destination in destinations {
      switch destination {
      case .file(let path): files.append(try OutputFile(path: path))
      case .topic(let name):
        try broker.create(name, partitions: 1)
        topics.append(try TopicWriter(broker, topic: name))
      }
    }
    (self.files, self.topics) = (files, topics)
  }

  /// Takes whole lines. Throws `ConnectorError`.
  func write(_ lines: [UInt8]) throws {
    if lines.isEmpty { return }
    for file in files { try file.write(lines) }
    let now = currentMicroseconds()
    for topic in topics {
      for line in lines.split(separator: UInt8(ascii: "\n")) {
        try line.withUnsafeBytes {
          try topic.append(key: nil, value: $0, timestamp: now, partition: 0)
        }
      }
      try topic.commit()
    }
  }

  func close() throws { for file in files { try file.close() } }
}
