import Columnar

/// What keeps the earliest open window of a view or sink from giving its answer: the partition with the least watermark.
struct WindowHolder {
  var table: String
  var clock: TableClock?
  var partition: PartitionRecord?
  /// The end of the window, in µs.
  var windowEnd: Int64

  /// `events[0] at 2021-11-30 00:00:59, waits for an event from 2021-11-30 00:01:10 on`.
  var text: String {
    guard let clock else { return "\(table), waits for its end: it has no event_time" }
    let needed = windowEnd.addingReportingOverflow(clock.delay)
    let from = text(needed.overflow ? .max - 1 : needed.partialValue, clock)
    guard let partition else { return "\(table), waits for an event from \(from) on" }
    let place = "\(table)[\(partition.partition)]"
    if partition.watermark == .min {
      return "\(place), which has no event yet, waits for one from \(from) on"
    }
    return "\(place) at \(text(partition.watermark, clock)), waits for an event from \(from) on"
  }

  private func text(_ time: Int64, _ clock: TableClock) -> String {
    let type: DataType = clock.zone == nil ? .timestamp : .timestamptz
    return TextOutput(zone: clock.zone ?? .utc).text(.word(time), type) ?? ""
  }
}

extension Driver {
  /// What holds each view and sink back whose windows wait for their end, by name.
  func windowHolders() -> [String: String] {
    var earliest: [String: (end: Int64, node: Int)] = [:]
    for (node, operatorNode) in graph.nodes.enumerated() {
      let ends = circuit.runner.workers.compactMap { $0.operators[node].earliestWithheldEnd }
      guard let end = ends.min() else { continue }
      for reader in operatorNode.readers where end < earliest[reader.name]?.end ?? .max {
        earliest[reader.name] = (end, node)
      }
    }
    return earliest.compactMapValues { window in
      holder(of: window.node, windowEnd: window.end)?.text
    }
  }

  /// The slowest of the tables that feed a node and have not ended.
  private func holder(of node: Int, windowEnd: Int64) -> WindowHolder? {
    let open = circuit.runner.routes.tables[node].filter { !circuit.tables[$0].hasEnded }.sorted()
    let slowest = open.min { level(of: $0) < level(of: $1) }
    return slowest.map { table in
      WindowHolder(
        table: graph.tables[table].name, clock: circuit.tables[table].clock,
        partition: circuit.tables[table].slowest, windowEnd: windowEnd)
    }
  }

  /// A table without event time holds everything until it ends.
  private func level(of table: Int) -> Int64 {
    circuit.tables[table].clock == nil ? .min : circuit.tables[table].watermark
  }
}
