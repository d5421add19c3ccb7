/// The units of an interval's text, in months, days or µs.
private enum IntervalUnit: Hashable {
  case months(Int128)
  case days(Int128)
  case microseconds(Int128)

  init?(_ word: Bytes) {
    switch String(decoding: word, as: UTF8.self).lowercased() {
    case "millennium", "millennia", "millenniums": self = .months(12_000)
    case "century", "centuries", "c", "cent": self = .months(1200)
    case "decade", "decades", "dec", "decs": self = .months(120)
    case "year", "years", "yr", "yrs", "y": self = .months(12)
    case "month", "months", "mon", "mons": self = .months(1)
    case "week", "weeks", "w": self = .days(7)
    case "day", "days", "d": self = .days(1)
    case "hour", "hours", "hr", "hrs", "h": self = .microseconds(3_600_000_000)
    case "minute", "minutes", "min", "mins", "m": self = .microseconds(60_000_000)
    case "second", "seconds", "sec", "secs", "s": self = .microseconds(1_000_000)
    case "millisecond", "milliseconds", "msec", "msecs", "ms": self = .microseconds(1000)
    case "microsecond", "microseconds", "usec", "usecs", "us": self = .microseconds(1)
    default: return nil
    }
  }

  /// ISO 8601's one-letter units; M is months before the T and minutes after it.
  init?(iso letter: UInt8, time: Bool) {
    switch (ASCII.lowercased(letter), time) {
    case (UInt8(ascii: "y"), false): self = .months(12)
    case (UInt8(ascii: "m"), false): self = .months(1)
    case (UInt8(ascii: "w"), false): self = .days(7)
    case (UInt8(ascii: "d"), false): self = .days(1)
    case (UInt8(ascii: "h"), true): self = .microseconds(3_600_000_000)
    case (UInt8(ascii: "m"), true): self = .microseconds(60_000_000)
    case (UInt8(ascii: "s"), true): self = .microseconds(1_000_000)
    default: return nil
    }
  }
}

/// A signed decimal number of an interval's text, in millionths.
private struct IntervalNumber {
  var millionths: Int128
  var isWhole: Bool
}

/// Reads an interval's text into wide sums; whether they fit is asked at the end.
struct IntervalScanner {
  private let text: Bytes
  private var at = 0
  private var months: Int128 = 0
  private var days: Int128 = 0
  private var microseconds: Int128 = 0
  private var unitsSeen: Set<IntervalUnit> = []
  /// A clock's minutes or seconds beyond 59.
  private var hasFieldFault = false

  init(_ text: Bytes) { self.text = text }

  var value: Interval? {
    guard !hasFieldFault, let months = Int32(exactly: months), let days = Int32(exactly: days),
      let microseconds = Int64(exactly: microseconds)
    else { return nil }
    return Interval(months: months, days: days, microseconds: microseconds)
  }

  /// False where the text is no interval.
  mutating func scan() -> Bool {
    if let first = text.first, first == UInt8(ascii: "P") { return scanISO() }
    if text.first == UInt8(ascii: "@") { at += 1 }
    var parts = 0
    while true {
      skipSpaces()
      if at == text.count { return parts > 0 }
      if parts > 0, Bytes(rebasing: text[at...]).isWord("ago") {
        (months, days, microseconds) = (-months, -days, -microseconds)
        return true
      }
      guard scanPart() else { return false }
      parts += 1
    }
  }

  /// A number with its unit, or a clock time.
  private mutating func scanPart() -> Bool {
    let start = at
    let negative = scanSign()
    guard let number = scanNumber() else { return false }
    if at < text.count, text[at] == ASCII.colon {
      at = start
      return scanClock()
    }
    if at < text.count, text[at] == ASCII.minus, number.isWhole {
      at += 1
      guard let more = scanNumber(), more.isWhole, more.millionths < 12_000_000 else {
        return false
      }
      let total = number.millionths / 1_000_000 * 12 + more.millionths / 1_000_000
      months += negative ? -total : total
      return true
    }
    skipSpaces()
    let from = at
    while at < text.count, ASCII.isLetter(text[at]) { at += 1 }
    let signed = IntervalNumber(
      millionths: negative ? -number.millionths : number.millionths, isWhole: number.isWhole)
    // A bare number at the end counts seconds.
    if from == at {
      // Before a clock it counts days.
      if number.isWhole, precedesClock {
        add(signed, .days(1))
        return true
      }
      guard at == text.count else { return false }
      add(signed, .microseconds(1_000_000))
      return true
    }
    guard let unit = IntervalUnit(Bytes(rebasing: text[from..<at])),
      unitsSeen.insert(unit).inserted
    else { return false }
    add(signed, unit)
    return true
  }

