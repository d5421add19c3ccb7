import Store
import Testing

/// From the tests of Kafka's `Utils.murmur2`.
let murmurs: [(String, Int32)] = [
  ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
  ("a-little-bit-longer-string", -1_486_304_829),
  ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
]

@Test(arguments: murmurs) func `keys hash as in Kafka's producer`(text: String, hash: Int32) {
  #expect(Array(text.utf8).withUnsafeBytes { Partitioner.murmur2($0) } == hash)
}

@Test func `a partition is the hash without its sign, modulo their number`() {
  for (text, hash) in murmurs {
    let partition = Array(text.utf8).withUnsafeBytes { Partitioner.partition(forKey: $0, of: 7) }
    #expect(partition == (Int(hash) & 0x7fff_ffff) % 7)
  }
}
