/// Reads JSON arrays as SQL arrays: each element as a column of its type reads a value of that kind, null as NULL.
///
/// Numbers are numbers and all else is a string, but json and jsonb, which take any value: nothing is guessed.
public struct JSONArrayInput: Sendable {
  public let element: DataType
  private let input: TextInput
  private let decodeBase64: @Sendable (Bytes) -> [UInt8]?

  /// - Parameter decodeBase64: nil for bytes that are no base64.
  public init(
    _ element: DataType, zone: Zone, decodeBase64: @escaping @Sendable (Bytes) -> [UInt8]?
  ) {
    self.element = element
    self.decodeBase64 = decodeBase64
    input = TextInput(element, zone: zone)
  }

  /// The array's bytes; nil where the text, which is valid JSON, is no array.
  ///
  /// Throws: what is wrong with the first element that is no value of the type, by its position from 1.
  public func parse(_ text: Bytes) throws(ExpressionError) -> [UInt8]? {
    var scanner = JSONScanner(text)
    scanner.skipSpaces()
    guard scanner.next == UInt8(ascii: "[") else { return nil }
    var encoded: [UInt8] = []
    var failure: ExpressionError?
    var position = 0
    let isWhole = scanner.skipItems(closing: UInt8(ascii: "]")) { scanner in
      position += 1
      let from = scanner.at
      guard scanner.skipValue(depth: 1) else { return false }
      do throws(ExpressionError) {
        let value = try value(Bytes(rebasing: text[from..<scanner.at]))
        ArrayEncoding.append(value, to: &encoded)
        return true
      } catch {
        failure = ExpressionError("element \(position): \(error.message)")
        return false
      }
    }
    if let failure { throw failure }
    return isWhole ? encoded : nil
  }

  private func value(_ token: Bytes) throws(ExpressionError) -> Value {
    if token.isWord("null") { return .null }
    if element == .jsonb || element == .json { return try input.value(token) }
    switch element {
    case .boolean:
      guard token[0] == UInt8(ascii: "t") || token[0] == UInt8(ascii: "f") else {
        throw mismatch(token)
      }
      return .boolean(token[0] == UInt8(ascii: "t"))
    case .smallint, .integer, .bigint: return try integer(token)
    case .numeric:
      guard isNumber(token) else { throw mismatch(token) }
      return try input.value(token)
    case .real, .double:
      guard isNumber(token) else { throw mismatch(token) }
      return .double(try TextInput.double(token, element))
    default: return try text(token)
    }
  }

  /// `5.0` and `5e0` are 5.
  private func integer(_ token: Bytes) throws(ExpressionError) -> Value {
    guard isNumber(token) else { throw mismatch(token) }
    guard let number = (try? Decimal.parse(token))?.canonical else {
      throw outOfRange(token)
    }
    guard number.scale == 0 else { throw mismatch(token) }
    guard let word = Int64(exactly: number.coefficient), element.integerRange.contains(word) else {
      throw outOfRange(token)
    }
    return .word(word)
  }

  private func text(_ token: Bytes) throws(ExpressionError) -> Value {
    var scanner = JSONScanner(token)
    guard token[0] == ASCII.quote, let characters = scanner.string() else {
      throw mismatch(token)
    }
    guard element == .bytea else { return try input.value(characters) }
    guard let bytes = characters.withUnsafeBufferPointer({ decodeBase64($0) }) else {
      throw ExpressionError("invalid base64: \(token.text)")
    }
    return .bytes(bytes)
  }

  private func isNumber(_ token: Bytes) -> Bool {
    token[0] == ASCII.minus || ASCII.isDigit(token[0])
  }

  private func mismatch(_ token: Bytes) -> ExpressionError {
    ExpressionError("expected \(element), found \(token.text)")
  }

  private func outOfRange(_ token: Bytes) -> ExpressionError {
    ExpressionError("\(token.text) is out of range for type \(element)")
  }
}
