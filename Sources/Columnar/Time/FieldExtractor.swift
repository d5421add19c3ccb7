/// Computes `extract` for one type.
struct FieldExtractor {
  let type: DataType
  let zone: Zone

  private var typeName: String {
    switch type {
    case .timestamp: "timestamp without time zone"
    case .timestamptz: "timestamp with time zone"
    case .time: "time without time zone"
    default: type.description
    }
  }

  /// Nil where an infinite time has no such field.
  ///
  /// Throws: Postgres' message for a word that is no field, or none of this type.
  func value(of field: Bytes, _ column: Column, _ row: Int) throws(ExpressionError) -> Decimal? {
    let name = String(decoding: field, as: UTF8.self).lowercased()
    let result: Decimal? =
      switch type {
      case .interval: intervalField(name, column.intervals[row])
      case .time: clockField(name, column.words[row]) ?? timeEpoch(name, column.words[row])
      case .date:
        column.words[row] == Timestamp.infinity || column.words[row] == Timestamp.minusInfinity
          ? nil : dateField(name, column.words[row])
      default: nil
      }
    if let result { return result }
    if type == .timestamp || type == .timestamptz {
      let value = column.words[row]
      if !Timestamp.isFinite(value) { return nil }
      if let result = timestampField(name, value) { return result }
    } else if type == .date, !Timestamp.isFinite(column.words[row]) {
      return nil
    }
    let isField = FieldExtractor.names.contains(name) || TimeUnit(field) != nil
    let fault = isField ? "not supported" : "not recognized"
    throw ExpressionError("unit \"\(field.text)\" \(fault) for type \(typeName)")
  }

  /// The fields that are no units of `date_trunc`.
  private static let names: Set<String> = [
    "dow", "isodow", "doy", "isoyear", "epoch", "timezone", "timezone_hour", "timezone_minute",
    "julian",
  ]

  private func timestampField(_ name: String, _ value: Int64) -> Decimal? {
    let local = type == .timestamptz ? zone.local(fromUTC: value) : value
    if name == "epoch" { return FieldExtractor.micro(value) }
    if type == .timestamptz {
      let offset = (local - value) / Timestamp.microsecondsPerSecond
      switch name {
      case "timezone": return Decimal(offset)
      case "timezone_hour": return Decimal(offset / 3600)
      case "timezone_minute": return Decimal(offset / 60 % 60)
      default: break
      }
    }
    let day = local.flooredDivision(by: Timestamp.microsecondsPerDay)
    if name == "julian" {
      guard
        let time = Decimal(
          coefficient: Int128(local) - Int128(day) * Int128(Timestamp.microsecondsPerDay), scale: 0)
      else { return nil }
      return time.divided(by: Decimal(Timestamp.microsecondsPerDay))
        .flatMap { $0.adding(Decimal(day + 2_440_588)) }
    }
    return clockField(name, local - day * Timestamp.microsecondsPerDay) ?? dayField(name, day)
  }

  private func dateField(_ name: String, _ day: Int64) -> Decimal? {
    if name == "epoch" { return Decimal(day * 86_400) }
    if name == "julian" { return Decimal(day + 2_440_588) }
    return dayField(name, day)
  }

  private func timeEpoch(_ name: String, _ time: Int64) -> Decimal? {
    name == "epoch" ? FieldExtractor.micro(time) : nil
  }

  /// Seconds have six digits and milliseconds three, as Postgres prints them.
  private func clockField(_ name: String, _ time: Int64) -> Decimal? {
    switch name {
    case "hour", "hours": Decimal(time / 3_600_000_000)
    case "minute", "minutes": Decimal(time / 60_000_000 % 60)
    case "second", "seconds": FieldExtractor.micro(time % 60_000_000)
    case "millisecond", "milliseconds": Decimal(coefficient: Int128(time % 60_000_000), scale: 3)
    case "microsecond", "microseconds": Decimal(time % 60_000_000)
    default: nil
    }
  }

  private func dayField(_ name: String, _ day: Int64) -> Decimal? {
    let date = CivilDate(days: day)
    let weekday = (day + 4).flooredRemainder(by: 7)
    // Years before 1 count −1, −2, …: there is no year 0.
    let year = date.year > 0 ? date.year : date.year - 1
    let value: Int64
    switch name {
    case "year", "years": value = year
    case "month", "months": value = Int64(date.month)
    case "day", "days": value = Int64(date.day)
    case "quarter": value = Int64((date.month - 1) / 3 + 1)
    case "dow": value = weekday
    case "isodow": value = weekday == 0 ? 7 : weekday
    case "doy": value = day - CivilDate(year: date.year, month: 1, day: 1).days + 1
    case "week", "weeks": value = FieldExtractor.isoWeek(day).week
    case "isoyear":
      let isoYear = FieldExtractor.isoWeek(day).year
      value = isoYear > 0 ? isoYear : isoYear - 1
    case "decade", "decades": value = date.year.flooredDivision(by: 10)
    case "century", "centuries": value = year > 0 ? (year + 99) / 100 : -((99 - year) / 100)
    case "millennium", "millennia": value = year > 0 ? (year + 999) / 1000 : -((999 - year) / 1000)
    default: return nil
    }
    return Decimal(value)
  }

  /// The week that a day's Thursday lies in.
  static func isoWeek(_ day: Int64) -> (year: Int64, week: Int64) {
    let thursday = day - (day + 3).flooredRemainder(by: 7) + 3
    let year = CivilDate(days: thursday).year
    return (year, (thursday - CivilDate(year: year, month: 1, day: 1).days) / 7 + 1)
  }

  /// The Monday with which an ISO year begins: that of the week of 4 January.
  static func isoYearStart(_ year: Int64) -> Int64 {
    let fourth = CivilDate(year: year, month: 1, day: 4).days
    return fourth - (fourth + 3).flooredRemainder(by: 7)
  }

  private func intervalField(_ name: String, _ value: Interval) -> Decimal? {
    let years = Int64(value.months / 12)
    switch name {
    case "year", "years": return Decimal(years)
    case "month", "months": return Decimal(Int64(value.months % 12))
    case "quarter": return Decimal(Int64(value.months % 12 / 3 + 1))
    case "day", "days": return Decimal(Int64(value.days))
    case "decade", "decades": return Decimal(years / 10)
    case "century", "centuries": return Decimal(years / 100)
    case "millennium", "millennia": return Decimal(years / 1000)
    case "hour", "hours": return Decimal(value.microseconds / 3_600_000_000)
    case "epoch":
      // A year counts 365.25 days here, a month 30.
      let months = Int128(value.months % 12) * 30 * 86_400
      let seconds = Int128(years) * 31_557_600 + months + Int128(value.days) * 86_400
      return Decimal(coefficient: seconds * 1_000_000 + Int128(value.microseconds), scale: 6)
    default: return clockField(name, value.microseconds)
    }
  }

  private static func micro(_ value: Int64) -> Decimal? {
    Decimal(coefficient: Int128(value), scale: 6)
  }
}
