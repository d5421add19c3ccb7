/// What `topics read` and `topics tail` are asked for: which records of a topic, and how they look.
struct TopicReading {
  private static let start = Option<TopicStart>(
    "from", "PLACE", "earliest, latest or an offset (default for read: earliest, for tail: latest)")
  private static let limit = Option<Count>("limit", "N", "end after so many records")
  private static let partition = Option<Int64>(
    "partition", "N", "only this partition (default: all)")
  private static let format = Option<RecordOutput>(
    "format", "FORMAT", "value (the values alone, the default) or json (with offsets and keys)")

  static let operands = [Operand("TOPIC")]
  static let options: [any AnyOption] = [
    CommonOptions.broker, start, limit, partition, format,
  ]

  let broker: BrokerAddress
  private let topic: String
  private let start: TopicStart
  private let limit: Int64
  private let partition: Int?
  private let format: RecordOutput

  /// `standard` is where reading starts unless `--from` says otherwise.
  init(_ arguments: ParsedArguments, from standard: TopicStart) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    start = try arguments.value(Self.start) ?? standard
    limit = try arguments.value(Self.limit)?.value ?? .max
    partition = try arguments.value(Self.partition).map { Int($0) }
    format = try arguments.value(Self.format) ?? .value
  }

  /// Writes records until the limit. After each look `goesOn` says whether to look again; it is told whether the end
  /// was reached.
  func read(
    from broker: any TopicBroker, to output: StandardStream, goesOn: (_ isAtEnd: Bool) -> Bool
  ) throws {
    var cursor = try TopicCursor(broker, topic, partition: partition, from: start)
    let writer = TopicRecordWriter(format: format, output: output)
    var left = limit
    while left > 0 {
      let records = try cursor.next(limit: Int(left))
      if !records.isEmpty { try writer.write(records) }
      left -= Int64(records.count)
      if !goesOn(records.isEmpty) { return }
    }
  }
}
