import Commerce
import Dataflow
import Diagnostics
import Glibc

/// `millrace generate`: a scenario's traffic into files or topics, with the truth about it.
struct GenerateCommand: Command {
  private static let events = Option<Count>("events", "N", "end after so many events")
  private static let duration = Option<Duration>("for", "TIME", "end after so much scenario time")
  private static let seed = Option<Int64>(
    "seed", "S", "the same seed gives the same events (default: 1)")
  private static let speed = Option<Speed>(
    "speed", "1|60|max", "scenario time per real time (default: max)")
  private static let rate = Option<Rate>("rate", "5000/s", "so many events in a time")
  private static let target = Option<TrafficDestination>(
    "to", "topics|files:DIR", "a topic of the broker (default), or JSON lines in an empty folder")
  private static let topic = Option<String>("topic", "NAME", "the topic (default: events)")
  private static let partitions = Option<PartitionCount>(
    "partitions", "N", "of a topic that is made for it (default: 4)")
  private static let truth = Option<String>(
    "truth", "FILE", "write what is true of the events: deviating rows, totals, answers")
  private static let settings = Option<Setting>(
    "set", "NAME=VALUE", "an option of the scenario, such as corrupted=2%; may be given again",
    isRepeated: true)
  private static let list = Flag("list", "list the scenarios and their options, and end")
  private static let preview = Flag("preview", "print the first ten events and end")

  static let declaration = CommandDeclaration(
    "generate", "Generate a scenario's traffic, and the truth about it",
    operands: [Operand("SCENARIO", .optional)],
    options: [
      target, CommonOptions.broker, topic, partitions, events, duration, seed, speed, rate, truth,
      settings, list, preview,
      CommonOptions.isQuiet,
    ],
    notes: """
      Without --events or --for it goes on until Ctrl-C; the truth file is whole then, too.
      Example: millrace generate property-leads --events 1M --truth truth.jsonl
      """)

  private let scenario: String?
  private let limit: TrafficLimit
  private let seed: UInt64
  private let pace: Pacer.Pace
  private let destination: TrafficDestination
  private let broker: BrokerAddress
  private let topic: String
  private let partitions: Int
  private let truthPath: String?
  private let settings: [String: String]
  private let isList: Bool
  private let isPreview: Bool
  private let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws {
    scenario = arguments.operands.first
    let events = try arguments.value(Self.events)
    let duration = try arguments.value(Self.duration)
    let rate = try arguments.value(Self.rate)
    let speed = try arguments.value(Self.speed)
    if events != nil, duration != nil {
      throw UsageError("--events and --for exclude each other", help: "leave one of them out")
    }
    if rate != nil, speed != nil {
      throw UsageError("--rate and --speed exclude each other", help: "leave one of them out")
    }
    limit =
      events.map { .events($0.value) } ?? duration.map { .duration($0.microseconds) } ?? .endless
    pace =
      rate.map { .rate(perSecond: $0.perSecond) } ?? speed?.factor.map { .speed($0) } ?? .unlimited
    seed = try UInt64(arguments.value(Self.seed) ?? 1)
    destination = try arguments.value(Self.target) ?? .topics
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    topic = try arguments.value(Self.topic) ?? "events"
    partitions = try arguments.value(Self.partitions)?.value ?? 4
    truthPath = try arguments.value(Self.truth)
    settings = try Dictionary(
      arguments.all(Self.settings).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    isList = arguments.has(Self.list)
    isPreview = arguments.has(Self.preview)
    isQuiet = arguments.has(CommonOptions.isQuiet)
  }

  func run() throws -> ExitCode {
    if isList { return try CommandCatalogue.print(Self.listing) }
    guard let scenario else {
      throw UsageError("SCENARIO is missing", help: "'millrace generate --list' lists them")
    }
    if isPreview { return try printPreview(of: scenario) }
    // The scenario and its options are checked before anything is made on disk.
    _ = try makeGenerator(scenario, partitions: 1, limit)
    let target = try openTarget()
    let generator = try makeGenerator(scenario, partitions: target.partitionCount, limit)
    let wake = Wake()
    let signals = SignalWatch { wake.ring() }
    let session = TrafficSession(
      generator: generator, target: target, pacer: Pacer(pace: pace),
      truth: try truthPath.map { try OutputFile(path: $0) }, isQuiet: isQuiet)
    try session.run(until: signals, wake: wake)
    return signals.exitCode ?? .done
  }

  private func makeGenerator(_ scenario: String, partitions: Int, _ limit: TrafficLimit) throws
    -> TrafficGenerator
  {
    try TrafficGenerator(
      scenario: scenario, options: settings, seed: seed, partitions: partitions, limit: limit)
  }

  private func openTarget() throws -> any RecordTarget {
    switch destination {
    case .files(let folder): try FilesTarget(folder: folder)
    case .topics:
      try TopicTarget(folder: broker.folder, topic: topic, partitions: partitions)
    }
  }

  private func printPreview(of scenario: String) throws -> ExitCode {
    let generator = try makeGenerator(scenario, partitions: 1, .events(10))
    let output = StandardStream.output()
    while let batch = generator.nextBatch(upTo: 10) { try output.write(Array(batch.lines)) }
    try output.flush()
    return .done
  }

  /// What `--list` prints.
  static var listing: String {
    ScenarioCatalogue.all.map { scenario in
      "\(scenario.name): \(scenario.summary)\n"
        + columns(
          scenario.options.map { option in
            (
              option.name,
              option.summary + (option.defaultText.map { " Default: \($0)" } ?? "")
            )
          })
    }.joined(separator: "\n")
  }
}

/// `--to`: where generated events go.
enum TrafficDestination: ArgumentValue, Hashable {
  case topics
  case files(folder: String)

  init(argument: String) throws(InvalidArgument) {
    if argument == "topics" {
      self = .topics
    } else if argument.hasPrefix("files:"), argument.utf8.count > 6 {
      self = .files(folder: String(argument.dropFirst(6)))
    } else {
      throw InvalidArgument(expected: "a place for events: topics or files:DIR")
    }
  }
}
