import Columnar

/// A time span as options spell it: `30 days`, `90 seconds`, else as an interval.
func durationText(_ microseconds: Int64) -> String {
  let units: [(name: String, size: Int64)] = [
    ("day", 86_400_000_000), ("hour", 3_600_000_000), ("minute", 60_000_000),
    ("second", 1_000_000), ("millisecond", 1_000),
  ]
  guard microseconds > 0, let unit = units.first(where: { microseconds % $0.size == 0 }) else {
    return Interval(microseconds: microseconds).description
  }
  return counted(Int(microseconds / unit.size), unit.name)
}
