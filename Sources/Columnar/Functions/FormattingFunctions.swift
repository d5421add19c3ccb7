/// `to_char`, `to_number`, `to_date` and `to_timestamp`: numbers and times by a pattern.
enum FormattingFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "to_char", .formatting, "A time, an interval or a number as text by a pattern.",
        example: "to_char(timestamp '2021-11-30 18:05:06', 'FMDay, DD Mon YYYY HH12:MI AM')",
        "Tuesday, 30 Nov 2021 06:05 PM", times(zone) + numbers),
      FunctionDefinition(
        "to_number", .formatting, "The number that a text gives by a pattern.",
        example: "to_number('12,454.8-', '99G999D9S')", "-12454.8",
        [
          .built("to_number", [.text, .text], .numeric, scratch: Memo<NumberTemplate>()) {
            row, memo, builder throws(ExpressionError) in
            let template = try memo.value(row.bytes(1)) { bytes throws(ExpressionError) in
              try NumberTemplate(bytes)
            }
            builder.append(decimal: try template.read(row.bytes(0)))
          }
        ]),
      FunctionDefinition(
        "to_date", .formatting, "The date that a text gives by a pattern.",
        example: "to_date('30 Nov 2021', 'DD Mon YYYY')", "2021-11-30",
        [
          .built("to_date", [.text, .text], .date, scratch: Memo<DateTemplate>()) {
            row, memo, builder throws(ExpressionError) in
            let template = try memo.value(row.bytes(1)) { DateTemplate($0) }
            let local = try template.read(row.bytes(0)).local
            builder.append(word: local.flooredDivision(by: Timestamp.microsecondsPerDay))
          }
        ]),
      FunctionDefinition(
        "to_timestamp", .formatting,
        "The instant so many seconds after 1970, or the one that a text gives by a pattern.",
        example: "to_timestamp('30 Nov 2021 18:05', 'DD Mon YYYY HH24:MI')",
        "2021-11-30 18:05:00+00",
        [
          TimeFunctions.toTimestamp,
          .built("to_timestamp", [.text, .text], .timestamptz, scratch: Memo<DateTemplate>()) {
            row, memo, builder throws(ExpressionError) in
            let template = try memo.value(row.bytes(1)) { DateTemplate($0) }
            let (local, offset) = try template.read(row.bytes(0))
            let instant =
              offset.map { local - $0 * Timestamp.microsecondsPerSecond }
              ?? zone.utc(fromLocal: local)
            builder.append(word: instant)
          },
        ]),
    ]
  }

  private static func times(_ zone: Zone) -> [ScalarFunction] {
    let name = "to_char"
    let stamps = [DataType.timestamp, .timestamptz].map { type in
      ScalarFunction.built(name, [type, .text], .text, scratch: Memo<DateTemplate>()) {
        row, memo, builder throws(ExpressionError) in
        let value = row.word(0)
        if !Timestamp.isFinite(value) || row.bytes(1).isEmpty { return builder.appendNull() }
        let template = try memo.value(row.bytes(1)) { DateTemplate($0) }
        var fields = CalendarFields(local: value)
        if type == .timestamptz {
          let local = zone.local(fromUTC: value)
          let seconds = value.flooredDivision(by: Timestamp.microsecondsPerSecond)
          fields = CalendarFields(
            local: local,
            zone: (zone.offset(atUTC: seconds), zone.abbreviation(atUTC: seconds)))
        }
        try append(fields, template, to: builder)
      }
    }
    let interval = ScalarFunction.built(
      name, [.interval, .text], .text, scratch: Memo<DateTemplate>()
    ) { row, memo, builder throws(ExpressionError) in
      if row.bytes(1).isEmpty { return builder.appendNull() }
      let template = try memo.value(row.bytes(1)) { DateTemplate($0) }
      try append(CalendarFields(row.interval(0)), template, to: builder)
    }
    return stamps + [interval]
  }

  private static func append(
    _ fields: CalendarFields, _ template: DateTemplate, to builder: ColumnBuilder
  ) throws(ExpressionError) {
    var text: [UInt8] = []
    try template.append(fields, to: &text)
    text.withUnsafeBufferPointer { builder.append(bytes: $0) }
  }

  private static var numbers: [ScalarFunction] {
    [DataType.integer, .bigint, .numeric, .real, .double].map { type in
      .built("to_char", [type, .text], .text, scratch: Memo<NumberTemplate>()) {
        row, memo, builder throws(ExpressionError) in
        let template = try memo.value(row.bytes(1)) { bytes throws(ExpressionError) in
          try NumberTemplate(bytes)
        }
        var text: [UInt8] = []
        switch type.layout {
        case .double: template.append(row.double(0), digits: type == .real ? 6 : 15, to: &text)
        default:
          let value = type.layout == .word ? Decimal(row.word(0)) : row.decimal(0)
          try template.append(value, to: &text)
        }
        text.withUnsafeBufferPointer { builder.append(bytes: $0) }
      }
    }
  }
}

/// What was last made of a text: in nearly every row it is the same.
private final class Memo<Value> {
  private var text: [UInt8] = []
  private var last: Value?

  func value(
    _ text: Bytes, make: (Bytes) throws(ExpressionError) -> Value
  ) throws(ExpressionError) -> Value {
    if let last, text.elementsEqual(self.text) { return last }
    let made = try make(text)
    (self.text, last) = (Array(text), made)
    return made
  }
}
