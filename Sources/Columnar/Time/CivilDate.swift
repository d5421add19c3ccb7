/// A date of the proleptic Gregorian calendar; year 0 is 1 BC.
struct CivilDate: Equatable {
  var year: Int64
  var month: Int
  var day: Int

  init(year: Int64, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date a number of days after 1970-01-01.
  ///
  /// Counts in eras of 400 years that begin on the first of March, so the leap day is an era's last.
  init(days: Int64) {
    let shifted = days &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5) + 1
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  @inline(__always)
  var days: Int64 {
    let shiftedYear = year - (month <= 2 ? 1 : 0)
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  @inline(__always)
  static func dayCount(year: Int64, month: Int) -> Int {
    if month == 2 { return isLeap(year) ? 29 : 28 }
    // April, June, September and November: odd ones out around the July–August seam.
    return 30 + ((month + month >> 3) & 1)
  }

  var isValid: Bool {
    1...12 ~= month && day >= 1 && day <= CivilDate.dayCount(year: year, month: month)
  }

  /// Months later, on the same day or the month's last.
  func adding(months: Int64) -> CivilDate {
    let total = year * 12 + Int64(month - 1) + months
    let year = total.flooredDivision(by: 12)
    let month = Int(total - year * 12) + 1
    return CivilDate(
      year: year, month: month, day: min(day, CivilDate.dayCount(year: year, month: month)))
  }
}

extension Int64 {
  /// Division that rounds down; the divisor is positive.
  @inline(__always)
  func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// What `flooredDivision` leaves: never negative.
  @inline(__always)
  func flooredRemainder(by divisor: Int64) -> Int64 {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

/// Points in time as words: µs since 1970 (UTC or local), with the two infinities.
enum Timestamp {
  static let microsecondsPerSecond: Int64 = 1_000_000
  static let microsecondsPerDay: Int64 = 86_400_000_000
  static let infinity = Int64.max
  static let minusInfinity = Int64.min

  @inline(__always)
  static func isFinite(_ value: Int64) -> Bool { value != infinity && value != minusInfinity }

  /// 4714-11-24 BC, the first that Postgres has, and the end of year 294246, the last whole one in 64 bits.
  static let dayMin: Int64 = -2_440_588
  static let dayMax: Int64 = 106_751_981
  /// The last day of Postgres' type date, 5874897-12-31.
  static let dateMax: Int64 = 2_145_042_905

  /// Nil where the sum leaves the range.
  @inline(__always)
  static func fromDays(_ days: Int64, microseconds: Int64) -> Int64? {
    guard days >= dayMin, days <= dayMax else { return nil }
    return days * microsecondsPerDay + microseconds
  }

  static func isInRange(_ value: Int64) -> Bool {
    value >= dayMin * microsecondsPerDay && value < (dayMax + 1) * microsecondsPerDay
  }
}

extension Zone {
  /// An instant's local time, both in µs; infinities stay.
  func local(fromUTC value: Int64) -> Int64 {
    if isUTC || !Timestamp.isFinite(value) { return value }
    let seconds = value.flooredDivision(by: Timestamp.microsecondsPerSecond)
    return value &+ offset(atUTC: seconds) &* Timestamp.microsecondsPerSecond
  }

  /// The instant of a local time, both in µs; infinities stay.
  func utc(fromLocal value: Int64) -> Int64 {
    if isUTC || !Timestamp.isFinite(value) { return value }
    let seconds = value.flooredDivision(by: Timestamp.microsecondsPerSecond)
    return value &+ (toUTC(local: seconds) &- seconds) &* Timestamp.microsecondsPerSecond
  }
}
