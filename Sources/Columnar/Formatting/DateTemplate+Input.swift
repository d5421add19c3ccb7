extension DateTemplate {
  /// The local time that a text gives by this pattern, and its distance from UTC where it names one.
  ///
  /// Throws: Postgres' message.
  func read(_ text: Bytes) throws(ExpressionError) -> (local: Int64, offset: Int64?) {
    var reader = DateTemplateReader(text)
    try reader.read(elements)
    return try reader.fields.moment(text)
  }
}

/// What a text has said so far; a field that it names twice must be the same.
private struct ReadFields {
  var values: [String: Int] = [:]
  var convention: DateTemplate.Convention?
  var usesHalfDays = false
  var isAfternoon = false
  var isBeforeChrist = false
  var yearDigits = 0
  var microseconds = 0
  var zoneSign = 0

  mutating func set(_ field: String, _ value: Int, _ item: DateTemplate.Item)
    throws(ExpressionError)
  {
    if let known = values[field], known != 0, known != value {
      throw ExpressionError("conflicting values for \"\(item.name)\" field in formatting string")
    }
    values[field] = value
  }

  func value(_ field: String) -> Int { values[field] ?? 0 }
}

/// Reads a text along a pattern.
private struct DateTemplateReader {
  var fields = ReadFields()
  private let text: Bytes
  private var at = 0
  /// White space and separators of the text beyond those of the pattern.
  private var skipped = 0
  private var isFixed = false

  init(_ text: Bytes) { self.text = text }

  private var next: UInt8? { at < text.count ? text[at] : nil }

  private mutating func skipSpaces() {
    while let byte = next, ASCII.isSpace(byte) {
      at += 1
      skipped += 1
    }
  }

  mutating func read(_ elements: [DateTemplate.Element]) throws(ExpressionError) {
    for (index, element) in elements.enumerated() {
      if at >= text.count { return }
      switch element {
      case .separator, .space:
        if index == 0, !isFixed { skipSpaces() }
        skipSeparator()
      case .text:
        if index == 0, !isFixed { skipSpaces() }
        if !isFixed, skipped > 0 {
          // A space that stood there more than the pattern has is taken for the letter.
          skipped -= 1
        } else {
          at = Characters.offset(text, of: 1, from: at)
        }
      case .field(let item):
        if !isFixed { skipSpaces() }
        if let convention = item.convention {
          if let known = fields.convention, known != convention {
            throw ExpressionError("invalid combination of date conventions")
          }
          fields.convention = convention
        }
        let endsByLength = !item.isFilled && !isSeparated(elements, after: index, item)
        try read(item, endsByLength: endsByLength)
        if !isFixed {
          skipped = 0
          skipSpaces()
        }
      }
    }
  }

  private mutating func skipSeparator() {
    guard !isFixed else {
      at = Characters.offset(text, of: 1, from: at)
      return
    }
    skipped -= 1
    if let byte = next, ASCII.isSpace(byte) || DateTemplate.isSeparator(byte) {
      at += 1
      skipped += 1
    }
  }

  /// Whether what follows a field in the pattern cannot be a digit.
  private func isSeparated(
    _ elements: [DateTemplate.Element], after index: Int, _ item: DateTemplate.Item
  ) -> Bool {
    if item.ordinal != nil || index + 1 == elements.count { return true }
    switch elements[index + 1] {
    case .field(let following): return !following.isDigits
    case .text(let bytes): return bytes.count != 1 || !ASCII.isDigit(bytes[0])
    case .separator, .space: return true
    }
  }

