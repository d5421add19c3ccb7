import Columnar
import Glibc
import Synchronization

/// Runs a circuit epoch by epoch: gathers, computes, commits; recovers first.
///
/// One thread calls `run`; `requestStop` may come from any.
public final class Driver {
  let graph: Graph
  let store: any StateStore
  let options: DriverOptions
  weak var observer: (any RunObserver)?
  let wake: Wake
  let circuit: CircuitRun
  var progress = RunProgress()
  var sinkEpochs: [String: Int64] = [:]
  /// What each sink showed when it was opened.
  var openedSinkEpochs: [String: Int64] = [:]
  var epoch: Int64 = 0
  let filling: Filling?
  /// What new views made of input that was read before they were there; appears in its epoch.
  var filled: Filled?
  /// What the snapshot held from which this run went on.
  var restored: Set<StatePlace> = []
  /// What no snapshot holds yet: what was filled (operators hand out only what changed since they were restored), and
  /// that the state of operators is gone which the pipeline no longer has.
  var unsavedStates: [OperatorState] = []
  /// Tables whose first rows were held against the log's clock.
  var judgedClocks: Set<String> = []
  /// By table and partition.
  var fileOverlaps: [TablePartition: FileOverlap] = [:]
  /// Warnings that were given already.
  var told: Set<String> = []
  var lastSnapshotEpoch: Int64 = 0
  /// When the state was last measured.
  var measuredAt: Int?
  private var lastSnapshotAt = Milliseconds.now
  private var idleClock = IdleClock()
  /// Tables that were read to their end in this run before others began.
  private var loaded: Set<Int> = []
  private let stop = StopFlag()

  public init(
    graph: Graph, store: any StateStore, options: DriverOptions,
    observer: (any RunObserver)?, filling: Filling? = nil
  ) throws {
    self.graph = graph
    self.store = store
    self.options = options
    self.observer = observer
    self.filling = filling
    wake = Wake()
    circuit = try CircuitRun(
      graph: graph, workers: options.workers,
      memory: options.memoryLimit.map { MemoryWatch(limit: $0) })
  }

  /// Ends the run after the current epoch.
  public var stopper: RunStopper { RunStopper(flag: stop, wake: wake) }

  /// Recovers, then goes on until every bounded source is read, or a stop is asked for.
  ///
  /// Throws `ConnectorError`, `StoreError`, `DriverError` and what operators throw; nothing of the failed epoch is kept.
  public func run() throws -> RunProgress {
    defer { circuit.pool.close() }
    try recover()
    try goOn()
    try snapshotIfNeeded(force: true)
    try closeAll()
    return progress
  }

  /// Brings the state to behind its last prepared epoch and ends: what must happen under the stored text before a changed
  /// pipeline takes effect.
  public func settle() throws {
    defer { circuit.pool.close() }
    try recover()
    try snapshotIfNeeded(force: true)
    try closeAll()
  }

  private func goOn() throws {
    while !stop.isSet {
      let gathered = try gather()
      let idle = idleClock.idle(
        tables: graph.tables, progress: circuit.tables, now: Milliseconds.now)
      let idleChanged = zip(idle, circuit.tables).contains { $0 != Set($1.idlePartitions) }
      let mustFill = filled.map { $0.epoch > epoch } ?? false
      if gathered.chunks.isEmpty && gathered.ended.isEmpty && !idleChanged && !mustFill {
        if gathered.isFinished { return }
        try snapshotIfNeeded(force: false)
        wake.wait(milliseconds: idleClock.nextCheck)
        continue
      }
      epoch += 1
      let work = EpochWork(
        epoch: epoch, preparedAt: nowMicroseconds(), chunks: gathered.chunks,
        ended: gathered.ended, idle: idle)
      try commit(try compute(work), work)
      // Without a snapshot behind it, a crash would cost the fill again.
      try snapshotIfNeeded(force: mustFill)
    }
  }

  private typealias Input = (chunks: [TableChunk], ended: Set<Int>, isFinished: Bool)

