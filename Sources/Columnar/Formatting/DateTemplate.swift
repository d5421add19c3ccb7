/// A pattern of `to_char`, `to_timestamp` and `to_date`, such as `YYYY-MM-DD HH24:MI`.
struct DateTemplate {
  enum Field {
    case era, meridiem, century, dayName, shortDayName, dayOfYear, dayOfISOYear, day, dayOfWeek
    case isoDayOfWeek
    case fraction(digits: Int)
    case fixed, hour12, hour24, isoWeek
    case isoYear(digits: Int)
    case julian, minute, month, monthName, shortMonthName, milliseconds, offset, quarter
    case romanMonth, secondOfDay, second, zoneHour, zoneMinute, zone, microseconds, week
    case weekOfMonth
    case year(digits: Int)
    case yearWithComma
  }

  /// Which calendar a field belongs to: dates of one pattern may not mix them.
  enum Convention { case gregorian, iso }

  enum LetterCase { case upper, capitalised, lower }

  struct Item {
    var field: Field
    /// As it stands in the pattern, for messages.
    var name: String
    var letterCase: LetterCase
    /// A.M. and B.C., with points.
    var hasPoints = false
    /// Reads digits, so that a number before it has to end by its length.
    var isDigits: Bool
    var convention: Convention?
    /// FM: no padding.
    var isFilled = false
    /// TH or th: an ordinal's ending.
    var ordinal: LetterCase?
  }

  enum Element {
    case field(Item)
    case separator(UInt8)
    case space(UInt8)
    case text([UInt8])
  }

  let elements: [Element]

  init(_ pattern: Bytes) {
    var scanner = DateTemplateScanner(pattern)
    elements = scanner.elements()
  }
}

extension DateTemplate.Field {
  fileprivate var isName: Bool {
    switch self {
    case .dayName, .shortDayName, .monthName, .shortMonthName: true
    default: false
    }
  }
}

/// Takes a pattern apart.
private struct DateTemplateScanner {
  private let pattern: Bytes
  private var at = 0

  init(_ pattern: Bytes) { self.pattern = pattern }

  mutating func elements() -> [DateTemplate.Element] {
    var elements: [DateTemplate.Element] = []
    while at < pattern.count {
      let isFilled = takeWord("FM", "fm")
      // The names are English anyway; what is left of TM is that it does not pad them.
      let isLocal = !isFilled && takeWord("TM", "tm")
      if var item = takeItem() {
        item.isFilled = isFilled || (isLocal && item.field.isName)
        if takeWord("TH", "TH") {
          item.ordinal = .upper
        } else if takeWord("th", "th") {
          item.ordinal = .lower
        } else {
          _ = takeWord("SP", "SP")
        }
        elements.append(.field(item))
      } else if at < pattern.count {
        appendText(to: &elements)
      }
    }
    return elements
  }

  private func follows(_ word: StaticString) -> Bool {
    guard pattern.count - at >= word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { pattern[at + $0] == word.utf8Start[$0] }
  }

  private mutating func takeWord(_ upper: StaticString, _ lower: StaticString) -> Bool {
    guard follows(upper) || follows(lower) else { return false }
    at += upper.utf8CodeUnitCount
    return true
  }

  private mutating func takeItem() -> DateTemplate.Item? {
    for entry in DateKeyword.all where follows(entry.name) {
      at += entry.name.utf8CodeUnitCount
      return entry.item
    }
    return nil
  }

  private mutating func appendText(to elements: inout [DateTemplate.Element]) {
    if pattern[at] == ASCII.quote {
      at += 1
      while at < pattern.count, pattern[at] != ASCII.quote {
        if pattern[at] == ASCII.backslash, at + 1 < pattern.count { at += 1 }
        elements.append(.text(takeCharacter()))
      }
      at += 1
      return
    }
    if pattern[at] == ASCII.backslash, at + 1 < pattern.count, pattern[at + 1] == ASCII.quote {
      at += 1
    }
    let character = takeCharacter()
    if let byte = character.first, character.count == 1, DateTemplate.isSeparator(byte) {
      elements.append(.separator(byte))
    } else if let byte = character.first, ASCII.isSpace(byte) {
      elements.append(.space(byte))
    } else {
      elements.append(.text(character))
    }
  }

  private mutating func takeCharacter() -> [UInt8] {
    let end = Characters.offset(pattern, of: 1, from: at)
    defer { at = end }
    return Array(pattern[at..<end])
  }
}

extension DateTemplate {
  /// Printable ASCII that is neither a letter nor a digit nor white space.
  static func isSeparator(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !ASCII.isLetter(byte) && !ASCII.isDigit(byte)
  }
}

/// The words of a pattern.
private struct DateKeyword {
  let name: StaticString
  let item: DateTemplate.Item

