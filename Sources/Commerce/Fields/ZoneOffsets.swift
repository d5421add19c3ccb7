import Columnar

/// A zone's offsets from UTC, remembered by quarters of an hour: within one an offset hardly ever changes, and where it
/// does the zone is asked.
struct ZoneOffsets {
  private static let quarter: Int64 = 900
  private let zone: Zone
  private var quarterStart = Int64.min
  private var offset: Int32 = 0
  private var isConstant = false

  init(_ zone: Zone) { self.zone = zone }

  /// Seconds east of UTC at an instant in µs since 1970.
  @inline(__always)
  mutating func offset(at microseconds: Int64) -> Int32 {
    let floor = microseconds / CivilTime.microsecondsPerSecond
    let seconds = microseconds < floor &* CivilTime.microsecondsPerSecond ? floor &- 1 : floor
    let distance = seconds &- quarterStart
    if isConstant && distance >= 0 && distance < ZoneOffsets.quarter { return offset }
    return ask(seconds)
  }

  private mutating func ask(_ seconds: Int64) -> Int32 {
    let rest = seconds % ZoneOffsets.quarter
    quarterStart = seconds - (rest < 0 ? rest + ZoneOffsets.quarter : rest)
    let first = zone.offset(atUTC: quarterStart)
    isConstant = first == zone.offset(atUTC: quarterStart + ZoneOffsets.quarter - 1)
    offset = Int32(first)
    return isConstant ? offset : Int32(zone.offset(atUTC: seconds))
  }
}
