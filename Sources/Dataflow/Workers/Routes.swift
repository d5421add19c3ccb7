import Columnar

/// The graph's edges seen from where batches come from, and the stages in which workers run it.
///
/// A stage is what workers can do without waiting for each other; an exchange leads from one stage to a later one.
struct Routes {
  /// One edge: into which port of which node.
  struct Target {
    var node: Int
    var port: Int
    var routing: Edge.Routing
  }

  private(set) var targets: [Edge.Origin: [Target]] = [:]
  private(set) var outputs: [Edge.Origin: [Int]] = [:]
  /// Stage of each node.
  private(set) var stages: [Int] = []
  /// Tables upstream of each node.
  private(set) var tables: [Set<Int>] = []
  let stageCount: Int

  init(_ graph: Graph) {
    for (index, node) in graph.nodes.enumerated() {
      var stage = 0
      var upstream: Set<Int> = []
      for (port, edge) in node.inputs.enumerated() {
        targets[edge.origin, default: []].append(
          Target(node: index, port: port, routing: edge.routing))
        switch edge.origin {
        case .table(let table): upstream.insert(table)
        case .node(let origin):
          precondition(origin < index, "the graph is not in topological order at \(node.id)")
          upstream.formUnion(tables[origin])
        }
        stage = max(stage, Routes.originStage(edge, stages) + (edge.isLocal ? 0 : 1))
      }
      stages.append(stage)
      tables.append(upstream)
    }
    for (index, output) in graph.outputs.enumerated() {
      outputs[output.origin, default: []].append(index)
    }
    stageCount = (stages.max() ?? 0) + 1
  }

  private static func originStage(_ edge: Edge, _ stages: [Int]) -> Int {
    if case .node(let node) = edge.origin { stages[node] } else { 0 }
  }
}

extension Edge {
  var isLocal: Bool { if case .local = routing { true } else { false } }
}