  private mutating func read(
    _ item: DateTemplate.Item, endsByLength: Bool
  ) throws(ExpressionError) {
    /// A number, its ordinal's ending dropped.
    func number(_ digits: Int) throws(ExpressionError) -> (value: Int, digits: Int) {
      let read = try self.number(item, digits, endsByLength: endsByLength)
      if item.ordinal != nil { at = min(at + 2, text.count) }
      return read
    }
    func set(_ field: String, _ digits: Int) throws(ExpressionError) {
      try fields.set(field, try number(digits).value, item)
    }
    switch item.field {
    case .fixed: isFixed = true
    case .meridiem:
      let names = item.hasPoints ? ["a.m.", "p.m."] : ["am", "pm"]
      fields.isAfternoon = try name(item, among: names) == 1
      fields.usesHalfDays = true
    case .era:
      let names = item.hasPoints ? ["a.d.", "b.c."] : ["ad", "bc"]
      fields.isBeforeChrist = try name(item, among: names) == 1
    case .hour12:
      try set("hour", 2)
      fields.usesHalfDays = true
    case .hour24: try set("hour", 2)
    case .minute: try set("minute", 2)
    case .second: try set("second", 2)
    case .secondOfDay: try set("secondOfDay", item.name.utf8.count)
    case .milliseconds: try readFraction(number(3), digits: 3)
    case .microseconds: try readFraction(number(6), digits: 6)
    case .fraction(let digits): try readFraction(number(digits), digits: digits)
    case .zone, .offset:
      throw ExpressionError(
        "formatting field \"\(item.name)\" is only supported in to_char")
    case .zoneHour:
      readZoneSign()
      try set("zoneHour", 2)
    case .zoneMinute:
      if fields.zoneSign == 0 { fields.zoneSign = 1 }
      try set("zoneMinute", 2)
    case .monthName: try fields.set("month", try name(item, among: CalendarNames.months) + 1, item)
    case .shortMonthName:
      let names = CalendarNames.months.map { String($0.prefix(3)) }
      try fields.set("month", try name(item, among: names) + 1, item)
    case .romanMonth:
      // Longer numerals first: VIII begins as V does.
      let names = CalendarNames.romanMonths
      let order = names.indices.sorted { names[$0].utf8.count > names[$1].utf8.count }
      try fields.set("month", order[try name(item, among: order.map { names[$0] })] + 1, item)
    case .month: try set("month", 2)
    case .dayName: try fields.set("weekday", try name(item, among: CalendarNames.days) + 1, item)
    case .shortDayName:
      let names = CalendarNames.days.map { String($0.prefix(3)) }
      try fields.set("weekday", try name(item, among: names) + 1, item)
    case .dayOfYear: try set("dayOfYear", 3)
    case .dayOfISOYear: try set("dayOfYear", 3)
    case .day: try set("day", 2)
    case .dayOfWeek: try set("weekday", 1)
    case .isoDayOfWeek:
      let day = try number(1).value + 1
      try fields.set("weekday", day > 7 ? 1 : day, item)
    case .week, .isoWeek: try set("week", 2)
    case .weekOfMonth: try set("weekOfMonth", 1)
    case .quarter: _ = try number(1)
    case .century: try set("century", 2)
    case .julian: try set("julian", 1)
    case .yearWithComma: try readYearWithComma(item)
    case .year(let digits), .isoYear(let digits):
      let read = try number(digits)
      let isPartial = digits < 4 && read.digits < 4
      try fields.set("year", isPartial ? DateTemplateReader.fullYear(read.value) : read.value, item)
      fields.yearDigits = digits
    }
  }

  /// A year of fewer than four digits is the one next to 2020.
  private static func fullYear(_ year: Int) -> Int {
    switch year {
    case ..<70: year + 2000
    case ..<100: year + 1900
    case ..<520: year + 2000
    case ..<1000: year + 1000
    default: year
    }
  }

  /// `25` behind the point is 250 000 µs.
  private mutating func readFraction(_ read: (value: Int, digits: Int), digits: Int) {
    let power = (min(read.digits, 6)..<6).reduce(1) { power, _ in power * 10 }
    fields.microseconds += read.value * power
  }

  private mutating func readZoneSign() {
    if let byte = next, byte == ASCII.plus || byte == ASCII.minus || byte == ASCII.space {
      fields.zoneSign = byte == ASCII.minus ? -1 : 1
      at += 1
    } else {
      // A minus may have been taken for a separator.
      let isMinus = skipped > 0 && at > 0 && text[at - 1] == ASCII.minus
      fields.zoneSign = isMinus ? -1 : 1
    }
  }

  private mutating func readYearWithComma(_ item: DateTemplate.Item) throws(ExpressionError) {
    let fault = ExpressionError("invalid input string for \"Y,YYY\"")
    guard let thousands = digits(9), next == ASCII.comma else { throw fault }
    at += 1
    guard let rest = digits(3) else { throw fault }
    try fields.set("year", thousands * 1000 + rest, item)
    fields.yearDigits = 4
    if item.ordinal != nil { at = min(at + 2, text.count) }
  }

  private mutating func digits(_ most: Int) -> Int? {
    let from = at
    var value = 0
    while let byte = next, ASCII.isDigit(byte), at - from < most {
      value = value * 10 + Int(byte - ASCII.zero)
      at += 1
    }
    return at > from ? value : nil
  }

  /// A number with an optional sign: exactly so many characters where nothing else says where it ends.
  private mutating func number(
    _ item: DateTemplate.Item, _ length: Int, endsByLength: Bool
  ) throws(ExpressionError) -> (value: Int, digits: Int) {
    while let byte = next, ASCII.isSpace(byte) { at += 1 }
    let from = at
    let limit = endsByLength ? min(from + length, text.count) : text.count
    if endsByLength, text.count - from < length {
      throw ExpressionError("source string too short for \"\(item.name)\" formatting field")
    }
    var isNegative = false
    if let byte = next, byte == ASCII.minus || byte == ASCII.plus, at < limit {
      isNegative = byte == ASCII.minus
      at += 1
    }
    let firstDigit = at
    var value = 0
    while at < limit, ASCII.isDigit(text[at]) {
      value = min(value, Int(Int32.max)) * 10 + Int(text[at] - ASCII.zero)
      at += 1
    }
    let isShort = endsByLength && at - from < length
    if at == firstDigit || isShort {
      let shown = Bytes(rebasing: text[from..<min(from + length, text.count)])
      throw ExpressionError("invalid value \"\(shown.text)\" for \"\(item.name)\"")
    }
    if value > Int(Int32.max) {
      throw ExpressionError("value for \"\(item.name)\" in source string is out of range")
    }
    return (isNegative ? -value : value, at - from)
  }

