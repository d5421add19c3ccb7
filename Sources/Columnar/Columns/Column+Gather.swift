import Glibc

extension Column {
  /// The values of some rows, in the order of `rows`; a row may come more than once.
  public func gather(_ rows: UnsafeBufferPointer<UInt32>) -> Column {
    let gathered: Column =
      switch type.layout {
      case .bit: gatherFixed(rows, bits)
      case .word, .double: gatherFixed(rows, words)
      case .decimal, .interval: gatherFixed(rows, decimals)
      case .bytes: gatherBytes(rows)
      }
    guard let validity else { return gathered }
    return gathered.masked(by: Column.gather(validity, rows))
  }

  private static func gather<T: BitwiseCopyable>(
    _ source: UnsafePointer<T>, _ rows: UnsafeBufferPointer<UInt32>
  ) -> Buffer {
    let buffer = Buffer(byteCount: rows.count * MemoryLayout<T>.stride)
    let target = buffer.pointer(to: T.self)
    for index in 0..<rows.count { target[index] = source[Int(rows[index])] }
    return buffer
  }

  @inline(__always)
  private func gatherFixed<T: BitwiseCopyable>(
    _ rows: UnsafeBufferPointer<UInt32>, _ source: UnsafePointer<T>
  ) -> Column {
    Column(type: type, count: rows.count, values: Column.gather(source, rows))
  }

  private func gatherBytes(_ rows: UnsafeBufferPointer<UInt32>) -> Column {
    let (offsets, bytes) = (offsets, bytes)
    var total = 0
    for row in rows { total &+= Int(offsets[Int(row) + 1] &- offsets[Int(row)]) }
    precondition(total <= Int(UInt32.max), "a column holds at most 4 GiB of bytes")
    let target = Buffer(byteCount: total)
    let ends = Buffer(byteCount: (rows.count + 1) * 4)
    let endPointer = ends.pointer(to: UInt32.self)
    endPointer[0] = 0
    var at = 0
    for index in 0..<rows.count {
      let row = Int(rows[index])
      let length = Int(offsets[row + 1] &- offsets[row])
      memcpy(target.base + at, bytes + Int(offsets[row]), length)
      at &+= length
      endPointer[index + 1] = UInt32(truncatingIfNeeded: at)
    }
    return Column(type: type, count: rows.count, values: target, offsets: ends)
  }

  /// The rows of a range, copied.
  public func slice(_ range: Range<Int>) -> Column {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice lies in its column")
    if range.count == count { return self }
    let sliced = Column.concatenated([(self, range)], type: type)
    return sliced
  }

  /// The values of several columns of one type, one after the other.
  public static func concatenated(_ columns: [Column]) -> Column {
    precondition(!columns.isEmpty, "nothing to concatenate: the type is not known")
    if columns.count == 1 { return columns[0] }
    return concatenated(columns.map { ($0, 0..<$0.count) }, type: columns[0].type)
  }

  private static func concatenated(
    _ parts: [(column: Column, range: Range<Int>)], type: DataType
  ) -> Column {
    let count = parts.reduce(0) { $0 + $1.range.count }
    let validity = concatenatedValidity(parts, count)
    let stride = type.layout.stride
    if stride == 0 { return concatenatedBytes(parts, type, count).masked(by: validity) }
    let values = Buffer(byteCount: count * stride)
    var at = 0
    for (column, range) in parts {
      precondition(column.type.layout == type.layout, "columns of one layout")
      let bytes = range.count * stride
      memcpy(values.base + at, column.values.base + range.lowerBound * stride, bytes)
      at += bytes
    }
    return Column(type: type, count: count, values: values, validity: validity)
  }

  private static func concatenatedValidity(
    _ parts: [(column: Column, range: Range<Int>)], _ count: Int
  ) -> Buffer? {
    guard parts.contains(where: { $0.column.validity != nil }) else { return nil }
    let buffer = Buffer(byteCount: count)
    var at = 0
    for (column, range) in parts {
      if let validity = column.validity {
        memcpy(buffer.base + at, validity + range.lowerBound, range.count)
      } else {
        memset(buffer.base + at, 1, range.count)
      }
      at += range.count
    }
    return buffer
  }

  private static func concatenatedBytes(
    _ parts: [(column: Column, range: Range<Int>)], _ type: DataType, _ count: Int
  ) -> Column {
    func span(_ part: (column: Column, range: Range<Int>)) -> Range<Int> {
      let offsets = part.column.offsets
      return Int(offsets[part.range.lowerBound])..<Int(offsets[part.range.upperBound])
    }
    let total = parts.reduce(0) { $0 + span($1).count }
    precondition(total <= Int(UInt32.max), "a column holds at most 4 GiB of bytes")
    let values = Buffer(byteCount: total)
    let ends = Buffer(byteCount: (count + 1) * 4)
    let endPointer = ends.pointer(to: UInt32.self)
    endPointer[0] = 0
    var (row, at) = (0, 0)
    for part in parts {
      let bytes = span(part)
      memcpy(values.base + at, part.column.bytes + bytes.lowerBound, bytes.count)
      let offsets = part.column.offsets
      for source in part.range {
        row += 1
        endPointer[row] = UInt32(
          truncatingIfNeeded: Int(offsets[source + 1]) - bytes.lowerBound + at)
      }
      at += bytes.count
    }
    return Column(type: type, count: count, values: values, offsets: ends)
  }
}
