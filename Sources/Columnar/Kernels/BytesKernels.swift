/// Loops that make values of variable length.
enum BytesKernels {
  /// Each row appends its bytes to a sink that is used again; NULL rows are empty, a failed row too.
  @inline(__always)
  static func make(
    _ type: DataType, _ count: Int, validity: UnsafePointer<UInt8>?, _ errors: inout RowErrors,
    _ body: (Int, inout [UInt8]) throws(ExpressionError) -> Void
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    var sink: [UInt8] = []
    for row in 0..<count {
      sink.removeAll(keepingCapacity: true)
      if let validity, validity[row] == 0 {
        builder.append(bytes: Bytes(start: nil, count: 0))
        continue
      }
      do throws(ExpressionError) {
        try body(row, &sink)
      } catch {
        errors.append(error, row: row)
        sink.removeAll(keepingCapacity: true)
      }
      sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
    }
    return builder.finish()
  }

  /// Each row is a part of bytes that exist already; NULL rows give what their empty input gives.
  @inline(__always)
  static func slice(
    _ type: DataType, _ column: Column, _ count: Int, _ body: (Int, Bytes) -> Bytes
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    for row in 0..<count { builder.append(bytes: body(row, column.slice(row))) }
    return builder.finish()
  }
}