  /// Which of some names stands here, whatever its case.
  private mutating func name(
    _ item: DateTemplate.Item, among names: [String]
  ) throws(ExpressionError) -> Int {
    for (index, name) in names.enumerated() {
      let wanted = Array(name.utf8)
      guard text.count - at >= wanted.count else { continue }
      let isThere = wanted.indices.allSatisfy {
        ASCII.lowercased(text[at + $0]) == ASCII.lowercased(wanted[$0])
      }
      guard isThere else { continue }
      at += wanted.count
      return index
    }
    let rest = text[at...]
    let word = rest.prefix { !ASCII.isSpace($0) }
    throw ExpressionError(
      "invalid value \"\(Bytes(rebasing: word).text)\" for \"\(item.name)\"")
  }
}

extension ReadFields {
  /// Puts the fields together.
  func moment(_ text: Bytes) throws(ExpressionError) -> (local: Int64, offset: Int64?) {
    let fault = ExpressionError("date/time field value out of range: \"\(text.text)\"")
    let time = try time(fault)
    let date = try date(fault)
    guard date.isValid, let local = Timestamp.fromDays(date.days, microseconds: time) else {
      throw fault
    }
    guard zoneSign != 0 else { return (local, nil) }
    let (hours, minutes) = (value("zoneHour"), value("zoneMinute"))
    guard 0...15 ~= hours, 0..<60 ~= minutes else { throw fault }
    return (local, Int64(zoneSign * (hours * 3600 + minutes * 60)))
  }

  private func time(_ fault: ExpressionError) throws(ExpressionError) -> Int64 {
    let whole = value("secondOfDay")
    var hour = value("hour") != 0 ? value("hour") : whole / 3600
    let minute = value("minute") != 0 ? value("minute") : whole % 3600 / 60
    let second = value("second") != 0 ? value("second") : whole % 60
    if usesHalfDays {
      guard 1...12 ~= hour else {
        throw ExpressionError("hour \"\(hour)\" is invalid for the 12-hour clock")
      }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second, 0..<1_000_000 ~= microseconds else {
      throw fault
    }
    return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microseconds)
  }

  /// The year as the calendar counts, in which 0 is 1 BC; nil where none was named.
  private var year: Int? {
    let century = isBeforeChrist ? -value("century") : value("century")
    if value("year") != 0 {
      if century != 0, yearDigits <= 2 {
        let rest = value("year") % 100
        if rest == 0 { return century * 100 + (century >= 0 ? 0 : 1) }
        return century >= 0 ? rest + (century - 1) * 100 : (century + 1) * 100 - rest + 1
      }
      let year = isBeforeChrist ? -value("year") : value("year")
      return year < 0 ? year + 1 : year
    }
    if century != 0 { return century >= 0 ? (century - 1) * 100 + 1 : century * 100 + 1 }
    return nil
  }

  private func date(_ fault: ExpressionError) throws(ExpressionError) -> CivilDate {
    var date = CivilDate(year: Int64(year ?? 0), month: 1, day: 1)
    guard abs(date.year) < 10_000_000 else { throw fault }
    if value("julian") != 0 { date = CivilDate(days: Int64(value("julian")) - 2_440_588) }
    var dayOfYear = value("dayOfYear")
    if value("week") != 0 {
      if convention == .iso {
        let monday = FieldExtractor.isoYearStart(date.year) + Int64(value("week") - 1) * 7
        // Sunday is 1 of a week but the last day of an ISO one.
        let day = value("weekday")
        date = CivilDate(days: monday + (day == 0 ? 0 : day == 1 ? 6 : Int64(day - 2)))
      } else {
        dayOfYear = (value("week") - 1) * 7 + 1
      }
    }
    if value("weekOfMonth") != 0 { date.day = (value("weekOfMonth") - 1) * 7 + 1 }
    if value("day") != 0 { date.day = value("day") }
    if value("month") != 0 { date.month = value("month") }
    if dayOfYear != 0, date.month <= 1 || date.day <= 1 {
      try setDay(dayOfYear, of: &date, fault)
    }
    return date
  }

  private func setDay(
    _ dayOfYear: Int, of date: inout CivilDate, _ fault: ExpressionError
  ) throws(ExpressionError) {
    if year == nil, !isBeforeChrist {
      throw ExpressionError("cannot calculate day of year without year information")
    }
    if convention == .iso {
      date = CivilDate(days: FieldExtractor.isoYearStart(date.year) + Int64(dayOfYear - 1))
      return
    }
    let isLeap = CivilDate.dayCount(year: date.year, month: 2) == 29
    guard 1...(isLeap ? 366 : 365) ~= dayOfYear else { throw fault }
    let first = CivilDate(year: date.year, month: 1, day: 1).days
    let found = CivilDate(days: first + Int64(dayOfYear - 1))
    if date.month <= 1 { date.month = found.month }
    if date.day <= 1 { date.day = found.day }
  }
}
