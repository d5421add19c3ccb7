/// Spans between times: age, bins, overlaps, and intervals in another form.
enum TimeSpanFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "age", .time,
        "What the calendar shows between the second time and the first, in years, months, days and time; of one time: up to today's midnight.",
        example: "age(timestamp '2021-11-30', timestamp '2020-02-29')", "1 year 9 mons 1 day",
        [age(.timestamp, zone: .utc), age(.timestamptz, zone: zone)]),
      FunctionDefinition(
        "date_bin", .time,
        "The beginning of a time's bin: bins of a length, counted from an origin.",
        example:
          "date_bin(interval '15 minutes', timestamp '2021-11-30 12:34:56', timestamp '2021-01-01')",
        "2021-11-30 12:30:00", [bin(.timestamp), bin(.timestamptz)]),
      justify(
        "justify_hours", "With 24 hours as days.", "justify_hours(interval '27 hours')",
        "1 day 03:00:00"
      ) {
        $0.withHoursAsDays
      },
      justify(
        "justify_days", "With 30 days as months.", "justify_days(interval '35 days')",
        "1 mon 5 days"
      ) {
        $0.withDaysAsMonths
      },
      justify(
        "justify_interval", "With 24 hours as days and 30 days as months.",
        "justify_interval(interval '30 days 25 hours')", "1 mon 1 day 01:00:00"
      ) { $0.justified },
      FunctionDefinition(
        "isfinite", .time, "Whether a time is neither infinity nor −infinity.",
        example: "isfinite(date 'infinity')", "false",
        [DataType.date, .timestamp, .timestamptz].map {
          ScalarFunction.booleans("isfinite", [$0]) { Timestamp.isFinite($0.word(0)) }
        } + [ScalarFunction.booleans("isfinite", [.interval]) { _ in true }]),
      FunctionDefinition(
        "overlaps", .time,
        "Whether two spans have a time in common; each is two times or a time and an interval, and does not hold its end.",
        example:
          "(date '2021-01-01', date '2021-02-01') OVERLAPS (date '2021-01-15', interval '1 year')",
        "true",
        [DataType.timestamptz, .timestamp, .time].flatMap { type in
          [
            overlaps(type, [type, type], zone), overlaps(type, [type, .interval], zone),
            overlaps(type, [.interval, type], zone), overlaps(type, [.interval, .interval], zone),
          ]
        }),
    ]
  }

  private static func justify(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (Interval) -> Interval?
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .time, summary, example: example, result,
      [ScalarFunction.intervals(name, [.interval]) { body($0.interval(0)) }])
  }

  private static func age(_ type: DataType, zone: Zone) -> ScalarFunction {
    .intervals("age", [type, type]) { row throws(ExpressionError) in
      let (end, start) = (row.word(0), row.word(1))
      guard Timestamp.isFinite(end), Timestamp.isFinite(start) else {
        throw .outOfRange(.timestamp)
      }
      let (local, other) = (zone.local(fromUTC: end), zone.local(fromUTC: start))
      return local >= other
        ? Interval(from: other, to: local, borrowing: other)
        : Interval(from: local, to: other, borrowing: local)?.negated
    }
  }

  private static func bin(_ type: DataType) -> ScalarFunction {
    .words("date_bin", [.interval, type, type], type) { row throws(ExpressionError) in
      let (stride, value, origin) = (row.interval(0), row.word(1), row.word(2))
      if !Timestamp.isFinite(value) { return value }
      if !Timestamp.isFinite(origin) { throw ExpressionError("origin out of range") }
      if stride.months != 0 {
        throw ExpressionError(
          "timestamps cannot be binned into intervals containing months or years")
      }
      let (length, overflow) = (Int64(stride.days) * Timestamp.microsecondsPerDay)
        .addingReportingOverflow(stride.microseconds)
      if overflow { throw .outOfRange(.interval) }
      if length <= 0 { throw ExpressionError("stride must be greater than zero") }
      let (distance, far) = value.subtractingReportingOverflow(origin)
      if far { throw .outOfRange(.interval) }
      let start = value - distance.flooredRemainder(by: length)
      guard Timestamp.isInRange(start) else { throw .outOfRange(.timestamp) }
      return start
    }
  }

  /// Spans as SQL has them: an end that is missing leaves the answer open where it would decide.
  private static func overlaps(
    _ type: DataType, _ ends: [DataType], _ zone: Zone
  ) -> ScalarFunction {
    ScalarFunction("overlaps", [type, ends[0], type, ends[1]], .boolean, isStrict: false) {
      columns, count, errors in
      let builder = ColumnBuilder(.boolean, capacity: count)
      func time(_ index: Int, _ row: Int) throws(ExpressionError) -> Int64? {
        let column = columns[index]
        if column.isNull(row) { return nil }
        guard column.type == .interval else { return column.words[row] }
        let start = columns[index - 1]
        if start.isNull(row) { return nil }
        guard
          let end = TimeArithmetic.moved(start.words[row], by: column.intervals[row], type, zone)
        else { throw .outOfRange(type) }
        return end
      }
      for row in 0..<count {
        do throws(ExpressionError) {
          let first = TimeSpan(try time(0, row), try time(1, row))
          let second = TimeSpan(try time(2, row), try time(3, row))
          if let answer = first.flatMap({ first in second.flatMap { first.overlaps($0) } }) {
            builder.append(bit: answer)
          } else {
            builder.appendNull()
          }
        } catch {
          errors.append(error, row: row)
          builder.appendNull()
        }
      }
      return builder.finish()
    }
  }

  /// AT TIME ZONE with a distance from UTC.
  static func zoneByInterval(_ source: DataType, _ target: DataType) -> ScalarFunction {
    .words("timezone", [.interval, source], target) { row throws(ExpressionError) in
      let (offset, value) = (row.interval(0), row.word(1))
      if offset.months != 0 || offset.days != 0 {
        throw ExpressionError("interval time zone \"\(offset)\" must not include months or days")
      }
      if !Timestamp.isFinite(value) { return value }
      let seconds = offset.microseconds / Timestamp.microsecondsPerSecond
      let distance = seconds * Timestamp.microsecondsPerSecond
      let (moved, overflow) =
        target == .timestamp
        ? value.addingReportingOverflow(distance) : value.subtractingReportingOverflow(distance)
      guard !overflow, Timestamp.isInRange(moved) else { throw .outOfRange(.timestamp) }
      return moved
    }
  }
}

