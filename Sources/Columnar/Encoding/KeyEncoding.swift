/// Canonical bytes of SQL values: equal values have equal bytes, unequal ones unequal bytes.
///
/// A value is one byte, 0 for NULL and 1 for a value, and then:
/// - boolean: one byte;
/// - integers, dates and times: 8 bytes, big-endian, with the sign bit flipped;
/// - real and double: the 8 bytes of the double, −0.0 as 0.0 and every NaN as one;
/// - numeric: 16 bytes, coefficient × 64 + scale, without trailing zeros behind the point;
/// - interval: 16 bytes, its length in µs with months of 30 days and days of 24 hours;
/// - all else: 4 bytes of length and the bytes.
///
/// All but integers, dates and times are little-endian. The bytes of these, and of NULL before them, are in the order of
/// the values, so rising ids and the groups of one window are neighbours in a B-tree. Other values are in no order.
///
/// Types with one layout encode alike, so a bigint key meets an integer one. A key of several values is their
/// concatenation: no encoding is the beginning of another.
public enum KeyEncoding {
  @inline(__always)
  static func canonical(_ value: Double) -> Double { value.isNaN ? .nan : value == 0 ? 0 : value }

  /// A number whose little-endian bytes, read from the first on, are in the order of `value`.
  @inline(__always)
  private static func ordered(_ value: Int64) -> UInt64 {
    (UInt64(bitPattern: value) ^ (1 << 63)).byteSwapped
  }

  /// Appends the key of one row.
  public static func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    for column in columns { append(column, row: row, to: &sink) }
  }

  public static func append(_ column: Column, row: Int, to sink: inout [UInt8]) {
    if column.isNull(row) { return sink.append(0) }
    sink.append(1)
    switch column.type.layout {
    case .bit: sink.append(column.bits[row])
    case .word: sink.append(littleEndian: ordered(column.words[row]))
    case .double: sink.append(littleEndian: canonical(column.doubles[row]).bitPattern)
    case .decimal: sink.append(littleEndian: column.decimals[row].canonical.bits)
    case .interval: sink.append(littleEndian: column.intervals[row].span)
    case .bytes:
      let bytes = column.slice(row)
      sink.append(littleEndian: UInt32(bytes.count))
      sink.append(contentsOf: bytes)
    }
  }

  public static func append(_ value: Value, to sink: inout [UInt8]) {
    if value.isNull { return sink.append(0) }
    sink.append(1)
    switch value {
    case .null: break
    case .boolean(let value): sink.append(value ? 1 : 0)
    case .word(let value): sink.append(littleEndian: ordered(value))
    case .double(let value): sink.append(littleEndian: canonical(value).bitPattern)
    case .decimal(let value): sink.append(littleEndian: value.canonical.bits)
    case .interval(let value): sink.append(littleEndian: value.span)
    case .bytes(let value):
      sink.append(littleEndian: UInt32(value.count))
      sink.append(contentsOf: value)
    }
  }
}
