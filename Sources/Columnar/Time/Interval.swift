/// A SQL interval: months and days have no fixed length, so they stay apart from the microseconds.
///
/// Compared as Postgres does: a month counts as 30 days and a day as 24 hours, so `1 mon` equals `30 days`.
public struct Interval: Sendable, BitwiseCopyable {
  public var months: Int32
  public var days: Int32
  public var microseconds: Int64

  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }

  /// The length that comparison goes by, in µs.
  var span: Int128 {
    (Int128(months) * 30 + Int128(days)) * Int128(Timestamp.microsecondsPerDay)
      + Int128(microseconds)
  }

  /// All three fields alike, not only the length.
  func isIdentical(to other: Interval) -> Bool {
    months == other.months && days == other.days && microseconds == other.microseconds
  }
}

extension Interval: Hashable, Comparable {
  public static func == (left: Interval, right: Interval) -> Bool { left.span == right.span }
  public static func < (left: Interval, right: Interval) -> Bool { left.span < right.span }
  public func hash(into hasher: inout Hasher) { hasher.combine(span) }
}

/// Arithmetic; nil is overflow.
extension Interval {
  public func adding(_ other: Interval) -> Interval? {
    let months = months.addingReportingOverflow(other.months)
    let days = days.addingReportingOverflow(other.days)
    let time = microseconds.addingReportingOverflow(other.microseconds)
    if months.overflow || days.overflow || time.overflow { return nil }
    return Interval(
      months: months.partialValue, days: days.partialValue, microseconds: time.partialValue)
  }

  public var negated: Interval? {
    guard months != .min, days != .min, microseconds != .min else { return nil }
    return Interval(months: -months, days: -days, microseconds: -microseconds)
  }

  /// Postgres' `interval * number`: fractions of months become days, fractions of days time.
  public func multiplied(by factor: Double) -> Interval? { scaled { $0 * factor } }

  /// `interval / number`; the divisor is not zero.
  public func divided(by divisor: Double) -> Interval? { scaled { $0 / divisor } }

  private func scaled(_ scale: (Double) -> Double) -> Interval? {
    let months = scale(Double(months))
    let days = scale(Double(days))
    guard let wholeMonths = Int32(exactly: months.rounded(.towardZero)),
      let wholeDays = Int32(exactly: days.rounded(.towardZero))
    else { return nil }
    // Rounded to a millionth, so that 0.1 of a month leaves no residue.
    func settled(_ value: Double) -> Double { (value * 1e6).rounded(.toNearestOrEven) / 1e6 }
    let monthDays = settled((months - Double(wholeMonths)) * 30)
    var extraDays = monthDays.rounded(.towardZero)
    var seconds = settled((days - Double(wholeDays) + monthDays - extraDays) * 86_400)
    if seconds.magnitude >= 86_400 {
      let carried = (seconds / 86_400).rounded(.towardZero)
      extraDays += carried
      seconds -= carried * 86_400
    }
    let total = wholeDays.addingReportingOverflow(Int32(extraDays))
    let time = (scale(Double(microseconds)) + seconds * 1e6).rounded(.toNearestOrEven)
    guard !total.overflow, let microseconds = Int64(exactly: time) else { return nil }
    return Interval(months: wholeMonths, days: total.partialValue, microseconds: microseconds)
  }

  /// 30 days become a month and 24 hours a day, all fields of one sign (`justify_interval`).
  public var justified: Interval? { Interval(span: span) }

  /// The justified interval of a length.
  init?(span: Int128) {
    let negative = span < 0
    let span = span.magnitude
    let day = UInt128(Timestamp.microsecondsPerDay.magnitude)
    let (allDays, time) = span.quotientAndRemainder(dividingBy: day)
    // Only lengths near the largest interval leave more than 29 days, or more than a day of time.
    let months = Int32(min(allDays / 30, UInt128(Int32.max)))
    let leftDays = allDays - UInt128(months) * 30
    let days = Int32(min(leftDays, UInt128(Int32.max)))
    guard let rest = Int64(exactly: (leftDays - UInt128(days)) * day + time) else { return nil }
    self =
      negative
      ? Interval(months: -months, days: -days, microseconds: -rest)
      : Interval(months: months, days: days, microseconds: rest)
  }

  /// The date and time later by this interval, on local time in µs: months first, then days, then the time.
  /// Infinities stay; nil is out of range.
  @inline(__always)
  public func added(toTimestamp value: Int64) -> Int64? {
    if months == 0, days == 0 {
      if !Timestamp.isFinite(value) { return value }
      let (sum, overflow) = value.addingReportingOverflow(microseconds)
      return overflow || !Timestamp.isInRange(sum) ? nil : sum
    }
    return addedByCalendar(to: value)
  }

  @inline(never)
  private func addedByCalendar(to value: Int64) -> Int64? {
    if !Timestamp.isFinite(value) { return value }
    let moved = movedDays(value)
    guard let start = moved else { return nil }
    let (sum, overflow) = start.addingReportingOverflow(microseconds)
    return overflow || !Timestamp.isInRange(sum) ? nil : sum
  }

  /// Months and days only.
  private func movedDays(_ value: Int64) -> Int64? {
    var day = value.flooredDivision(by: Timestamp.microsecondsPerDay)
    let time = value - day * Timestamp.microsecondsPerDay
    if months != 0 { day = CivilDate(days: day).adding(months: Int64(months)).days }
    return Timestamp.fromDays(day + Int64(days), microseconds: time)
  }

  /// The instant later by this interval: months and days move on the zone's wall clock, the time moves in UTC.
  public func added(toTimestamptz value: Int64, zone: Zone) -> Int64? {
    if !Timestamp.isFinite(value) { return value }
    var instant = value
    if months != 0 || days != 0 {
      guard let moved = movedDays(zone.local(fromUTC: value)) else { return nil }
      instant = zone.utc(fromLocal: moved)
    }
    let (sum, overflow) = instant.addingReportingOverflow(microseconds)
    return overflow || !Timestamp.isInRange(sum) ? nil : sum
  }
}
