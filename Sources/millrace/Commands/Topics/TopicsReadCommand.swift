/// `millrace topics read`: the records that a topic holds.
struct TopicsReadCommand: Command {
  static let declaration = CommandDeclaration(
    "topics read", "Print the records of a topic, partition by partition",
    operands: TopicReading.operands, options: TopicReading.options)

  private let reading: TopicReading

  init(_ arguments: ParsedArguments) throws {
    reading = try TopicReading(arguments, from: .earliest)
  }

  func run() throws -> ExitCode {
    try read(from: reading.broker.open(), to: .output())
    return .done
  }

  func read(from broker: any TopicBroker, to output: StandardStream) throws {
    try reading.read(from: broker, to: output) { isAtEnd in !isAtEnd }
  }
}
