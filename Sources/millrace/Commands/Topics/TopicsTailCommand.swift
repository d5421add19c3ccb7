import Dataflow

/// `millrace topics tail`: records as they come.
struct TopicsTailCommand: Command {
  static let declaration = CommandDeclaration(
    "topics tail", "Print the records of a topic as they come, until Ctrl-C",
    operands: [Operand("TOPIC")],
    options: [
      CommonOptions.broker, TopicsReadCommand.start, TopicsReadCommand.limit,
      TopicsReadCommand.partition, TopicsReadCommand.format,
    ])

  private static let pollMilliseconds = 50

  private let topic: String
  private let broker: BrokerAddress
  private let start: TopicStart
  private let limit: Int64
  private let partition: Int?
  private let format: RecordOutput

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    start = try arguments.value(TopicsReadCommand.start) ?? .latest
    limit = try arguments.value(TopicsReadCommand.limit)?.value ?? .max
    partition = try arguments.value(TopicsReadCommand.partition).map { Int($0) }
    format = try arguments.value(TopicsReadCommand.format) ?? .value
  }

  func run() throws -> ExitCode {
    let wake = Wake()
    let signals = SignalWatch { wake.ring() }
    var cursor = try TopicCursor(broker.open(), topic, partition: partition, from: start)
    let writer = TopicRecordWriter(format: format, output: .output())
    var left = limit
    while left > 0, !signals.isAsked {
      let records = try cursor.next(limit: Int(left))
      if records.isEmpty {
        wake.wait(milliseconds: Self.pollMilliseconds)
        continue
      }
      try writer.write(records)
      left -= Int64(records.count)
    }
    return signals.exitCode ?? .done
  }
}
