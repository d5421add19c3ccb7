/// Rows as bytes whose order, byte by byte, is that of an ORDER BY; and back exactly.
///
/// First the columns of the ORDER BY, then all others, rising with NULLs last: so no two rows are equal that are not the
/// same, and the order of rows hangs on nothing but them. What SQL does not tell apart (the scale of a numeric, −0.0,
/// the fields of an interval) stands at the end.
///
/// A value is a byte that puts NULL before or behind all else, and then, with all bits flipped where it is descending:
/// - boolean: one byte; integers, dates and times: 8 bytes, big-endian, with the sign bit flipped;
/// - real and double: 8 bytes, big-endian; NaN is the largest;
/// - numeric: a byte of sign and magnitude and 15 of digits;
/// - interval: its length in µs in 16 bytes, big-endian;
/// - all else: the bytes with 0 as 0 255, and then 0 0.
///
/// No encoding of a value is the beginning of another. Not for disk.
public struct OrderedEncoding: Sendable {
  /// A column that rows are ordered by.
  public struct Key: Hashable, Sendable {
    public var column: Int
    public var isDescending: Bool
    public var nullsFirst: Bool

    public init(column: Int, isDescending: Bool, nullsFirst: Bool) {
      self.column = column
      self.isDescending = isDescending
      self.nullsFirst = nullsFirst
    }
  }

  struct Part: Sendable {
    var column: Int
    var layout: Layout
    /// All bits where the order is descending.
    var mask: UInt8
    var nullMark: UInt8
  }

  let parts: [Part]
  /// So many parts are the ORDER BY.
  public let keyCount: Int

  /// Columns of a row by their places in `types`; those of `leftOut` are not part of it, unless they are keys.
  public init(types: [DataType], keys: [Key], leavingOut leftOut: Set<Int> = []) {
    var parts: [Part] = []
    var seen: Set<Int> = []
    // A column that comes again decides nothing.
    for key in keys where seen.insert(key.column).inserted {
      parts.append(
        Part(
          column: key.column, layout: types[key.column].layout,
          mask: key.isDescending ? 0xff : 0, nullMark: key.nullsFirst ? 0 : 2))
    }
    keyCount = parts.count
    for column in types.indices where !seen.contains(column) && !leftOut.contains(column) {
      parts.append(Part(column: column, layout: types[column].layout, mask: 0, nullMark: 2))
    }
    self.parts = parts
  }

  /// The columns that rows have, in their order.
  public var columns: [Int] { parts.map(\.column) }

  // MARK: Writing

  /// Appends one row of a batch with all columns.
  public func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    for part in parts {
      let column = columns[part.column]
      if column.isNull(row) {
        sink.append(part.nullMark)
        continue
      }
      sink.append(1)
      switch part.layout {
      case .bit: sink.append(column.bits[row] ^ part.mask)
      case .word: OrderedBytes.append(word: column.words[row], part.mask, to: &sink)
      case .double: OrderedBytes.append(double: column.doubles[row], part.mask, to: &sink)
      case .decimal: OrderedBytes.append(decimal: column.decimals[row], part.mask, to: &sink)
      case .interval: OrderedBytes.append(span: column.intervals[row].span, part.mask, to: &sink)
      case .bytes: OrderedBytes.append(bytes: column.slice(row), part.mask, to: &sink)
      }
    }
    for part in parts {
      let column = columns[part.column]
      if column.isNull(row) { continue }
      switch part.layout {
      case .double: OrderedBytes.append(digitsOf: column.doubles[row], to: &sink)
      case .decimal: sink.append(UInt8(column.decimals[row].scale))
      case .interval:
        sink.append(littleEndian: column.intervals[row].months)
        sink.append(littleEndian: column.intervals[row].days)
      case .bit, .word, .bytes: break
      }
    }
  }

  /// Appends a value (not NULL) of the first key alone, to look for rows from it on.
  public func append(firstKey value: Value, to sink: inout [UInt8]) {
    let part = parts[0]
    sink.append(1)
    switch value {
    case .null: preconditionFailure("NULL is looked for by its mark")
    case .boolean(let bit): sink.append((bit ? 1 : 0) ^ part.mask)
    case .word(let word): OrderedBytes.append(word: word, part.mask, to: &sink)
    case .double(let double): OrderedBytes.append(double: double, part.mask, to: &sink)
    case .decimal(let decimal): OrderedBytes.append(decimal: decimal, part.mask, to: &sink)
    case .interval(let interval): OrderedBytes.append(span: interval.span, part.mask, to: &sink)
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { OrderedBytes.append(bytes: $0, part.mask, to: &sink) }
    }
  }

  // MARK: Reading

  /// How many bytes of a row are its keys: rows with the same ones are peers.
  @inline(__always)
  public func keyLength(_ start: UnsafePointer<UInt8>) -> Int {
    var at = start
    for index in 0..<keyCount { at = OrderedEncoding.end(parts[index], at) }
    return at - start
  }

  /// Behind the value that begins at `at`.
  @inline(__always)
  private static func end(_ part: Part, _ at: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    if at[0] != 1 { return at + 1 }
    switch part.layout {
    case .bit: return at + 2
    case .word, .double: return at + 9
    case .decimal, .interval: return at + 17
    case .bytes: return OrderedBytes.endOfBytes(at + 1, part.mask)
    }
  }

  /// Appends some columns of the row that begins at `start`; builders by column, nil where it is not asked for.
  public func read(_ start: UnsafePointer<UInt8>, into builders: [ColumnBuilder?]) {
    var digits = start
    for part in parts { digits = OrderedEncoding.end(part, digits) }
    var at = start
    for part in parts {
      let value = at
      at = OrderedEncoding.end(part, at)
      let builder = builders[part.column]
      if value[0] != 1 {
        builder?.appendNull()
        continue
      }
      switch part.layout {
      case .bit: builder?.append(bit: value[1] ^ part.mask != 0)
      case .word: builder?.append(word: OrderedBytes.word(value + 1, part.mask))
      case .double:
        let isCanonical = digits[0] == 0
        builder?.append(
          double: isCanonical
            ? OrderedBytes.double(value + 1, part.mask) : OrderedBytes.exactDouble(digits + 1))
        digits += isCanonical ? 1 : 9
      case .decimal:
        builder?.append(
          decimal: OrderedBytes.decimal(value + 1, part.mask, scale: Int(digits[0])))
        digits += 1
      case .interval:
        builder?.append(
          interval: OrderedBytes.interval(value + 1, part.mask, fields: digits))
        digits += 8
      case .bytes:
        if let builder { OrderedBytes.readBytes(value + 1, part.mask, into: builder) }
      }
    }
  }

  /// The value of the first key of a row.
  public func firstKey(_ start: UnsafePointer<UInt8>) -> Value {
    let part = parts[0]
    if start[0] != 1 { return .null }
    switch part.layout {
    case .bit: return .boolean(start[1] ^ part.mask != 0)
    case .word: return .word(OrderedBytes.word(start + 1, part.mask))
    case .double: return .double(OrderedBytes.double(start + 1, part.mask))
    case .decimal: return .decimal(OrderedBytes.decimal(start + 1, part.mask, scale: nil))
    case .interval:
      let span = OrderedBytes.span(start + 1, part.mask)
      return .interval(Interval(span: span) ?? Interval())
    case .bytes:
      let builder = ColumnBuilder(.bytea, capacity: 1)
      OrderedBytes.readBytes(start + 1, part.mask, into: builder)
      return builder.finish()[0]
    }
  }
}
