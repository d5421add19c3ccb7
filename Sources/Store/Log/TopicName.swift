import Dataflow

/// Kafka's rules for the names of topics.
enum TopicName {
  /// Kafka allows 249; the embedded log's files need room for their endings.
  static let lengthMax = 240

  static func check(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= lengthMax, name != ".", name != ".." else {
      throw ConnectorError(
        .configuration, "\"\(name)\" is no name of a topic",
        help: "use letters, digits, '.', '_' and '-', at most \(lengthMax) of them")
    }
  }
}
