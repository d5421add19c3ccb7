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

  private func routing(by partition: [Int]) -> Edge.Routing {
    partition.isEmpty ? .single : exchange(by: partition)
  }
}
