/// `millrace topics write`: lines become records.
struct TopicsWriteCommand: Command {
  private static let key = Option<String>(
    "key", "TEXT", "the records' key, which decides their partition (default: none)")

  static let declaration = CommandDeclaration(
    "topics write", "Append lines of files or of standard input to a topic",
    operands: [Operand("TOPIC"), Operand("FILE", .repeated)],
    options: [CommonOptions.broker, key, CommonOptions.isQuiet],
    notes: "A line is a record; blank lines are left out. Without FILE, or for -, standard input.")

  private static let recordsAtOnce = 10_000
  private static let bytesAtOnce = 4 << 20

  private let topic: String
  private let files: [String]
  private let broker: BrokerAddress
  private let key: [UInt8]?
  private let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws {
    topic = arguments.operands[0]
    files = arguments.operands.count > 1 ? Array(arguments.operands.dropFirst()) : ["-"]
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    key = try arguments.value(Self.key).map { Array($0.utf8) }
    isQuiet = arguments.has(CommonOptions.isQuiet)
  }

  func run() throws -> ExitCode {
    let count = try write(to: broker.open())
    if !isQuiet { StandardStream.say("\(grouped(count)) record\(count == 1 ? "" : "s") written\n") }
    return .done
  }

  /// Returns the number of records.
  func write(to broker: any TopicBroker) throws -> Int64 {
    var count: Int64 = 0
    for file in files {
      var input = try LineInput(path: file)
      var records: [NewRecord] = []
      var byteCount = 0
      while let line = try input.next() {
        let value = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        if value.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { continue }
        records.append(NewRecord(key: key, value: value))
        byteCount += value.count
        count += 1
        if records.count == Self.recordsAtOnce || byteCount >= Self.bytesAtOnce {
          try broker.append(records, to: topic)
          (records, byteCount) = ([], 0)
        }
      }
      if !records.isEmpty { try broker.append(records, to: topic) }
    }
    return count
  }
}
