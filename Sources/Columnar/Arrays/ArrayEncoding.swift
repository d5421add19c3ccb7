/// The bytes of an array: its elements one after the other, in bytes whose order is the order of arrays.
///
/// Equal arrays have equal bytes, and bytes compare as Postgres compares arrays: element by element, NULL after every
/// value, a beginning before what it begins. So grouping, exchange, sorting and the store treat an array like bytea.
///
/// An element is a byte, 1 for a value and 2 for NULL, and then:
/// - boolean: one byte;
/// - integers, dates and times: 8 bytes, big-endian, with the sign bit flipped;
/// - real and double: 8 bytes, big-endian, with the sign bit flipped (all bits of a negative one), −0.0 as 0.0 and
///   every NaN as one;
/// - numeric: 16 bytes of the whole part rounded down, as an integer, 16 bytes of the 36 digits behind the point, and a
///   byte for how many of them are needed;
/// - interval: 16 bytes of its length in µs, as an integer;
/// - all else: the bytes, each zero byte followed by 255, and then the bytes 0 and 1.
///
/// So values keep what comparison sees and no more: 1.10 comes back as 1.1 (in `numeric(10, 2)[]` as 1.10 again), and an
/// interval justified.
public enum ArrayEncoding {
  static let present: UInt8 = 1
  static let null: UInt8 = 2
  private static let escaped: UInt8 = 255
  private static let end: UInt8 = 1

  public static func append(_ value: Value, to sink: inout [UInt8]) {
    switch value {
    case .null: sink.append(null)
    case .boolean(let value): append(bit: value ? 1 : 0, to: &sink)
    case .word(let value): append(word: value, to: &sink)
    case .double(let value): append(double: value, to: &sink)
    case .decimal(let value): append(decimal: value, to: &sink)
    case .interval(let value): append(interval: value, to: &sink)
    case .bytes(let value): value.withUnsafeBufferPointer { append(bytes: $0, to: &sink) }
    }
  }

  /// One row of a column of the element type.
  public static func append(_ column: Column, row: Int, to sink: inout [UInt8]) {
    if column.isNull(row) { return sink.append(null) }
    switch column.type.layout {
    case .bit: append(bit: column.bits[row], to: &sink)
    case .word: append(word: column.words[row], to: &sink)
    case .double: append(double: column.doubles[row], to: &sink)
    case .decimal: append(decimal: column.decimals[row], to: &sink)
    case .interval: append(interval: column.intervals[row], to: &sink)
    case .bytes: append(bytes: column.slice(row), to: &sink)
    }
  }

  private static func append(bit: UInt8, to sink: inout [UInt8]) {
    sink.append(present)
    sink.append(bit)
  }

  private static func append(word: Int64, to sink: inout [UInt8]) {
    sink.append(present)
    sink.append(littleEndian: (UInt64(bitPattern: word) ^ 1 << 63).byteSwapped)
  }

  private static func append(double: Double, to sink: inout [UInt8]) {
    sink.append(present)
    let bits = KeyEncoding.canonical(double).bitPattern
    let ordered = bits >> 63 == 1 ? ~bits : bits | 1 << 63
    sink.append(littleEndian: ordered.byteSwapped)
  }

  private static func append(long: Int128, to sink: inout [UInt8]) {
    sink.append(littleEndian: (UInt128(bitPattern: long) ^ 1 << 127).byteSwapped)
  }

  private static func append(decimal: Decimal, to sink: inout [UInt8]) {
    let number = decimal.canonical
    var (whole, rest) = number.coefficient.quotientAndRemainder(
      dividingBy: Decimal.powersOfTen[number.scale])
    if rest < 0 {
      whole -= 1
      rest += Decimal.powersOfTen[number.scale]
    }
    sink.append(present)
    append(long: whole, to: &sink)
    append(long: rest * Decimal.powersOfTen[36 - number.scale], to: &sink)
    sink.append(UInt8(number.scale))
  }

  private static func append(interval: Interval, to sink: inout [UInt8]) {
    sink.append(present)
    append(long: interval.span, to: &sink)
  }

  static func append(bytes: Bytes, to sink: inout [UInt8]) {
    sink.append(present)
    var from = 0
    for at in 0..<bytes.count where bytes[at] == 0 {
      sink.append(contentsOf: Bytes(rebasing: bytes[from...at]))
      sink.append(escaped)
      from = at + 1
    }
    sink.append(contentsOf: Bytes(rebasing: bytes[from...]))
    sink.append(0)
    sink.append(end)
  }

  /// The elements of an array's bytes, numerics with the scale of their type.
  public static func values(of encoded: Bytes, _ element: DataType) -> [Value] {
    var reader = ArrayReader(encoded, element)
    var values: [Value] = []
    while let value = reader.next() { values.append(value) }
    return values
  }

  /// The array of some values.
  public static func array(_ values: [Value]) -> [UInt8] {
    var encoded: [UInt8] = []
    for value in values { append(value, to: &encoded) }
    return encoded
  }

  /// Whether bytes are whole elements of a type, each as `append` writes it: what comes from a disk is asked first.
  static func isValid(_ encoded: Bytes, _ element: DataType) -> Bool {
    if case .array = element { return false }
    var reader = ArrayReader(encoded, element)
    var again: [UInt8] = []
    while !reader.isAtEnd {
      guard let value = reader.parsed() else { return false }
      switch value {
      case .word(let word): if !element.isValid(word: word) { return false }
      case .bytes(let bytes): if element == .uuid, bytes.count != 16 { return false }
      default: break
      }
      append(value, to: &again)
    }
    return encoded.elementsEqual(again)
  }
}