  /// What the sources have; only that of tables that load first, until they are read. In which epochs rows came is
  /// recorded, so a replay keeps the order.
  private func gather() throws -> Input {
    let first = graph.tables.indices.filter {
      graph.tables[$0].loadsFirst && !loaded.contains($0)
    }
    if !first.isEmpty {
      var input = try gather(first)
      if !input.chunks.isEmpty || !input.ended.isEmpty || !input.isFinished {
        input.isFinished = false
        return input
      }
    }
    return try gather(Array(graph.tables.indices))
  }

  private func gather(_ tables: [Int]) throws -> Input {
    var chunks: [TableChunk] = []
    var ended: Set<Int> = []
    var isFinished = true
    for index in tables {
      let table = graph.tables[index]
      let gathered = try table.source.gather(options.limits)
      if gathered.isFinished { loaded.insert(index) }
      chunks += gathered.chunks.map { TableChunk(table: index, chunk: $0) }
      for status in table.source.partitions {
        circuit.tables[index].discover(status.partition, position: status.position)
      }
      if !gathered.isFinished { isFinished = false }
      if gathered.isFinished && (!circuit.tables[index].hasEnded || !gathered.chunks.isEmpty) {
        ended.insert(index)
      }
      idleClock.note(
        table: index, active: Set(gathered.chunks.map(\.partition)),
        atEnd: gathered.partitionsAtEnd, isBounded: table.source.isBounded,
        now: Milliseconds.now)
    }
    return (chunks, ended, isFinished)
  }

  /// Runs an epoch's work, with what was filled before it.
  func compute(_ work: EpochWork) throws -> EpochResult {
    var result = try circuit.compute(work)
    if let filled, filled.epoch == work.epoch { filled.add(to: &result, of: graph) }
    try options.onStep?(.computed, work.epoch)
    return result
  }

  /// Writes operator state when the interval is over, or at the end of a run.
  func snapshotIfNeeded(force: Bool) throws {
    guard epoch > lastSnapshotEpoch else { return }
    let due = Milliseconds.now - lastSnapshotAt >= options.snapshotIntervalMilliseconds
    guard due || force else { return }
    let changed = try circuit.operatorStates()
    let places = Set(changed.map(\.place))
    let unsaved = unsavedStates.filter { !places.contains($0.place) }
    let base = lastSnapshotEpoch == 0 ? nil : lastSnapshotEpoch
    try store.writeSnapshot(epoch: epoch, base: base, states: changed + unsaved)
    unsavedStates = []
    lastSnapshotEpoch = epoch
    lastSnapshotAt = Milliseconds.now
    try options.onStep?(.snapshotWritten, epoch)
  }

  private func closeAll() throws {
    circuit.closeSources()
    var closed: Set<ObjectIdentifier> = []
    for case .sink(let sink) in graph.outputs.map(\.target)
    where closed.insert(ObjectIdentifier(sink)).inserted {
      try sink.close()
    }
  }
}

/// Whose state it is.
struct StatePlace: Hashable {
  var operatorID: String
  var group: Int
}

extension OperatorState {
  var place: StatePlace { StatePlace(operatorID: operatorID, group: state.group) }

  /// A snapshot's entry that says that there is none any more.
  static func gone(_ place: StatePlace) -> OperatorState {
    OperatorState(
      operatorID: place.operatorID, state: KeyGroupState(group: place.group, bytes: []))
  }
}

/// Lets another thread end a run after its current epoch.
public struct RunStopper: Sendable {
  let flag: StopFlag
  let wake: Wake

  public func requestStop() {
    flag.set()
    wake.ring()
  }
}

final class StopFlag: Sendable {
  private let value = Atomic<Bool>(false)
  func set() { value.store(true, ordering: .releasing) }
  var isSet: Bool { value.load(ordering: .acquiring) }
}

/// µs since 1970.
func nowMicroseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}

/// The monotonic clock in milliseconds.
enum Milliseconds {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
