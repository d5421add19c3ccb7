/// `millrace topics create`.
struct TopicsCreateCommand: Command {
  private static let partitions = Option<PartitionCount>(
    "partitions", "N", "how many partitions (default: 4)")
  private static let replicationFactor = Option<PartitionCount>(
    "replication-factor", "N", "copies of each partition (default: 1; embedded: always 1)")

  static let declaration = CommandDeclaration(
    "topics create", "Create a topic", operands: [Operand("TOPIC")],
    options: [CommonOptions.broker, partitions, replicationFactor])

  private let topic: String
  private let broker: BrokerAddress
  private let partitions: Int
  private let replicationFactor: Int

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    partitions = try arguments.value(Self.partitions)?.value ?? 4
    replicationFactor = try arguments.value(Self.replicationFactor)?.value ?? 1
  }

  func run() throws -> ExitCode {
    let broker = broker.open()
    try broker.create(topic, partitions: partitions, replicationFactor: replicationFactor)
    return .done
  }
}

/// Of a topic: 1 to 10 000.
struct PartitionCount: ArgumentValue, Hashable {
  var value: Int

  init(argument: String) throws(InvalidArgument) {
    guard let value = Int(argument), 1...10_000 ~= value else {
      throw InvalidArgument(expected: "a number from 1 to 10000")
    }
    self.value = value
  }
}
