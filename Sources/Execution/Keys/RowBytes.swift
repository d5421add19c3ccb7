import Columnar

/// Rows as bytes in memory: of each column 0 for NULL, or 1 and the value (fixed width, or UInt32 length and bytes).
///
/// Equal bytes are rows that are the same digit for digit. Not for disk: widths are the machine's.
enum RowBytes {
  static func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    for column in columns {
      if column.isNull(row) {
        sink.append(0)
        continue
      }
      sink.append(1)
      let stride = column.type.layout.stride
      if stride > 0 {
        sink.append(
          contentsOf: UnsafeBufferPointer(start: column.bytes + row * stride, count: stride))
      } else {
        let bytes = column.slice(row)
        withUnsafeBytes(of: UInt32(bytes.count)) { sink.append(contentsOf: $0) }
        sink.append(contentsOf: bytes)
      }
    }
  }

  /// Appends the row that begins at `start` to one builder a column.
  static func read(_ start: UnsafePointer<UInt8>, into builders: [ColumnBuilder]) {
    var at = UnsafeRawPointer(start)
    for builder in builders {
      let present = at.load(as: UInt8.self)
      at += 1
      if present == 0 {
        builder.appendNull()
        continue
      }
      switch builder.type.layout {
      case .bit: builder.append(bit: at.load(as: UInt8.self) != 0)
      case .word: builder.append(word: at.loadUnaligned(as: Int64.self))
      case .double: builder.append(double: at.loadUnaligned(as: Double.self))
      case .decimal: builder.append(decimal: at.loadUnaligned(as: Decimal.self))
      case .interval: builder.append(interval: at.loadUnaligned(as: Interval.self))
      case .bytes:
        let count = Int(at.loadUnaligned(as: UInt32.self))
        at += 4
        builder.append(
          bytes: UnsafeBufferPointer(
            start: at.assumingMemoryBound(to: UInt8.self), count: count))
        at += count
      }
      at += builder.type.layout.stride
    }
  }
}
