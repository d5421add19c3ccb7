/// Dates, times and intervals made of numbers.
enum TimeMakingFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "make_date", .time, "The date of a year (negative: BC), month and day.",
        example: "make_date(2021, 11, 30)", "2021-11-30",
        [
          ScalarFunction.words("make_date", [.integer, .integer, .integer], .date) {
            row throws(ExpressionError) in
            let days = try date(row).days
            guard days >= Timestamp.dayMin, days <= Timestamp.dateMax else {
              throw ExpressionError("date out of range: \(dateText(row))")
            }
            return days
          }
        ]),
      FunctionDefinition(
        "make_time", .time, "The time of hours, minutes and seconds.",
        example: "make_time(10, 30, 15.5)", "10:30:15.5",
        [
          ScalarFunction.words("make_time", [.integer, .integer, .double], .time) {
            row throws(ExpressionError) in try time(row, from: 0)
          }
        ]),
      FunctionDefinition(
        "make_timestamp", .time, "The timestamp of year, month, day, hour, minute and seconds.",
        example: "make_timestamp(2021, 11, 30, 10, 30, 15.5)", "2021-11-30 10:30:15.5",
        [
          ScalarFunction.words("make_timestamp", clock, .timestamp) {
            row throws(ExpressionError) in try timestamp(row)
          }
        ]),
      FunctionDefinition(
        "make_timestamptz", .time,
        "The instant of a local time given by year, month, day, hour, minute and seconds, in the session's zone or in a named one.",
        example: "make_timestamptz(2021, 11, 30, 10, 30, 0, 'Asia/Kolkata')",
        "2021-11-30 05:00:00+00",
        [
          ScalarFunction.words("make_timestamptz", clock, .timestamptz) {
            row throws(ExpressionError) in zone.utc(fromLocal: try timestamp(row))
          },
          ScalarFunction.words("make_timestamptz", clock + [.text], .timestamptz) {
            row throws(ExpressionError) in
            let zone = try TimeFunctions.zone(row.bytes(6))
            return zone.utc(fromLocal: try timestamp(row))
          },
        ]),
      makeInterval,
    ]
  }

  private static let clock: [DataType] = [
    .integer, .integer, .integer, .integer, .integer, .double,
  ]

  private static func date(_ row: ArgumentRow) throws(ExpressionError) -> CivilDate {
    let (year, month, day) = (row.word(0), row.integer(1), row.integer(2))
    // There is no year 0; the calendar's year 0 is 1 BC.
    let date = CivilDate(year: year < 0 ? year + 1 : year, month: month, day: day)
    guard year != 0, date.isValid else {
      throw ExpressionError("date field value out of range: \(dateText(row))")
    }
    return date
  }

  private static func time(_ row: ArgumentRow, from index: Int) throws(ExpressionError) -> Int64 {
    let (hour, minute) = (row.word(index), row.word(index + 1))
    let seconds = row.double(index + 2)
    let isClock = 0...24 ~= hour && 0...59 ~= minute && seconds >= 0 && seconds <= 60
    let total =
      isClock
      ? (hour * 60 + minute) * 60_000_000 + Int64((seconds * 1e6).rounded(.toNearestOrEven)) : -1
    guard isClock, total <= Timestamp.microsecondsPerDay else {
      var text = Array("time field value out of range: \(hour):".utf8)
      append(minute, to: &text)
      text.append(ASCII.colon)
      let place = text.count
      DoubleText.append(seconds, to: &text)
      if text.count == place + 1 { text.insert(ASCII.zero, at: place) }
      throw ExpressionError(String(decoding: text, as: UTF8.self))
    }
    return total
  }

  private static func dateText(_ row: ArgumentRow) -> String {
    var text = Array("\(row.word(0))-".utf8)
    append(row.word(1), to: &text)
    text.append(ASCII.minus)
    append(row.word(2), to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// With two digits at least, however wrong the number is.
  private static func append(_ value: Int64, to text: inout [UInt8]) {
    if 0..<10 ~= value { text.append(ASCII.zero) }
    IntegerText.append(value, to: &text)
  }

  private static func timestamp(_ row: ArgumentRow) throws(ExpressionError) -> Int64 {
    let date = try date(row)
    let time = try time(row, from: 3)
    guard let value = Timestamp.fromDays(date.days, microseconds: time) else {
      throw .outOfRange(.timestamp)
    }
    return value
  }

  /// Missing arguments are 0; they have names.
  private static var makeInterval: FunctionDefinition {
    let all = [DataType](repeating: .integer, count: 6) + [.double]
    return FunctionDefinition(
      "make_interval", .time,
      "The interval of years, months, weeks, days, hours, mins and secs, in this order or by name; what is not given is 0.",
      example: "make_interval(days => 10, hours => 2)", "10 days 02:00:00",
      (0...7).map { count in
        ScalarFunction.intervals("make_interval", Array(all[..<count])) { row in
          func value(_ index: Int) -> Int64 { index < count ? row.word(index) : 0 }
          let seconds = count > 6 ? row.double(6) : 0
          guard
            let months = Int32(exactly: value(0) * 12 + value(1)),
            let days = Int32(exactly: value(2) * 7 + value(3)),
            let rest = Int64(exactly: (seconds * 1e6).rounded(.toNearestOrEven))
          else { return nil }
          let (time, overflow) = (value(4) * 3_600_000_000 + value(5) * 60_000_000)
            .addingReportingOverflow(rest)
          return overflow ? nil : Interval(months: months, days: days, microseconds: time)
        }
      },
      parameters: [
        ("years", "0"), ("months", "0"), ("weeks", "0"), ("days", "0"), ("hours", "0"),
        ("mins", "0"), ("secs", "0"),
      ].map { Parameter(name: $0.0, number: $0.1) })
  }
}
