import Columnar

/// The wall clock of a zone at a moment.
struct LocalTime {
  /// Since midnight, with its fraction.
  var hour: Double
  /// 1 Monday … 7 Sunday.
  var weekday: Int

  init(_ moment: Int64, in zone: Zone) {
    let seconds = CivilTime.floorDivide(moment, CivilTime.microsecondsPerSecond)
    let local = moment + zone.offset(atUTC: seconds) * CivilTime.microsecondsPerSecond
    let day = CivilTime.floorDivide(local, CivilTime.microsecondsPerDay)
    hour = Double(local - day * CivilTime.microsecondsPerDay) / 3_600_000_000
    // The first of January 1970 was a Thursday.
    weekday = Int((day % 7 + 10) % 7) + 1
  }

  /// Whether conditions on the hour and the weekday hold; all others do.
  func satisfies(_ conditions: [Condition]) -> Bool {
    conditions.allSatisfy { condition in
      switch condition {
      case .hour(let from, let to):
        from <= to ? hour >= from && hour < to : hour >= from || hour < to
      case .weekday(let days): days.contains(weekday)
      case .equals, .between: true
      }
    }
  }
}

extension CivilTime {
  /// Towards the past, for moments before 1970 too.
  @inline(__always)
  static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient &- 1 : quotient
  }

  /// The moment at which its second began.
  @inline(__always)
  static func wholeSecond(_ moment: Int64) -> Int64 {
    floorDivide(moment, microsecondsPerSecond) &* microsecondsPerSecond
  }
}
