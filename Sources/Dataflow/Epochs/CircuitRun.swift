import Columnar

/// A circuit with its workers, and where its tables stand: runs epochs, for the first time or again.
final class CircuitRun {
  let graph: Graph
  let runner: EpochRunner
  let pool: WorkerPool
  var tables: [TableProgress]

  init(graph: Graph, workers: Int, memory: MemoryWatch? = nil) throws {
    self.graph = graph
    pool = WorkerPool(count: workers)
    runner = try EpochRunner(graph: graph, pool: pool, memory: memory)
    tables = graph.tables.map { TableProgress(clock: $0.clock) }
  }

  /// Opens every source where an epoch left it; nil: at its beginning.
  func openSources(at last: EpochRecord?, wake: Wake) throws {
    for table in graph.tables {
      let known = last?.table(table.name)
      let positions = Dictionary(
        uniqueKeysWithValues: (known?.partitions ?? []).map { ($0.partition, $0.position) })
      try table.source.open(positions: positions, memory: known?.memory ?? [], wake: wake)
    }
  }

  func closeSources() { for table in graph.tables { table.source.close() } }

  /// Runs the circuit; moves `tables` to behind the epoch.
  func compute(_ work: EpochWork) throws -> EpochResult {
    for index in tables.indices {
      let waking = work.chunks.filter { $0.table == index }.map(\.chunk.partition)
      let stillIdle = Set(tables[index].idlePartitions).intersection(waking)
      tables[index].setIdle(work.idle[index].union(stillIdle))
      tables[index].settle()
    }
    do {
      return try runner.run(
        epoch: work.epoch, chunks: work.chunks, progress: &tables, ended: work.ended)
    } catch let exceeded as MemoryExceeded {
      throw DriverError.memoryExceeded(exceeded, by: stateSizes)
    }
  }

  /// An epoch as the ledger has it.
  func work(of record: EpochRecord) throws -> EpochWork {
    var work = EpochWork(
      epoch: record.epoch, preparedAt: record.preparedAt, chunks: [], ended: [], idle: [])
    for (index, table) in graph.tables.enumerated() {
      guard let known = record.table(table.name) else {
        work.idle.append(Set(tables[index].idlePartitions))
        continue
      }
      let chunks = try table.source.replay(known.ranges)
      work.chunks += chunks.map { TableChunk(table: index, chunk: $0) }
      if known.ended { work.ended.insert(index) }
      work.idle.append(Set(known.partitions.filter(\.isIdle).map(\.partition)))
      for partition in known.partitions {
        tables[index].discover(partition.partition, position: partition.position)
      }
    }
    return work
  }

  /// Tables stand where an epoch left them.
  func adopt(_ record: EpochRecord) {
    for (index, table) in graph.tables.enumerated() {
      guard let known = record.table(table.name) else { continue }
      tables[index] = TableProgress(clock: table.clock, record: known)
    }
  }

  /// Running watermarks go up to those that an epoch recorded.
  func raise(to record: EpochRecord) {
    for (index, table) in graph.tables.enumerated() {
      let known = record.table(table.name)?.partitions ?? []
      tables[index].raise(
        Dictionary(uniqueKeysWithValues: known.map { ($0.partition, $0.watermark) }))
    }
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

  /// Gives states to the workers that own their key groups; those of operators that are gone are left out.
  func restore(_ states: [OperatorState]) throws {
    let nodes = Dictionary(
      uniqueKeysWithValues: graph.nodes.enumerated().map { ($0.element.id, $0.offset) })
    for entry in states {
      guard let node = nodes[entry.operatorID] else { continue }
      let worker =
        graph.nodes[node].isSingle
        ? 0 : owner(ofKeyGroup: entry.state.group, workers: runner.workers.count)
      try runner.workers[worker].operators[node].restore(entry.state)
    }
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

/// States that workers hand in. `@unchecked Sendable`: guarded by the mutex.
private final class StatesByWorker: @unchecked Sendable {
  private let mutex = PosixMutex()
  private var states: [[OperatorState]]

  init(count: Int) { states = Array(repeating: [], count: count) }

  func add(_ more: [OperatorState], _ worker: Int) {
    mutex.withLock { states[worker] += more }
  }

  var all: [OperatorState] { mutex.withLock { states.flatMap { $0 } } }
}
