/// Dates of the Gregorian calendar as days since 1970-01-01.
enum CivilTime {
  static let microsecondsPerSecond: Int64 = 1_000_000
  static let microsecondsPerMinute: Int64 = 60_000_000
  static let microsecondsPerDay: Int64 = 86_400_000_000

  struct Day: Hashable {
    var year: Int64
    var month: Int64
    var day: Int64
  }

  static func day(_ daysSince1970: Int64) -> Day {
    // Years are counted from March, so that the leap day is a year's last; 400 years have 146 097 days.
    let days = daysSince1970 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Day(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  static func days(_ date: Day) -> Int64 {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let shiftedMonth = date.month > 2 ? date.month - 3 : date.month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Microseconds since 1970 of `2021-11-30 00:00:00`; nil where the text is no such time.
  static func parse(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    let shape = Array("0000-00-00 00:00:00".utf8)
    guard bytes.count == shape.count else { return nil }
    for (byte, expected) in zip(bytes, shape) {
      let isDigit = byte >= 0x30 && byte <= 0x39
      guard expected == 0x30 ? isDigit : byte == expected else { return nil }
    }
    func number(_ range: Range<Int>) -> Int64 {
      bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    let date = Day(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    let days = days(date)
    guard day(days) == date, hour < 24, minute < 60, second < 60 else { return nil }
    return ((days * 24 + hour) * 60 + minute) * microsecondsPerMinute
      + second * microsecondsPerSecond
  }

  /// `2021-11-30 00:00:00`, for messages and the truth; the renderer has its own, faster way.
  static func text(_ microseconds: Int64) -> String {
    var bytes = [UInt8](repeating: 0, count: 19)
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      TimestampWriter().write(microseconds, to: base)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
