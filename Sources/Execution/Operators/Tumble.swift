import Columnar
import Dataflow
import Planning

/// Adds the fixed window of each row: 10:00:42 with one minute gives 10:00:00 and 10:01:00. NULL and infinite times
/// have NULL and infinite windows.
final class Tumble: Operator {
  private let timeColumn: Int
  private var bounds: TumbleBounds

  init(_ window: TimeWindow, zone: Zone) {
    timeColumn = window.timeColumn
    bounds = TumbleBounds(WindowGrid(window, zone: zone))
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let time = batch.columns[timeColumn]
    let (starts, ends) = (Buffer(byteCount: batch.count * 8), Buffer(byteCount: batch.count * 8))
    bounds.fill(
      time.words, batch.count, starts.pointer(to: Int64.self), ends.pointer(to: Int64.self))
    let added = [starts, ends].map {
      Column(type: time.type, count: batch.count, values: $0, validity: time.sharedValidity)
    }
    output.emit(batch.replacing(columns: batch.columns + added))
  }
}

/// Finds the window of a time, remembering the last one: rows in order need no division.
struct TumbleBounds {
  private let grid: WindowGrid
  private var last = WindowBounds(start: 0, end: 0)

  init(_ grid: WindowGrid) { self.grid = grid }

  mutating func fill(
    _ times: UnsafePointer<Int64>, _ count: Int, _ starts: UnsafeMutablePointer<Int64>,
    _ ends: UnsafeMutablePointer<Int64>
  ) {
    var (start, end) = (Int64(0), Int64(0))
    for row in 0..<count {
      let time = times[row]
      if time < start || time >= end {
        find(time)
        // Around a change of the clock windows are irregular: each time finds its own.
        (start, end) = last.end &- last.start == grid.span ? (last.start, last.end) : (0, 0)
        starts[row] = last.start
        ends[row] = last.end
        continue
      }
      starts[row] = start
      ends[row] = end
    }
  }

  @inline(never)
  private mutating func find(_ time: Int64) {
    if time == .min || time == .max {
      last = WindowBounds(start: time, end: time)
      return
    }
    let place = grid.place(of: time)
    last = grid.bounds(from: place.localStart, size: grid.span, around: time, place.shift)
  }
}
