import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// Top-N: rows go to the worker that keeps their partition.
  func topRows(_ top: TopRows, of input: Plan, from origin: Edge.Origin, id: String) -> Edge.Origin
  {
    let types = input.fields.map(\.type)
    return add(id: id, [Edge(origin, routing(by: top.partition))], hasState: true) {
      PartitionTop(top, types: types)
    }
  }

  /// Window functions: the same.
  func windowFunctions(
    _ functions: WindowFunctions, of input: Plan, from origin: Edge.Origin, id: String
  ) -> Edge.Origin {
    let types = input.fields.map(\.type)
    let (owner, zone, errors) = (owner, zone, errorRows(input))
    return add(id: id, [Edge(origin, routing(by: functions.partition))], hasState: true) {
      PartitionWindows(functions, types: types, view: owner, errorRows: errors, zone: zone)
    }
  }

  private func routing(by partition: [Int]) -> Edge.Routing {
    partition.isEmpty ? .single : exchange(by: partition)
  }
}
