import Commerce
import Dataflow
import Diagnostics
import Glibc

/// `millrace generate`: a scenario's traffic into files or topics, with the truth about it.
struct GenerateCommand: Command {
  private static let target = Option<TrafficDestination>(
    "to", "topics|files:DIR", "each stream to its topic (default), or to files in DIR/STREAM")
  private static let format = Option<TrafficFormat>(
    "format", "json|csv", "how records are written (default: json)")
  private static let folders = Option<FolderPattern>(
    "folders", "PATTERN", "a folder a day of event time below DIR/STREAM, as 'data_%Y_%m_%d'")
  private static let topic = Option<String>(
    "topic", "NAME", "the topic of a scenario with one stream (default: the scenario names it)")
  private static let partitions = Option<PartitionCount>(
    "partitions", "N", "of topics that are made for it (default: 4)")
  private static let events = Option<Count>(
    "events", "N", "end after so many events of all streams together")
  private static let duration = Option<Duration>("for", "TIME", "end after so much scenario time")
  private static let end = Option<Moment>(
    "until", "MOMENT", "end before a moment of the scenario's clock, as '2026-03-03 12:00:00'")
  private static let seed = Option<Int64>(
    "seed", "S", "the same seed gives the same events (default: 1)")
  private static let speed = Option<Speed>(
    "speed", "1|60|max", "scenario time per real time (default: max)")
  private static let rate = Option<Rate>(
    "rate", "5000/s", "so many events in a time, whatever the scenario's clock says")
  private static let workers = Option<WorkerCount>(
    "workers", "N", "threads that write records (default: one a core); any number gives the same")
  private static let truth = Option<TruthDestination>(
    "truth", "FILE|topic:NAME", "tell what was planted, and which rows are odd; may be given again",
    isRepeated: true)
  private static let verified = Option<String>(
    "verify", "TRUTH", "generate nothing: hold what --to names against a truth, record by record")
  private static let settings = Option<Setting>(
    "set", "NAME=VALUE", "a parameter of the scenario, such as corrupted=2%; may be given again",
    isRepeated: true)
  private static let list = Flag("list", "list the scenarios and their parameters, and end")
  private static let preview = Flag(
    "preview", "draw curves, shares and records, here or into a page FILE.html, and end",
    valueEnding: ".html")

  static let declaration = CommandDeclaration(
    "generate", "Generate a scenario's traffic, and the truth about it",
    operands: [Operand("SCENARIO", .optional)],
    options: [
      target, CommonOptions.broker, topic, partitions, format, folders, events, duration, end,
      speed, rate, seed, settings, truth, verified, workers, list, preview, CommonOptions.isQuiet,
    ],
    notes: """
      SCENARIO is a name of --list or the path of a scenario file. Without --events, --for or --until it goes on \
      until Ctrl-C. However it ends, the truth's last line counts what was written.
      Exit codes: 0 done (with --verify: no difference), 1 --verify found a difference, 2 the scenario is wrong, \
      64 wrong usage, 69 the broker cannot be reached, 74 writing failed, 130 and 143 after SIGINT and SIGTERM.
      Example: millrace generate property-leads --events 1M --truth truth.jsonl
      Example: millrace generate marketplace --for 1d --to files:orders --format csv --truth truth.jsonl
      Example: millrace generate --verify truth.jsonl --to files:orders
      """)

