extension FieldColumn {
  /// Takes the form and the selected rows of another column.
  func copy(_ rows: RowSelection, of other: FieldColumn) {
    beLike(other)
    switch kind {
    case .number, .code:
      for place in 0..<rows.count { numbers[rows[place]] = other.numbers[rows[place]] }
    case .text:
      let (target, source) = (texts, other.texts)
      for place in 0..<rows.count { target[rows[place]] = source[rows[place]] }
    case .time:
      let (target, source) = (offsets, other.offsets)
      for place in 0..<rows.count {
        numbers[rows[place]] = other.numbers[rows[place]]
        target[rows[place]] = source[rows[place]]
      }
    }
    hasNulls = other.hasNulls
    if hasNulls { for place in 0..<rows.count { nulls[rows[place]] = other.nulls[rows[place]] } }
  }

  /// Takes the form of another column, and for each selected row the value at `sources[row]` of it.
  func gather(
    _ rows: RowSelection, from sources: UnsafePointer<Int32>, of other: FieldColumn
  ) {
    beLike(other)
    switch kind {
    case .number, .code:
      for place in 0..<rows.count {
        let row = rows[place]
        numbers[row] = other.numbers[Int(sources[row])]
      }
    case .text:
      let (target, source) = (texts, other.texts)
      for place in 0..<rows.count {
        let row = rows[place]
        target[row] = source[Int(sources[row])]
      }
    case .time:
      let (target, source) = (offsets, other.offsets)
      for place in 0..<rows.count {
        let row = rows[place]
        numbers[row] = other.numbers[Int(sources[row])]
        target[row] = source[Int(sources[row])]
      }
    }
    hasNulls = other.hasNulls
    if hasNulls {
      for place in 0..<rows.count {
        let row = rows[place]
        nulls[row] = other.nulls[Int(sources[row])]
      }
    }
  }

  /// Turns codes of numbers into numbers; other forms stay.
  func decodeNumbers(_ rows: RowSelection) {
    guard kind == .code, let dictionary, dictionary.isNumeric else { return }
    for place in 0..<rows.count {
      let row = rows[place]
      numbers[row] = dictionary.numbers[Int(numbers[row])]
    }
    beNumbers(scale: dictionary.scale)
  }
}

extension FieldColumn {
  /// Takes the form of another column and its first values, from row `first` on. The rest stays.
  func take(_ other: FieldColumn, count: Int, at first: Int) {
    beLike(other)
    numbers.advanced(by: first).update(from: other.numbers, count: count)
    if kind == .text { texts.advanced(by: first).update(from: other.texts, count: count) }
    if kind == .time { offsets.advanced(by: first).update(from: other.offsets, count: count) }
    for row in 0..<count { nulls[first + row] = other.hasNulls ? other.nulls[row] : 0 }
    hasNulls = hasNulls || other.hasNulls
  }
}
