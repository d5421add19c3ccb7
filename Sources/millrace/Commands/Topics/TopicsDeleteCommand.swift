/// `millrace topics delete`.
struct TopicsDeleteCommand: Command {
  static let declaration = CommandDeclaration(
    "topics delete", "Delete a topic and everything in it", operands: [Operand("TOPIC")],
    options: [CommonOptions.broker])

  private let topic: String
  private let broker: BrokerAddress

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
  }

  func run() throws -> ExitCode {
    try broker.open().delete(topic)
    return .done
  }
}
