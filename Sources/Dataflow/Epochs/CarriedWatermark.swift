import Columnar

/// The running watermark of a partition as a column: what each row carries, of the rows *before* it.
///
/// `eventTimes` (µs; Int64.min moves nothing) in offset order → a timestamp column of the same length, and the running
/// watermark behind the last row. `[10, 30, 20]` with delay 5 from −∞ → `[−∞, 5, 25]`, then 25.
func carriedWatermark(eventTimes: Column, start: Int64, delay: Int64) -> (Column, Int64) {
  let count = eventTimes.count
  let buffer = Buffer(byteCount: count * 8)
  let end = fillCarriedWatermark(
    eventTimes.words, count, start, delay, buffer.pointer(to: Int64.self))
  return (Column(type: .timestamp, count: count, values: buffer), end)
}

@inline(never)
private func fillCarriedWatermark(
  _ times: UnsafePointer<Int64>, _ count: Int, _ start: Int64, _ delay: Int64,
  _ out: UnsafeMutablePointer<Int64>
) -> Int64 {
  var running = start
  for row in 0..<count {
    out[row] = running
    // Times near −infinity saturate instead of wrapping around.
    let (candidate, overflow) = times[row].subtractingReportingOverflow(delay)
    running = max(running, overflow ? Int64.min : candidate)
  }
  return running
}

/// The running watermark behind a chunk is the greater of the one before it and this.
@inline(never)
func greatestWatermark(of eventTimes: Column, delay: Int64) -> Int64 {
  let (times, count) = (eventTimes.words, eventTimes.count)
  var greatest = Int64.min
  for row in 0..<count { greatest = max(greatest, times[row]) }
  let (candidate, overflow) = greatest.subtractingReportingOverflow(delay)
  return overflow ? Int64.min : candidate
}
