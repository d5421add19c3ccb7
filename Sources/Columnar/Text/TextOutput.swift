/// Writes values as SQL text, in Postgres' form: what a cast to text gives.
///
/// Booleans are `true` and `false`; a NULL writes nothing, for what stands for it is the caller's affair.
public struct TextOutput: Sendable {
  /// The zone of `timestamptz`.
  public let zone: Zone

  public init(zone: Zone = .utc) { self.zone = zone }

  public func append(_ column: Column, row: Int, to sink: inout [UInt8]) {
    if column.isNull(row) { return }
    switch column.type.layout {
    case .bit: append(bit: column.bits[row] != 0, to: &sink)
    case .word: append(word: column.words[row], column.type, to: &sink)
    case .double: append(double: column.doubles[row], column.type, to: &sink)
    case .decimal: column.decimals[row].write(to: &sink)
    case .interval: column.intervals[row].write(to: &sink)
    case .bytes: append(bytes: column.slice(row), column.type, to: &sink)
    }
  }

  public func append(_ value: Value, _ type: DataType, to sink: inout [UInt8]) {
    switch value {
    case .null: break
    case .boolean(let value): append(bit: value, to: &sink)
    case .word(let value): append(word: value, type, to: &sink)
    case .double(let value): append(double: value, type, to: &sink)
    case .decimal(let value): value.write(to: &sink)
    case .interval(let value): value.write(to: &sink)
    case .bytes(let value): value.withUnsafeBufferPointer { append(bytes: $0, type, to: &sink) }
    }
  }

  /// The text of one value, nil for NULL. Not for hot paths.
  public func text(_ value: Value, _ type: DataType) -> String? {
    if value.isNull { return nil }
    var sink: [UInt8] = []
    append(value, type, to: &sink)
    return String(decoding: sink, as: UTF8.self)
  }

  private func append(bit value: Bool, to sink: inout [UInt8]) {
    sink.append(contentsOf: (value ? "true" : "false").utf8)
  }

  private func append(word value: Int64, _ type: DataType, to sink: inout [UInt8]) {
    switch type {
    case .date: DateTimeText.appendDate(value, to: &sink)
    case .time: DateTimeText.appendTime(value, style: .sql, to: &sink)
    case .timestamp: DateTimeText.appendTimestamp(value, style: .sql, to: &sink)
    case .timestamptz: DateTimeText.appendTimestamptz(value, zone: zone, style: .sql, to: &sink)
    default: IntegerText.append(value, to: &sink)
    }
  }

  private func append(double value: Double, _ type: DataType, to sink: inout [UInt8]) {
    if type == .real {
      DoubleText.append(real: value, to: &sink)
    } else {
      DoubleText.append(value, to: &sink)
    }
  }

  private func append(bytes value: Bytes, _ type: DataType, to sink: inout [UInt8]) {
    switch type {
    case .bytea: BinaryText.appendHex(value, to: &sink)
    case .uuid: BinaryText.appendUUID(value, to: &sink)
    case .array(let element): ArrayText.append(value, of: element, output: self, to: &sink)
    default: sink.append(contentsOf: value)
    }
  }
}
