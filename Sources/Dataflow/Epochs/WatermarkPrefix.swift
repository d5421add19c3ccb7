/// Tells each chunk of an epoch the running watermark that its first row carries, while chunks are decoded in any order.
///
/// A decoded chunk publishes the greatest watermark inside it; the start of a chunk is known once every earlier chunk of
/// its partition has published. `@unchecked Sendable`: guarded by the mutex.
final class WatermarkPrefix: @unchecked Sendable {
  private struct Entry {
    /// The next chunk of the same partition in this epoch.
    var successor: Int?
    var start: Int64?
    var greatest: Int64?
  }

  private let mutex = PosixMutex()
  private let known = PosixCondition()
  private var entries: [Entry]
  private var hasFailed = false

  /// `partitions[i]` names the (table, partition) of chunk `i`; `start` gives the watermark at the epoch's beginning.
  init(partitions: [TablePartition], start: (TablePartition) -> Int64) {
    entries = []
    var last: [TablePartition: Int] = [:]
    for (index, partition) in partitions.enumerated() {
      if let previous = last[partition] {
        entries[previous].successor = index
        entries.append(Entry())
      } else {
        entries.append(Entry(start: start(partition)))
      }
      last[partition] = index
    }
  }

  /// The chunk was decoded; Int64.min if it moves nothing.
  func publish(_ index: Int, greatest: Int64) {
    mutex.withLock {
      entries[index].greatest = greatest
      var current = index
      while let start = entries[current].start, let greatest = entries[current].greatest,
        let next = entries[current].successor, entries[next].start == nil
      {
        entries[next].start = max(start, greatest)
        current = next
      }
      known.broadcast()
    }
  }

  /// The watermark before the chunk, or nil while an earlier chunk is still being decoded.
  func start(of index: Int) -> Int64? { mutex.withLock { entries[index].start } }

  /// Waits for it; nil when another worker failed, so that it will never come.
  func waitForStart(of index: Int) -> Int64? {
    mutex.withLock {
      while entries[index].start == nil && !hasFailed { known.wait(mutex) }
      return entries[index].start
    }
  }

  /// Lets waiting workers go: a chunk could not be decoded.
  func fail() {
    mutex.withLock {
      hasFailed = true
      known.broadcast()
    }
  }
}

/// One partition of one table of the graph.
struct TablePartition: Hashable, Sendable {
  var table: Int
  var partition: Int
}
