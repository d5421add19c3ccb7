import Testing

@testable import Commerce

@Test(arguments: [
  ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
  ("a-little-bit-longer-string", -1_486_304_829),
  ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
])
func `murmur2 gives the values of Kafka's own tests`(_ key: String, _ expected: Int32) {
  let hash = Array(key.utf8).withUnsafeBufferPointer { KafkaPartitioner.murmur2($0) }
  #expect(Int32(bitPattern: hash) == expected)
}

@Test func `the mixing function is SplitMix64's`() {
  #expect(CounterRandom.mix(CounterRandom.step) == 0xE220_A839_7B1D_CDAF)
  #expect(CounterRandom.mix(CounterRandom.step &* 2) == 0x6E78_9E6A_A1B9_65F4)
}

@Test(arguments: ZipfTable.Skew.allCases)
func `ranks are drawn in proportion to their weight`(_ skew: ZipfTable.Skew) {
  let (ranks, draws) = (50, 200_000)
  let table = ZipfTable(count: Int64(ranks), skew: skew)
  let random = CounterRandom(seed: 11, stream: 0)
  var counts = [Double](repeating: 0, count: ranks)
  for draw in 0..<draws { counts[Int(table.rank(random.bits(Int64(draw), 0))) - 1] += 1 }
  let weights = (1...ranks).map { skew.weight(Double($0)) }
  let total = weights.reduce(0, +)
  let chiSquared = zip(counts, weights).map { count, weight in
    let expected = weight / total * Double(draws)
    return (count - expected) * (count - expected) / expected
  }.reduce(0, +)
  // 49 degrees of freedom: above 94.5 with a probability of 0.0001.
  #expect(chiSquared < 94.5)
}

@Test func `every day from 1971 to 2199 survives the way to a date and back`() throws {
  var previous = CivilTime.day(364)
  for days in Int64(365)..<84_006 {
    let day = CivilTime.day(days)
    let isNext = day.day == previous.day + 1 && day.month == previous.month
    let follows = isNext || (day.day == 1 && previous.day >= 28)
    if CivilTime.days(day) != days || !follows { Issue.record("\(day) after \(previous)") }
    previous = day
  }
  #expect(CivilTime.text(1_638_230_400_000_000) == "2021-11-30 00:00:00")
  #expect(CivilTime.parse("2024-02-29 23:59:59") == 1_709_251_199_000_000)
  #expect(CivilTime.parse("2023-02-29 00:00:00") == nil)
}

@Test func `numbers are written as Swift writes them`() {
  var samples: [Int64] = [0, 9, 10, 99, 100, .max, .min, -1]
  samples += (0..<63).map { (1 << $0) - 1 }
  for sample in samples {
    let bytes = [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      count = buffer.baseAddress.map { DecimalDigits.write(sample, to: $0) } ?? 0
    }
    #expect(String(decoding: bytes, as: UTF8.self) == String(sample))
  }
}

@Test func `counts by key survive growth and reuse`() {
  let table = CountTable()
  for round in 1...3 {
    let keys: ClosedRange<UInt32> = 1...5_000
    #expect(keys.allSatisfy { table.increment($0) == 1 })
    #expect(keys.allSatisfy { table.increment($0) == 2 })
    #expect(table.increment(UInt32.max) == 1, "round \(round)")
    table.removeAll()
  }
}
