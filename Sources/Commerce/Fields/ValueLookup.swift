/// Finds a column's values among given ones: the place of each, or −1.
final class ValueLookup {
  private let places: [ScenarioValue: Int32]
  /// Open addressing over the texts: places, −1 where free.
  private var slots: [Int32]
  private let texts: [[UInt8]]
  /// Places of the codes of `dictionary`.
  private var codePlaces: [Int32] = []
  private var dictionary: ValueDictionary?

  /// Of equal values the first counts.
  init(_ values: [ScenarioValue]) {
    var places: [ScenarioValue: Int32] = [:]
    for (place, value) in values.enumerated() where places[value.normalized] == nil {
      places[value.normalized] = Int32(place)
    }
    self.places = places
    texts = values.map { $0.isText ? $0.plainText : [] }
    var size = 4
    while size < values.count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (place, value) in values.enumerated()
    where value.isText && places[value] == Int32(place) {
      var slot = ValueLookup.hash(texts[place]) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(place)
    }
  }

  func find(
    _ column: FieldColumn, _ rows: RowSelection, into found: UnsafeMutablePointer<Int32>
  ) {
    let nullPlace = places[.null] ?? -1
    switch column.kind {
    case .code:
      remember(column.dictionary)
      codePlaces.withUnsafeBufferPointer { codePlaces in
        for place in 0..<rows.count {
          let row = rows[place]
          found[row] = column.isNull(row) ? nullPlace : codePlaces[Int(column.numbers[row])]
        }
      }
    case .number, .time:
      for place in 0..<rows.count {
        let row = rows[place]
        let value = ScenarioValue.decimal(unscaled: column.numbers[row], scale: column.scale)
        found[row] = column.isNull(row) ? nullPlace : places[value.normalized] ?? -1
      }
    case .text:
      let slices = column.texts
      for place in 0..<rows.count {
        let row = rows[place]
        found[row] = column.isNull(row) ? nullPlace : find(slices[row].bytes)
      }
    }
  }

  private func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    var slot = ValueLookup.hash(bytes) & (slots.count - 1)
    while slots[slot] >= 0 {
      if texts[Int(slots[slot])].elementsEqual(bytes) { return slots[slot] }
      slot = (slot &+ 1) & (slots.count - 1)
    }
    return -1
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash &>> 32))
  }

  private func remember(_ dictionary: ValueDictionary?) {
    guard self.dictionary !== dictionary, let dictionary else { return }
    self.dictionary = dictionary
    codePlaces = dictionary.values.map { places[$0.normalized] ?? -1 }
  }
}

/// The value that stands beside the input's, else null.
final class LookupNode: GeneratorNode {
  private let input: Input
  private let lookup: ValueLookup
  private let dictionary: ValueDictionary
  /// The dictionary's code by place in `lookup`.
  private let codes: [Int64]
  private let found = RowBuffer<Int32>()

  init(_ input: Input, _ pairs: [ScenarioValue: ScenarioValue]) {
    self.input = input
    let keys = Array(pairs.keys)
    lookup = ValueLookup(keys)
    var values: [ScenarioValue] = [.null]
    codes = keys.map { key in
      let value = pairs[key] ?? .null
      if let code = values.firstIndex(of: value) { return Int64(code) }
      values.append(value)
      return Int64(values.count - 1)
    }
    dictionary = ValueDictionary(values)
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    lookup.find(context.column(input), rows, into: found.base)
    output.beCodes(of: dictionary)
    output.hasNulls = false
    for place in 0..<rows.count {
      let row = rows[place]
      let place = Int(found.base[row])
      output.numbers[row] = place < 0 ? 0 : codes[place]
    }
    output.markNullCodes(rows)
  }
}
