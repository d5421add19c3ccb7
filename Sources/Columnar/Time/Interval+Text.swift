extension Interval: CustomStringConvertible {
  public var description: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends Postgres' form: `1 year 2 mons -3 days +04:05:06.7`.
  public func write(to sink: inout [UInt8]) {
    var isFirst = true
    var afterNegative = false
    func part(_ value: Int32, _ unit: String) {
      if value == 0 { return }
      if !isFirst { sink.append(ASCII.space) }
      if afterNegative, value > 0 { sink.append(ASCII.plus) }
      IntegerText.append(Int64(value), to: &sink)
      sink.append(ASCII.space)
      sink.append(contentsOf: unit.utf8)
      if value != 1 { sink.append(UInt8(ascii: "s")) }
      (isFirst, afterNegative) = (false, value < 0)
    }
    part(months / 12, "year")
    part(months % 12, "mon")
    part(days, "day")
    if !isFirst, microseconds == 0 { return }
    if !isFirst { sink.append(ASCII.space) }
    if microseconds < 0 {
      sink.append(ASCII.minus)
    } else if afterNegative {
      sink.append(ASCII.plus)
    }
    let magnitude = microseconds.magnitude
    let seconds = magnitude / 1_000_000
    IntegerText.append(seconds / 3600, digitsMin: 2, to: &sink)
    sink.append(ASCII.colon)
    IntegerText.append(seconds / 60 % 60, digitsMin: 2, to: &sink)
    sink.append(ASCII.colon)
    IntegerText.append(seconds % 60, digitsMin: 2, to: &sink)
    DateTimeText.appendFraction(Int64(magnitude % 1_000_000), style: .sql, to: &sink)
  }

  /// Postgres' interval text (`1 day 02:03:04`, `1 year 2 mons`, `-5 days`, `2 hours ago`) or ISO 8601 (`PT1M`).
  ///
  /// Throws: Postgres' message where it is none, or where a field overflows.
  public static func parse(_ text: Bytes) throws(ExpressionError) -> Interval {
    var scanner = IntervalScanner(text.trimmed())
    guard scanner.scan() else { throw .invalidSyntax("interval", text) }
    guard let value = scanner.value else {
      throw ExpressionError("interval field value out of range: \"\(text.text)\"")
    }
    return value
  }
}
