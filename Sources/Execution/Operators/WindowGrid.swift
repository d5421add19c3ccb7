import Columnar
import Planning

/// Where windows begin: multiples of a span after an offset, of the time as it is or in a zone's local time.
struct WindowGrid {
  let span: Int64
  let offset: Int64
  /// Nil: windows are laid on the time as it is.
  let zone: Zone?

  init(_ window: TimeWindow, zone: Zone) {
    span = window.grid
    offset = window.offset
    self.zone = window.isLocal && zone != .utc ? zone : nil
    precondition(span > 0, "windows begin apart from each other")
  }

  /// A time's place: the start of the latest window, in local time, and how far local time is ahead.
  struct Place {
    var localStart: Int64
    var shift: Int64
  }

  func place(of time: Int64) -> Place {
    guard let zone else { return Place(localStart: floor(time), shift: 0) }
    let shift = zone.offset(atMicroseconds: time)
    return Place(localStart: floor(saturating(time, plus: shift)), shift: shift)
  }

  /// The instants between which a local window lies that holds `time`.
  func bounds(from localStart: Int64, size: Int64, around time: Int64, _ shift: Int64)
    -> WindowBounds
  {
    guard let zone else {
      return WindowBounds(start: localStart, end: saturating(localStart, plus: size))
    }
    let start = zone.instant(ofLocal: localStart)
    let end = zone.instant(ofLocal: saturating(localStart, plus: size))
    if start <= time, time < end { return WindowBounds(start: start, end: end) }
    // A local time that comes twice: its window stays with this pass of the clock.
    let first = saturating(localStart, plus: -shift)
    return WindowBounds(start: first, end: saturating(first, plus: size))
  }

  private func floor(_ time: Int64) -> Int64 {
    let remainder = (Int128(time) - Int128(offset)) % Int128(span)
    let below = remainder < 0 ? remainder + Int128(span) : remainder
    return Int64(clamping: Int128(time) - below)
  }
}

/// A window: from its start to just before its end, in µs.
struct WindowBounds: Hashable, Comparable {
  var start: Int64
  var end: Int64

  /// In the order in which they close.
  static func < (left: WindowBounds, right: WindowBounds) -> Bool {
    (left.end, left.start) < (right.end, right.start)
  }
}

/// Never the infinite times themselves.
func saturating(_ time: Int64, plus more: Int64) -> Int64 {
  let sum = time.addingReportingOverflow(more)
  return sum.overflow ? (more < 0 ? .min + 1 : .max - 1) : sum.partialValue
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
