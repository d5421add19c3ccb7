/// The values of one field for the rows of a block, in one of four forms. It belongs to one thread.
final class FieldColumn {
  enum Kind {
    /// `numbers`, unscaled at `scale`.
    case number
    /// `numbers` are codes of `dictionary`.
    case code
    /// `texts`.
    case text
    /// `numbers` in µs since 1970 UTC, written in `format` with `offsets`, the local time's seconds east of UTC.
    case time
  }

  var kind = Kind.number
  var scale = 0
  var dictionary: ValueDictionary?
  var format = TimestampFormat.plain
  /// Where false, `nulls` is to be ignored.
  var hasNulls = false
  let capacity: Int
  let numbers: UnsafeMutablePointer<Int64>
  /// 1 where the value is null.
  let nulls: UnsafeMutablePointer<UInt8>
  private(set) lazy var texts = UnsafeMutablePointer<TextSlice>.allocate(capacity: capacity)
  private(set) lazy var offsets = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
  private var hasTexts = false
  private var hasOffsets = false

  init(capacity: Int) {
    self.capacity = capacity
    numbers = .allocate(capacity: capacity)
    nulls = .allocate(capacity: capacity)
    nulls.initialize(repeating: 0, count: capacity)
  }

  deinit {
    numbers.deallocate()
    nulls.deallocate()
    if hasTexts { texts.deallocate() }
    if hasOffsets { offsets.deallocate() }
  }

  func beNumbers(scale: Int) { (kind, self.scale, dictionary) = (.number, scale, nil) }

  func beCodes(of dictionary: ValueDictionary) {
    (kind, self.scale, self.dictionary) = (.code, 0, dictionary)
  }

  func beTexts() {
    (kind, self.scale, dictionary, hasTexts) = (.text, 0, nil, true)
  }

  func beTimes(_ format: TimestampFormat) {
    (kind, self.scale, dictionary, self.format, hasOffsets) = (.time, 0, nil, format, true)
  }

  /// Takes the form of another column, without its values.
  func beLike(_ other: FieldColumn) {
    switch other.kind {
    case .number: beNumbers(scale: other.scale)
    case .code: if let dictionary = other.dictionary { beCodes(of: dictionary) }
    case .text: beTexts()
    case .time: beTimes(other.format)
    }
  }

  @inline(__always)
  func isNull(_ row: Int) -> Bool { hasNulls && nulls[row] != 0 }

  /// Before `markNull` of some rows: the others are not null.
  func clearNulls(_ rows: RowSelection) {
    hasNulls = true
    for place in 0..<rows.count { nulls[rows[place]] = 0 }
  }

  /// Marks the rows whose code is null's.
  func markNullCodes(_ rows: RowSelection) {
    guard let dictionary, dictionary.nullCode >= 0 else { return }
    clearNulls(rows)
    for place in 0..<rows.count {
      let row = rows[place]
      if numbers[row] == dictionary.nullCode { nulls[row] = 1 }
    }
  }

  /// Every selected row is null.
  func beNull(_ rows: RowSelection) {
    beNumbers(scale: 0)
    hasNulls = true
    for place in 0..<rows.count {
      numbers[rows[place]] = 0
      nulls[rows[place]] = 1
    }
  }
}

/// Rows of a block, in rising order.
struct RowSelection {
  let rows: UnsafePointer<Int32>
  let count: Int

  @inline(__always)
  subscript(place: Int) -> Int { Int(rows[place]) }
}
