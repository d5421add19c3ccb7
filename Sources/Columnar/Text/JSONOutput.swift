/// Writes values as JSON: numbers as numbers with all their digits, NaN and infinities as null, bytea in base64,
/// json and jsonb as they are, times in ISO 8601. Never a raw newline, so an object is a line.
public struct JSONOutput: Sendable {
  /// The zone of `timestamptz`.
  public let zone: Zone

  public init(zone: Zone = .utc) { self.zone = zone }

  /// Appends one row as an object; `names` are its keys, in the order of the columns.
  public func writeObject(names: [String], _ batch: Batch, row: Int, to sink: inout [UInt8]) {
    precondition(names.count == batch.columns.count, "a name a column")
    sink.append(UInt8(ascii: "{"))
    for (index, name) in names.enumerated() {
      if index > 0 { sink.append(ASCII.comma) }
      JSONString.append(name, to: &sink)
      sink.append(ASCII.colon)
      append(batch.columns[index], row: row, to: &sink)
    }
    sink.append(UInt8(ascii: "}"))
  }

  public func append(_ column: Column, row: Int, to sink: inout [UInt8]) {
    if column.isNull(row) { return appendNull(to: &sink) }
    switch column.type.layout {
    case .bit: append(bit: column.bits[row] != 0, to: &sink)
    case .word: append(word: column.words[row], column.type, to: &sink)
    case .double: append(double: column.doubles[row], column.type, to: &sink)
    case .decimal: column.decimals[row].write(to: &sink)
    case .interval: append(interval: column.intervals[row], to: &sink)
    case .bytes: append(bytes: column.slice(row), column.type, to: &sink)
    }
  }

  public func append(_ value: Value, _ type: DataType, to sink: inout [UInt8]) {
    switch value {
    case .null: appendNull(to: &sink)
    case .boolean(let value): append(bit: value, to: &sink)
    case .word(let value): append(word: value, type, to: &sink)
    case .double(let value): append(double: value, type, to: &sink)
    case .decimal(let value): value.write(to: &sink)
    case .interval(let value): append(interval: value, to: &sink)
    case .bytes(let value): value.withUnsafeBufferPointer { append(bytes: $0, type, to: &sink) }
    }
  }

  private func appendNull(to sink: inout [UInt8]) { sink.append(contentsOf: "null".utf8) }

  private func append(bit value: Bool, to sink: inout [UInt8]) {
    sink.append(contentsOf: (value ? "true" : "false").utf8)
  }

  private func append(word value: Int64, _ type: DataType, to sink: inout [UInt8]) {
    let isNumber = type == .bigint || type == .integer || type == .smallint
    if isNumber { return IntegerText.append(value, to: &sink) }
    sink.append(ASCII.quote)
    switch type {
    case .date: DateTimeText.appendDate(value, to: &sink)
    case .time: DateTimeText.appendTime(value, style: .json, to: &sink)
    case .timestamp: DateTimeText.appendTimestamp(value, style: .json, to: &sink)
    default: DateTimeText.appendTimestamptz(value, zone: zone, style: .json, to: &sink)
    }
    sink.append(ASCII.quote)
  }

  private func append(double value: Double, _ type: DataType, to sink: inout [UInt8]) {
    if !value.isFinite { return appendNull(to: &sink) }
    if type == .real {
      DoubleText.append(real: value, to: &sink)
    } else {
      DoubleText.append(value, to: &sink)
    }
  }

  private func append(interval value: Interval, to sink: inout [UInt8]) {
    sink.append(ASCII.quote)
    value.write(to: &sink)
    sink.append(ASCII.quote)
  }

  private func append(bytes value: Bytes, _ type: DataType, to sink: inout [UInt8]) {
    switch type {
    case .jsonb: sink.append(contentsOf: value)
    // Newlines in JSON text stand between tokens only.
    case .json: sink.append(contentsOf: value.lazy.map { $0 == 10 || $0 == 13 ? 32 : $0 })
    case .bytea:
      sink.append(ASCII.quote)
      BinaryText.appendBase64(value, to: &sink)
      sink.append(ASCII.quote)
    case .uuid:
      sink.append(ASCII.quote)
      BinaryText.appendUUID(value, to: &sink)
      sink.append(ASCII.quote)
    case .array(let element): append(array: value, of: element, to: &sink)
    default: JSONString.append(value, to: &sink)
    }
  }

  private func append(array value: Bytes, of element: DataType, to sink: inout [UInt8]) {
    sink.append(UInt8(ascii: "["))
    for (index, item) in ArrayEncoding.values(of: value, element).enumerated() {
      if index > 0 { sink.append(ASCII.comma) }
      append(item, element, to: &sink)
    }
    sink.append(UInt8(ascii: "]"))
  }
}
