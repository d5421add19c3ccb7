/// The units that `date_trunc` cuts to.
enum TimeUnit: String {
  case microsecond, millisecond, second, minute, hour, day, week, month, quarter, year, decade
  case century, millennium

  /// Nil for a word that is no unit; plurals are units too.
  init?(_ word: Bytes) {
    let name = String(decoding: word, as: UTF8.self).lowercased()
    switch name {
    case "microseconds", "us": self = .microsecond
    case "milliseconds", "msec", "ms": self = .millisecond
    case "seconds", "sec", "s": self = .second
    case "minutes", "min", "mins", "m": self = .minute
    case "hours", "hr", "hrs", "h": self = .hour
    case "days", "d": self = .day
    case "weeks", "w": self = .week
    case "months", "mon", "mons": self = .month
    case "years", "yr", "yrs", "y": self = .year
    case "decades": self = .decade
    case "centuries", "c": self = .century
    case "millennia", "millenniums": self = .millennium
    default: self.init(rawValue: name)
    }
  }

  /// The length of units that have one, in µs.
  private var length: Int64? {
    switch self {
    case .microsecond: 1
    case .millisecond: 1000
    case .second: 1_000_000
    case .minute: 60_000_000
    case .hour: 3_600_000_000
    case .day: Timestamp.microsecondsPerDay
    default: nil
    }
  }

  /// A local time cut to the unit.
  ///
  /// Throws: where the unit begins before the first timestamp.
  func truncate(_ value: Int64, _ name: String) throws(ExpressionError) -> Int64 {
    if !Timestamp.isFinite(value) { return value }
    if let length { return value - value.flooredRemainder(by: length) }
    let days = start(ofDay: value.flooredDivision(by: Timestamp.microsecondsPerDay))
    guard let start = Timestamp.fromDays(days, microseconds: 0) else {
      throw ExpressionError("\(name) out of range")
    }
    return start
  }

  /// An instant cut to the unit as the zone's clock shows it.
  func truncate(_ value: Int64, in zone: Zone) throws(ExpressionError) -> Int64 {
    if !Timestamp.isFinite(value) { return value }
    let local = zone.local(fromUTC: value)
    let cut = try truncate(local, "timestamp")
    // Below a day the offset stays, so that a repeated hour is cut within itself.
    if length != nil, self != .day { return value - (local - cut) }
    return zone.utc(fromLocal: cut)
  }

  /// The first day of the unit's period that a day lies in.
  private func start(ofDay day: Int64) -> Int64 {
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    if self == .week { return day - (day + 3).flooredRemainder(by: 7) }
    var date = CivilDate(days: day)
    date.day = 1
    switch self {
    case .quarter: date.month -= (date.month - 1) % 3
    case .month: break
    default:
      date.month = 1
      date.year = startYear(date.year)
    }
    return date.days
  }

  private func startYear(_ year: Int64) -> Int64 {
    switch self {
    case .decade: year - year.flooredRemainder(by: 10)
    case .century: year - (year - 1).flooredRemainder(by: 100)
    case .millennium: year - (year - 1).flooredRemainder(by: 1000)
    default: year
    }
  }

  /// An interval cut to the unit: fields below it become 0.
  func truncate(_ interval: Interval) throws(ExpressionError) -> Interval {
    if let length, self != .day {
      var cut = interval
      cut.microseconds -= cut.microseconds % length
      return cut
    }
    let months: Int32
    switch self {
    case .day: return Interval(months: interval.months, days: interval.days)
    case .month: months = 1
    case .quarter: months = 3
    case .year: months = 12
    case .decade: months = 120
    case .century: months = 1200
    case .millennium: months = 12_000
    default:
      throw ExpressionError("unit \"\(rawValue)\" not supported for type interval")
    }
    return Interval(months: interval.months - interval.months % months)
  }
}

/// Remembers the last unit: it is the same word in nearly every row.
struct TimeUnitMemo {
  let typeName: String
  private var word: [UInt8] = []
  private var last: TimeUnit?

  init(typeName: String) { self.typeName = typeName }

  mutating func unit(_ text: Bytes) throws(ExpressionError) -> TimeUnit {
    if let last, text.elementsEqual(word) { return last }
    guard let unit = TimeUnit(text) else {
      throw ExpressionError("unit \"\(text.text)\" not recognized for type \(typeName)")
    }
    word = Array(text)
    last = unit
    return unit
  }
}
