import Columnar

/// One worker's instances of all readers and operators, and what they produced in the current epoch.
///
/// `@unchecked Sendable`: during a phase only its own thread touches it, between phases only the driver's.
final class Worker: @unchecked Sendable {
  let index: Int
  private let graph: Graph
  private let routes: Routes
  private let exchange: Exchange
  private let workers: Int
  private let memory: MemoryWatch?
  private let readers: [any TableReader]
  private(set) var operators: [any Operator]
  private let output = Output()
  private var hashes: UnsafeMutablePointer<UInt64>
  private var hashCapacity = 0
  private(set) var result: EpochResult

  init(
    index: Int, graph: Graph, routes: Routes, exchange: Exchange, workers: Int,
    memory: MemoryWatch?
  ) throws {
    self.memory = memory
    self.index = index
    self.graph = graph
    self.routes = routes
    self.exchange = exchange
    self.workers = workers
    readers = try graph.tables.map { try $0.makeReader() }
    operators = try graph.nodes.map { try $0.make() }
    hashes = .allocate(capacity: 0)
    result = EpochResult(graph)
  }

  deinit { hashes.deallocate() }

  /// Forgets the state of some operators.
  func reset(nodes: [Int]) throws {
    for node in nodes { operators[node] = try graph.nodes[node].make() }
  }

  func beginEpoch() { result = EpochResult(graph) }

  /// Decodes and checks one chunk.
  func read(_ chunk: any Chunk, table: Int) throws -> ReadChunk {
    let read = try readers[table].read(chunk)
    result.counts[table].add(read.counts)
    result.sides.append(contentsOf: read.sides)
    result.remarks.formUnion(read.remarks)
    return read
  }

  /// Sends a table's rows into the circuit.
  func deliver(_ batch: Batch, table: Int, chunk: Int) throws {
    try deliver(batch, from: .table(table), chunk: chunk)
    try memory?.check()
  }

  /// Runs the nodes of one stage: what others sent, then the end of the epoch, in topological order.
  func finish(stage: Int, end: EpochEnds) throws {
    for node in graph.nodes.indices where routes.stages[node] == stage {
      for (port, edge) in graph.nodes[node].inputs.enumerated() where !edge.isLocal {
        for batch in exchange.receive(worker: index, node: node, port: port) {
          try push(batch, node: node, port: port, chunk: Worker.afterAllChunks)
          try memory?.check()
        }
      }
      // What only the first worker runs must not end epochs elsewhere: its empty answer would come twice.
      if index > 0, graph.nodes[node].isSingle { continue }
      try operators[node].endEpoch(end.end(of: node), to: output)
      try memory?.check()
      try forward(from: node, chunk: Worker.afterAllChunks)
    }
  }

  /// Order of what operators emit at the end of an epoch: behind every chunk.
  private static let afterAllChunks = Int.max

  private func push(_ batch: Batch, node: Int, port: Int, chunk: Int) throws {
    try operators[node].push(batch, port: port, to: output)
    try forward(from: node, chunk: chunk)
  }

  /// Takes what the operator left in `output` to its places.
  private func forward(from node: Int, chunk: Int) throws {
    let given = output.take()
    result.sides += given.sides.flatMap { graph.nodes[node].sides(for: $0) }
    if given.counts != RowCounts(), let table = routes.tables[node].first {
      result.counts[table].add(given.counts)
    }
    for batch in given.batches { try deliver(batch, from: .node(node), chunk: chunk) }
  }

  private func deliver(_ batch: Batch, from origin: Edge.Origin, chunk: Int) throws {
    guard batch.count > 0 else { return }
    for output in routes.outputs[origin] ?? [] { result.outputs[output].append(batch) }
    for target in routes.targets[origin] ?? [] {
      switch target.routing {
      case .local:
        try push(batch, node: target.node, port: target.port, chunk: chunk)
      case .single:
        send(batch, to: 0, target, chunk)
      case .exchange(let hash):
        split(batch, target, chunk, hash)
      }
    }
  }

  private func send(_ batch: Batch, to worker: Int, _ target: Routes.Target, _ chunk: Int) {
    exchange.send(
      batch, to: worker, node: target.node, port: target.port,
      order: Exchange.Order(chunk: chunk, worker: index))
  }

  private func split(
    _ batch: Batch, _ target: Routes.Target, _ chunk: Int,
    _ hash: (Batch, UnsafeMutablePointer<UInt64>) -> Void
  ) {
    if workers == 1 { return send(batch, to: 0, target, chunk) }
    if batch.count > hashCapacity {
      hashes.deallocate()
      hashCapacity = max(batch.count, 8192)
      hashes = .allocate(capacity: hashCapacity)
    }
    hash(batch, hashes)
    for (worker, part) in batch.split(byOwnerOf: hashes, workers: workers).enumerated() {
      send(part, to: worker, target, chunk)
    }
  }
}
