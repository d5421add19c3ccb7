import Columnar

/// Sorts the rows of a batch by their windows and sets the late ones apart.
final class WindowSplitter {
  struct Part {
    var end: Int64
    /// Nil: all rows of the batch.
    var rows: [UInt32]?
  }

  private(set) var windows: [Part] = []
  private(set) var lateRows: [UInt32]?

  func split(ends: Column, watermarks: Column, count: Int) {
    windows.removeAll(keepingCapacity: true)
    lateRows = nil
    if count == 0 { return }
    let (ends, watermarks) = (ends.words, watermarks.words)
    if WindowSplitter.isOne(ends, watermarks, count) {
      return windows.append(Part(end: ends[0], rows: nil))
    }
    var late: [UInt32] = []
    var index: [Int64: Int] = [:]
    var last = -1
    for row in 0..<count {
      let end = ends[row]
      if end <= watermarks[row] {
        late.append(UInt32(truncatingIfNeeded: row))
        continue
      }
      if last < 0 || windows[last].end != end {
        if let known = index[end] {
          last = known
        } else {
          last = windows.count
          index[end] = last
          windows.append(Part(end: end, rows: []))
        }
      }
      windows[last].rows?.append(UInt32(truncatingIfNeeded: row))
    }
    if !late.isEmpty { lateRows = late }
  }

  /// Whether all rows are in one window and none is late: the usual case.
  private static func isOne(
    _ ends: UnsafePointer<Int64>, _ watermarks: UnsafePointer<Int64>, _ count: Int
  ) -> Bool {
    let end = ends[0]
    var differs: Int64 = 0
    var highest = Int64.min
    for row in 0..<count {
      differs |= ends[row] ^ end
      highest = max(highest, watermarks[row])
    }
    return differs == 0 && end > highest
  }
}
