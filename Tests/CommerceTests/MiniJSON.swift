/// A small strict JSON reader for the tests: objects, strings, numbers, true, false, null. It shares nothing with the generator.
enum MiniJSON: Equatable {
  case object([String: MiniJSON])
  case text(String)
  case number(Int64)
  case decimal(Double)
  case null
  case boolean(Bool)
  /// A whole number that fits no bigint.
  case hugeNumber

  /// Nil where the bytes are not exactly one JSON object in valid UTF-8.
  static func object(_ bytes: some Collection<UInt8>) -> [String: MiniJSON]? {
    let bytes = Array(bytes)
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(), case .object(let fields) = value, reader.isAtEnd else {
      return nil
    }
    return fields
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }
    var next: UInt8? { isAtEnd ? nil : bytes[place] }

    mutating func take(_ expected: StaticString) -> Bool {
      let count = expected.utf8CodeUnitCount
      guard place + count <= bytes.count else { return false }
      for index in 0..<count where bytes[place + index] != expected.utf8Start[index] {
        return false
      }
      place += count
      return true
    }

    mutating func prefix(while belongs: (UInt8) -> Bool) -> String {
      let start = place
      while let next, belongs(next) { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func value() -> MiniJSON? {
      if take("null") { return .null }
      if take("true") { return .boolean(true) }
      if take("false") { return .boolean(false) }
      if next == UInt8(ascii: "\"") { return text().map { .text($0) } }
      if next == UInt8(ascii: "{") { return object() }
      let digits = prefix { "-.0123456789".utf8.contains($0) }
      guard !digits.isEmpty else { return nil }
      if digits.contains(".") { return Double(digits).map { .decimal($0) } }
      return Int64(digits).map { .number($0) } ?? .hugeNumber
    }

    mutating func text() -> String? {
      guard take("\"") else { return nil }
      let content = prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      return take("\"") ? content : nil
    }

    mutating func object() -> MiniJSON? {
      guard take("{") else { return nil }
      if take("}") { return .object([:]) }
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
