import Columnar

extension Graph {
  /// Runs the graph over all that its sources have now, from their beginnings, as a first run would: for a query of
  /// tables that no run reads. Gives the net rows of each output by its name; sinks and stores are left alone.
  ///
  /// Throws `ConnectorError` and what operators throw.
  public func outputsOfWholeInput(workers: Int) throws -> [String: [Batch]] {
    let circuit = try CircuitRun(graph: self, workers: workers)
    defer { circuit.pool.close() }
    try circuit.openSources(at: nil, wake: Wake())
    defer { circuit.closeSources() }
    var rows: [String: [Batch]] = [:]
    var epoch: Int64 = 0
    while true {
      var chunks: [TableChunk] = []
      for (index, table) in tables.enumerated() {
        chunks += try table.source.gather(EpochLimits()).chunks.map {
          TableChunk(table: index, chunk: $0)
        }
      }
      if chunks.isEmpty { return rows.mapValues { consolidated($0) } }
      epoch += 1
      let result = try circuit.compute(
        EpochWork(
          epoch: epoch, preparedAt: 0, chunks: chunks, ended: [], idle: tables.map { _ in [] }))
      for (output, batches) in zip(outputs, result.outputs) {
        rows[output.name, default: []] += batches
      }
    }
  }
}
