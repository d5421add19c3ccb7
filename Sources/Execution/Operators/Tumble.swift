import Columnar
import Dataflow
import Planning

/// Adds the fixed window of each row: 10:00:42 with one minute gives 10:00:00 and 10:01:00. NULL and infinite times
/// have NULL and infinite windows.
final class Tumble: Operator {
  private let window: TumbleWindow
  private var bounds: TumbleBounds

  init(_ window: TumbleWindow, zone: Zone) {
    self.window = window
    bounds = TumbleBounds(window, zone: zone)
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let time = batch.columns[window.timeColumn]
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
  private let size: Int64
  private let offset: Int64
  /// Nil: windows are laid on the time as it is.
  private let zone: Zone?
  private var start: Int64 = 0
  private var end: Int64 = 0

  init(_ window: TumbleWindow, zone: Zone) {
    size = window.size
    offset = window.offset
    self.zone = window.isLocal && zone != .utc ? zone : nil
    precondition(size > 0, "a window is longer than nothing")
  }

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
        (start, end) = self.end &- self.start == size ? (self.start, self.end) : (0, 0)
        starts[row] = self.start
        ends[row] = self.end
        continue
      }
      starts[row] = start
      ends[row] = end
    }
  }

  @inline(never)
  private mutating func find(_ time: Int64) {
    if time == .min || time == .max {
      (start, end) = (time, time)
      return
    }
    guard let zone else {
      start = floor(time)
      end = saturating(start, plus: size)
      return
    }
    let shift = zone.offset(atMicroseconds: time)
    let localStart = floor(saturating(time, plus: shift))
    start = zone.instant(ofLocal: localStart)
    end = zone.instant(ofLocal: saturating(localStart, plus: size))
    if start > time || end <= time {
      // A local time that comes twice: its window stays with this pass of the clock.
      start = saturating(localStart, plus: -shift)
      end = saturating(start, plus: size)
    }
  }

  /// The start of the window that holds a time.
  private func floor(_ time: Int64) -> Int64 {
    let remainder = (Int128(time) - Int128(offset)) % Int128(size)
    let below = remainder < 0 ? remainder + Int128(size) : remainder
    return Int64(clamping: Int128(time) - below)
  }

  private func saturating(_ time: Int64, plus more: Int64) -> Int64 {
    let sum = time.addingReportingOverflow(more)
    return sum.overflow ? (more < 0 ? .min + 1 : .max - 1) : sum.partialValue
  }
}

extension Int64 {
  /// The quotient rounded towards −∞; the divisor is positive.
  func dividedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Zone {
  /// Microseconds east of UTC at an instant in µs.
  func offset(atMicroseconds time: Int64) -> Int64 {
    offset(atUTC: time.dividedDown(by: 1_000_000)) * 1_000_000
  }

  /// The instant of a local time, both in µs.
  func instant(ofLocal time: Int64) -> Int64 {
    let seconds = time.dividedDown(by: 1_000_000)
    return Int64(
      clamping: Int128(toUTC(local: seconds)) * 1_000_000 + Int128(time - seconds * 1_000_000))
  }
}
