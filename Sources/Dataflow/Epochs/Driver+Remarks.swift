/// What a run tells about its input beside the figures.
extension Driver {
  func warnOnce(_ message: String) {
    if told.insert(message).inserted { observer?.warn(message) }
  }

  /// More than 1 % of a table is late in some view and its files overlap in time: the one is likely to be the reason
  /// of the other.
  func explainLateRows(_ result: EpochResult) {
    for times in result.fileTimes {
      let place = TablePartition(table: times.table, partition: times.partition)
      let delay = circuit.tables[times.table].clock?.delay ?? 0
      fileOverlaps[place, default: FileOverlap(delay: delay)].add(times)
    }
    for (place, overlap) in fileOverlaps {
      let table = graph.tables[place.table].name
      guard let found = overlap.found, progress.lateReasons[table] == nil,
        let counts = progress.counts[table],
        lateRows(of: place.table) * 100 > counts.accepted
      else { continue }
      progress.lateReasons[table] =
        "more than 1 % of \(table) is late, and its files overlap in time: \(found.later) begins before "
        + "\(found.earlier) ends; where another system striped them, partition_by = 'file' gives each a watermark "
        + "of its own"
    }
    for (table, reason) in progress.lateReasons.sorted(by: { $0.key < $1.key })
    where progress.counts[table]?.read ?? 0 >= Driver.rowsThatShowLateness {
      warnOnce(reason)
    }
  }

  /// Below this many rows only the summary says it.
  private static let rowsThatShowLateness = 1_000

  /// The most late rows of any view that reads the table.
  private func lateRows(of table: Int) -> Int64 {
    graph.outputs.filter { output in
      switch output.origin {
      case .table(let origin): origin == table
      case .node(let node): circuit.runner.routes.tables[node].contains(table)
      }
    }.map { progress.late[$0.name] ?? 0 }.max() ?? 0
  }
}
