import Columnar

/// What a driver must fill, where its state does not hold it yet.
public struct Filling {
  /// The epoch in which what was filled appears.
  public var epoch: Int64
  public var make: () throws -> Filled

  public init(epoch: Int64, make: @escaping () throws -> Filled) {
    self.epoch = epoch
    self.make = make
  }
}

/// What views and sinks make of all input that was read up to an epoch, computed apart from a run.
public struct Filled: Sendable {
  /// Views and sinks by name.
  public var names: [String]
  /// The epoch in which it appears, right after the last one that is part of it.
  public var epoch: Int64
  /// Net rows by name.
  public var outputs: [String: [Batch]] = [:]
  /// Operators of these views and sinks, and of the tables below them: a table may have to keep more for a new view.
  var operators: Set<String> = []
  var states: [OperatorState] = []
  var sides: [SideBatch] = []
  /// Running watermarks of partitions behind it, by table: higher than the pipeline's own where an end of the input closed
  /// windows that only these views have.
  var watermarks: [String: [Int: Int64]] = [:]

  /// Runs every epoch up to `last` again, sinks and store untouched: so a view that was added to a pipeline is first
  /// filled (architecture §4), and a query reads a table that is not kept. The graph holds what the names need.
  ///
  /// `record` gives the ledger's entries. Throws `ConnectorError.offsetsGone` where the log no longer has the beginning.
  public init(
    _ names: [String], of graph: Graph, through last: EpochRecord, workers: Int,
    memoryLimit: Int? = nil, record: (Int64) throws -> EpochRecord?
  ) throws {
    self.names = names
    epoch = last.epoch + 1
    let circuit = try CircuitRun(
      graph: graph, workers: workers, memory: memoryLimit.map { MemoryWatch(limit: $0) })
    defer { circuit.pool.close() }
    try circuit.openSources(at: last, wake: Wake())
    defer { circuit.closeSources() }
    for number in stride(from: 1, through: last.epoch, by: 1) {
      guard let entry = try record(number) else { throw DriverError.noRecord(of: number) }
      take(try circuit.compute(try circuit.work(of: entry)), graph)
      // An end of the input may have closed windows of views that are not in this graph.
      circuit.raise(to: entry)
    }
    operators = Set(
      graph.nodes.filter { node in
        node.readers.isEmpty || node.readers.contains { names.contains($0.name) }
      }.map(\.id))
    states = try circuit.operatorStates().filter { operators.contains($0.operatorID) }
    for (index, table) in graph.tables.enumerated() {
      watermarks[table.name] = circuit.tables[index].partitions.mapValues(\.watermark)
    }
  }

  private mutating func take(_ result: EpochResult, _ graph: Graph) {
    for (index, output) in graph.outputs.enumerated() where names.contains(output.name) {
      outputs[output.name] = consolidated(outputs[output.name, default: []] + result.outputs[index])
    }
    sides += result.sides.filter { $0.relation.view.map(names.contains) ?? false }
  }

  /// What was filled appears with its epoch.
  func add(to result: inout EpochResult, of graph: Graph) {
    for (index, output) in graph.outputs.enumerated() {
      result.outputs[index] = (outputs[output.name] ?? []) + result.outputs[index]
    }
    result.sides = sides + result.sides
  }
}
