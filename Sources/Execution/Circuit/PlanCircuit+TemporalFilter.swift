import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// A filter over a table's watermark: the rows with the times of its bounds, exchanged by all of their columns, so that a
  /// row that is taken back finds itself.
  func temporalFilter(
    _ filter: TemporalFilter, of input: Plan, from origin: Edge.Origin, part: String
  ) -> Edge.Origin {
    guard let table = graph.tables.firstIndex(where: { $0.name == filter.table }) else {
      preconditionFailure("table \(filter.table) is read for its watermark")
    }
    let types = input.fields.map(\.type)
    var expressions = types.enumerated().map { Expression.column($0, $1) }
    let bounds = filter.bounds.map { bound -> WatermarkFilter.Bound in
      let column = bound.time.plainColumn ?? expressions.count
      if column == expressions.count { expressions.append(bound.time) }
      return WatermarkFilter.Bound(
        column: column, comparison: bound.comparison, shift: bound.shift)
    }
    let timed = project(expressions, of: input, from: origin, id: "\(part)-times")
    let edge = Edge(timed, exchange(by: Array(types.indices)))
    return add(id: "\(part)-while", [edge], hasState: true) {
      WatermarkFilter(types: types, bounds: bounds, table: table)
    }
  }
}
