/// `millrace run`: what it takes.
struct RunCommand: Command {
  private static let broker = CommonOptions.broker
  private static let state = Option<String>(
    "state", "DIR", "where state is kept (default: .millrace/FILE-STEM)")
  private static let settings = CommonOptions.settings
  private static let untilEnd = Flag(
    "until-end", "end at the topics' ends as they are at the start")
  private static let workers = Option<WorkerCount>(
    "workers", "N", "threads that decode and compute (default: one a core)")
  private static let epochRows = Option<Count>(
    "epoch-rows", "N", "the most rows of an epoch (default: 1M)")
  private static let epochBytes = Option<ByteSize>(
    "epoch-bytes", "SIZE", "the most bytes of an epoch (default: 64MiB)")
  private static let snapshotInterval = Option<Duration>(
    "snapshot-interval", "TIME", "between snapshots of the state (default: 10s)")
  private static let memory = Option<ByteSize>(
    "memory", "SIZE",
    "the most memory of the run, which ends with an error beyond it (default: "
      + "four fifths of what the machine or its control group has)")
  private static let rebuild = Option<String>(
    "rebuild", "NAME|all", "make a changed view or sink anew from what is left of its input",
    isRepeated: true)
  private static let fromScratch = Flag("from-scratch", "drop the state and begin anew")
  private static let takeOver = Flag("take-over", "take sinks that belong to another state")
  private static let acceptLoss = Flag("accept-loss", "go on although input that was read is gone")

  static let declaration = CommandDeclaration(
    "run", "Run a pipeline: read its sources, keep its views, write its sinks",
    operands: [Operand("PIPELINE.sql")],
    options: [
      broker, state, settings, untilEnd, workers, epochRows, epochBytes, snapshotInterval, memory,
      rebuild,
      fromScratch, takeOver, acceptLoss, CommonOptions.isQuiet,
    ],
    notes: """
      A pipeline of bounded sources ends by itself; others end with Ctrl-C, after their epoch is committed; a second \
      Ctrl-C ends at once. Started again, a pipeline goes on where it stopped.
      Exit codes: 0 done, 1 the pipeline failed, 2 the file is wrong, 64 wrong usage, 69 a broker or store cannot be \
      reached, 74 input or output failed, 130 and 143 after SIGINT and SIGTERM.
      """)

  /// The pipeline file's path.
  let file: String
  let broker: BrokerAddress
  /// Nil: `.millrace/FILE-STEM`.
  let state: String?
  let settings: [Setting]
  let endsAtTopicEnds: Bool
  /// Nil: one a core.
  let workers: Int?
  let epochRows: Int
  let epochBytes: Int
  let snapshotInterval: Duration
  /// In bytes; nil: four fifths of what there is.
  let memory: Int?
  /// Names of views and sinks, or `all`.
  let rebuilds: [String]
  let isFromScratch: Bool
  let takesOver: Bool
  let acceptsLoss: Bool
  let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws {
    file = arguments.operands[0]
    broker = try arguments.value(Self.broker) ?? .standard
    state = try arguments.value(Self.state)
    settings = try arguments.all(Self.settings)
    endsAtTopicEnds = arguments.has(Self.untilEnd)
    workers = try arguments.value(Self.workers)?.value
    epochRows = try Int(arguments.value(Self.epochRows)?.value ?? 1_000_000)
    epochBytes = try Int(arguments.value(Self.epochBytes)?.byteCount ?? 64 << 20)
    snapshotInterval = try arguments.value(Self.snapshotInterval) ?? .seconds(10)
    memory = try arguments.value(Self.memory).map { Int($0.byteCount) }
    rebuilds = try arguments.all(Self.rebuild)
    isFromScratch = arguments.has(Self.fromScratch)
    takesOver = arguments.has(Self.takeOver)
    acceptsLoss = arguments.has(Self.acceptLoss)
    isQuiet = arguments.has(CommonOptions.isQuiet)
  }

  func run() throws -> ExitCode {
    // Before the workers' threads, so that none of them is given a signal.
    let request = StopRequest()
    let signals = SignalWatch { request.ask() }
    try RunSession(command: self, onStep: CrashPoint.standard).run { request.attach($0) }
    return signals.exitCode ?? .done
  }
}

/// Threads of a run: 1 to 256, because state lies in 256 key groups.
struct WorkerCount: ArgumentValue, Hashable {
  var value: Int

  init(argument: String) throws(InvalidArgument) {
    guard let value = Int(argument), 1...256 ~= value else {
      throw InvalidArgument(expected: "a number of workers from 1 to 256")
    }
    self.value = value
  }
}
