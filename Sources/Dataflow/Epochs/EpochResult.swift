import Columnar

/// What one worker, or all of them, produced in an epoch.
struct EpochResult {
  /// By `Graph.outputs`.
  var outputs: [[Batch]]
  var sides: [SideBatch] = []
  /// By `Graph.tables`.
  var counts: [RowCounts]
  /// What a person should know about the input.
  var remarks: Set<String> = []
  /// Event times by file, in the order of the chunks.
  var fileTimes: [FileTimes] = []

  init(_ graph: Graph) {
    outputs = graph.outputs.map { _ in [] }
    counts = graph.tables.map { _ in RowCounts() }
  }

  mutating func add(_ other: EpochResult) {
    for index in outputs.indices { outputs[index].append(contentsOf: other.outputs[index]) }
    sides.append(contentsOf: other.sides)
    remarks.formUnion(other.remarks)
    for index in counts.indices { counts[index].add(other.counts[index]) }
  }
}

/// What each node learns at the end of an epoch.
struct EpochEnds: Sendable {
  var epoch: Int64
  /// By node.
  var watermarks: [Int64]
  /// By table, as events alone brought them.
  var tableWatermarks: [Int64]

  func end(of node: Int) -> EpochEnd {
    EpochEnd(epoch: epoch, watermark: watermarks[node], tableWatermarks: tableWatermarks)
  }
}
