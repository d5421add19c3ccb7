/// The fields of a time that a pattern may ask for.
struct CalendarFields {
  /// The calendar's: 0 is 1 BC. Of an interval its own years.
  var year: Int64
  var month: Int
  var day: Int
  var hour: Int64
  var minute: Int
  var second: Int
  var microsecond: Int
  /// Days since 1970; nil of an interval, which has no date.
  var days: Int64?
  /// Seconds east of UTC and the zone's short name, of a timestamptz.
  var zone: (offset: Int64, name: String)?

  /// Of a local time in µs.
  init(local value: Int64, zone: (offset: Int64, name: String)? = nil) {
    let perDay = Timestamp.microsecondsPerDay
    let days = value.flooredDivision(by: perDay)
    let date = CivilDate(days: days)
    (year, month, day) = (date.year, date.month, date.day)
    let time = value - days * perDay
    hour = time / 3_600_000_000
    minute = Int(time / 60_000_000 % 60)
    second = Int(time / 1_000_000 % 60)
    microsecond = Int(time % 1_000_000)
    self.days = days
    self.zone = zone
  }

  init(_ interval: Interval) {
    year = Int64(interval.months / 12)
    month = Int(interval.months % 12)
    day = Int(interval.days)
    let time = interval.microseconds
    hour = time / 3_600_000_000
    minute = Int(time / 60_000_000 % 60)
    second = Int(time / 1_000_000 % 60)
    microsecond = Int(time % 1_000_000)
  }

  var isInterval: Bool { days == nil }
  /// As people count: 1 BC is 1, in its era.
  var displayedYear: Int64 { !isInterval && year <= 0 ? 1 - year : year }
  var weekday: Int { Int(((days ?? 0) + 4).flooredRemainder(by: 7)) }
  var dayOfYear: Int64 {
    guard let days else { return (year * 12 + Int64(month)) * 30 + Int64(day) }
    return days - CivilDate(year: year, month: 1, day: 1).days + 1
  }
}

extension DateTemplate {
  /// Throws: where an interval is asked for what only a date has.
  func append(
    _ fields: CalendarFields, to sink: inout [UInt8]
  ) throws(ExpressionError) {
    for element in elements {
      switch element {
      case .separator(let byte), .space(let byte): sink.append(byte)
      case .text(let bytes): sink.append(contentsOf: bytes)
      case .field(let item): try append(item, fields, to: &sink)
      }
    }
  }

  private func append(
    _ item: Item, _ fields: CalendarFields, to sink: inout [UInt8]
  ) throws(ExpressionError) {
    switch item.field {
    case .meridiem: return appendMeridiem(item, fields, to: &sink)
    case .era, .dayName, .shortDayName, .monthName, .shortMonthName, .zone, .zoneHour, .zoneMinute,
      .offset, .dayOfWeek, .isoDayOfWeek, .isoYear, .isoWeek, .dayOfISOYear, .julian:
      if fields.isInterval {
        throw ExpressionError("invalid format specification for an interval value")
      }
    default: break
    }
    if appendName(item, fields, to: &sink) { return }
    if appendZone(item, fields, to: &sink) { return }
    guard let (value, width) = number(item.field, fields) else { return }
    let start = sink.count
    if case .yearWithComma = item.field {
      let year = fields.displayedYear
      appendNumber(year / 1000, width: 0, to: &sink)
      sink.append(ASCII.comma)
      appendNumber(year % 1000, width: year < 0 ? 2 : 3, to: &sink)
    } else {
      appendNumber(value, width: item.isFilled && !isFraction(item.field) ? 0 : width, to: &sink)
    }
    if let ordinal = item.ordinal { appendOrdinal(ordinal, since: start, to: &sink) }
  }

  private func isFraction(_ field: Field) -> Bool {
    switch field {
    case .fraction, .milliseconds, .microseconds: true
    default: false
    }
  }

  /// A number and how many digits it has at least; a sign stands beside them.
  private func number(_ field: Field, _ fields: CalendarFields) -> (Int64, Int)? {
    let year = fields.displayedYear
    switch field {
    case .hour12:
      let hour = fields.hour % 12
      return (hour == 0 ? 12 : hour, 2)
    case .hour24: return (fields.hour, 2)
    case .minute: return (Int64(fields.minute), 2)
    case .second: return (Int64(fields.second), 2)
    case .fraction(let digits):
      let divisor = (digits..<6).reduce(1) { power, _ in power * 10 }
      return (Int64(fields.microsecond / divisor), digits)
    case .milliseconds: return (Int64(fields.microsecond / 1000), 3)
    case .microseconds: return (Int64(fields.microsecond), 6)
    case .secondOfDay:
      return (fields.hour * 3600 + Int64(fields.minute * 60 + fields.second), 0)
    case .month: return (Int64(fields.month), 2)
    // An interval's may be negative: its sign counts among the digits.
    case .day: return (Int64(fields.day), fields.day < 0 ? 1 : 2)
    case .dayOfYear: return (fields.dayOfYear, fields.dayOfYear < 0 ? 2 : 3)
    case .dayOfISOYear:
      guard let days = fields.days else { return nil }
      let start = FieldExtractor.isoYearStart(FieldExtractor.isoWeek(days).year)
      return (days - start + 1, 3)
    case .dayOfWeek: return (Int64(fields.weekday + 1), 0)
    case .isoDayOfWeek: return (Int64(fields.weekday == 0 ? 7 : fields.weekday), 0)
    case .week: return ((fields.dayOfYear - 1) / 7 + 1, 2)
    case .isoWeek: return fields.days.map { (FieldExtractor.isoWeek($0).week, 2) }
    case .weekOfMonth: return (Int64((fields.day - 1) / 7 + 1), 0)
    case .quarter: return fields.month == 0 ? nil : (Int64((fields.month - 1) / 3 + 1), 0)
    case .century: return (century(fields), 2)
    case .year(let digits): return (digits == 4 ? year : year % power(digits), digits)
    case .isoYear(let digits):
      guard let days = fields.days else { return nil }
      let isoYear = FieldExtractor.isoWeek(days).year
      let shown = isoYear <= 0 ? 1 - isoYear : isoYear
      return (digits == 4 ? shown : shown % power(digits), digits)
    case .yearWithComma: return (year, 0)
    case .julian: return fields.days.map { ($0 + 2_440_588, 0) }
    default: return nil
    }
  }

