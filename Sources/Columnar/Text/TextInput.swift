/// Reads text as values of one type, as Postgres' input functions do.
public struct TextInput: Sendable {
  public let type: DataType
  /// The zone of text without an offset read as `timestamptz`, and of text with one read as `timestamp`.
  public let zone: Zone

  public init(_ type: DataType, zone: Zone = .utc) {
    self.type = type
    self.zone = zone
  }

  /// Appends the value to a builder of the same layout.
  ///
  /// Throws: Postgres' message; nothing is appended then.
  public func append(_ text: Bytes, to builder: ColumnBuilder) throws(ExpressionError) {
    switch type.layout {
    case .bit: builder.append(bit: try TextInput.boolean(text))
    case .word: builder.append(word: try word(text))
    case .double: builder.append(double: try TextInput.double(text, type))
    case .decimal: builder.append(decimal: try decimal(text))
    case .interval: builder.append(interval: try Interval.parse(text))
    case .bytes:
      switch type {
      case .text: builder.append(bytes: text)
      default:
        let value = try bytes(text)
        value.withUnsafeBufferPointer { builder.append(bytes: $0) }
      }
    }
  }

  /// The value as a constant. Not for hot paths.
  ///
  /// Throws: Postgres' message.
  public func value(_ text: Bytes) throws(ExpressionError) -> Value {
    switch type.layout {
    case .bit: .boolean(try TextInput.boolean(text))
    case .word: .word(try word(text))
    case .double: .double(try TextInput.double(text, type))
    case .decimal: .decimal(try decimal(text))
    case .interval: .interval(try Interval.parse(text))
    case .bytes: .bytes(try bytes(text))
    }
  }

  public func value(_ text: [UInt8]) throws(ExpressionError) -> Value {
    try text.withBytes { (bytes) throws(ExpressionError) in try value(bytes) }
  }

  public func value(_ text: String) throws(ExpressionError) -> Value { try value(Array(text.utf8)) }

  @inline(__always)
  func word(_ text: Bytes) throws(ExpressionError) -> Int64 {
    switch type {
    case .timestamp: try DateTimeText.timestamp(text, zone: zone)
    case .timestamptz: try DateTimeText.timestamptz(text, zone: zone)
    case .date: try DateTimeText.date(text)
    case .time: try DateTimeText.time(text)
    default: try TextInput.integer(text, type)
    }
  }

  static func integer(_ text: Bytes, _ type: DataType) throws(ExpressionError) -> Int64 {
    let trimmed = text.trimmed()
    if let value = IntegerText.parse(trimmed), type.integerRange.contains(value) { return value }
    throw IntegerText.hasIntegerForm(trimmed)
      ? .valueOutOfRange(type.description, text) : .invalidSyntax(type.description, text)
  }

  static func double(_ text: Bytes, _ type: DataType) throws(ExpressionError) -> Double {
    let trimmed = text.trimmed()
    guard let parsed = DoubleText.parse(trimmed) else {
      throw .invalidSyntax(type.description, text)
    }
    let value = type == .real ? Double(Float(parsed)) : parsed
    let isWritten = trimmed.contains { ASCII.isDigit($0) }
    let vanished = value == 0 && trimmed.prefix { $0 | 0x20 != 0x65 }.contains { 49...57 ~= $0 }
    if vanished || (value.isInfinite && isWritten) {
      throw ExpressionError("\"\(text.text)\" is out of range for type \(type)")
    }
    return value
  }

  private func decimal(_ text: Bytes) throws(ExpressionError) -> Decimal {
    try type.fitting(try Decimal.parse(text))
  }

  /// `t`, `true`, `yes`, `on`, `1` and their opposites, in any case, and unique beginnings of the words.
  static func boolean(_ text: Bytes) throws(ExpressionError) -> Bool {
    let word = text.trimmed().map(ASCII.lowercased)
    func begins(_ full: String, min: Int) -> Bool {
      word.count >= min && word.count <= full.utf8.count && full.utf8.starts(with: word)
    }
    if begins("true", min: 1) || begins("yes", min: 1) || begins("on", min: 2) || word == [49] {
      return true
    }
    if begins("false", min: 1) || begins("no", min: 1) || begins("off", min: 2) || word == [48] {
      return false
    }
    throw .invalidSyntax("boolean", text)
  }

  private func bytes(_ text: Bytes) throws(ExpressionError) -> [UInt8] {
    switch type {
    case .varchar(let length):
      return Array(try Characters.fitting(text, length: length))
    case .bytea: return try BinaryText.parseBytea(text)
    case .uuid:
      guard let value = BinaryText.parseUUID(text.trimmed()) else {
        throw .invalidSyntax("uuid", text)
      }
      return value
    case .json:
      guard JSONScanner.isValid(text) else { throw .invalidSyntax("json", text) }
      return Array(text)
    case .jsonb:
      guard let value = CanonicalJSON.canonical(text) else { throw .invalidSyntax("json", text) }
      return value
    case .array(let element): return try ArrayText.parse(text, of: element, zone: zone)
    default: return Array(text)
    }
  }
}