  private var precedesClock: Bool {
    var ahead = self
    _ = ahead.scanSign()
    guard let hours = ahead.scanNumber() else { return false }
    return hours.isWhole && ahead.skip(ASCII.colon)
  }

  private mutating func scanClock() -> Bool {
    let negative = scanSign()
    guard let hours = scanNumber(), hours.isWhole, skip(ASCII.colon),
      let minutes = scanNumber(), minutes.isWhole
    else { return false }
    if minutes.millionths >= 60_000_000 { hasFieldFault = true }
    var total = hours.millionths * 3600 + minutes.millionths * 60
    if skip(ASCII.colon) {
      guard let seconds = scanNumber() else { return false }
      if seconds.millionths > 60_000_000 { hasFieldFault = true }
      total += seconds.millionths
    }
    microseconds += negative ? -total : total
    return true
  }

  private mutating func scanISO() -> Bool {
    at = 1
    var time = false
    var parts = 0
    while at < text.count {
      if !time, skip(UInt8(ascii: "T")) {
        time = true
        continue
      }
      let negative = scanSign()
      guard let number = scanNumber(), at < text.count,
        let unit = IntervalUnit(iso: text[at], time: time)
      else { return false }
      at += 1
      parts += 1
      add(
        IntervalNumber(
          millionths: negative ? -number.millionths : number.millionths, isWhole: number.isWhole),
        unit)
    }
    return parts > 0
  }

  /// Fractions of a year become months, of a month days (30), of a day time.
  private mutating func add(_ number: IntervalNumber, _ unit: IntervalUnit) {
    let million: Int128 = 1_000_000
    let day = Int128(Timestamp.microsecondsPerDay)
    func rounded(_ millionths: Int128) -> Int128 {
      (millionths + (millionths < 0 ? -million / 2 : million / 2)) / million
    }
    switch unit {
    case .microseconds(let size): microseconds += rounded(number.millionths * size)
    case .days(let size):
      let total = number.millionths * size
      days += total / million
      microseconds += rounded(total % million * day)
    case .months(let size):
      let total = number.millionths * size
      months += total / million
      // Postgres rounds the fraction of a year to whole months; that of a month goes on to days.
      let rest = total % million
      if size > 1 {
        months += rounded(rest)
      } else {
        days += rest * 30 / million
        microseconds += rounded(rest * 30 % million * day)
      }
    }
  }

  private mutating func skipSpaces() {
    while at < text.count, ASCII.isSpace(text[at]) { at += 1 }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  /// True for minus.
  private mutating func scanSign() -> Bool {
    if skip(ASCII.minus) { return true }
    _ = skip(ASCII.plus)
    return false
  }

  /// Digits with an optional fraction (to millionths, rounded); nil where there are none or far too many.
  private mutating func scanNumber() -> IntervalNumber? {
    var value: Int128 = 0
    var digits = 0
    while at < text.count, ASCII.isDigit(text[at]) {
      value = value * 10 + Int128(text[at] - ASCII.zero)
      (digits, at) = (digits + 1, at + 1)
      if digits > 18 { return nil }
    }
    guard skip(ASCII.point) else {
      return digits == 0 ? nil : IntervalNumber(millionths: value * 1_000_000, isWhole: true)
    }
    var fraction = FractionDigits()
    while at < text.count, ASCII.isDigit(text[at]) {
      fraction.append(text[at] - ASCII.zero)
      (digits, at) = (digits + 1, at + 1)
    }
    return digits == 0
      ? nil
      : IntervalNumber(millionths: value * 1_000_000 + Int128(fraction.millionths), isWhole: false)
  }
}