  private func power(_ digits: Int) -> Int64 { (0..<digits).reduce(1) { power, _ in power * 10 } }

  private func century(_ fields: CalendarFields) -> Int64 {
    if fields.isInterval { return fields.year / 100 }
    return fields.year > 0 ? (fields.year - 1) / 100 + 1 : fields.year / 100 - 1
  }

  private func appendNumber(_ value: Int64, width: Int, to sink: inout [UInt8]) {
    if value < 0 { sink.append(ASCII.minus) }
    IntegerText.append(value.magnitude, digitsMin: max(width, 1), to: &sink)
  }

  /// st, nd, rd or th by the last digits.
  private func appendOrdinal(_ letterCase: LetterCase, since start: Int, to sink: inout [UInt8]) {
    let digits = sink[start...]
    let isTeen = digits.count > 1 && digits[digits.endIndex - 2] == UInt8(ascii: "1")
    let ending: String =
      switch isTeen ? nil : digits.last {
      case UInt8(ascii: "1"): "st"
      case UInt8(ascii: "2"): "nd"
      case UInt8(ascii: "3"): "rd"
      default: "th"
      }
    sink.append(contentsOf: (letterCase == .upper ? ending.uppercased() : ending).utf8)
  }

  private func appendMeridiem(_ item: Item, _ fields: CalendarFields, to sink: inout [UInt8]) {
    let isLate = fields.hour % 24 >= 12
    let text = item.hasPoints ? (isLate ? "p.m." : "a.m.") : (isLate ? "pm" : "am")
    sink.append(contentsOf: (item.letterCase == .upper ? text.uppercased() : text).utf8)
  }

  private func appendName(
    _ item: Item, _ fields: CalendarFields, to sink: inout [UInt8]
  ) -> Bool {
    let name: String
    var width = 0
    switch item.field {
    case .era:
      let isBefore = fields.year <= 0
      name = item.hasPoints ? (isBefore ? "B.C." : "A.D.") : (isBefore ? "BC" : "AD")
    case .dayName: (name, width) = (CalendarNames.days[fields.weekday], 9)
    case .shortDayName: name = String(CalendarNames.days[fields.weekday].prefix(3))
    case .monthName: (name, width) = (CalendarNames.months[fields.month - 1], 9)
    case .shortMonthName: name = String(CalendarNames.months[fields.month - 1].prefix(3))
    case .romanMonth:
      guard let roman = romanMonth(fields) else { return true }
      (name, width) = (roman, 4)
    default: return false
    }
    let spelled: String =
      switch item.letterCase {
      case .upper: name.uppercased()
      case .lower: name.lowercased()
      case .capitalised: name
      }
    sink.append(contentsOf: spelled.utf8)
    if !item.isFilled {
      let missing = max(width - spelled.utf8.count, 0)
      sink.append(contentsOf: repeatElement(ASCII.space, count: missing))
    }
    return true
  }

  /// An interval's months count from the end of the year where they are negative, and none are a whole year.
  private func romanMonth(_ fields: CalendarFields) -> String? {
    let names = CalendarNames.romanMonths
    if fields.month > 0 { return names[fields.month - 1] }
    if fields.month < 0 { return names[12 + fields.month] }
    if fields.year == 0 { return nil }
    return fields.year > 0 ? names[11] : names[0]
  }

  private func appendZone(
    _ item: Item, _ fields: CalendarFields, to sink: inout [UInt8]
  ) -> Bool {
    let offset = fields.zone?.offset ?? 0
    let magnitude = Int64(offset.magnitude)
    switch item.field {
    case .zone:
      let name = fields.zone?.name ?? ""
      sink.append(contentsOf: (item.letterCase == .upper ? name : name.lowercased()).utf8)
    case .zoneHour, .offset:
      sink.append(offset < 0 ? ASCII.minus : ASCII.plus)
      let isBare = item.isFilled && item.field.isOffset
      appendNumber(magnitude / 3600, width: isBare ? 0 : 2, to: &sink)
      if item.field.isOffset, magnitude % 3600 != 0 {
        sink.append(ASCII.colon)
        appendNumber(magnitude % 3600 / 60, width: 2, to: &sink)
      }
    case .zoneMinute: appendNumber(magnitude % 3600 / 60, width: 2, to: &sink)
    default: return false
    }
    return true
  }
}

extension DateTemplate.Field {
  fileprivate var isOffset: Bool { if case .offset = self { true } else { false } }
}
