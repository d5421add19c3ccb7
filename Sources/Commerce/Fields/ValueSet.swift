/// Values against which a column is tested for equality: numbers by value whatever their digits, texts by bytes.
final class ValueSet {
  private let values: Set<ScenarioValue>
  private let texts: [[UInt8]]
  private let hasNull: Bool
  /// Whether each code of `dictionary` is among the values.
  private var allowed: [Bool] = []
  private var dictionary: ValueDictionary?

  init(_ values: [ScenarioValue]) {
    self.values = Set(values.map(\.normalized))
    texts = values.filter { $0 != .null }.map(\.plainText)
    hasNull = values.contains(.null)
  }

  /// Clears the mask where a selected row's value is none of the values.
  func restrict(
    _ mask: UnsafeMutablePointer<UInt8>, _ rows: RowSelection, to column: FieldColumn
  ) {
    switch column.kind {
    case .code:
      remember(column.dictionary)
      allowed.withUnsafeBufferPointer { allowed in
        for place in 0..<rows.count {
          let row = rows[place]
          let holds = column.isNull(row) ? hasNull : allowed[Int(column.numbers[row])]
          if !holds { mask[row] = 0 }
        }
      }
    case .number, .time:
      let numbers = values.compactMap { $0.number(scale: column.scale) }
      for place in 0..<rows.count {
        let row = rows[place]
        let holds = column.isNull(row) ? hasNull : numbers.contains(column.numbers[row])
        if !holds { mask[row] = 0 }
      }
    case .text:
      let slices = column.texts
      for place in 0..<rows.count {
        let row = rows[place]
        let holds =
          column.isNull(row)
          ? hasNull : texts.contains { slices[row].bytes.elementsEqual($0) }
        if !holds { mask[row] = 0 }
      }
    }
  }

  private func remember(_ dictionary: ValueDictionary?) {
    guard self.dictionary !== dictionary, let dictionary else { return }
    self.dictionary = dictionary
    allowed = dictionary.values.map { values.contains($0.normalized) }
  }
}
