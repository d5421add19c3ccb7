import Columnar

/// What new views and sinks make of all input that was read before they were added.
public struct Filled: Sendable {
  /// Views and sinks by name.
  public var names: [String]
  /// The epoch in which it appears, right after the last one that is part of it.
  public var epoch: Int64
  var states: [OperatorState]
  var outputs: [String: [Batch]]
  var sides: [SideBatch]
}

extension Driver {
  /// Computes views over every epoch up to the committed one, sinks and store untouched: a view that was added to a
  /// pipeline is first filled (architecture §4). The driver's graph holds the new views and their tables only.
  ///
  /// Throws `ConnectorError.offsetsGone` where the log no longer has the beginning.
  public func fill(names: [String], through last: EpochRecord) throws -> Filled {
    defer { pool.close() }
    try openSources(at: last)
    var filled = Filled(
      names: names, epoch: last.epoch + 1, states: [], outputs: [:], sides: [])
    while epoch < last.epoch {
      let record = try requireRecord(epoch + 1)
      let result = try compute(try work(of: record))
      for (index, output) in graph.outputs.enumerated() where names.contains(output.name) {
        let gathered = filled.outputs[output.name, default: []] + result.outputs[index]
        filled.outputs[output.name] = consolidated(gathered)
      }
      filled.sides += result.sides.filter { $0.relation.view.map(names.contains) ?? false }
      epoch = record.epoch
    }
    let owners = Dictionary(
      uniqueKeysWithValues: graph.nodes.map { ($0.id, String($0.owner)) })
    filled.states = try operatorStates().filter { state in
      owners[state.operatorID].map(names.contains) ?? false
    }
    for table in graph.tables { table.source.close() }
    return filled
  }

  /// Operators of the filled views take their state.
  func adopt(_ filled: Filled) throws {
    try runner.resetOperators { node in filled.names.contains { $0 == node.owner } }
    try restore(filled.states)
  }

  /// What the fill made appears with its epoch.
  func add(_ filled: Filled, to result: inout EpochResult) {
    for (index, output) in graph.outputs.enumerated() {
      result.outputs[index] = (filled.outputs[output.name] ?? []) + result.outputs[index]
    }
    result.sides = filled.sides + result.sides
  }
}

extension SideRelation {
  /// The view that it belongs to; nil for a table's.
  var view: String? {
    switch self {
    case .late(let view), .errors(let view): view
    case .rejects, .warnings, .duplicates: nil
    }
  }
}
