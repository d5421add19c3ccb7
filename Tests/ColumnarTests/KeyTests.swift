import Testing

@testable import Columnar

@Suite struct KeyTests {
  private func key(_ value: Value) -> [UInt8] {
    var sink: [UInt8] = []
    KeyEncoding.append(value, to: &sink)
    return sink
  }

  private static let equalPairs: [(Value, Value)] = [
    (.decimal(Decimal(unchecked: 10, scale: 1)), .decimal(Decimal(1))),
    (.decimal(Decimal(unchecked: 0, scale: 5)), .decimal(.zero)),
    (.double(-0.0), .double(0)),
    (.double(.nan), .double(Double(bitPattern: 0xfff8_0000_0000_0001))),
    (.interval(Interval(months: 1)), .interval(Interval(days: 30))),
    (.interval(Interval(days: 1)), .interval(Interval(microseconds: 86_400_000_000))),
  ]

  @Test func `equal SQL values have one key and one hash`() {
    for (left, right) in KeyTests.equalPairs {
      #expect(key(left) == key(right))
      #expect(KeyHash.hash([left]) == KeyHash.hash([right]))
    }
  }

  @Test func `unequal values have unequal keys`() {
    let values: [Value] = [
      .null, .boolean(true), .word(1), .word(-1), .double(1), .decimal(Decimal(1)),
      .decimal(Decimal(unchecked: 1, scale: 1)), .text(""), .text("a"), .text("ab"), .text("\0"),
      .interval(Interval(days: 1)), .double(.infinity), .double(.nan),
    ]
    let keys = Set(values.map { key($0) })
    #expect(keys.count == values.count)
  }

  @Test func `keys of integers and times are in the order of their values`() {
    #expect(key(.word(1)) == [1, 0x80, 0, 0, 0, 0, 0, 0, 1])
    #expect(key(.word(-2)) == [1, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe])
    var generator = SeededGenerator(seed: 7)
    let numbers =
      [.min, .min + 1, -256, -1, 0, 1, 255, 256, .max - 1, .max]
      + (0..<200).map { _ in Int64.random(in: .min ... .max, using: &generator) }
    let keys = numbers.sorted().map { key(.word($0)) }
    for (left, right) in zip(keys, keys.dropFirst()) {
      #expect(left.lexicographicallyPrecedes(right) || left == right)
    }
    #expect(key(.null).lexicographicallyPrecedes(key(.word(.min))))
  }

  @Test func `parts of a composite key do not run into each other`() {
    let left = key(.text("a")) + key(.text("bc"))
    let right = key(.text("ab")) + key(.text("c"))
    #expect(left != right)
    #expect(KeyHash.hash([.text("a"), .text("bc")]) != KeyHash.hash([.text("ab"), .text("c")]))
    #expect(KeyHash.hash([.null, .word(1)]) != KeyHash.hash([.word(1), .null]))
  }

  @Test(arguments: 1...20)
  func `a column hashes and encodes as its values do`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let batch = randomBatch(sampleTypes, rows: 30, &generator)
    for column in batch.columns {
      let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: 30)
      defer { hashes.deallocate() }
      KeyHash.hash([column], count: 30, into: hashes)
      for row in 0..<30 {
        var encoded: [UInt8] = []
        KeyEncoding.append(column, row: row, to: &encoded)
        #expect(hashes[row] == KeyHash.hash([column[row]]), "\(column.type), row \(row)")
        #expect(encoded == key(column[row]), "\(column.type), row \(row)")
      }
    }
  }

  /// Snapshots are written by these hashes: a change here makes old ones unreadable.
  @Test func `the hash of a value never changes`() {
    #expect(KeyHash.hash([.word(1)]) == pinnedHashes[0])
    #expect(KeyHash.hash([.text("millrace")]) == pinnedHashes[1])
    #expect(KeyHash.hash([.text("a text of more than sixteen bytes")]) == pinnedHashes[2])
    #expect(KeyHash.hash([.decimal(Decimal(unchecked: 150, scale: 2))]) == pinnedHashes[3])
    #expect(KeyHash.hash([.null, .boolean(true)]) == pinnedHashes[4])
  }

  @Test func `regular keys spread evenly over the key groups`() {
    let steps: [Int64] = [1, 2, 256, 4096, 60_000_000, 3_600_000_000, 1 << 32, 1 << 48]
    for step in steps {
      var counts = Array(repeating: 0, count: KeyHash.groupCount)
      for index in 0..<25_600 {
        counts[KeyHash.group(KeyHash.hash([.word(Int64(index) &* step)]))] += 1
      }
      // 100 expected each; six standard deviations.
      #expect(
        counts.allSatisfy { 40...160 ~= $0 }, "step \(step)")
    }
    var counts = Array(repeating: 0, count: KeyHash.groupCount)
    for index in 0..<25_600 { counts[KeyHash.group(KeyHash.hash([.text("user-\(index)")]))] += 1 }
    #expect(counts.allSatisfy { 40...160 ~= $0 })
  }

  @Test func `hashes of many keys do not collide`() {
    var seen = Set<UInt64>()
    for index in 0..<100_000 {
      seen.insert(KeyHash.hash([.word(Int64(index))]))
      seen.insert(KeyHash.hash([.text("k\(index)")]))
    }
    #expect(seen.count == 200_000)
  }

  @Test func `every byte of a text and its length change the hash`() {
    for length in 1...70 {
      let text = Array(repeating: UInt8(7), count: length)
      let hash = KeyHash.hash([.bytes(text)])
      #expect(KeyHash.hash([.bytes(text + [7])]) != hash)
      for at in 0..<length {
        var changed = text
        changed[at] ^= 1
        #expect(KeyHash.hash([.bytes(changed)]) != hash)
      }
    }
  }
}

/// Computed by a Python transcription of `KeyHash`'s description.
private let pinnedHashes: [UInt64] = [
  0xead2_7fcb_cb29_891b,
  0x7169_cf45_2457_2bb7,
  0x6ac9_76d1_7cec_25dd,
  0x3f4b_4806_1ac2_cda0,
  0xdbeb_6c18_0da2_eb80,
]
