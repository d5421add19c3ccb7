import Columnar
import Synchronization

/// Runs the circuit over the chunks of one epoch, on all workers; keeps no state beside the operators' own.
///
/// First every worker takes the next chunk, decodes it, learns the watermark that its first row carries, and pushes it as
/// far as the first exchange; then stage by stage, with a barrier between two stages.
final class EpochRunner {
  let graph: Graph
  let routes: Routes
  let workers: [Worker]
  private let pool: WorkerPool

  init(graph: Graph, pool: WorkerPool, memory: MemoryWatch?) throws {
    self.graph = graph
    self.pool = pool
    let routes = Routes(graph)
    self.routes = routes
    let exchange = Exchange()
    workers = try (0..<pool.count).map {
      try Worker(
        index: $0, graph: graph, routes: routes, exchange: exchange, workers: pool.count,
        memory: memory)
    }
  }

  /// Forgets operator state: a snapshot turned out to be damaged half way, or views are filled anew.
  func resetOperators(where isReset: (OperatorNode) -> Bool) throws {
    let nodes = graph.nodes.indices.filter { isReset(graph.nodes[$0]) }
    for worker in workers { try worker.reset(nodes: nodes) }
  }

  /// Runs one epoch. `progress` (by table) is moved to behind the chunks; `ended` names the tables whose input is over.
  func run(
    epoch: Int64, chunks: [TableChunk], progress: inout [TableProgress], ended: Set<Int>
  ) throws -> EpochResult {
    for worker in workers { worker.beginEpoch() }
    let ends = try ingest(chunks, progress)
    for (index, chunk) in chunks.enumerated() {
      let partition = chunk.chunk.partition
      let start = progress[chunk.table].start(of: partition)
      progress[chunk.table].advance(
        partition, to: chunk.chunk.offsets.upperBound, watermark: max(start, ends.values[index]))
    }
    for table in progress.indices { progress[table].settle() }

    let epochEnds = EpochEnds(
      epoch: epoch, watermarks: inputWatermarks(progress: progress, ended: ended),
      tableWatermarks: progress.map(\.eventWatermark))
    for stage in 0..<routes.stageCount {
      try pool.run { try workers[$0].finish(stage: stage, end: epochEnds) }
    }
    for table in progress.indices where ended.contains(table) || progress[table].hasEnded {
      progress[table].end(closedEnd: lastClosedWindowEnd(behind: table))
    }
    var result = EpochResult(graph)
    for worker in workers { result.add(worker.result) }
    result.fileTimes = ends.fileTimes
    return result
  }

  /// Decodes all chunks and pushes them; returns the running watermark behind each, and the times in files.
  private func ingest(
    _ chunks: [TableChunk], _ progress: [TableProgress]
  ) throws -> (values: [Int64], fileTimes: [FileTimes]) {
    if chunks.isEmpty { return ([], []) }
    let prefix = WatermarkPrefix(
      partitions: chunks.map { TablePartition(table: $0.table, partition: $0.chunk.partition) },
      start: { progress[$0.table].start(of: $0.partition) })
    let next = Atomic<Int>(0)
    let tables = graph.tables
    let ends = EndsOfChunks(count: chunks.count)
    try pool.run { index in
      do {
        var pending = PendingChunks(worker: workers[index], prefix: prefix, ends: ends)
        while true {
          let claimed = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard claimed < chunks.count else { break }
          let clock = tables[chunks[claimed].table].clock
          try pending.decode(claimed, chunks[claimed], clock)
        }
        try pending.finish()
      } catch {
        prefix.fail()
        throw error
      }
    }
    return (ends.values, ends.times.compactMap { $0 })
  }

  /// The least watermark of the tables that feed a node; an ended one holds nothing back.
  private func inputWatermarks(progress: [TableProgress], ended: Set<Int>) -> [Int64] {
    routes.tables.map { tables in
      tables.map { table in
        if ended.contains(table) || progress[table].hasEnded { return Int64.max }
        return progress[table].clock == nil ? Int64.min : progress[table].watermark
      }.min() ?? Int64.max
    }
  }

  private func lastClosedWindowEnd(behind table: Int) -> Int64? {
    graph.nodes.indices.filter { routes.tables[$0].contains(table) }.flatMap { node in
      workers.compactMap { $0.operators[node].lastClosedWindowEnd }
    }.max()
  }
}

/// A chunk and the table (of the graph) that it belongs to.
struct TableChunk: Sendable {
  var table: Int
  var chunk: any Chunk
}

/// Running watermarks behind the chunks. `@unchecked Sendable`: guarded by the mutex.
private final class EndsOfChunks: @unchecked Sendable {
  private let mutex = PosixMutex()
  private var storage: [Int64]
  private var fileTimes: [FileTimes?]

  init(count: Int) {
    storage = Array(repeating: Int64.min, count: count)
    fileTimes = Array(repeating: nil, count: count)
  }

  func set(_ index: Int, _ value: Int64) { mutex.withLock { storage[index] = value } }
  func set(_ index: Int, _ times: FileTimes?) { mutex.withLock { fileTimes[index] = times } }
  var values: [Int64] { mutex.withLock { storage } }
  var times: [FileTimes?] { mutex.withLock { fileTimes } }
}

/// A worker's decoded chunks that still wait for the watermark before them: at most four, then it waits.
private struct PendingChunks {
  private struct Entry {
    var index: Int
    var table: Int
    var read: ReadChunk
    var clock: TableClock?
  }

  private static let countMax = 4
  private let worker: Worker
  private let prefix: WatermarkPrefix
  private let ends: EndsOfChunks
  private var entries: [Entry] = []

  init(worker: Worker, prefix: WatermarkPrefix, ends: EndsOfChunks) {
    self.worker = worker
    self.prefix = prefix
    self.ends = ends
  }

  mutating func decode(_ index: Int, _ chunk: TableChunk, _ clock: TableClock?) throws {
    let read = try worker.read(chunk.chunk, table: chunk.table)
    let greatest =
      clock.flatMap { clock in
        read.eventTimes.map { greatestWatermark(of: $0, delay: clock.delay) }
      } ?? Int64.min
    prefix.publish(index, greatest: greatest)
    if clock != nil { ends.set(index, FileTimes(chunk, read.eventTimes)) }
    entries.append(Entry(index: index, table: chunk.table, read: read, clock: clock))
    while let first = entries.first {
      if let start = prefix.start(of: first.index) {
        try deliver(entries.removeFirst(), start: start)
      } else if entries.count > PendingChunks.countMax {
        guard let start = prefix.waitForStart(of: first.index) else { return }
        try deliver(entries.removeFirst(), start: start)
      } else {
        return
      }
    }
  }

  mutating func finish() throws {
    for entry in entries {
      // Nil: another worker failed, and its error ends the epoch.
      guard let start = prefix.waitForStart(of: entry.index) else { return }
      try deliver(entry, start: start)
    }
    entries = []
  }

  private func deliver(_ entry: Entry, start: Int64) throws {
    guard let clock = entry.clock, let times = entry.read.eventTimes else {
      ends.set(entry.index, start)
      return try worker.deliver(entry.read.batch, table: entry.table, chunk: entry.index)
    }
    let (watermarks, end) = carriedWatermark(
      eventTimes: times, start: start, delay: clock.delay)
    ends.set(entry.index, end)
    let batch = entry.read.batch
    try worker.deliver(
      batch.replacing(columns: batch.columns + [watermarks]), table: entry.table,
      chunk: entry.index)
  }
}
