/// CRC-32 with zlib's polynomial, sixteen bytes at a time.
enum Checksum {
  /// Table k, entry b: the remainder of byte b followed by k zero bytes.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var remainder = UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
      }
      tables[byte] = remainder
    }
    for table in 1..<16 {
      for byte in 0..<256 {
        let before = tables[(table - 1) * 256 + byte]
        tables[table * 256 + byte] = before >> 8 ^ tables[Int(before & 0xFF)]
      }
    }
    return tables
  }()

  static func crc32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      guard let start = bytes.baseAddress, let table = tables.baseAddress else { return 0 }
      return crc32(start, bytes.count, table)
    }
  }

  @inline(__always)
  private static func crc32(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ table: UnsafePointer<UInt32>
  ) -> UInt32 {
    var crc = ~UInt32(0)
    var place = UnsafeRawPointer(start)
    var rest = count
    while rest >= 16 {
      let low = place.loadUnaligned(as: UInt64.self) ^ UInt64(crc)
      let high = place.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      crc = fold(low, table + 8 * 256) ^ fold(high, table)
      place += 16
      rest &-= 16
    }
    while rest > 0 {
      let byte = place.load(as: UInt8.self)
      crc = crc &>> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)]
      place += 1
      rest &-= 1
    }
    return ~crc
  }

  /// The remainder of eight bytes, the first of which is followed by seven more and whatever `table` begins behind.
  @inline(__always)
  private static func fold(_ word: UInt64, _ table: UnsafePointer<UInt32>) -> UInt32 {
    let low = UInt32(truncatingIfNeeded: word)
    let high = UInt32(truncatingIfNeeded: word &>> 32)
    let first = table[7 * 256 &+ Int(low & 0xFF)] ^ table[6 * 256 &+ Int(low &>> 8 & 0xFF)]
    let second = table[5 * 256 &+ Int(low &>> 16 & 0xFF)] ^ table[4 * 256 &+ Int(low &>> 24)]
    let third = table[3 * 256 &+ Int(high & 0xFF)] ^ table[2 * 256 &+ Int(high &>> 8 & 0xFF)]
    let fourth = table[256 &+ Int(high &>> 16 & 0xFF)] ^ table[Int(high &>> 24)]
    return first ^ second ^ third ^ fourth
  }
}
