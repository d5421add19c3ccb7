/// The partition that Kafka's default partitioner gives a key, so that a topic keeps its order when it moves there.
enum KafkaPartitioner {
  @inline(__always)
  static func partition(of key: UnsafeBufferPointer<UInt8>, among count: Int) -> Int {
    Int(murmur2(key) & 0x7FFF_FFFF) % count
  }

  /// MurmurHash2, 32 bits, with the seed that Kafka's clients agree on.
  static func murmur2(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let multiplier: UInt32 = 0x5BD1_E995
    var hash: UInt32 = 0x9747_B28C ^ UInt32(truncatingIfNeeded: bytes.count)
    var place = 0
    while place &+ 4 <= bytes.count {
      var word: UInt32 = 0
      for index in 0..<4 { word |= UInt32(bytes[place &+ index]) &<< UInt32(8 &* index) }
      word &*= multiplier
      word ^= word &>> 24
      word &*= multiplier
      hash = (hash &* multiplier) ^ word
      place &+= 4
    }
    if place < bytes.count {
      for index in place..<bytes.count {
        hash ^= UInt32(bytes[index]) &<< UInt32(8 &* (index &- place))
      }
      hash &*= multiplier
    }
    hash ^= hash &>> 13
    hash &*= multiplier
    return hash ^ (hash &>> 15)
  }
}
