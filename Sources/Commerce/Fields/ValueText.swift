/// Writes single values of columns as bare text, as templates, keys and CSV have them.
struct ValueText {
  private let timestamps = TimestampWriter()

  /// The most bytes of a number or a time.
  static let maximumFixedBytes = 32

  /// The most bytes that `write` needs for this value.
  @inline(__always)
  func byteBound(_ column: FieldColumn, _ row: Int) -> Int {
    switch column.kind {
    case .number, .time: ValueText.maximumFixedBytes
    case .text: column.isNull(row) ? 0 : Int(column.texts[row].count)
    case .code: Int(column.dictionary?.texts[Int(column.numbers[row])].count ?? 0)
    }
  }

  /// Writes nothing for null; returns the number of bytes.
  @inline(__always)
  func write(
    _ column: FieldColumn, _ row: Int, to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if column.isNull(row) { return 0 }
    switch column.kind {
    case .number:
      return DecimalScale.write(column.numbers[row], scale: column.scale, to: output)
    case .time:
      return writeTime(
        column.numbers[row], offset: column.offsets[row], column.format, to: output)
    case .text: return copy(column.texts[row], to: output)
    case .code:
      guard let texts = column.dictionary?.texts else { return 0 }
      return copy(texts[Int(column.numbers[row])], to: output)
    }
  }

  func traits(_ column: FieldColumn, _ row: Int) -> TextSlice.Traits {
    switch column.kind {
    case .number: .isLiteral
    case .time: []
    case .text: column.texts[row].traits
    case .code: column.dictionary?.texts[Int(column.numbers[row])].traits ?? []
    }
  }

  /// Local time; `offset` is in seconds east of UTC.
  @inline(__always)
  func writeTime(
    _ microseconds: Int64, offset: Int32, _ format: TimestampFormat,
    to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let local = microseconds &+ Int64(offset) &* CivilTime.microsecondsPerSecond
    timestamps.write(local, to: output)
    switch format {
    case .date: return 10
    case .iso: return writeRest(local, offset, to: output)
    default: return TimestampWriter.byteCount
    }
  }

  /// Makes `2021-11-30T00:00:00.000+05:30` of the 19 bytes that are there.
  @inline(__always)
  private func writeRest(
    _ local: Int64, _ offset: Int32, to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    output[10] = UInt8(ascii: "T")
    output[19] = UInt8(ascii: ".")
    let milliseconds = local / 1_000 % 1_000
    output[20] = 0x30 &+ UInt8(truncatingIfNeeded: milliseconds / 100)
    DecimalDigits.writePair(milliseconds % 100, to: output + 21)
    output[23] = UInt8(ascii: offset < 0 ? "-" : "+")
    let minutes = Int64(offset.magnitude) / 60
    DecimalDigits.writePair(minutes / 60, to: output + 24)
    output[26] = UInt8(ascii: ":")
    DecimalDigits.writePair(minutes % 60, to: output + 27)
    return 29
  }

  @inline(__always)
  private func copy(_ slice: TextSlice, to output: UnsafeMutablePointer<UInt8>) -> Int {
    output.update(from: slice.start, count: Int(slice.count))
    return Int(slice.count)
  }
}
