/// How dates and times are written.
enum DateTimeStyle {
  /// As Postgres prints: a space, trailing zeros of the fraction dropped, a short offset.
  case sql
  /// As ISO 8601 wants it: a T, fractions of three or six digits, offsets with minutes, Z in UTC.
  case json
}

extension DateTimeText {
  static func appendDate(_ days: Int64, to sink: inout [UInt8]) {
    if appendInfinity(days, to: &sink) { return }
    let date = CivilDate(days: days)
    appendCivil(date, to: &sink)
    if date.year <= 0 { sink.append(contentsOf: " BC".utf8) }
  }

  static func appendTime(_ microseconds: Int64, style: DateTimeStyle, to sink: inout [UInt8]) {
    appendClock(microseconds, to: &sink)
    appendFraction(microseconds % 1_000_000, style: style, to: &sink)
  }

  static func appendTimestamp(_ value: Int64, style: DateTimeStyle, to sink: inout [UInt8]) {
    if appendInfinity(value, to: &sink) { return }
    let year = appendLocal(value, style: style, to: &sink)
    let fraction = value.flooredRemainder(by: Timestamp.microsecondsPerSecond)
    appendFraction(fraction, style: style, to: &sink)
    if year <= 0 { sink.append(contentsOf: " BC".utf8) }
  }

  static func appendTimestamptz(
    _ value: Int64, zone: Zone, style: DateTimeStyle, to sink: inout [UInt8]
  ) {
    if appendInfinity(value, to: &sink) { return }
    let local = zone.local(fromUTC: value)
    let year = appendLocal(local, style: style, to: &sink)
    let fraction = value.flooredRemainder(by: Timestamp.microsecondsPerSecond)
    if style == .json, fraction % 1000 == 0 {
      sink.append(ASCII.point)
      IntegerText.append(UInt64(fraction / 1000), digitsMin: 3, to: &sink)
    } else {
      appendFraction(fraction, style: style, to: &sink)
    }
    appendOffset((local - value) / Timestamp.microsecondsPerSecond, zone, style, to: &sink)
    if year <= 0 { sink.append(contentsOf: " BC".utf8) }
  }

  /// Date and time up to whole seconds; returns the year.
  private static func appendLocal(
    _ value: Int64, style: DateTimeStyle, to sink: inout [UInt8]
  ) -> Int64 {
    let days = value.flooredDivision(by: Timestamp.microsecondsPerDay)
    let date = CivilDate(days: days)
    appendCivil(date, to: &sink)
    sink.append(style == .sql ? ASCII.space : UInt8(ascii: "T"))
    appendClock(value - days * Timestamp.microsecondsPerDay, to: &sink)
    return date.year
  }

  private static func appendCivil(_ date: CivilDate, to sink: inout [UInt8]) {
    let year = date.year > 0 ? date.year : 1 - date.year
    IntegerText.append(year.magnitude, digitsMin: 4, to: &sink)
    sink.append(ASCII.minus)
    IntegerText.appendTwo(Int64(date.month), to: &sink)
    sink.append(ASCII.minus)
    IntegerText.appendTwo(Int64(date.day), to: &sink)
  }

  private static func appendClock(_ microseconds: Int64, to sink: inout [UInt8]) {
    let seconds = microseconds / 1_000_000
    IntegerText.appendTwo(seconds / 3600, to: &sink)
    sink.append(ASCII.colon)
    IntegerText.appendTwo(seconds / 60 % 60, to: &sink)
    sink.append(ASCII.colon)
    IntegerText.appendTwo(seconds % 60, to: &sink)
  }

  /// Nothing where it is zero; µs below a second.
  static func appendFraction(
    _ microseconds: Int64, style: DateTimeStyle, to sink: inout [UInt8]
  ) {
    if microseconds == 0 { return }
    sink.append(ASCII.point)
    IntegerText.append(microseconds.magnitude, digitsMin: 6, to: &sink)
    if style == .json { return }
    while sink.last == ASCII.zero { sink.removeLast() }
  }

  private static func appendOffset(
    _ seconds: Int64, _ zone: Zone, _ style: DateTimeStyle, to sink: inout [UInt8]
  ) {
    if style == .json, zone.isUTC {
      sink.append(UInt8(ascii: "Z"))
      return
    }
    let magnitude = Int64(seconds.magnitude)
    sink.append(seconds < 0 ? ASCII.minus : ASCII.plus)
    IntegerText.appendTwo(magnitude / 3600, to: &sink)
    if style == .json || magnitude % 3600 != 0 {
      sink.append(ASCII.colon)
      IntegerText.appendTwo(magnitude / 60 % 60, to: &sink)
    }
    if magnitude % 60 != 0 {
      sink.append(ASCII.colon)
      IntegerText.appendTwo(magnitude % 60, to: &sink)
    }
  }

  private static func appendInfinity(_ value: Int64, to sink: inout [UInt8]) -> Bool {
    if Timestamp.isFinite(value) { return false }
    sink.append(contentsOf: (value > 0 ? "infinity" : "-infinity").utf8)
    return true
  }
}
