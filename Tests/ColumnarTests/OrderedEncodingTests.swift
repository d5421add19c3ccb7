import Testing

@testable import Columnar

@Suite struct OrderedEncodingTests {
  private func encoded(_ encoding: OrderedEncoding, _ columns: [Column], _ row: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    encoding.append(columns, row: row, to: &bytes)
    return bytes
  }

  /// As ORDER BY has it: −1, 0 or 1.
  private func order(_ left: Value, _ right: Value) -> Int {
    func compare<T: Comparable>(_ left: T, _ right: T) -> Int {
      left < right ? -1 : right < left ? 1 : 0
    }
    switch (left, right) {
    case (.boolean(let left), .boolean(let right)): return compare(left ? 1 : 0, right ? 1 : 0)
    case (.word(let left), .word(let right)): return compare(left, right)
    case (.double(let left), .double(let right)):
      if left.isNaN || right.isNaN { return compare(left.isNaN ? 1 : 0, right.isNaN ? 1 : 0) }
      return compare(left, right)
    case (.decimal(let left), .decimal(let right)): return compare(left, right)
    case (.interval(let left), .interval(let right)): return compare(left, right)
    case (.bytes(let left), .bytes(let right)):
      return left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
    default: preconditionFailure("values of one type")
    }
  }

  private func order(
    _ left: Value, _ right: Value, _ key: OrderedEncoding.Key
  ) -> Int {
    if left.isNull || right.isNull {
      if left.isNull && right.isNull { return 0 }
      return left.isNull == key.nullsFirst ? -1 : 1
    }
    return key.isDescending ? -order(left, right) : order(left, right)
  }

  @Test(arguments: sampleTypes)
  func `bytes are in the order of the values`(type: DataType) {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededGenerator(seed: seed)
    let values = (0..<60).map { _ in randomValue(type, &random) } + edges(type)
    let column = Column.of(type, values)
    for (isDescending, nullsFirst) in [(false, false), (false, true), (true, false), (true, true)] {
      let key = OrderedEncoding.Key(
        column: 0, isDescending: isDescending, nullsFirst: nullsFirst)
      let encoding = OrderedEncoding(types: [type], keys: [key])
      let rows = values.indices.map { encoded(encoding, [column], $0) }
      for left in values.indices {
        for right in values.indices {
          let length = { (row: [UInt8]) in
            row.withUnsafeBufferPointer { $0.baseAddress.map(encoding.keyLength) ?? 0 }
          }
          let keys = [rows[left], rows[right]].map { Array($0.prefix(length($0))) }
          let expected = order(values[left], values[right], key)
          let found =
            keys[0] == keys[1] ? 0 : keys[0].lexicographicallyPrecedes(keys[1]) ? -1 : 1
          #expect(
            found == expected, "seed \(seed): \(values[left]) \(values[right]) \(key)")
        }
      }
    }
  }

  /// Values at the ends of their ranges, and ones that SQL does not tell apart.
  private func edges(_ type: DataType) -> [Value] {
    switch type.layout {
    case .bit: [.boolean(false), .boolean(true)]
    case .word:
      type == .time || type == .date ? [.word(0), .word(1)] : [0, -1, 1].map { .word($0) }
    case .double:
      [0.0, -0.0, .nan, .infinity, -.infinity, 5e-324, -5e-324, 1e308].map { .double($0) }
        + [.double(Double(bitPattern: 0xfff8_0000_0000_0001))]
    case .decimal:
      [
        (0, 0), (0, 36), (1, 0), (10, 1), (100, 2), (-1, 0), (-10, 1), (1, 36), (-1, 36), (999, 3),
        (Decimal.coefficientMax, 0), (-Decimal.coefficientMax, 0), (Decimal.coefficientMax, 36),
      ].compactMap { Decimal(coefficient: $0.0, scale: $0.1).map { .decimal($0) } }
    case .interval:
      [
        Interval(months: 1), Interval(days: 30), Interval(microseconds: 30 * 86_400_000_000),
        Interval(days: -30), Interval(), Interval(months: .min, days: .min, microseconds: .min),
      ].map { .interval($0) }
    case .bytes:
      type == .bytea || type == .text
        ? [
          [], [0], [0, 0], [0, 255], [0, 1], [1], [255], [255, 255], [97], [97, 0], [97, 98],
        ]
        .map { .bytes($0) } : []
    }
  }

  @Test func `rows come back digit for digit`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let columns = sampleTypes.map { type in
        Column.of(type, (0..<20).map { _ in randomValue(type, &random) } + edges(type).prefix(1))
      }.filter { $0.count >= 20 }
      let types = columns.map(\.type)
      let keys = types.indices.shuffled(using: &random).prefix(6).map {
        OrderedEncoding.Key(
          column: $0, isDescending: .random(using: &random), nullsFirst: .random(using: &random))
      }
      let encoding = OrderedEncoding(types: types, keys: keys)
      let builders = types.map { ColumnBuilder($0) }
      for row in 0..<20 {
        encoded(encoding, columns, row).withUnsafeBufferPointer {
          if let base = $0.baseAddress { encoding.read(base, into: builders) }
        }
      }
      for (column, builder) in zip(columns, builders) {
        let back = builder.finish()
        for row in 0..<20 {
          #expect(back.isExactly(row, column), "seed \(seed), \(column.type)")
        }
      }
    }
  }

  @Test func `equal values of other digits are peers, and other rows`() {
    let column = Column.of(
      .numeric,
      [(100, 2), (1, 0), (10, 1)].compactMap { Decimal(coefficient: $0.0, scale: $0.1) }
        .map { .decimal($0) })
    let encoding = OrderedEncoding(
      types: [.numeric],
      keys: [OrderedEncoding.Key(column: 0, isDescending: true, nullsFirst: true)])
    let rows = (0..<3).map { encoded(encoding, [column], $0) }
    #expect(Set(rows).count == 3)
    #expect(Set(rows.map { $0.dropLast() }).count == 1)
  }

  @Test func `the first key can be looked for and read`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededGenerator(seed: seed)
    for type in sampleTypes {
      let key = OrderedEncoding.Key(
        column: 0, isDescending: .random(using: &random), nullsFirst: false)
      let encoding = OrderedEncoding(types: [type], keys: [key])
      let value = randomValue(type, &random)
      if value.isNull { continue }
      let row = encoded(encoding, [Column.of(type, [value])], 0)
      var wanted: [UInt8] = []
      encoding.append(firstKey: value, to: &wanted)
      #expect(row.starts(with: wanted), "seed \(seed), \(type)")
      let read = row.withUnsafeBufferPointer { $0.baseAddress.map(encoding.firstKey) ?? .null }
      #expect(order(read, value) == 0, "seed \(seed), \(type)")
    }
  }
}

extension Column {
  fileprivate func isExactly(_ row: Int, _ other: Column) -> Bool {
    var (left, right): ([UInt8], [UInt8]) = ([], [])
    RowEncoding.append([self], row: row, to: &left)
    RowEncoding.append([other], row: row, to: &right)
    return left == right
  }
}
