/// Writes a block's records from their columns, in one layout. Made anew for each block, whose columns it points into;
/// whoever makes it keeps them alive.
final class BlockWriter {
  private enum Kind { case number, time, rowText, codeText, codeJSON, nothing }

  private struct Value {
    var literal: UnsafePointer<UInt8>
    var literalCount: Int
    var kind = Kind.nothing
    var scale = 0
    var format = TimestampFormat.plain
    var numbers: UnsafePointer<Int64>
    /// Of rows, or of codes.
    var texts: UnsafePointer<TextSlice>
    var offsets: UnsafePointer<Int32>
    /// Nil where no value is null.
    var nulls: UnsafePointer<UInt8>?
  }

  private let values: UnsafeMutableBufferPointer<Value>
  private let end: UnsafePointer<UInt8>
  private let endCount: Int
  private let isJSON: Bool
  private let text: ValueText
  /// The most bytes that the block's records take in this layout.
  let byteBound: Int

  /// `literals` are the layout's, in memory that stays; the last one is its end. `nothing` stands for no field.
  init(
    _ layout: RecordLayout, literals: [UnsafePointer<UInt8>], format: RecordFormat,
    text: ValueText, rows: Int, nothing: FieldColumn, column: (Int) -> FieldColumn
  ) {
    let isJSON = format == .json
    (self.isJSON, self.text) = (isJSON, text)
    (end, endCount) = (literals[layout.steps.count], layout.end.count)
    values = .allocate(capacity: layout.steps.count)
    var bound = (layout.end.count + 1) * rows
    for (place, step) in layout.steps.enumerated() {
      let column = step.field < 0 ? nothing : column(step.field)
      var value = Value(
        literal: literals[place], literalCount: step.literal.count,
        numbers: UnsafePointer(column.numbers), texts: UnsafePointer(nothing.texts),
        offsets: UnsafePointer(nothing.offsets))
      bound += (step.literal.count + ValueText.maximumFixedBytes + 2) * rows
      if step.field >= 0 {
        BlockWriter.point(&value, to: column, isJSON: isJSON)
        bound += BlockWriter.textBound(column, rows, isJSON: isJSON)
      }
      values.initializeElement(at: place, to: value)
    }
    byteBound = bound
  }

  deinit { values.deallocate() }

  private static func point(_ value: inout Value, to column: FieldColumn, isJSON: Bool) {
    if column.hasNulls { value.nulls = UnsafePointer(column.nulls) }
    switch column.kind {
    case .number: (value.kind, value.scale) = (.number, column.scale)
    case .time:
      (value.kind, value.format) = (.time, column.format)
      value.offsets = UnsafePointer(column.offsets)
    case .text:
      value.kind = .rowText
      value.texts = UnsafePointer(column.texts)
    case .code:
      guard let dictionary = column.dictionary else { return }
      value.kind = isJSON ? .codeJSON : .codeText
      value.texts = UnsafePointer(isJSON ? dictionary.json : dictionary.texts)
    }
  }

  /// The most bytes of a column's texts.
  private static func textBound(_ column: FieldColumn, _ rows: Int, isJSON: Bool) -> Int {
    switch column.kind {
    case .number, .time: return 0
    // A CSV text may grow by its quotes.
    case .code: return (column.dictionary?.longestJSON ?? 0) * (isJSON ? 1 : 2) * rows
    case .text:
      let texts = column.texts
      var bytes = 0
      for row in 0..<rows where !column.isNull(row) {
        let count = Int(texts[row].count)
        bytes &+= texts[row].traits.isEmpty ? count : isJSON ? count &* 6 : count &* 2
      }
      return bytes
    }
  }

  /// Writes one record; returns where it ends.
  @inline(__always)
  func write(_ row: Int, to output: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    var place = output
    for index in 0..<values.count {
      let value = values[index]
      place = ShortCopy.copy(value.literal, value.literalCount, to: place)
      if let nulls = value.nulls, nulls[row] != 0 {
        if isJSON { place = ShortCopy.copyNull(to: place) }
        continue
      }
      switch value.kind {
      case .codeJSON:
        let slice = value.texts[Int(value.numbers[row])]
        place = ShortCopy.copy(slice.start, Int(slice.count), to: place)
      case .number:
        place += DecimalScale.write(value.numbers[row], scale: value.scale, to: place)
      case .rowText: place = write(value.texts[row], to: place)
      case .codeText: place = write(value.texts[Int(value.numbers[row])], to: place)
      case .time: place = writeTime(value, row, to: place)
      case .nothing: break
      }
    }
    return ShortCopy.copy(end, endCount, to: place)
  }

  @inline(__always)
  private func write(
    _ slice: TextSlice, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    isJSON ? EscapedText.json(slice, to: output) : EscapedText.csv(slice, to: output)
  }

  @inline(__always)
  private func writeTime(
    _ value: Value, _ row: Int, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let (time, offset) = (value.numbers[row], value.offsets[row])
    guard isJSON else {
      return output + text.writeTime(time, offset: offset, value.format, to: output)
    }
    output.pointee = UInt8(ascii: "\"")
    let count = text.writeTime(time, offset: offset, value.format, to: output + 1)
    output[count &+ 1] = UInt8(ascii: "\"")
    return output + (count &+ 2)
  }
}
