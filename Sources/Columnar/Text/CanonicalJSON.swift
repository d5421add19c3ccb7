/// jsonb's canonical text, spaced and ordered as Postgres prints it: keys by length, then bytes; the last of equal keys.
enum CanonicalJSON {
  /// Nil where the text is no JSON, or has what jsonb refuses (U+0000, half a surrogate pair).
  static func canonical(_ text: Bytes) -> [UInt8]? {
    var sink: [UInt8] = []
    sink.reserveCapacity(text.count + text.count / 8)
    var scanner = JSONScanner(text)
    scanner.skipSpaces()
    guard append(&scanner, text, depth: 0, to: &sink) else { return nil }
    scanner.skipSpaces()
    return scanner.at == text.count ? sink : nil
  }

  private static func append(
    _ scanner: inout JSONScanner, _ text: Bytes, depth: Int, to sink: inout [UInt8]
  ) -> Bool {
    guard depth < JSONScanner.depthMax, let first = scanner.next else { return false }
    switch first {
    case UInt8(ascii: "{"): return appendObject(&scanner, text, depth: depth, to: &sink)
    case UInt8(ascii: "["):
      sink.append(first)
      var isFirst = true
      let isValid = scanner.skipItems(closing: UInt8(ascii: "]")) { scanner in
        if !isFirst { sink.append(contentsOf: ", ".utf8) }
        isFirst = false
        return append(&scanner, text, depth: depth + 1, to: &sink)
      }
      sink.append(UInt8(ascii: "]"))
      return isValid
    case ASCII.quote:
      guard let characters = scanner.string() else { return false }
      characters.withUnsafeBufferPointer { JSONString.append($0, to: &sink) }
      return true
    default:
      let from = scanner.at
      guard scanner.skipValue(depth: depth) else { return false }
      appendScalar(Bytes(rebasing: text[from..<scanner.at]), to: &sink)
      return true
    }
  }

  /// Numbers in Postgres' numeric form; one of more than 36 digits stays as written.
  static func appendScalar(_ token: Bytes, to sink: inout [UInt8]) {
    let isWord = token.first.map(ASCII.isLetter) ?? false
    if !isWord, let number = try? Decimal.parse(token) {
      number.write(to: &sink)
    } else {
      sink.append(contentsOf: token)
    }
  }

  /// The order of keys: by length, then by bytes.
  static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count
      ? left.lexicographicallyPrecedes(right) : left.count < right.count
  }

  private static func appendObject(
    _ scanner: inout JSONScanner, _ text: Bytes, depth: Int, to sink: inout [UInt8]
  ) -> Bool {
    var members: [(key: [UInt8], value: [UInt8], order: Int)] = []
    let isValid = scanner.skipItems(closing: UInt8(ascii: "}")) { scanner in
      guard let key = scanner.string() else { return false }
      scanner.skipSpaces()
      guard scanner.skip(ASCII.colon) else { return false }
      scanner.skipSpaces()
      var value: [UInt8] = []
      guard append(&scanner, text, depth: depth + 1, to: &value) else { return false }
      members.append((key, value, members.count))
      return true
    }
    guard isValid else { return false }
    members.sort { left, right in
      left.key == right.key ? left.order < right.order : precedes(left.key, right.key)
    }
    sink.append(UInt8(ascii: "{"))
    var isFirst = true
    for (index, member) in members.enumerated() {
      if index + 1 < members.count, members[index + 1].key == member.key { continue }
      if !isFirst { sink.append(contentsOf: ", ".utf8) }
      isFirst = false
      member.key.withUnsafeBufferPointer { JSONString.append($0, to: &sink) }
      sink.append(contentsOf: ": ".utf8)
      sink.append(contentsOf: member.value)
    }
    sink.append(UInt8(ascii: "}"))
    return true
  }
}
