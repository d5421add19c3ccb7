/// One field's value of one record, to be damaged: bare text, and whether it is written as text.
struct RecordValue: Equatable {
  enum Kind: Equatable {
    case null
    /// Written as it stands: a number, a boolean, or what is to be damage.
    case literal
    case text
    /// Text in the form of a date or time.
    case time
    /// A literal that is a number.
    case number(unscaled: Int64, scale: Int)
  }

  var kind: Kind
  var bytes: [UInt8]

  init(text: [UInt8]) { (kind, bytes) = (.text, text) }
  init(time bytes: [UInt8]) { (kind, self.bytes) = (.time, bytes) }
  init(literal: [UInt8]) { (kind, bytes) = (.literal, literal) }

  init(unscaled: Int64, scale: Int) {
    kind = .number(unscaled: unscaled, scale: scale)
    bytes = DecimalScale.text(unscaled, scale: scale)
  }

  init(_ value: ScenarioValue) {
    bytes = value.plainText
    kind =
      switch value {
      case .null: .null
      case .boolean: .literal
      case .integer(let number): .number(unscaled: number, scale: 0)
      case .decimal(let unscaled, let scale): .number(unscaled: unscaled, scale: scale)
      case .text: .text
      }
  }

  init(_ column: FieldColumn, _ row: Int, _ text: ValueText) {
    if column.isNull(row) {
      self.init(ScenarioValue.null)
      return
    }
    if column.kind == .code, let dictionary = column.dictionary {
      self.init(dictionary.values[Int(column.numbers[row])])
      return
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: text.byteBound(column, row)) {
      buffer, count in
      if let base = buffer.baseAddress { count = text.write(column, row, to: base) }
    }
    switch column.kind {
    case .number: self.init(unscaled: column.numbers[row], scale: column.scale)
    case .time: self.init(time: bytes)
    default:
      let isLiteral = text.traits(column, row).contains(.isLiteral)
      self = isLiteral ? RecordValue(literal: bytes) : RecordValue(text: bytes)
    }
  }

  var isText: Bool { kind == .text || kind == .time }

  var json: [UInt8] {
    switch kind {
    case .null: return Array("null".utf8)
    case .literal, .number: return bytes
    case .text, .time:
      var json: [UInt8] = []
      JSONText.append(bytes, to: &json)
      return json
    }
  }

  /// Null is nothing, and an empty text has quotes.
  func appendCSV(to line: inout [UInt8]) {
    guard isText, bytes.isEmpty || TextSlice.Traits(of: bytes).contains(.needsQuotes) else {
      line += bytes
      return
    }
    line.append(UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { line.append(byte) }
      line.append(byte)
    }
    line.append(UInt8(ascii: "\""))
  }
}
