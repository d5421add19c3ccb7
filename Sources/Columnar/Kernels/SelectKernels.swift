/// One column out of several: `choice[row]` says which one a row's value comes from.
enum SelectKernels {
  static func select(
    _ choice: UnsafePointer<UInt32>, _ columns: [Column?], _ type: DataType, _ count: Int
  ) -> Column {
    switch type.layout {
    case .bit: fixed(choice, columns, type, count, \.bits, 0)
    case .word: fixed(choice, columns, type, count, \.words, 0)
    case .double: fixed(choice, columns, type, count, \.doubles, 0)
    case .decimal: fixed(choice, columns, type, count, \.decimals, .zero)
    case .interval: fixed(choice, columns, type, count, \.intervals, Interval())
    case .bytes: bytes(choice, columns, type, count)
    }
  }

  /// Column by column, so that the loops know their pointers..
  @inline(__always)
  private static func fixed<T: BitwiseCopyable>(
    _ choice: UnsafePointer<UInt32>, _ columns: [Column?], _ type: DataType, _ count: Int,
    _ pointer: (Column) -> UnsafePointer<T>, _ zero: T
  ) -> Column {
    let values = Buffer(byteCount: count * MemoryLayout<T>.stride)
    let output = values.pointer(to: T.self)
    output.update(repeating: zero, count: count)
    for (index, column) in columns.enumerated() {
      guard let column else { continue }
      let input = pointer(column)
      let wanted = UInt32(index)
      for row in 0..<count where choice[row] == wanted { output[row] = input[row] }
    }
    return Column(
      type: type, count: count, values: values, validity: validity(choice, columns, count))
  }

  private static func validity(
    _ choice: UnsafePointer<UInt32>, _ columns: [Column?], _ count: Int
  ) -> Buffer? {
    guard columns.contains(where: { $0?.validity != nil }) else { return nil }
    let buffer = Buffer(byteCount: count)
    let output = buffer.pointer(to: UInt8.self)
    output.update(repeating: 1, count: count)
    for (index, column) in columns.enumerated() {
      guard let validity = column?.validity else { continue }
      let wanted = UInt32(index)
      for row in 0..<count where choice[row] == wanted { output[row] = validity[row] }
    }
    return buffer
  }

  private static func bytes(
    _ choice: UnsafePointer<UInt32>, _ columns: [Column?], _ type: DataType, _ count: Int
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    for row in 0..<count {
      let index = Int(choice[row])
      if index < columns.count, let column = columns[index] {
        builder.append(column, row: row)
      } else {
        builder.append(bytes: Bytes(start: nil, count: 0))
      }
    }
    return builder.finish()
  }
}