  private static func make(
    _ name: StaticString, _ field: DateTemplate.Field, digits: Bool,
    _ convention: DateTemplate.Convention?, _ letterCase: DateTemplate.LetterCase,
    points: Bool = false
  ) -> DateKeyword {
    DateKeyword(
      name: name,
      item: DateTemplate.Item(
        field: field, name: name.description, letterCase: letterCase, hasPoints: points,
        isDigits: digits, convention: convention))
  }

  private static func words(
    _ upper: StaticString, _ lower: StaticString, _ field: DateTemplate.Field, digits: Bool,
    _ convention: DateTemplate.Convention? = nil, points: Bool = false
  ) -> [DateKeyword] {
    [
      make(upper, field, digits: digits, convention, .upper, points: points),
      make(lower, field, digits: digits, convention, .lower, points: points),
    ]
  }

  /// Longer words before those that they begin with.
  static let all: [DateKeyword] =
    words("A.D.", "a.d.", .era, digits: false, points: true)
    + words("B.C.", "b.c.", .era, digits: false, points: true)
    + words("A.M.", "a.m.", .meridiem, digits: false, points: true)
    + words("P.M.", "p.m.", .meridiem, digits: false, points: true)
    + words("AD", "ad", .era, digits: false) + words("BC", "bc", .era, digits: false)
    + words("AM", "am", .meridiem, digits: false) + words("PM", "pm", .meridiem, digits: false)
    + words("CC", "cc", .century, digits: true)
    + words("DAY", "day", .dayName, digits: false)
    + [make("Day", .dayName, digits: false, nil, .capitalised)]
    + words("DDD", "ddd", .dayOfYear, digits: true, .gregorian)
    + words("DD", "dd", .day, digits: true, .gregorian)
    + words("DY", "dy", .shortDayName, digits: false)
    + [make("Dy", .shortDayName, digits: false, nil, .capitalised)]
    + words("D", "d", .dayOfWeek, digits: true, .gregorian)
    + fractions
    + words("FX", "fx", .fixed, digits: false)
    + words("HH24", "hh24", .hour24, digits: true) + words("HH12", "hh12", .hour12, digits: true)
    + words("HH", "hh", .hour12, digits: true)
    + words("IDDD", "iddd", .dayOfISOYear, digits: true, .iso)
    + words("ID", "id", .isoDayOfWeek, digits: true, .iso)
    + words("IW", "iw", .isoWeek, digits: true, .iso)
    + words("IYYY", "iyyy", .isoYear(digits: 4), digits: true, .iso)
    + words("IYY", "iyy", .isoYear(digits: 3), digits: true, .iso)
    + words("IY", "iy", .isoYear(digits: 2), digits: true, .iso)
    + words("I", "i", .isoYear(digits: 1), digits: true, .iso)
    + words("J", "j", .julian, digits: true)
    + words("MI", "mi", .minute, digits: true) + words("MM", "mm", .month, digits: true, .gregorian)
    + words("MONTH", "month", .monthName, digits: false, .gregorian)
    + [make("Month", .monthName, digits: false, .gregorian, .capitalised)]
    + words("MON", "mon", .shortMonthName, digits: false, .gregorian)
    + [make("Mon", .shortMonthName, digits: false, .gregorian, .capitalised)]
    + words("MS", "ms", .milliseconds, digits: true)
    + words("OF", "of", .offset, digits: false)
    + words("Q", "q", .quarter, digits: true)
    + words("RM", "rm", .romanMonth, digits: false, .gregorian)
    + words("SSSSS", "sssss", .secondOfDay, digits: true)
    + words("SSSS", "ssss", .secondOfDay, digits: true)
    + words("SS", "ss", .second, digits: true)
    + words("TZH", "tzh", .zoneHour, digits: false) + words("TZM", "tzm", .zoneMinute, digits: true)
    + words("TZ", "tz", .zone, digits: false)
    + words("US", "us", .microseconds, digits: true)
    + words("WW", "ww", .week, digits: true, .gregorian)
    + words("W", "w", .weekOfMonth, digits: true, .gregorian)
    + words("Y,YYY", "y,yyy", .yearWithComma, digits: true, .gregorian)
    + words("YYYY", "yyyy", .year(digits: 4), digits: true, .gregorian)
    + words("YYY", "yyy", .year(digits: 3), digits: true, .gregorian)
    + words("YY", "yy", .year(digits: 2), digits: true, .gregorian)
    + words("Y", "y", .year(digits: 1), digits: true, .gregorian)

  private static let fractions: [DateKeyword] =
    words("FF1", "ff1", .fraction(digits: 1), digits: false)
    + words("FF2", "ff2", .fraction(digits: 2), digits: false)
    + words("FF3", "ff3", .fraction(digits: 3), digits: false)
    + words("FF4", "ff4", .fraction(digits: 4), digits: false)
    + words("FF5", "ff5", .fraction(digits: 5), digits: false)
    + words("FF6", "ff6", .fraction(digits: 6), digits: false)
}

/// Names of months and days in English, as Postgres writes them without a locale.
enum CalendarNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let days = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  static let romanMonths = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
  ]
}
