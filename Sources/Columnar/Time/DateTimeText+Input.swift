/// Dates and times as text: ISO 8601 and Postgres' own form, read without making a String.
public enum DateTimeText {
  /// µs since 1970 of a `timestamp`; text with an offset becomes the local time of `zone`.
  ///
  /// Throws: Postgres' message for text that is none, and for a day or time that does not exist.
  @inline(__always)
  public static func timestamp(_ text: Bytes, zone: Zone) throws(ExpressionError) -> Int64 {
    if let value = fixedForm(text) { return value }
    return try general(text, zone: zone, withZone: false)
  }

  /// µs since 1970 UTC of a `timestamptz`; text without an offset is the local time of `zone`.
  @inline(__always)
  public static func timestamptz(_ text: Bytes, zone: Zone) throws(ExpressionError) -> Int64 {
    if let value = fixedForm(text) { return zone.utc(fromLocal: value) }
    return try general(text, zone: zone, withZone: true)
  }

  /// Days since 1970; a time after the date is dropped, as in Postgres.
  public static func date(_ text: Bytes) throws(ExpressionError) -> Int64 {
    let trimmed = text.trimmed()
    if let infinity = infinity(trimmed) { return infinity }
    if trimmed.isWord("epoch") { return 0 }
    return try wrapping("date", text) { () throws(DateTimeFault) in
      let (date, _, _) = try fields(trimmed)
      guard date.days >= Timestamp.dayMin, date.days <= Timestamp.dateMax else { throw .range }
      return date.days
    }
  }

  /// µs of the day; 24:00:00 is allowed, an offset is read and dropped.
  public static func time(_ text: Bytes) throws(ExpressionError) -> Int64 {
    try wrapping("time", text) { () throws(DateTimeFault) in
      var scanner = DateTimeScanner(text.trimmed())
      let value = try scanner.time()
      _ = try scanner.zoneMark()
      guard scanner.isAtEnd else { throw .syntax }
      return value
    }
  }

  /// `2021-11-30 00:00:00` or with a T, exactly 19 bytes of a valid date and time; else nil.
  @inline(__always)
  static func fixedForm(_ text: Bytes) -> Int64? {
    guard text.count == 19, let bytes = text.baseAddress else { return nil }
    var bad: UInt8 = 0
    @inline(__always) func digit(_ at: Int) -> Int64 {
      let value = bytes[at] &- ASCII.zero
      bad |= value > 9 ? 1 : 0
      return Int64(value)
    }
    @inline(__always) func two(_ at: Int) -> Int64 { digit(at) &* 10 &+ digit(at &+ 1) }
    let year = two(0) &* 100 &+ two(2)
    let (month, day) = (Int(two(5)), Int(two(8)))
    let (hour, minute, second) = (two(11), two(14), two(17))
    let separators =
      bytes[4] == ASCII.minus && bytes[7] == ASCII.minus && bytes[13] == ASCII.colon
      && bytes[16] == ASCII.colon && (bytes[10] == ASCII.space || bytes[10] == UInt8(ascii: "T"))
    guard bad == 0, separators, year > 0, hour < 24, minute < 60, second < 60 else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { return nil }
    return ((date.days &* 24 &+ hour) &* 60 &+ minute) &* 60_000_000 &+ second &* 1_000_000
  }

  @inline(never)
  private static func general(
    _ text: Bytes, zone: Zone, withZone: Bool
  ) throws(ExpressionError) -> Int64 {
    let trimmed = text.trimmed()
    if let infinity = infinity(trimmed) { return infinity }
    if trimmed.isWord("epoch") { return 0 }
    let name = withZone ? "timestamp with time zone" : "timestamp"
    return try wrapping(name, text) { () throws(DateTimeFault) in
      let (date, time, mark) = try fields(trimmed)
      guard let local = Timestamp.fromDays(date.days, microseconds: time) else { throw .range }
      let instant: Int64
      switch mark {
      case .seconds(let seconds)?: instant = local - seconds * Timestamp.microsecondsPerSecond
      case .zone(let named)?: instant = named.utc(fromLocal: local)
      case nil: instant = withZone ? zone.utc(fromLocal: local) : local
      }
      return mark == nil || withZone ? instant : zone.local(fromUTC: instant)
    }
  }

  /// A date, and midnight where no time follows.
  private static func fields(
    _ text: Bytes
  ) throws(DateTimeFault) -> (date: CivilDate, time: Int64, mark: ZoneMark?) {
    var scanner = DateTimeScanner(text)
    var date = try scanner.date()
    var time: Int64 = 0
    var mark: ZoneMark?
    if let byte = scanner.next, byte | 0x20 == UInt8(ascii: "t") {
      scanner.at += 1
      time = try scanner.time()
    } else {
      scanner.skipSpaces()
      if let byte = scanner.next, ASCII.isDigit(byte) { time = try scanner.time() }
    }
    mark = try scanner.zoneMark()
    try scanner.end(&date)
    guard date.isValid else { throw .field }
    return (date, time, mark)
  }

  static func infinity(_ text: Bytes) -> Int64? {
    if text.isWord("infinity") || text.isWord("+infinity") { return Timestamp.infinity }
    return text.isWord("-infinity") ? Timestamp.minusInfinity : nil
  }

  private static func wrapping(
    _ type: String, _ text: Bytes, _ body: () throws(DateTimeFault) -> Int64
  ) throws(ExpressionError) -> Int64 {
    do throws(DateTimeFault) {
      return try body()
    } catch {
      switch error {
      case .syntax: throw .invalidSyntax(type, text)
      case .field: throw ExpressionError("date/time field value out of range: \"\(text.text)\"")
      case .range: throw ExpressionError("\(type) out of range: \"\(text.text)\"")
      case .zoneDisplacement:
        throw ExpressionError("time zone displacement out of range: \"\(text.text)\"")
      case .unknownZone(let name): throw ExpressionError("time zone \"\(name)\" not recognized")
      }
    }
  }
}
