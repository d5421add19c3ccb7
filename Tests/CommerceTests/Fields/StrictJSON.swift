/// A strict JSON reader for the tests that keeps numbers as they are written; it shares nothing with the generator.
indirect enum StrictJSON: Equatable {
  case object([String: StrictJSON])
  case text(String)
  case number(String)
  case boolean(Bool)
  case null

  subscript(name: String) -> StrictJSON? {
    if case .object(let fields) = self { return fields[name] }
    return nil
  }

  /// Nil where the bytes are not exactly one JSON object in valid UTF-8, each of its names there once.
  static func object(_ bytes: [UInt8]) -> StrictJSON? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(), case .object = value, reader.place == bytes.count else {
      return nil
    }
    return value
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func take(_ text: String) -> Bool {
      let wanted = Array(text.utf8)
      guard bytes[place...].starts(with: wanted) else { return false }
      place += wanted.count
      return true
    }

    mutating func value() -> StrictJSON? {
      if take("null") { return .null }
      if take("true") { return .boolean(true) }
      if take("false") { return .boolean(false) }
      if next == UInt8(ascii: "\"") { return text().map { .text($0) } }
      if next == UInt8(ascii: "{") { return object() }
      return number().map { .number($0) }
    }

    mutating func digits() -> Int {
      let start = place
      while let next, (0x30...0x39).contains(next) { place += 1 }
      return place - start
    }

    mutating func number() -> String? {
      let start = place
      _ = take("-")
      let isZero = next == 0x30
      let count = digits()
      guard count > 0, !isZero || count == 1 else { return nil }
      if take(".") { guard digits() > 0 else { return nil } }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func text() -> String? {
      guard take("\"") else { return nil }
      var content: [UInt8] = []
      while let byte = next {
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
        case UInt8(ascii: "\\"):
          guard let escaped = next else { return nil }
          place += 1
          if escaped == UInt8(ascii: "u") {
            let code = String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
            guard code.utf8.count == 4, let value = UInt8(code, radix: 16) else { return nil }
            content.append(value)
            place += 4
          } else if escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") {
            content.append(escaped)
          } else {
            return nil
          }
        case 0..<0x20: return nil
        default: content.append(byte)
        }
      }
      return nil
    }

    mutating func object() -> StrictJSON? {
      guard take("{") else { return nil }
      var fields: [String: StrictJSON] = [:]
      if take("}") { return .object(fields) }
      while true {
        guard let name = text(), take(":"), let value = value(), fields[name] == nil else {
          return nil
        }
        fields[name] = value
        if take("}") { return .object(fields) }
        guard take(",") else { return nil }
      }
    }
  }
}
