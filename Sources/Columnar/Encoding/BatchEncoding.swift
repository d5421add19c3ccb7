import Glibc

/// Whole batches as bytes, column by column, and back exactly. Little-endian.
///
/// The version (one byte), a byte of flags (1 = with weights), the number of rows and of columns (4 bytes each), and for
/// each column: a byte for the layout, a byte that is 1 where a validity byte a row follows, those, and the values as
/// `Column` has them; of variable length the row count + 1 offsets of 4 bytes and then the bytes. Last the weights.
///
/// Decoding damaged bytes throws and never traps; what it gives is valid for its types.
public enum BatchEncoding {
  public static let version: UInt8 = 1
  private static let weightsFlag: UInt8 = 1

  public static func append(_ batch: Batch, to sink: inout [UInt8]) {
    sink.append(version)
    sink.append(batch.weights == nil ? 0 : weightsFlag)
    sink.append(littleEndian: UInt32(batch.count))
    sink.append(littleEndian: UInt32(batch.columns.count))
    for column in batch.columns { append(column, batch.count, to: &sink) }
    if let weights = batch.weights { append(weights, batch.count, to: &sink) }
  }

  private static func append(_ column: Column, _ count: Int, to sink: inout [UInt8]) {
    sink.append(tag(column.type.layout))
    sink.append(column.validity == nil ? 0 : 1)
    if let validity = column.validity { append(validity, count, to: &sink) }
    switch column.type.layout {
    case .bit: append(column.bits, count, to: &sink)
    case .word, .double: append(column.words, count, to: &sink)
    case .decimal, .interval: append(column.decimals, count, to: &sink)
    case .bytes:
      append(column.offsets, count + 1, to: &sink)
      append(column.bytes, Int(column.offsets[count]), to: &sink)
    }
  }

  /// Memory as it is: the machines that Millrace runs on are little-endian.
  private static func append<T>(_ pointer: UnsafePointer<T>, _ count: Int, to sink: inout [UInt8]) {
    sink.append(
      contentsOf: UnsafeRawBufferPointer(UnsafeBufferPointer(start: pointer, count: count)))
  }

  private static func tag(_ layout: Layout) -> UInt8 {
    switch layout {
    case .bit: 0
    case .word: 1
    case .double: 2
    case .decimal: 3
    case .interval: 4
    case .bytes: 5
    }
  }

  /// Decodes exactly one batch of columns of these types.
  ///
  /// Throws: where the bytes are damaged, or of other columns.
  public static func decode(
    _ bytes: Bytes, types: [DataType]
  ) throws(RowEncodingError) -> Batch {
    var reader = ByteReader(bytes)
    guard let found = reader.read(UInt8.self) else { throw .truncated }
    guard found == version else { throw .version(found) }
    guard let flags = reader.read(UInt8.self), let rows = reader.read(UInt32.self),
      let columnCount = reader.read(UInt32.self)
    else { throw .truncated }
    guard flags <= weightsFlag else { throw .damaged }
    guard Int(columnCount) == types.count else { throw .shape }
    let count = Int(rows)
    var columns: [Column] = []
    for type in types { columns.append(try column(&reader, type, count)) }
    let weights = flags == weightsFlag ? try buffer(&reader, count * 8) : nil
    guard reader.isAtEnd else { throw .trailing }
    return Batch(columns: columns, count: count, weights: weights)
  }

  /// Copied only after it is known that so many bytes are there.
  private static func buffer(
    _ reader: inout ByteReader, _ byteCount: Int
  ) throws(RowEncodingError) -> Buffer {
    guard let bytes = reader.bytes(byteCount) else { throw .truncated }
    let buffer = Buffer(byteCount: byteCount)
    if let source = bytes.baseAddress { memcpy(buffer.base, source, byteCount) }
    return buffer
  }

  private static func column(
    _ reader: inout ByteReader, _ type: DataType, _ count: Int
  ) throws(RowEncodingError) -> Column {
    guard let layout = reader.read(UInt8.self), let nullable = reader.read(UInt8.self) else {
      throw .truncated
    }
    guard layout == tag(type.layout) else { throw .shape }
    guard nullable <= 1 else { throw .damaged }
    let validity = nullable == 1 ? try bits(&reader, count) : nil
    if type.layout == .bytes {
      return try bytesColumn(&reader, type, count).masked(by: validity)
    }
    let values =
      type.layout == .bit
      ? try bits(&reader, count) : try buffer(&reader, count * type.layout.stride)
    let column = Column(type: type, count: count, values: values, validity: validity)
    try check(column, count)
    return column
  }

  /// Bytes that are 0 or 1.
  private static func bits(
    _ reader: inout ByteReader, _ count: Int
  ) throws(RowEncodingError) -> Buffer {
    let buffer = try buffer(&reader, count)
    let bits = buffer.pointer(to: UInt8.self)
    var all: UInt8 = 0
    for row in 0..<count { all |= bits[row] }
    if all > 1 { throw .damaged }
    return buffer
  }

  private static func check(_ column: Column, _ count: Int) throws(RowEncodingError) {
    switch column.type.layout {
    case .word:
      for row in 0..<count where !column.type.isValid(word: column.words[row]) { throw .damaged }
    case .decimal:
      for row in 0..<count where Decimal(bits: column.decimals[row].bits) == nil { throw .damaged }
    default: break
    }
  }

  private static func bytesColumn(
    _ reader: inout ByteReader, _ type: DataType, _ count: Int
  ) throws(RowEncodingError) -> Column {
    let ends = try buffer(&reader, (count + 1) * 4)
    let offsets = ends.pointer(to: UInt32.self)
    if offsets[0] != 0 { throw .damaged }
    for row in 0..<count where offsets[row] > offsets[row + 1] { throw .damaged }
    let values = try buffer(&reader, Int(offsets[count]))
    let column = Column(type: type, count: count, values: values, offsets: ends)
    switch type {
    case .uuid, .array: try checkBytes(column, count)
    default: break
    }
    return column
  }

  /// The empty value under a NULL passes too.
  private static func checkBytes(_ column: Column, _ count: Int) throws(RowEncodingError) {
    for row in 0..<count {
      let value = column.slice(row)
      if !value.isEmpty, !column.type.isValid(bytes: value) { throw .damaged }
    }
  }
}
