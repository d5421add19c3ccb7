import Columnar

enum KeyEncoding {
  static func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    RowEncoding.append(columns, row: row, to: &sink)
  }
}
enum RowEncoding {
  static func append(_ columns: [Column], row: Int, to sink: inout [UInt8]) {
    for column in columns {
      if column.isNull(row) {
        sink.append(0)
        continue
      }
      sink.append(1)
      switch column.type.layout {
      case .bit: sink.append(column.bits[row])
      case .word: withUnsafeBytes(of: column.words[row]) { sink.append(contentsOf: $0) }
      case .double: withUnsafeBytes(of: column.doubles[row]) { sink.append(contentsOf: $0) }
      case .decimal: withUnsafeBytes(of: column.decimals[row]) { sink.append(contentsOf: $0) }
      case .interval: withUnsafeBytes(of: column.intervals[row]) { sink.append(contentsOf: $0) }
      case .bytes:
        let s = column.slice(row)
        withUnsafeBytes(of: UInt32(s.count)) { sink.append(contentsOf: $0) }
        sink.append(contentsOf: s)
      }
    }
  }
  static func decode(_ bytes: UnsafeRawBufferPointer, into builders: [ColumnBuilder]) throws {
    var at = 0
    func take<T>(_ type: T.Type) -> T {
      defer { at += MemoryLayout<T>.size }
      return bytes.loadUnaligned(fromByteOffset: at, as: T.self)
    }
    for builder in builders {
      if take(UInt8.self) == 0 {
        builder.appendNull()
        continue
      }
      switch builder.type.layout {
      case .bit: builder.append(bit: take(UInt8.self) != 0)
      case .word: builder.append(word: take(Int64.self))
      case .double: builder.append(double: take(Double.self))
      case .decimal: builder.append(decimal: take(Decimal.self))
      case .interval: builder.append(interval: take(Interval.self))
      case .bytes:
        let n = Int(take(UInt32.self))
        builder.append(
          bytes: UnsafeRawBufferPointer(rebasing: bytes[at..<at + n]).assumingMemoryBound(
            to: UInt8.self))
        at += n
      }
    }
  }
}
