/// Arrays as Postgres writes and reads them: `{1,2,NULL}`, elements quoted where they need it. One dimension only, and
/// positions from 1.
enum ArrayText {
  static func append(
    _ value: Bytes, of element: DataType, output: TextOutput, to sink: inout [UInt8]
  ) {
    sink.append(UInt8(ascii: "{"))
    var reader = ArrayReader(value, element)
    var isFirst = true
    var text: [UInt8] = []
    while let item = reader.next() {
      if !isFirst { sink.append(ASCII.comma) }
      isFirst = false
      if item.isNull {
        sink.append(contentsOf: "NULL".utf8)
        continue
      }
      text.removeAll(keepingCapacity: true)
      appendPlain(item, element, output, to: &text)
      appendElement(text, to: &sink)
    }
    sink.append(UInt8(ascii: "}"))
  }

  /// An element as Postgres' own output has it: a boolean is `t` or `f`.
  static func appendPlain(
    _ item: Value, _ element: DataType, _ output: TextOutput, to sink: inout [UInt8]
  ) {
    if case .boolean(let bit) = item {
      sink.append(bit ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    } else {
      output.append(item, element, to: &sink)
    }
  }

  private static func appendElement(_ text: [UInt8], to sink: inout [UInt8]) {
    let isSpecial = text.contains { byte in
      ASCII.isSpace(byte) || byte == ASCII.quote || byte == ASCII.backslash || byte == ASCII.comma
        || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }
    let isNullWord = text.withUnsafeBufferPointer { $0.isWord("null") }
    guard isSpecial || isNullWord || text.isEmpty else {
      sink.append(contentsOf: text)
      return
    }
    sink.append(ASCII.quote)
    for byte in text {
      if byte == ASCII.quote || byte == ASCII.backslash { sink.append(ASCII.backslash) }
      sink.append(byte)
    }
    sink.append(ASCII.quote)
  }

  static func parse(
    _ text: Bytes, of element: DataType, zone: Zone
  ) throws(ExpressionError) -> [UInt8] {
    let trimmed = text.trimmed()
    guard trimmed.count >= 2, trimmed[0] == UInt8(ascii: "{"),
      trimmed[trimmed.count - 1] == UInt8(ascii: "}")
    else { throw malformed(text) }
    let inner = Bytes(rebasing: trimmed[1..<trimmed.count - 1])
    var encoded: [UInt8] = []
    let first = inner.trimmed().first
    if first == nil { return encoded }
    if first == UInt8(ascii: "{") {
      throw ExpressionError("arrays of more than one dimension are not supported")
    }
    let input = TextInput(element, zone: zone)
    var at = 0
    while true {
      guard let item = scanElement(inner, &at) else { throw malformed(text) }
      switch item {
      case .null: ArrayEncoding.append(.null, to: &encoded)
      case .text(let text): ArrayEncoding.append(try input.value(text), to: &encoded)
      }
      if at == inner.count { return encoded }
      at += 1
    }
  }

  private static func malformed(_ text: Bytes) -> ExpressionError {
    ExpressionError("malformed array literal: \"\(text.text)\"")
  }

  private enum Element {
    case null
    case text([UInt8])
  }

  /// Up to the next comma or the end; nil where it is malformed.
  private static func scanElement(_ inner: Bytes, _ at: inout Int) -> Element? {
    while at < inner.count, ASCII.isSpace(inner[at]) { at += 1 }
    if at < inner.count, inner[at] == ASCII.quote { return scanQuoted(inner, &at) }
    var text: [UInt8] = []
    /// The length without white space at the end; an escaped character is none.
    var kept = 0
    var isEscaped = false
    while at < inner.count, inner[at] != ASCII.comma {
      if inner[at] == UInt8(ascii: "{") || inner[at] == UInt8(ascii: "}")
        || inner[at] == ASCII.quote
      {
        return nil
      }
      let escapes = inner[at] == ASCII.backslash
      if escapes { at += 1 }
      guard at < inner.count else { return nil }
      text.append(inner[at])
      isEscaped = isEscaped || escapes
      if escapes || !ASCII.isSpace(inner[at]) { kept = text.count }
      at += 1
    }
    text.removeSubrange(kept...)
    if text.isEmpty { return nil }
    let isNull = !isEscaped && text.withUnsafeBufferPointer { $0.isWord("null") }
    return isNull ? .null : .text(text)
  }

  private static func scanQuoted(_ inner: Bytes, _ at: inout Int) -> Element? {
    var text: [UInt8] = []
    at += 1
    while at < inner.count, inner[at] != ASCII.quote {
      if inner[at] == ASCII.backslash { at += 1 }
      guard at < inner.count else { return nil }
      text.append(inner[at])
      at += 1
    }
    guard at < inner.count else { return nil }
    at += 1
    while at < inner.count, ASCII.isSpace(inner[at]) { at += 1 }
    return at == inner.count || inner[at] == ASCII.comma ? .text(text) : nil
  }
}
