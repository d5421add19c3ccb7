/// `millrace topics read`: the records that a topic holds.
struct TopicsReadCommand: Command {
  static let start = Option<TopicStart>(
    "from", "PLACE", "earliest, latest or an offset (default for read: earliest, for tail: latest)")
  static let limit = Option<Count>("limit", "N", "end after so many records")
  static let partition = Option<Int64>("partition", "N", "only this partition (default: all)")
  static let format = Option<RecordOutput>(
    "format", "FORMAT", "value (the values alone, the default) or json (with offsets and keys)")

  static let declaration = CommandDeclaration(
    "topics read", "Print the records of a topic, partition by partition",
    operands: [Operand("TOPIC")],
    options: [CommonOptions.broker, start, limit, partition, format])

  private let topic: String
  private let broker: BrokerAddress
  private let start: TopicStart
  private let limit: Int64
  private let partition: Int?
  private let format: RecordOutput

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    start = try arguments.value(Self.start) ?? .earliest
    limit = try arguments.value(Self.limit)?.value ?? .max
    partition = try arguments.value(Self.partition).map { Int($0) }
    format = try arguments.value(Self.format) ?? .value
  }

  func run() throws -> ExitCode {
    try read(from: broker.open(), to: .output())
    return .done
  }

  func read(from broker: any TopicBroker, to output: StandardStream) throws {
    var cursor = try TopicCursor(broker, topic, partition: partition, from: start)
    let writer = TopicRecordWriter(format: format, output: output)
    var left = limit
    while left > 0 {
      let records = try cursor.next(limit: Int(left))
      if records.isEmpty { return }
      try writer.write(records)
      left -= Int64(records.count)
    }
  }
}