  private let scenario: String?
  private let limit: TrafficLimit
  private let seed: UInt64
  private let pace: Pacer.Pace
  private let destination: TrafficDestination
  private let broker: BrokerAddress
  private let topic: String?
  private let partitions: Int
  private let format: RecordFormat
  private let folders: DayFolder?
  private let workers: Int
  private let truths: [TruthDestination]
  private let verifiedPath: String?
  private let settings: [String: String]
  private let isList: Bool
  private let isPreview: Bool
  private let previewPath: String?
  private let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws {
    scenario = arguments.operands.first
    limit = try Self.limit(arguments)
    pace = try Self.pace(arguments)
    seed = try UInt64(arguments.value(Self.seed) ?? 1)
    destination = try arguments.value(Self.target) ?? .topics
    broker = try arguments.value(CommonOptions.broker) ?? .standard
    topic = try arguments.value(Self.topic)
    partitions = try arguments.value(Self.partitions)?.value ?? 4
    format = try arguments.value(Self.format)?.format ?? .json
    folders = try arguments.value(Self.folders)?.folder
    workers = try arguments.value(Self.workers)?.value ?? onlineProcessors
    truths = try arguments.all(Self.truth)
    verifiedPath = try arguments.value(Self.verified)
    settings = try Dictionary(
      arguments.all(Self.settings).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    isList = arguments.has(Self.list)
    isPreview = arguments.has(Self.preview)
    previewPath = arguments.value(Self.preview)
    isQuiet = arguments.has(CommonOptions.isQuiet)
    if folders != nil, destination == .topics {
      throw UsageError("--folders needs files", help: "add --to files:DIR")
    }
    if topic != nil, destination != .topics {
      throw UsageError("--topic and --to files exclude each other", help: "leave out --topic")
    }
    if scenario != nil, verifiedPath != nil {
      throw UsageError(
        "--verify takes no SCENARIO", help: "the truth tells all that it needs: leave it out")
    }
  }

  private static func limit(_ arguments: ParsedArguments) throws -> TrafficLimit {
    let limits: [TrafficLimit] = try [
      arguments.value(events).map { .events($0.value) },
      arguments.value(duration).map { .duration($0.microseconds) },
      arguments.value(end).map { .until($0.microseconds) },
    ].compactMap { $0 }
    guard limits.count < 2 else {
      throw UsageError(
        "--events, --for and --until exclude each other", help: "leave all but one of them out")
    }
    return limits.first ?? .endless
  }

  private static func pace(_ arguments: ParsedArguments) throws -> Pacer.Pace {
    let (rate, speed) = (try arguments.value(rate), try arguments.value(speed))
    if rate != nil, speed != nil {
      throw UsageError("--rate and --speed exclude each other", help: "leave one of them out")
    }
    return rate.map { .rate(perSecond: $0.perSecond) } ?? speed?.factor.map { .speed($0) }
      ?? .unlimited
  }

  func run() throws -> ExitCode {
    if isList { return try CommandCatalogue.print(Self.listing(scenario)) }
    if let verifiedPath { return try verify(verifiedPath) }
    guard let name = scenario else {
      throw UsageError("SCENARIO is missing", help: "'millrace generate --list' lists them")
    }
    let scenario = try TrafficScenario(name, parameters: settings, seed: seed)
    if topic != nil, scenario.streams.count > 1 {
      throw UsageError(
        "--topic names one topic, and \(scenario.name) has \(scenario.streams.count) streams",
        help: "leave it out: each stream has the topic that the scenario names")
    }
    if isPreview { return try printPreview(of: scenario) }
    let target = try openTarget(scenario)
    let truth = try TruthOutput(truths, brokerFolder: broker.folder)
    let wake = Wake()
    // Before the workers' threads, so that none of them is given a signal.
    let signals = SignalWatch { wake.ring() }
    let session = TrafficSession(
      scenario: scenario,
      generator: scenario.generator(target.distributions, limit: limit, workers: workers),
      target: target, pacer: Pacer(pace: pace, start: scenario.start), truth: truth,
      isQuiet: isQuiet)
    try session.run(until: signals, wake: wake)
    return signals.exitCode ?? .done
  }

  private func openTarget(_ scenario: TrafficScenario) throws -> any RecordTarget {
    switch destination {
    case .files(let folder):
      try FilesTarget(
        folder: folder, streams: scenario.streams, format: format, days: folders,
        start: scenario.start)
    case .topics:
      try TopicTarget(
        folder: broker.folder, streams: scenario.streams, topic: topic, partitions: partitions,
        format: format)
    }
  }

  private func verify(_ path: String) throws -> ExitCode {
    let records: any WrittenRecords =
      switch destination {
      case .files(let folder): WrittenFiles(folder: folder)
      case .topics: WrittenTopics(folder: broker.folder, topic: topic)
      }
    let report = try TruthVerification(path: path).report(records)
    _ = try CommandCatalogue.print(report.text)
    return report.hasDifference ? .failed : .done
  }

  private func printPreview(of scenario: TrafficScenario) throws -> ExitCode {
    guard let previewPath else {
      return try CommandCatalogue.print(scenario.preview().text)
    }
    let file = try OutputFile(path: previewPath)
    try file.write(scenario.preview().page)
    try file.close()
    if !isQuiet { StandardStream.say("\(previewPath): open it in a browser\n") }
    return .done
  }

  /// What `--list` prints: the built-in scenarios, or the one that is named.
  static func listing(_ name: String?) throws -> String {
    let scenarios =
      try name.map { [try ScenarioCatalogue.description(of: $0)] } ?? ScenarioCatalogue.builtIn
    return scenarios.map { scenario in
      "\(scenario.name): \(scenario.summary)\n"
        + columns(
          scenario.options.map { option in
            let fallback = option.defaultText.map { "Default: \($0)" }
            let texts = [option.summary, fallback ?? ""].filter { !$0.isEmpty }
            return (option.name, texts.joined(separator: " "))
          })
    }.joined(separator: "\n")
  }
}
