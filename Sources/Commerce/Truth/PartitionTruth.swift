/// One partition as a perfect pipeline sees it: its running watermark and the windows that are still open in it.
///
/// All events of a user are in one partition, so a window's counts by user are whole here.
final class PartitionTruth {
  /// Records so far.
  var ordinal: Int64 = 0
  /// Bytes so far, if each record were a line.
  var byteOffset: Int64 = 0
  /// Event time of the row that is furthest ahead, µs; nil before the first.
  private var newest: Int64?
  private let delay: Int64
  private var windows: [OpenWindow] = []
  private var spareTables: [CountTable] = []
  /// The window counted in last: neighbours in a partition nearly always share it.
  private var latestStart = Int64.min
  private var latestCounts = CountTable()

  private struct OpenWindow {
    var start: Int64
    var counts: CountTable
  }

  init(delay: Int64) { self.delay = delay }

  /// Whether a row at this place is late for its window: the window's end is not behind the carried watermark.
  @inline(__always)
  func isLate(_ date: Int64) -> Bool {
    guard let newest else { return false }
    return windowStart(date) &+ PropertyLeads.window <= newest &- delay
  }

  /// A row that passes the table's row constraints, a copy too, advances the watermark behind it.
  @inline(__always)
  func advance(to date: Int64) { newest = max(newest ?? date, date) }

  /// Counts a row in its window, which must be open; returns the user's count there.
  @inline(__always)
  func count(_ user: Int64, at date: Int64) -> UInt32 {
    let start = windowStart(date)
    if start != latestStart {
      (latestStart, latestCounts) = (start, table(startingAt: start))
    }
    return latestCounts.increment(UInt32(truncatingIfNeeded: user))
  }

  private func table(startingAt start: Int64) -> CountTable {
    if let window = windows.first(where: { $0.start == start }) { return window.counts }
    closeWindows()
    let table = spareTables.popLast() ?? CountTable()
    windows.append(OpenWindow(start: start, counts: table))
    return table
  }

  private func closeWindows() {
    guard let newest else { return }
    let watermark = newest - delay
    for window in windows where window.start + PropertyLeads.window <= watermark {
      window.counts.removeAll()
      spareTables.append(window.counts)
    }
    windows.removeAll { $0.start + PropertyLeads.window <= watermark }
  }

  @inline(__always)
  private func windowStart(_ date: Int64) -> Int64 { date &- date % PropertyLeads.window }
}
