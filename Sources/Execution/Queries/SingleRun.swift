import Columnar
import Dataflow

/// One epoch of a circuit on one thread, over rows that are all there.
struct SingleRun {
  private let graph: Graph

  /// By table name.
  private let watermarks: [String: Int64]

  init(_ graph: Graph, watermarks: [String: Int64]) {
    self.graph = graph
    self.watermarks = watermarks
  }

  /// What the node at `origin` emits. Throws `ExpressionError` for the first row that could not be computed.
  func run(_ relations: [String: [Batch]], origin: Edge.Origin) throws -> [Batch] {
    var emitted: [Edge.Origin: [Batch]] = [:]
    for (index, table) in graph.tables.enumerated() {
      emitted[.table(index)] = relations[table.name] ?? []
    }
    let end = EpochEnd(
      epoch: 1, watermark: .max,
      tableWatermarks: graph.tables.map { watermarks[$0.name] ?? .min })
    for (index, node) in graph.nodes.enumerated() {
      let instance = try node.make()
      let output = Output()
      for (port, edge) in node.inputs.enumerated() {
        for batch in emitted[edge.origin] ?? [] where batch.count > 0 {
          try instance.push(batch, port: port, to: output)
        }
      }
      try instance.endEpoch(end, to: output)
      let given = output.take()
      if let message = SingleRun.firstError(given.sides) { throw ExpressionError(message) }
      emitted[.node(index)] = given.batches
    }
    return emitted[origin] ?? []
  }

  /// Of a row that failed and was not taken back, such as one that an outer join emitted before its partner came.
  private static func firstError(_ sides: [SideBatch]) -> String? {
    let failed = sides.compactMap { side in
      if case .errors = side.relation { side.batch } else { nil }
    }
    return Batch.net(failed).first { $0.count > 0 }.map {
      String(decoding: $0.columns[1].slice(0), as: UTF8.self)
    }
  }
}
