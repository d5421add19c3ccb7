import Columnar
import Dataflow
import Planning

/// HOP and CUMULATE: a row leaves once for each of its windows.
///
/// 10:07 in windows of 10 minutes every 5 gives 10:05–10:15 and 10:00–10:10; in steps of 5 minutes up to 20 it gives
/// 10:00–10:10, 10:00–10:15 and 10:00–10:20. Columns are shared between the copies where all rows are in a window of one
/// number; NULL and infinite times have one NULL or infinite window.
final class OverlappingWindows: Operator {
  private let window: TimeWindow
  private let grid: WindowGrid
  private var rows: [UInt32] = []
  private var found: [WindowBounds] = []
  private var places: [WindowGrid.Place] = []

  init(_ window: TimeWindow, zone: Zone) {
    self.window = window
    grid = WindowGrid(window, zone: zone)
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let time = batch.columns[window.timeColumn]
    findPlaces(time.words, batch.count)
    for number in 0..<window.windowsMax {
      collect(number, time, batch.count)
      if rows.isEmpty { continue }
      if rows.count == batch.count {
        emit(batch, time, to: output)
      } else {
        let part = rows.withUnsafeBufferPointer { batch.gather($0) }
        emit(part, part.columns[window.timeColumn], to: output)
      }
    }
  }

  /// Rows in order mostly share their place: it is found once for all of them.
  private func findPlaces(_ times: UnsafePointer<Int64>, _ count: Int) {
    places.removeAll(keepingCapacity: true)
    var (start, end) = (Int64(0), Int64(0))
    for row in 0..<count {
      let time = times[row]
      if time >= start, time < end, let last = places.last {
        places.append(last)
        continue
      }
      let place = grid.place(of: time)
      // In a zone each time finds its own: the clock may change within a window.
      (start, end) =
        grid.zone == nil
        ? (place.localStart, saturating(place.localStart, plus: grid.span)) : (0, 0)
      places.append(place)
    }
  }

  /// The rows that have a window of this number, and which.
  private func collect(_ number: Int64, _ time: Column, _ count: Int) {
    rows.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
    let times = time.words
    for row in 0..<count {
      let at = times[row]
      let bounds: WindowBounds
      if at == .min || at == .max || time.isNull(row) {
        if number > 0 { continue }
        bounds = WindowBounds(start: at, end: at)
      } else {
        guard let own = self.bounds(number, places[row], at) else { continue }
        bounds = own
      }
      rows.append(UInt32(truncatingIfNeeded: row))
      found.append(bounds)
    }
  }

  private func bounds(_ number: Int64, _ place: WindowGrid.Place, _ time: Int64) -> WindowBounds? {
    let (start, size): (Int64, Int64)
    switch window.kind {
    case .tumble(let span): (start, size) = (place.localStart, span)
    case .hop(let slide, let span):
      (start, size) = (saturating(place.localStart, plus: -number * slide), span)
    case .cumulate(let step, _): (start, size) = (place.localStart, (number + 1) * step)
    }
    // Where the slide does not divide the size, the earliest window holds some of its slide's times only.
    guard time + place.shift < saturating(start, plus: size) else { return nil }
    return grid.bounds(from: start, size: size, around: time, place.shift)
  }

  private func emit(_ batch: Batch, _ time: Column, to output: Output) {
    let (starts, ends) = (Buffer(byteCount: batch.count * 8), Buffer(byteCount: batch.count * 8))
    let (startWords, endWords) = (starts.pointer(to: Int64.self), ends.pointer(to: Int64.self))
    for (row, bounds) in found.enumerated() {
      startWords[row] = bounds.start
      endWords[row] = bounds.end
    }
    let added = [starts, ends].map {
      Column(type: time.type, count: batch.count, values: $0, validity: time.sharedValidity)
    }
    output.emit(batch.replacing(columns: batch.columns + added))
  }
}
