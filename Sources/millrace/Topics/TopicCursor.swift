import Dataflow

/// Where `topics read` and `tail` begin.
enum TopicStart: ArgumentValue, Hashable {
  case earliest
  case latest
  case offset(Int64)

  init(argument: String) throws(InvalidArgument) {
    switch argument {
    case "earliest": self = .earliest
    case "latest": self = .latest
    default:
      guard let offset = Int64(argument), offset >= 0 else {
        throw InvalidArgument(expected: "a place in a topic: earliest, latest or an offset")
      }
      self = .offset(offset)
    }
  }
}

/// Reads all partitions of a topic, in order within each.
struct TopicCursor {
  private let broker: any TopicBroker
  private let topic: String
  /// The next offset of each partition.
  private var positions: [Int: Int64] = [:]
  private let partitions: [Int]

  private static let recordsAtOnce = 10_000

  /// `partition`: only that one. Throws `ConnectorError`.
  init(_ broker: any TopicBroker, _ topic: String, partition: Int?, from start: TopicStart) throws {
    (self.broker, self.topic) = (broker, topic)
    let all = try broker.describe(topic)
    let chosen = all.filter { partition == nil || $0.partition == partition }
    guard !chosen.isEmpty else {
      throw ConnectorError(
        .configuration, "topic \"\(topic)\" has no partition \(partition ?? 0)",
        help: "its partitions are 0 to \(all.count - 1)")
    }
    partitions = chosen.map(\.partition)
    for partition in chosen {
      positions[partition.partition] =
        switch start {
        case .earliest: partition.firstOffset
        case .latest: partition.nextOffset
        case .offset(let offset): max(offset, partition.firstOffset)
        }
    }
  }

  /// The next records of the first partition that has any; empty at the end of all of them.
  mutating func next(limit: Int) throws -> [TopicRecord] {
    for partition in partitions {
      let records = try broker.read(
        topic, partition: partition, from: positions[partition] ?? 0,
        limit: min(limit, Self.recordsAtOnce))
      guard let last = records.last else { continue }
      positions[partition] = last.offset + 1
      return records
    }
    return []
  }
}
