import Store

/// `millrace query`: batch SQL over the relations of a run.
struct QueryCommand: Command {
  static let declaration = CommandDeclaration(
    "query", "Ask a run's views and tables with SQL, also while it runs",
    operands: [Operand("SQL", .optional)],
    options: [CommonOptions.state, CommonOptions.broker, CommonOptions.format],
    notes: """
      One query sees one epoch, which is named on standard error. Without SQL, statements are read from standard \
      input; on a terminal there is a prompt.
      Every materialized view can be asked, and what belongs to it: TABLE.rejects, VIEW.late, VIEW.errors, \
      VIEW.history, millrace.ledger, millrace.views, millrace.epochs, millrace.sources, …
      """)

  private let sql: String?
  private let state: String?
  private let broker: BrokerAddress
  private let format: OutputFormat

  init(_ arguments: ParsedArguments) throws {
    sql = arguments.operands.first
    state = try arguments.value(CommonOptions.state)
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    format = try arguments.value(CommonOptions.format) ?? .table
  }

  func run() throws -> ExitCode {
    let session = try StoredSession(
      folder: StateFolder.find(state), broker: EmbeddedBroker(folder: broker.folder))
    let console = QueryConsole(
      session: session, format: format, output: .output(), say: StandardStream.say)
    if let sql {
      var lines = [sql][...]
      try console.askAll { lines.popFirst() }
    } else if StandardStream.isInputTerminal {
      try console.converse(LineEditor())
    } else {
      var input = try LineInput(path: "-")
      try console.askAll { try input.next().map { String(decoding: $0, as: UTF8.self) } }
    }
    return .done
  }
}
