/// Arrays as Postgres writes and reads them: `{1,2,NULL}`, elements quoted where they need it.
enum ArrayText {
  static func append(
    _ value: Bytes, of element: DataType, output: TextOutput, to sink: inout [UInt8]
  ) {
    sink.append(UInt8(ascii: "{"))
    for (index, item) in KeyEncoding.values(of: value, element).enumerated() {
      if index > 0 { sink.append(ASCII.comma) }
      if item.isNull {
        sink.append(contentsOf: "NULL".utf8)
        continue
      }
      var text: [UInt8] = []
      output.append(item, element, to: &text)
      appendElement(text, to: &sink)
    }
    sink.append(UInt8(ascii: "}"))
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

  /// One dimension only.
  static func parse(
    _ text: Bytes, of element: DataType, zone: Zone
  ) throws(ExpressionError) -> [UInt8] {
    let malformed = ExpressionError("malformed array literal: \"\(text.text)\"")
    let trimmed = text.trimmed()
    guard trimmed.count >= 2, trimmed[0] == UInt8(ascii: "{"),
      trimmed[trimmed.count - 1] == UInt8(ascii: "}")
    else { throw malformed }
    let inner = Bytes(rebasing: trimmed[1..<trimmed.count - 1])
    var encoded: [UInt8] = []
    if inner.trimmed().isEmpty { return encoded }
    let input = TextInput(element, zone: zone)
    var at = 0
    while true {
      guard let item = scanElement(inner, &at) else { throw malformed }
      switch item {
      case .null: KeyEncoding.append(.null, to: &encoded)
      case .text(let text): KeyEncoding.append(try input.value(text), to: &encoded)
      }
      if at == inner.count { return encoded }
      at += 1
    }
  }

  private enum Element {
    case null
    case text([UInt8])
  }

  /// Up to the next comma or the end; nil where it is malformed.
  private static func scanElement(_ inner: Bytes, _ at: inout Int) -> Element? {
    while at < inner.count, ASCII.isSpace(inner[at]) { at += 1 }
    var text: [UInt8] = []
    if at < inner.count, inner[at] == ASCII.quote {
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
    while at < inner.count, inner[at] != ASCII.comma {
      if inner[at] == UInt8(ascii: "{") || inner[at] == UInt8(ascii: "}")
        || inner[at] == ASCII.quote
      {
        return nil
      }
      if inner[at] == ASCII.backslash { at += 1 }
      guard at < inner.count else { return nil }
      text.append(inner[at])
      at += 1
    }
    while let last = text.last, ASCII.isSpace(last) { text.removeLast() }
    if text.isEmpty { return nil }
    let isNull = text.withUnsafeBufferPointer { $0.isWord("null") }
    return isNull ? .null : .text(text)
  }
}
