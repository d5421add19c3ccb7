extension Column {
  /// The same value in every row.
  public static func constant(_ value: Value, _ type: DataType, count: Int) -> Column {
    switch value {
    case .null:
      return filled(type, count, validity: repeated(UInt8(0), count))
    case .boolean(let bit): return fixed(type, count, repeated(bit ? UInt8(1) : 0, count))
    case .word(let word): return fixed(type, count, repeated(word, count))
    case .double(let double): return fixed(type, count, repeated(double, count))
    case .decimal(let decimal): return fixed(type, count, repeated(decimal, count))
    case .interval(let interval): return fixed(type, count, repeated(interval, count))
    case .bytes(let bytes):
      precondition(bytes.count * count <= Int(UInt32.max), "a column holds at most 4 GiB of bytes")
      let builder = ColumnBuilder(type, capacity: count)
      bytes.withUnsafeBufferPointer { for _ in 0..<count { builder.append(bytes: $0) } }
      return builder.finish()
    }
  }

  /// No rows.
  public static func empty(_ type: DataType) -> Column { filled(type, 0, validity: nil) }

  private static func fixed(_ type: DataType, _ count: Int, _ values: Buffer) -> Column {
    Column(type: type, count: count, values: values)
  }

  /// Zeros or empty bytes in every row.
  private static func filled(_ type: DataType, _ count: Int, validity: Buffer?) -> Column {
    let values = repeated(UInt8(0), count * max(type.layout.stride, 1))
    let offsets = type.layout == .bytes ? repeated(UInt32(0), count + 1) : nil
    return Column(type: type, count: count, values: values, offsets: offsets, validity: validity)
  }

  private static func repeated<T: BitwiseCopyable>(_ value: T, _ count: Int) -> Buffer {
    let buffer = Buffer(byteCount: count * MemoryLayout<T>.stride)
    buffer.pointer(to: T.self).update(repeating: value, count: count)
    return buffer
  }

  /// The first rows of a longer column, sharing its memory.
  func prefix(_ count: Int) -> Column {
    precondition(count <= self.count, "a prefix is no longer than its column")
    return Column(
      type: type, count: count, values: values, offsets: offsetBuffer, validity: validityBuffer)
  }
}
