/// Decides by the wall clock which partitions stand aside: their end is confirmed and nothing came for `idle_timeout`.
///
/// Only the live run asks it; a replay obeys what was recorded.
struct IdleClock {
  private struct State {
    var activeAt: Int
    var isAtEnd: Bool
  }

  private var states: [TablePartition: State] = [:]
  /// How long the driver may sleep, in ms, before an idle decision may be due.
  private(set) var nextCheck = 1000

  mutating func note(
    table: Int, active: Set<Int>, atEnd: [Int], isBounded: Bool, now: Int
  ) {
    for partition in active.union(atEnd) where !isBounded {
      let key = TablePartition(table: table, partition: partition)
      let since = active.contains(partition) ? now : states[key]?.activeAt ?? now
      states[key] = State(activeAt: since, isAtEnd: atEnd.contains(partition))
    }
    for key in states.keys where key.table == table && !atEnd.contains(key.partition) {
      states[key]?.isAtEnd = false
    }
  }

  /// By table: what stands aside now. Who stood aside stays so until it wakes.
  mutating func idle(tables: [TableNode], progress: [TableProgress], now: Int) -> [Set<Int>] {
    nextCheck = 1000
    return tables.indices.map { table in
      var idle = Set(progress[table].idlePartitions)
      guard let timeout = tables[table].clock?.idleTimeout else { return idle }
      for partition in progress[table].partitions.keys where !idle.contains(partition) {
        guard let state = states[TablePartition(table: table, partition: partition)],
          state.isAtEnd
        else { continue }
        let remaining = Int(timeout / 1000) - (now - state.activeAt)
        if remaining <= 0 { idle.insert(partition) } else { nextCheck = min(nextCheck, remaining) }
      }
      return idle
    }
  }
}

extension TableProgress {
  var idlePartitions: [Int] { partitions.values.filter(\.isIdle).map(\.partition) }
}
