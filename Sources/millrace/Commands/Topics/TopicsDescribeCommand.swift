import Columnar

/// `millrace topics describe`.
struct TopicsDescribeCommand: Command {
  static let declaration = CommandDeclaration(
    "topics describe", "Show the partitions of a topic and which offsets they hold",
    operands: [Operand("TOPIC")], options: [CommonOptions.broker, CommonOptions.format])

  private let topic: String
  private let broker: BrokerAddress
  private let format: OutputFormat

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    format = try arguments.value(CommonOptions.format) ?? .table
  }

  func run() throws -> ExitCode {
    let partitions = try broker.open().describe(topic)
    let columns = (0..<4).map { _ in ColumnBuilder(.bigint) }
    for partition in partitions {
      columns[0].append(word: Int64(partition.partition))
      columns[1].append(word: partition.firstOffset)
      columns[2].append(word: partition.nextOffset)
      columns[3].append(word: partition.nextOffset - partition.firstOffset)
    }
    let names = ["partition", "first_offset", "next_offset", "records"]
    try RelationWriter.standard(format, zone: .utc).write(
      [Batch(columns: columns.map { $0.finish() }, count: partitions.count)],
      fields: names.map { Field($0, .bigint) }, to: .output())
    return .done
  }
}
