import Columnar

/// Sorts the rows of a batch by their windows and sets the late ones apart.
final class WindowSplitter {
  struct Part {
    var bounds: WindowBounds
    /// Nil: all rows of the batch.
    var rows: [UInt32]?
  }

  private(set) var windows: [Part] = []
  private(set) var lateRows: [UInt32]?

  func split(starts: Column, ends: Column, watermarks: Column, count: Int) {
    windows.removeAll(keepingCapacity: true)
    lateRows = nil
    if count == 0 { return }
    let (starts, ends, watermarks) = (starts.words, ends.words, watermarks.words)
    if WindowSplitter.isOne(starts, ends, watermarks, count) {
      let bounds = WindowBounds(start: starts[0], end: ends[0])
      return windows.append(Part(bounds: bounds, rows: nil))
    }
    var late: [UInt32] = []
    var index: [WindowBounds: Int] = [:]
    var last = -1
    for row in 0..<count {
      let bounds = WindowBounds(start: starts[row], end: ends[row])
      if bounds.end <= watermarks[row] {
        late.append(UInt32(truncatingIfNeeded: row))
        continue
      }
      if last < 0 || windows[last].bounds != bounds {
        if let known = index[bounds] {
          last = known
        } else {
          last = windows.count
          index[bounds] = last
          windows.append(Part(bounds: bounds, rows: []))
        }
      }
      windows[last].rows?.append(UInt32(truncatingIfNeeded: row))
    }
    if !late.isEmpty { lateRows = late }
  }

  /// Whether all rows are in one window and none is late: the usual case.
  private static func isOne(
    _ starts: UnsafePointer<Int64>, _ ends: UnsafePointer<Int64>,
    _ watermarks: UnsafePointer<Int64>, _ count: Int
  ) -> Bool {
    let (start, end) = (starts[0], ends[0])
    var differs: Int64 = 0
    var highest = Int64.min
    for row in 0..<count {
      differs |= (ends[row] ^ end) | (starts[row] ^ start)
      highest = max(highest, watermarks[row])
    }
    return differs == 0 && end > highest
  }
}
