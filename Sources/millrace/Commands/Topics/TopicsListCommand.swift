import Columnar

/// `millrace topics list`.
struct TopicsListCommand: Command {
  static let declaration = CommandDeclaration(
    "topics list", "List the topics of a broker",
    options: [CommonOptions.broker, CommonOptions.format])

  private let broker: BrokerAddress
  private let format: OutputFormat

  init(_ arguments: ParsedArguments) throws {
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    format = try arguments.value(CommonOptions.format) ?? .table
  }

  func run() throws -> ExitCode {
    let topics = try broker.open().topics()
    let names = ColumnBuilder(.text)
    let partitions = ColumnBuilder(.bigint)
    let records = ColumnBuilder(.bigint)
    for topic in topics {
      names.append(text: topic.name)
      partitions.append(word: Int64(topic.partitions))
      records.append(word: topic.records)
    }
    let batch = Batch(
      columns: [names.finish(), partitions.finish(), records.finish()], count: topics.count)
    let fields = [
      Field("topic", .text), Field("partitions", .bigint), Field("records", .bigint),
    ]
    try RelationWriter.standard(format, zone: .utc).write([batch], fields: fields, to: .output())
    return .done
  }
}
