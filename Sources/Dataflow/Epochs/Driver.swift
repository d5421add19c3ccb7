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
  let runner: EpochRunner
  let pool: WorkerPool
  var tables: [TableProgress]
  var progress = RunProgress()
  var sinkEpochs: [String: Int64] = [:]
  /// What each sink showed when it was opened.
  var openedSinkEpochs: [String: Int64] = [:]
  var epoch: Int64 = 0
  /// What new views made of input that was read before they were there; appears in its epoch.
  var filled: Filled?
  var lastSnapshotEpoch: Int64 = 0
  private var lastSnapshotAt = Milliseconds.now
  private var idleClock = IdleClock()
  private let stop = StopFlag()

  public init(
    graph: Graph, store: any StateStore, options: DriverOptions,
    observer: (any RunObserver)?, filled: Filled? = nil
  ) throws {
    self.graph = graph
    self.store = store
    self.options = options
    self.observer = observer
    self.filled = filled
    wake = Wake()
    pool = WorkerPool(count: options.workers)
    runner = try EpochRunner(graph: graph, pool: pool)
    tables = graph.tables.map { TableProgress(clock: $0.clock) }
  }

  /// Ends the run after the current epoch.
  public var stopper: RunStopper { RunStopper(flag: stop, wake: wake) }

  /// Recovers, then goes on until every bounded source is read, or a stop is asked for.
  ///
  /// Throws `ConnectorError`, `StoreError`, `DriverError` and what operators throw; nothing of the failed epoch is kept.
  public func run() throws -> RunProgress {
    defer { pool.close() }
    try recover()
    try goOn()
    try snapshotIfNeeded(force: true)
    try closeAll()
    return progress
  }

  /// Brings the state to behind its last prepared epoch and ends: what must happen under the stored text before a changed
  /// pipeline takes effect.
  public func settle() throws {
    defer { pool.close() }
    try recover()
    try snapshotIfNeeded(force: true)
    try closeAll()
  }

  private func goOn() throws {
    while !stop.isSet {
      let gathered = try gather()
      let idle = idleClock.idle(tables: graph.tables, progress: tables, now: Milliseconds.now)
      let idleChanged = zip(idle, tables).contains { $0 != Set($1.idlePartitions) }
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
      try snapshotIfNeeded(force: false)
    }
  }

  private func gather() throws -> (chunks: [TableChunk], ended: Set<Int>, isFinished: Bool) {
    var chunks: [TableChunk] = []
    var ended: Set<Int> = []
    var isFinished = true
    for (index, table) in graph.tables.enumerated() {
      let gathered = try table.source.gather(options.limits)
      chunks += gathered.chunks.map { TableChunk(table: index, chunk: $0) }
      for status in table.source.partitions {
        tables[index].discover(status.partition, position: status.position)
      }
      if !gathered.isFinished { isFinished = false }
      if gathered.isFinished && (!tables[index].hasEnded || !gathered.chunks.isEmpty) {
        ended.insert(index)
      }
      idleClock.note(
        table: index, active: Set(gathered.chunks.map(\.partition)),
        atEnd: gathered.partitionsAtEnd, isBounded: table.source.isBounded,
        now: Milliseconds.now)
    }
    return (chunks, ended, isFinished)
  }

  /// Runs the circuit; moves `tables` to behind the epoch.
  func compute(_ work: EpochWork) throws -> EpochResult {
    for index in tables.indices {
      let waking = work.chunks.filter { $0.table == index }.map(\.chunk.partition)
      let stillIdle = Set(tables[index].idlePartitions).intersection(waking)
      tables[index].setIdle(work.idle[index].union(stillIdle))
      tables[index].settle()
    }
    var result = try runner.run(
      epoch: work.epoch, chunks: work.chunks, progress: &tables, ended: work.ended)
    if let filled, filled.epoch == work.epoch { add(filled, to: &result) }
    try options.onStep?(.computed, work.epoch)
    return result
  }

  /// Writes operator state when the interval is over, or at the end of a run.
  func snapshotIfNeeded(force: Bool) throws {
    guard epoch > lastSnapshotEpoch else { return }
    let due = Milliseconds.now - lastSnapshotAt >= options.snapshotIntervalMilliseconds
    guard due || force else { return }
    try store.writeSnapshot(epoch: epoch, states: try operatorStates())
    lastSnapshotEpoch = epoch
    lastSnapshotAt = Milliseconds.now
    try options.onStep?(.snapshotWritten, epoch)
  }

  /// What changed in every operator's state since it was last asked.
  func operatorStates() throws -> [OperatorState] {
    let states = StatesByWorker(count: runner.workers.count)
    try pool.run { index in
      let worker = runner.workers[index]
      for (node, operatorNode) in graph.nodes.enumerated() where operatorNode.hasState {
        let snapshot = try worker.operators[node].snapshot()
        states.add(snapshot.map { OperatorState(operatorID: operatorNode.id, state: $0) }, index)
      }
    }
    return states.all
  }

  private func closeAll() throws {
    for table in graph.tables { table.source.close() }
    for case .sink(let sink) in graph.outputs.map(\.target) { try sink.close() }
  }
}

/// One epoch before it is run.
struct EpochWork {
  var epoch: Int64
  var preparedAt: Int64
  var chunks: [TableChunk]
  /// Tables whose input is over.
  var ended: Set<Int>
  /// By table: partitions that stand aside.
  var idle: [Set<Int>]
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

/// States that workers hand in. `@unchecked Sendable`: each worker writes its own entry.
private final class StatesByWorker: @unchecked Sendable {
  private let mutex = PosixMutex()
  private var states: [[OperatorState]]

  init(count: Int) { states = Array(repeating: [], count: count) }

  func add(_ more: [OperatorState], _ worker: Int) {
    mutex.withLock { states[worker] += more }
  }

  var all: [OperatorState] { mutex.withLock { states.flatMap { $0 } } }
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
