/// Arrays to text and text to arrays.
extension ArrayKernels {
  static func text(_ zone: Zone) -> @Sendable (DataType) -> Kernel {
    let output = TextOutput(zone: zone)
    return { element in
      { columns, count, _ in
        let builder = ColumnBuilder(.text, capacity: count)
        var sink: [UInt8] = []
        for row in 0..<count {
          if columns[0].isNull(row) || columns[1].isNull(row) {
            builder.appendNull()
            continue
          }
          sink.removeAll(keepingCapacity: true)
          let absent = columns.count > 2 && !columns[2].isNull(row) ? columns[2].slice(row) : nil
          let reader = ArrayReader(columns[0].slice(row), element)
          append(reader, element, output, columns[1].slice(row), absent: absent, to: &sink)
          sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
        }
        return builder.finish()
      }
    }
  }

  private static func append(
    _ reader: ArrayReader, _ element: DataType, _ output: TextOutput, _ separator: Bytes,
    absent: Bytes?, to sink: inout [UInt8]
  ) {
    var reader = reader
    var isFirst = true
    while let item = reader.next() {
      if item.isNull && absent == nil { continue }
      if !isFirst { sink.append(contentsOf: separator) }
      isFirst = false
      if item.isNull, let absent {
        sink.append(contentsOf: absent)
      } else {
        ArrayText.appendPlain(item, element, output, to: &sink)
      }
    }
  }

  static let split: Kernel = { columns, count, _ in
    let builder = ColumnBuilder(.array(.text), capacity: count)
    var sink: [UInt8] = []
    for row in 0..<count {
      if columns[0].isNull(row) {
        builder.appendNull()
        continue
      }
      sink.removeAll(keepingCapacity: true)
      let absent = columns.count > 2 && !columns[2].isNull(row) ? columns[2].slice(row) : nil
      let separator = columns[1].isNull(row) ? nil : columns[1].slice(row)
      eachPart(of: columns[0].slice(row), separator) { part in
        if let absent, part.elementsEqual(absent) {
          ArrayEncoding.append(.null, to: &sink)
        } else {
          ArrayEncoding.append(bytes: part, to: &sink)
        }
      }
      sink.withUnsafeBufferPointer { builder.append(bytes: $0) }
    }
    return builder.finish()
  }

  /// The parts between separators, of which an empty text has none; a separator of nil stands between all characters, an
  /// empty one nowhere.
  static func eachPart(of text: Bytes, _ separator: Bytes?, _ body: (Bytes) -> Void) {
    if text.isEmpty { return }
    var from = 0
    guard let separator else {
      for at in 1...text.count where at == text.count || text[at] & 0xC0 != 0x80 {
        body(Bytes(rebasing: text[from..<at]))
        from = at
      }
      return
    }
    if separator.isEmpty { return body(text) }
    while let found = TextKernels.find(separator, in: text, from: from) {
      body(Bytes(rebasing: text[from..<found]))
      from = found + separator.count
    }
    body(Bytes(rebasing: text[from...]))
  }
}
