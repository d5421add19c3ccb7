/// Which partition a key belongs to: as Kafka's Java producer decides, so that topics can move between brokers.
public enum Partitioner {
  public static func partition(forKey key: UnsafeRawBufferPointer, of count: Int) -> Int {
    Int(murmur2(key) & 0x7fff_ffff) % count
  }

  /// Kafka's variant of MurmurHash 2: 32 bits, seed 0x9747b28c.
  public static func murmur2(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    let multiplier: UInt32 = 0x5bd1_e995
    var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.count)
    let whole = bytes.count & ~3
    for start in stride(from: 0, to: whole, by: 4) {
      var word = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
      word = word &* multiplier
      word ^= word >> 24
      hash = hash &* multiplier ^ word &* multiplier
    }
    if bytes.count > whole {
      for index in (whole..<bytes.count).reversed() {
        hash ^= UInt32(bytes[index]) << UInt32(8 * (index - whole))
      }
      hash = hash &* multiplier
    }
    hash ^= hash >> 13
    hash = hash &* multiplier
    hash ^= hash >> 15
    return Int32(bitPattern: hash)
  }
}
