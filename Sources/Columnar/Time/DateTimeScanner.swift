/// Why a date's or time's text was refused.
enum DateTimeFault: Error {
  case syntax
  /// A field that no calendar or clock has, such as 30 February.
  case field
  /// A day that exists but is beyond the type's limits.
  case range
  case zoneDisplacement
  case unknownZone(String)
}

/// What a text says about its distance from UTC.
enum ZoneMark {
  case seconds(Int64)
  case zone(Zone)
}

/// Reads dates and times in ISO 8601's and Postgres' order (year first) from bytes.
struct DateTimeScanner {
  let text: Bytes
  var at = 0

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { at == text.count }
  var next: UInt8? { at < text.count ? text[at] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  mutating func skipSpaces() {
    while let byte = next, ASCII.isSpace(byte) { at += 1 }
  }

  /// Up to nine digits; nil where there are none.
  mutating func number(digitsMax: Int = 9) -> (value: Int64, digits: Int)? {
    let from = at
    var value: Int64 = 0
    while let byte = next, ASCII.isDigit(byte), at - from < digitsMax {
      value = value * 10 + Int64(byte - ASCII.zero)
      at += 1
    }
    return at > from ? (value, at - from) : nil
  }

  /// `2021-11-30`, `2021/11/30` or `20211130`; the year has at least three digits.
  mutating func date() throws(DateTimeFault) -> CivilDate {
    guard let first = number() else { throw .syntax }
    if first.digits == 8, next != ASCII.minus {
      let (year, rest) = first.value.quotientAndRemainder(dividingBy: 10_000)
      return CivilDate(year: year, month: Int(rest / 100), day: Int(rest % 100))
    }
    guard first.digits >= 3, let separator = next, separator == ASCII.minus || separator == 0x2f
    else { throw .syntax }
    at += 1
    guard let month = number(digitsMax: 2), skip(separator), let day = number(digitsMax: 2)
    else { throw .syntax }
    return CivilDate(year: first.value, month: Int(month.value), day: Int(day.value))
  }

  /// `01:02[:03[.456789]]`, optionally followed by AM or PM, in µs; 24:00 and second 60 roll over.
  mutating func time() throws(DateTimeFault) -> Int64 {
    guard var hour = number(digitsMax: 2)?.value, skip(ASCII.colon),
      let minute = number(digitsMax: 2)?.value
    else { throw .syntax }
    var second: Int64 = 0
    var fraction: Int64 = 0
    if skip(ASCII.colon) {
      guard let read = number(digitsMax: 2) else { throw .syntax }
      second = read.value
      if skip(ASCII.point) { fraction = self.fraction() }
    }
    if let later = meridiem() {
      guard 1...12 ~= hour else { throw .field }
      hour = hour % 12 + (later ? 12 : 0)
    }
    let microseconds = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    guard minute < 60, second <= 60, fraction <= 1_000_000,
      microseconds <= Timestamp.microsecondsPerDay
    else { throw .field }
    return microseconds
  }

  /// The digits behind the point in µs.
  private mutating func fraction() -> Int64 {
    var fraction = FractionDigits()
    while let byte = next, ASCII.isDigit(byte) {
      fraction.append(byte - ASCII.zero)
      at += 1
    }
    return fraction.millionths
  }

  /// Nil where neither AM nor PM follows; true is PM.
  private mutating func meridiem() -> Bool? {
    var ahead = self
    ahead.skipSpaces()
    guard ahead.at + 2 <= text.count else { return nil }
    let word = Bytes(rebasing: text[ahead.at..<ahead.at + 2])
    if ahead.at + 2 < text.count, ASCII.isLetter(text[ahead.at + 2]) { return nil }
    guard word.isWord("am") || word.isWord("pm") else { return nil }
    at = ahead.at + 2
    return word.isWord("pm")
  }

  /// `Z`, `+05`, `+05:30`, `-0530`, `+05:21:10` or a zone's name; nil where nothing follows.
  mutating func zoneMark() throws(DateTimeFault) -> ZoneMark? {
    skipSpaces()
    guard let first = next else { return nil }
    if first == ASCII.plus || first == ASCII.minus {
      at += 1
      let seconds = try displacement()
      return .seconds(first == ASCII.minus ? -seconds : seconds)
    }
    guard ASCII.isLetter(first) else { throw .syntax }
    let from = at
    while let byte = next, !ASCII.isSpace(byte) { at += 1 }
    let name = Bytes(rebasing: text[from..<at])
    if name.isWord("bc") {
      at = from
      return nil
    }
    if name.isWord("z") || name.isWord("utc") || name.isWord("gmt") { return .seconds(0) }
    guard let zone = Zone(name.text) else { throw .unknownZone(name.text) }
    return .zone(zone)
  }

  private mutating func displacement() throws(DateTimeFault) -> Int64 {
    guard let read = number(digitsMax: 6) else { throw .syntax }
    var (hours, minutes, seconds) = (read.value, Int64(0), Int64(0))
    switch read.digits {
    case 1, 2:
      if skip(ASCII.colon) {
        guard let read = number(digitsMax: 2) else { throw .syntax }
        minutes = read.value
        if skip(ASCII.colon) {
          guard let read = number(digitsMax: 2) else { throw .syntax }
          seconds = read.value
        }
      }
    case 3, 4: (hours, minutes) = hours.quotientAndRemainder(dividingBy: 100)
    case 6: (hours, minutes, seconds) = (hours / 10_000, hours / 100 % 100, hours % 100)
    default: throw .syntax
    }
    guard hours <= 15, minutes < 60, seconds < 60 else { throw .zoneDisplacement }
    return (hours * 60 + minutes) * 60 + seconds
  }

  /// The rest: an optional BC, then nothing.
  mutating func end(_ date: inout CivilDate) throws(DateTimeFault) {
    skipSpaces()
    if at + 2 == text.count, Bytes(rebasing: text[at...]).isWord("bc") {
      guard date.year > 0 else { throw .field }
      date.year = 1 - date.year
      at += 2
    } else if date.year == 0 {
      throw .field
    }
    guard isAtEnd else { throw .syntax }
  }
}

/// Digits behind a point, rounded to millionths, half to even.
struct FractionDigits {
  private var value: Int64 = 0
  private var scale: Int64 = 1_000_000
  /// What stands behind the sixth digit: 0 nothing, 1 below half, 2 half, 3 above half.
  private var rest = 0

  mutating func append(_ digit: UInt8) {
    if scale > 1 {
      value = value * 10 + Int64(digit)
      scale /= 10
    } else if scale == 1 {
      rest = digit > 5 ? 3 : digit == 5 ? 2 : digit > 0 ? 1 : 0
      scale = 0
    } else if digit > 0 {
      rest |= 1
    }
  }

  var millionths: Int64 {
    let rounded = value * max(scale, 1)
    return rest > 2 || (rest == 2 && rounded & 1 == 1) ? rounded + 1 : rounded
  }
}
