/// Writes timestamps as `2021-11-30 00:00:00` (19 bytes, whole seconds, years 1970 to 9999).
///
/// It remembers the last day's text, because neighbours in a stream nearly always share it.
final class TimestampWriter {
  static let byteCount = 19
  private var lastDay = Int64.min
  private let dateText = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

  deinit { dateText.deallocate() }

  @inline(__always)
  func write(_ microseconds: Int64, to output: UnsafeMutablePointer<UInt8>) {
    let seconds = microseconds / CivilTime.microsecondsPerSecond
    let day = seconds / 86_400
    if day != lastDay { remember(day) }
    let inDay = seconds &- day &* 86_400
    let hour = inDay / 3_600
    let minute = (inDay &- hour &* 3_600) / 60
    output.update(from: dateText, count: 10)
    output[10] = UInt8(ascii: " ")
    DecimalDigits.writePair(hour, to: output + 11)
    output[13] = UInt8(ascii: ":")
    DecimalDigits.writePair(minute, to: output + 14)
    output[16] = UInt8(ascii: ":")
    DecimalDigits.writePair(inDay &- hour &* 3_600 &- minute &* 60, to: output + 17)
  }

  private func remember(_ day: Int64) {
    let date = CivilTime.day(day)
    DecimalDigits.writePair(date.year / 100, to: dateText)
    DecimalDigits.writePair(date.year % 100, to: dateText + 2)
    dateText[4] = UInt8(ascii: "-")
    DecimalDigits.writePair(date.month, to: dateText + 5)
    dateText[7] = UInt8(ascii: "-")
    DecimalDigits.writePair(date.day, to: dateText + 8)
    lastDay = day
  }
}
