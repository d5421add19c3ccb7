/// Writes a block's records from their columns, in one layout. Made anew for each block: it holds the columns' memory.
struct BlockWriter {
  private enum Kind { case number, json, text, time, nothing }

  private struct Value {
    var literal: UnsafePointer<UInt8>
    var literalCount: Int
    var kind: Kind
    var scale: Int
    var format: TimestampFormat
    var numbers: UnsafePointer<Int64>
    /// Of rows, or of codes.
    var texts: UnsafePointer<TextSlice>?
    var offsets: UnsafePointer<Int32>?
    /// Nil where no value is null.
    var nulls: UnsafePointer<UInt8>?
  }

  private let values: [Value]
  private let end: [UInt8]
  private let isJSON: Bool
  private let text: ValueText
  /// The most bytes of a record's literals, numbers, times and codes.
  let fixedBytes: Int
  /// Columns of texts, whose bytes come on top.
  private let textColumns: [FieldColumn]

  /// The literals of `layout` and the columns are used for as long as the writer is.
  init(
    _ layout: RecordLayout, literals: [UnsafePointer<UInt8>], format: RecordFormat,
    text: ValueText, nothing: FieldColumn, column: (Int) -> FieldColumn
  ) {
    isJSON = format == .json
    self.text = text
    var bytes = layout.end.count + 1
    var textColumns: [FieldColumn] = []
    values = zip(layout.steps, literals).map { step, literal in
      let column = step.field < 0 ? nothing : column(step.field)
      var value = Value(
        literal: literal, literalCount: step.literal.count, kind: .nothing, scale: column.scale,
        format: column.format, numbers: UnsafePointer(column.numbers),
        nulls: column.hasNulls ? UnsafePointer(column.nulls) : nil)
      bytes += step.literal.count + ValueText.maximumFixedBytes + 2
      guard step.field >= 0 else { return value }
      switch column.kind {
      case .number: value.kind = .number
      case .time:
        value.kind = .time
        value.offsets = UnsafePointer(column.offsets)
      case .text:
        value.kind = .text
        value.texts = UnsafePointer(column.texts)
        textColumns.append(column)
      case .code:
        guard let dictionary = column.dictionary else { break }
        value.kind = format == .json ? .json : .text
        value.texts = UnsafePointer(format == .json ? dictionary.json : dictionary.texts)
        // A CSV text may grow by its quotes.
        bytes += dictionary.longestJSON * (format == .json ? 1 : 2)
      }
      return value
    }
    fixedBytes = bytes
    end = layout.end
    self.textColumns = textColumns
    codeColumns = zip(layout.steps, values).map { step, value in
      step.field >= 0 && column(step.field).kind == .code && value.kind == .text
    }
  }

  /// Whether a CSV value's texts are of codes.
  private let codeColumns: [Bool]

  /// The most bytes of a row's texts.
  @inline(__always)
  func textBytes(_ row: Int) -> Int {
    var bytes = 0
    for column in textColumns where !column.isNull(row) {
      let slice = column.texts[row]
      let count = Int(slice.count)
      bytes &+= slice.traits.isEmpty ? count : isJSON ? count &* 6 : count &* 2
    }
    return bytes
  }

  /// Writes one record; returns where it ends.
  @inline(__always)
  func write(_ row: Int, to output: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    var place = output
    values.withUnsafeBufferPointer { values in
      for index in values.indices {
        let value = values[index]
        place = ShortCopy.copy(value.literal, value.literalCount, to: place)
        if let nulls = value.nulls, nulls[row] != 0 {
          place = isJSON ? ShortCopy.copyNull(to: place) : place
          continue
        }
        switch value.kind {
        case .number:
          place += DecimalScale.write(value.numbers[row], scale: value.scale, to: place)
        case .json:
          guard let texts = value.texts else { continue }
          let slice = texts[Int(value.numbers[row])]
          place = ShortCopy.copy(slice.start, Int(slice.count), to: place)
        case .text:
          guard let texts = value.texts else { continue }
          let slice = texts[codeColumns[index] ? Int(value.numbers[row]) : row]
          place = isJSON ? EscapedText.json(slice, to: place) : EscapedText.csv(slice, to: place)
        case .time:
          guard let offsets = value.offsets else { continue }
          place = writeTime(value.numbers[row], offsets[row], value.format, to: place)
        case .nothing: break
        }
      }
    }
    return end.withUnsafeBufferPointer { end in
      guard let start = end.baseAddress else { return place }
      return ShortCopy.copy(start, end.count, to: place)
    }
  }

  @inline(__always)
  private func writeTime(
    _ time: Int64, _ offset: Int32, _ format: TimestampFormat,
    to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    guard isJSON else { return output + text.writeTime(time, offset: offset, format, to: output) }
    output.pointee = UInt8(ascii: "\"")
    let count = text.writeTime(time, offset: offset, format, to: output + 1)
    output[count &+ 1] = UInt8(ascii: "\"")
    return output + (count &+ 2)
  }
}
