/// Finds values inside JSON text that is known to be valid.
enum JSONPath {
  /// The value of an object's key, the last of equal keys; nil where there is none.
  static func member(_ document: Bytes, _ key: Bytes) -> Bytes? {
    var scanner = JSONScanner(document)
    scanner.skipSpaces()
    guard scanner.next == UInt8(ascii: "{") else { return nil }
    var found: Range<Int>?
    let isValid = scanner.skipItems(closing: UInt8(ascii: "}")) { scanner in
      guard let name = scanner.string() else { return false }
      scanner.skipSpaces()
      guard scanner.skip(ASCII.colon) else { return false }
      scanner.skipSpaces()
      let from = scanner.at
      guard scanner.skipValue(depth: 1) else { return false }
      if key.elementsEqual(name) { found = from..<scanner.at }
      return true
    }
    return isValid ? found.map { Bytes(rebasing: document[$0]) } : nil
  }

  /// The element at a position from 0, or from −1 at the end; nil where there is none.
  static func element(_ document: Bytes, _ position: Int) -> Bytes? {
    var scanner = JSONScanner(document)
    scanner.skipSpaces()
    guard scanner.next == UInt8(ascii: "[") else { return nil }
    var elements: [Range<Int>] = []
    let isValid = scanner.skipItems(closing: UInt8(ascii: "]")) { scanner in
      let from = scanner.at
      guard scanner.skipValue(depth: 1) else { return false }
      elements.append(from..<scanner.at)
      return true
    }
    let index = position < 0 ? elements.count + position : position
    guard isValid, elements.indices.contains(index) else { return nil }
    return Bytes(rebasing: document[elements[index]])
  }

  /// A string's characters, any other value's own text; nil for null.
  static func text(_ value: Bytes) -> [UInt8]? {
    if value.first == ASCII.quote {
      var scanner = JSONScanner(value)
      return scanner.string()
    }
    return value.isWord("null") ? nil : Array(value)
  }
}

extension JSONPath {
  static func isObject(_ document: Bytes) -> Bool { firstByte(document) == UInt8(ascii: "{") }

  static func isArray(_ document: Bytes) -> Bool { firstByte(document) == UInt8(ascii: "[") }

  /// What jsonb_typeof says.
  static func kind(_ document: Bytes) -> String {
    switch firstByte(document) {
    case UInt8(ascii: "{"): "object"
    case UInt8(ascii: "["): "array"
    case ASCII.quote: "string"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "boolean"
    case UInt8(ascii: "n"): "null"
    default: "number"
    }
  }

  private static func firstByte(_ document: Bytes) -> UInt8? {
    var scanner = JSONScanner(document)
    scanner.skipSpaces()
    return scanner.next
  }

  /// False, and nothing done, where the document is no array.
  static func eachElement(_ document: Bytes, _ body: (Bytes) -> Void) -> Bool {
    var scanner = JSONScanner(document)
    scanner.skipSpaces()
    guard scanner.next == UInt8(ascii: "[") else { return false }
    return scanner.skipItems(closing: UInt8(ascii: "]")) { scanner in
      let from = scanner.at
      guard scanner.skipValue(depth: 1) else { return false }
      body(Bytes(rebasing: document[from..<scanner.at]))
      return true
    }
  }

  /// Each key with its value, in the order of the text; false, and nothing done, where the document is no object.
  static func eachMember(_ document: Bytes, _ body: ([UInt8], Bytes) -> Void) -> Bool {
    var scanner = JSONScanner(document)
    scanner.skipSpaces()
    guard scanner.next == UInt8(ascii: "{") else { return false }
    return scanner.skipItems(closing: UInt8(ascii: "}")) { scanner in
      guard let key = scanner.string() else { return false }
      scanner.skipSpaces()
      guard scanner.skip(ASCII.colon) else { return false }
      scanner.skipSpaces()
      let from = scanner.at
      guard scanner.skipValue(depth: 1) else { return false }
      body(key, Bytes(rebasing: document[from..<scanner.at]))
      return true
    }
  }
}
