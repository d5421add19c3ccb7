/// A small strict JSON reader for the tests: objects, strings, whole numbers, null. It shares nothing with the generator.
enum MiniJSON: Equatable {
  case object([String: MiniJSON])
  case text(String)
  case number(Int64)
  case null
  /// A whole number that fits no bigint.
  case hugeNumber

  /// Nil where the bytes are not exactly one JSON object in valid UTF-8.
  static func object(_ bytes: some Collection<UInt8>) -> [String: MiniJSON]? {
    guard let text = String(validating: Array(bytes), as: UTF8.self) else { return nil }
    var reader = Reader(rest: Substring(text))
    guard case .object(let fields)? = reader.value(), reader.rest.isEmpty else { return nil }
    return fields
  }

  private struct Reader {
    var rest: Substring

    mutating func take(_ expected: String) -> Bool {
      guard rest.hasPrefix(expected) else { return false }
      rest = rest.dropFirst(expected.count)
      return true
    }

    mutating func value() -> MiniJSON? {
      if take("null") { return .null }
      if rest.first == "\"" { return text().map { .text($0) } }
      if rest.first == "{" { return object() }
      let digits = rest.prefix { $0 == "-" || ("0"..."9").contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int64(digits).map { .number($0) } ?? .hugeNumber
    }

    mutating func text() -> String? {
      guard take("\"") else { return nil }
      let content = rest.prefix { $0 != "\"" && $0 != "\\" }
      rest = rest.dropFirst(content.count)
      return take("\"") ? String(content) : nil
    }

    mutating func object() -> MiniJSON? {
      guard take("{") else { return nil }
      var fields: [String: MiniJSON] = [:]
      repeat {
        guard let name = text(), take(":"), let value = value() else { return nil }
        fields[name] = value
      } while take(",")
      return take("}") ? .object(fields) : nil
    }
  }
}

extension [String: MiniJSON] {
  func number(_ name: String) -> Int64? {
    if case .number(let value)? = self[name] { value } else { nil }
  }

  func text(_ name: String) -> String? {
    if case .text(let value)? = self[name] { value } else { nil }
  }
}
