import Dataflow
import Glibc
import Planning
import Store

/// One `millrace run`: from the file's text to the summary.
struct RunSession {
  let command: RunCommand
  /// Called at each step of the commit protocol.
  var onStep: (@Sendable (EpochStep, Int64) throws -> Void)?
  /// Warnings and the report go there.
  var say: (String) -> Void = StandardStream.say

  /// `onStart` is given what ends the run from another thread.
  func run(onStart: (RunStopper) -> Void) throws {
    let file = try PipelineFile(path: command.file)
    let pipeline = try PipelinePlan(file: file, settings: command.settings).checked(say)
    let folder = command.state ?? StateFolder.standard(for: command.file)
    if command.isFromScratch { try SQLiteStateStore.remove(folder: folder) }
    let store = try SQLiteStateStore(folder: folder)
    let reporter = RunReporter(isQuiet: command.isQuiet)
    try adopt(pipeline, file, store, reporter)

    let assembly = try assembly(pipeline, store)
    let driver = try Driver(
      graph: try assembly.graph(), store: store, options: options, observer: reporter,
      filling: try filling(assembly, store))
    onStart(driver.stopper)
    let progress = try driver.run()
    try store.close()
    reporter.finish(progress, summary: try RunSummary(folder: folder, pipeline: pipeline))
  }

  /// Of the pipeline that the store holds.
  private func assembly(_ pipeline: Pipeline, _ store: SQLiteStateStore) throws -> Assembly {
    Assembly(
      pipeline: pipeline, broker: EmbeddedBroker(folder: command.broker.folder),
      endsAtTopicEnds: command.endsAtTopicEnds,
      generations: try store.pipeline()?.generations ?? [:])
  }

  private var options: DriverOptions {
    DriverOptions(
      workers: command.workers ?? onlineProcessors,
      limits: EpochLimits(rows: command.epochRows, bytes: command.epochBytes),
      snapshotIntervalMilliseconds: Int(command.snapshotInterval.microseconds / 1000),
      takeOver: command.takesOver, acceptLoss: command.acceptsLoss,
      memoryLimit: command.memory ?? MachineMemory.share, onStep: onStep)
  }

  /// Makes the file's text the state's: at once where nothing changed its meaning, else as architecture §4 says.
  private func adopt(
    _ pipeline: Pipeline, _ file: PipelineFile, _ store: SQLiteStateStore, _ reporter: RunReporter
  ) throws {
    var wanted = StoredPipeline(
      text: file.text, settings: PipelinePlan.values(command.settings),
      fingerprints: pipeline.fingerprints)
    guard let stored = try store.pipeline() else {
      return try store.define(wanted, views: pipeline.storedViews)
    }
    let change = PipelineChange(stored: stored.fingerprints, current: wanted.fingerprints)
    let rebuilt = try rebuiltNames(change)
    if change.isEmpty && rebuilt.isEmpty {
      guard stored.text != wanted.text || stored.settings != wanted.settings else { return }
      (wanted.filling, wanted.fillEpoch) = (stored.filling, stored.fillEpoch)
      wanted.generations = stored.generations
      return try store.define(wanted, views: pipeline.storedViews)
    }
    let undecided = Set(change.names(.changed)).subtracting(rebuilt)
    guard undecided.isEmpty else {
      throw ChangedPipelineError(
        message: "\(file.path) means something else than the state in \(store.folder):\n"
          + change.table(rebuilding: rebuilt),
        help: "make what changed anew with --rebuild NAME or --rebuild all, or undo the change")
    }
    try settle(stored, store, reporter)
    let committed = try store.recover().committed?.epoch ?? 0
    if committed > 0 {
      wanted.filling = change.names(.new) + rebuilt.sorted()
      wanted.fillEpoch = committed + 1
      let kept = Set(wanted.fingerprints.keys).subtracting(wanted.filling)
      wanted.generations = stored.generations.filter { kept.contains($0.key) }
      for name in wanted.filling { wanted.generations[name] = wanted.fillEpoch }
    }
    try store.define(wanted, views: pipeline.storedViews)
    if !command.isQuiet { say(change.table(rebuilding: rebuilt)) }
  }

  /// Names of `--rebuild` that are in the file. Throws `UsageError` for others.
  private func rebuiltNames(_ change: PipelineChange) throws -> Set<String> {
    let known = Set(change.kinds.filter { $0.kind != .removed }.map(\.name))
    if command.rebuilds.contains("all") { return known.subtracting(change.names(.new)) }
    for name in command.rebuilds where !known.contains(name) {
      throw UsageError(
        "--rebuild \(name): there is no such view or sink",
        help: "the pipeline has \(known.sorted().joined(separator: ", "))")
    }
    return Set(command.rebuilds)
  }

  /// Runs the stored text through its prepared epoch and snapshots there.
  private func settle(
    _ stored: StoredPipeline, _ store: SQLiteStateStore, _ reporter: RunReporter
  ) throws {
    let plan = PipelinePlan(stored: stored)
    guard let pipeline = plan.pipeline else { throw plan.faults }
    let assembly = try assembly(pipeline, store)
    let driver = try Driver(
      graph: try assembly.graph(), store: store, options: options, observer: reporter,
      filling: try filling(assembly, store))
    try driver.settle()
  }

  /// What new views make of earlier input, where the state does not hold it yet.
  private func filling(_ assembly: Assembly, _ store: SQLiteStateStore) throws -> Filling? {
    guard let stored = try store.pipeline(), !stored.filling.isEmpty else { return nil }
    return Filling(epoch: stored.fillEpoch) {
      guard let last = try store.record(epoch: stored.fillEpoch - 1) else {
        throw StoreError(.failed, "\(store.folder): epoch \(stored.fillEpoch - 1) is not recorded")
      }
      return try Filled(
        stored.filling,
        of: try assembly.graph(only: Set(stored.filling), keepsWholeTables: true), through: last,
        workers: options.workers, memoryLimit: options.memoryLimit, record: store.record)
    }
  }
}

/// Cores that this process may use.
var onlineProcessors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

extension Pipeline {
  /// What each view and sink means, by its name.
  var fingerprints: [String: String] {
    Dictionary(
      uniqueKeysWithValues: views.map { ($0.name, $0.fingerprint) }
        + sinks.map { ($0.name, $0.fingerprint) })
  }
}
