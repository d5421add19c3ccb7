import Dataflow

/// `millrace topics tail`: records as they come.
struct TopicsTailCommand: Command {
  static let declaration = CommandDeclaration(
    "topics tail", "Print the records of a topic as they come, until Ctrl-C",
    operands: TopicReading.operands, options: TopicReading.options)

  private static let pollMilliseconds = 50

  private let reading: TopicReading

  init(_ arguments: ParsedArguments) throws {
    reading = try TopicReading(arguments, from: .latest)
  }

  func run() throws -> ExitCode {
    let wake = Wake()
    let signals = SignalWatch { wake.ring() }
    try reading.read(from: reading.broker.open(), to: .output()) { isAtEnd in
      if isAtEnd, !signals.isAsked { wake.wait(milliseconds: Self.pollMilliseconds) }
      return !signals.isAsked
    }
    return signals.exitCode ?? .done
  }
}