/// One side of OVERLAPS, its times in order; the end may be unknown.
private struct TimeSpan {
  var start: Int64
  var end: Int64?

  /// Nil where nothing is known.
  init?(_ first: Int64?, _ second: Int64?) {
    guard let known = first ?? second else { return nil }
    start = known
    end = first == nil ? nil : second
    if let last = end, last < start { (start, end) = (last, start) }
  }

  func overlaps(_ other: TimeSpan) -> Bool? {
    if start == other.start { return end == nil || other.end == nil ? nil : true }
    let (earlier, later) = start < other.start ? (self, other) : (other, self)
    guard let earlierEnd = earlier.end else { return nil }
    if later.start < earlierEnd { return true }
    return later.end == nil ? nil : false
  }
}

extension Interval {
  /// From an earlier local time to a later one, field by field; a missing day is borrowed from the month of `borrowing`.
  fileprivate init?(from start: Int64, to end: Int64, borrowing: Int64) {
    let perDay = Timestamp.microsecondsPerDay
    let (startDay, endDay) = (start.flooredDivision(by: perDay), end.flooredDivision(by: perDay))
    let (from, to) = (CivilDate(days: startDay), CivilDate(days: endDay))
    var time = (end - endDay * perDay) - (start - startDay * perDay)
    var days = Int64(to.day - from.day)
    var months = (to.year - from.year) * 12 + Int64(to.month - from.month)
    if time < 0 { (time, days) = (time + perDay, days - 1) }
    if days < 0 {
      let lent = CivilDate(days: borrowing.flooredDivision(by: perDay))
      days += Int64(CivilDate.dayCount(year: lent.year, month: lent.month))
      months -= 1
    }
    guard let wholeMonths = Int32(exactly: months), let wholeDays = Int32(exactly: days) else {
      return nil
    }
    self.init(months: wholeMonths, days: wholeDays, microseconds: time)
  }

  /// `justify_hours`: whole days out of the time, both of one sign.
  fileprivate var withHoursAsDays: Interval? {
    let perDay = Timestamp.microsecondsPerDay
    var days = Int64(days) + microseconds / perDay
    var time = microseconds % perDay
    if days > 0, time < 0 { (days, time) = (days - 1, time + perDay) }
    if days < 0, time > 0 { (days, time) = (days + 1, time - perDay) }
    return Int32(exactly: days).map { Interval(months: months, days: $0, microseconds: time) }
  }

  /// `justify_days`: months of 30 days out of the days, both of one sign.
  fileprivate var withDaysAsMonths: Interval? {
    var months = Int64(months) + Int64(days) / 30
    var rest = days % 30
    if months > 0, rest < 0 { (months, rest) = (months - 1, rest + 30) }
    if months < 0, rest > 0 { (months, rest) = (months + 1, rest - 30) }
    return Int32(exactly: months).map {
      Interval(months: $0, days: rest, microseconds: microseconds)
    }
  }
}
