/// Why bytes are no rows.
public enum RowEncodingError: Error, Hashable, Sendable {
  /// Written by another version of the format.
  case version(UInt8)
  /// The bytes end before the rows do.
  case truncated
  /// Bytes are left behind the rows.
  case trailing
  /// Another number or layout of columns than expected.
  case shape
  /// A value that its type does not have.
  case damaged
}

/// Rows as bytes, and back exactly: scales, −0.0, NaN's bits and the fields of intervals are kept. Little-endian.
///
/// A row is the version (one byte), a bit a column, 1 = present, lowest first, in whole bytes, and the present values:
/// booleans as a byte; words, doubles (their bits) in 8; numerics in 16 (coefficient × 64 + scale); intervals as 4
/// bytes of months, 4 of days, 8 of µs; all else as 4 bytes of length and the bytes. `BatchEncoding` writes columns.
///
/// Decoding damaged bytes throws and never traps; what it gives is valid for its types.
public enum RowEncoding {
  public static let version: UInt8 = 1

  public static func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    appendHeader(columns.count, to: &sink) { !columns[$0].isNull(row) }
    for column in columns where !column.isNull(row) {
      switch column.type.layout {
      case .bit: sink.append(column.bits[row])
      case .word: sink.append(littleEndian: column.words[row])
      case .double: sink.append(littleEndian: column.doubles[row].bitPattern)
      case .decimal: sink.append(littleEndian: column.decimals[row].bits)
      case .interval: append(column.intervals[row], to: &sink)
      case .bytes: append(column.slice(row), to: &sink)
      }
    }
  }

  public static func append(_ values: [Value], to sink: inout [UInt8]) {
    appendHeader(values.count, to: &sink) { !values[$0].isNull }
    for value in values {
      switch value {
      case .null: break
      case .boolean(let value): sink.append(value ? 1 : 0)
      case .word(let value): sink.append(littleEndian: value)
      case .double(let value): sink.append(littleEndian: value.bitPattern)
      case .decimal(let value): sink.append(littleEndian: value.bits)
      case .interval(let value): append(value, to: &sink)
      case .bytes(let value): value.withUnsafeBufferPointer { append($0, to: &sink) }
      }
    }
  }

  private static func appendHeader(
    _ count: Int, to sink: inout [UInt8], isPresent: (Int) -> Bool
  ) {
    sink.append(version)
    for from in stride(from: 0, to: count, by: 8) {
      var bits: UInt8 = 0
      for column in from..<min(from + 8, count) where isPresent(column) {
        bits |= 1 << UInt8(column - from)
      }
      sink.append(bits)
    }
  }

  private static func append(_ value: Interval, to sink: inout [UInt8]) {
    sink.append(littleEndian: value.months)
    sink.append(littleEndian: value.days)
    sink.append(littleEndian: value.microseconds)
  }

  private static func append(_ value: Bytes, to sink: inout [UInt8]) {
    sink.append(littleEndian: UInt32(value.count))
    sink.append(contentsOf: value)
  }

  /// Decodes exactly one row and appends it to builders, one a column, in their types.
  ///
  /// Throws: where the bytes are damaged; the builders are then as they were.
  public static func decode(
    _ bytes: Bytes, into builders: [ColumnBuilder]
  ) throws(RowEncodingError) {
    let row = try values(bytes, types: builders.map(\.type))
    for (builder, value) in zip(builders, row) { builder.append(value) }
  }

  /// Decodes exactly one row.
  ///
  /// Throws: where the bytes are damaged.
  public static func values(
    _ bytes: Bytes, types: [DataType]
  ) throws(RowEncodingError) -> [Value] {
    var reader = ByteReader(bytes)
    let row = try values(&reader, types: types)
    guard reader.isAtEnd else { throw .trailing }
    return row
  }

  /// Decodes the row at the reader's place: rows may stand one after the other.
  static func values(
    _ reader: inout ByteReader, types: [DataType]
  ) throws(RowEncodingError) -> [Value] {
    guard let found = reader.read(UInt8.self) else { throw .truncated }
    guard found == version else { throw .version(found) }
    guard let present = reader.bytes((types.count + 7) / 8) else { throw .truncated }
    if let last = present.last, types.count % 8 != 0, last >> UInt8(types.count % 8) != 0 {
      throw .shape
    }
    var values: [Value] = []
    values.reserveCapacity(types.count)
    for (index, type) in types.enumerated() {
      let isPresent = present[index / 8] >> UInt8(index % 8) & 1 == 1
      values.append(isPresent ? try value(&reader, type) : .null)
    }
    return values
  }

  private static func value(
    _ reader: inout ByteReader, _ type: DataType
  ) throws(RowEncodingError) -> Value {
    switch type.layout {
    case .bit:
      guard let bit = reader.read(UInt8.self) else { throw .truncated }
      guard bit <= 1 else { throw .damaged }
      return .boolean(bit == 1)
    case .word:
      guard let word = reader.read(Int64.self) else { throw .truncated }
      guard type.isValid(word: word) else { throw .damaged }
      return .word(word)
    case .double:
      guard let bits = reader.read(UInt64.self) else { throw .truncated }
      return .double(Double(bitPattern: bits))
    case .decimal:
      guard let bits = reader.read(Int128.self) else { throw .truncated }
      guard let decimal = Decimal(bits: bits) else { throw .damaged }
      return .decimal(decimal)
    case .interval:
      guard let months = reader.read(Int32.self), let days = reader.read(Int32.self),
        let microseconds = reader.read(Int64.self)
      else { throw .truncated }
      return .interval(Interval(months: months, days: days, microseconds: microseconds))
    case .bytes:
      guard let count = reader.read(UInt32.self), let bytes = reader.bytes(Int(count)) else {
        throw .truncated
      }
      guard type.isValid(bytes: bytes) else { throw .damaged }
      return .bytes(Array(bytes))
    }
  }
}
