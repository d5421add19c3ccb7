import Columnar
import Dataflow

@testable import Execution

/// Feeds an operator by hand and collects what it gives.
final class Fed {
  let node: any Operator
  private(set) var emitted: [Batch] = []
  private(set) var sides: [SideBatch] = []
  private(set) var counts = RowCounts()
  private var epoch: Int64 = 0

  init(_ node: any Operator) { self.node = node }

  /// One epoch; returns the rows that it emitted.
  @discardableResult
  func epoch(_ batches: Batch..., watermark: Int64 = .min) throws -> [Batch] {
    try epoch(batches, watermark: watermark)
  }

  @discardableResult
  func epoch(_ batches: [Batch], watermark: Int64 = .min) throws -> [Batch] {
    try epoch(batches.map { (0, $0) }, watermark)
  }

  /// One epoch with a batch for each port.
  @discardableResult
  func epoch(ports: [Batch], watermark: Int64) throws -> [Batch] {
    try epoch(ports.enumerated().map { ($0, $1) }, watermark)
  }

  private func epoch(_ inputs: [(port: Int, batch: Batch)], _ watermark: Int64) throws -> [Batch] {
    epoch += 1
    let output = Output()
    for (port, batch) in inputs { try node.push(batch, port: port, to: output) }
    try node.endEpoch(
      EpochEnd(epoch: epoch, watermark: watermark, tableWatermarks: [watermark]), to: output)
    let given = output.take()
    emitted += given.batches
    sides += given.sides
    counts.add(given.counts)
    return given.batches
  }

  func sideLines(_ relation: SideRelation) -> [String] {
    sides.filter { $0.relation == relation }.flatMap(\.batch.lines)
  }
}

extension [Batch] {
  var lines: [String] { flatMap(\.lines) }
}

func aggregate(
  keys: [DataType], _ calls: [AggregateShape], view: String = "v"
) -> Aggregate {
  let shape = AggregationShape(keys: keys, calls: calls)
  var next = keys.count
  let arguments = calls.map { call -> [Int] in
    next += call.arguments.count
    return Array(next - call.arguments.count..<next)
  }
  return Aggregate(
    shape,
    layout: AggregateLayout(keys: Array(keys.indices), arguments: arguments, closing: nil),
    view: view,
    errorRows: ErrorRows(
      names: keys.indices.map { "k\($0)" }, columns: Array(keys.indices), zone: .utc))
}

let countRows = AggregateShape(
  function: .count, isDistinct: false, argument: nil, result: .bigint, isAppendOnly: false)

func sum(_ type: DataType, _ result: DataType) -> AggregateShape {
  AggregateShape(
    function: .sum, isDistinct: false, argument: type, result: result, isAppendOnly: false)
}
