import Columnar

/// A 128-bit hash of a row's values, by which copies of a row are told from rows that only share its key.
///
/// Equal values hash alike, however they were written. 2^64 different rows are needed before two are likely to meet.
enum ContentHash {
  /// Two word columns.
  static func columns(of columns: [Column], count: Int) -> (low: Column, high: Column) {
    let (lows, highs) = (Buffer(byteCount: count * 8), Buffer(byteCount: count * 8))
    let (low, high) = (lows.pointer(to: UInt64.self), highs.pointer(to: UInt64.self))
    var bytes: [UInt8] = []
    for row in 0..<count {
      bytes.removeAll(keepingCapacity: true)
      KeyEncoding.append(columns, row: row, to: &bytes)
      (low[row], high[row]) = bytes.withUnsafeBytes(hash)
    }
    return (
      Column(type: .bigint, count: count, values: lows),
      Column(type: .bigint, count: count, values: highs)
    )
  }

  /// Two independent chains of multiply and fold over 8-byte words.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    var low: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.count)
    var high: UInt64 = 0xc2b2_ae3d_27d4_eb4f &+ UInt64(bytes.count)
    var at = 0
    while at < bytes.count {
      var word: UInt64 = 0
      if at + 8 <= bytes.count {
        word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      } else {
        for index in at..<bytes.count { word |= UInt64(bytes[index]) << UInt64((index - at) * 8) }
      }
      low = folded(low ^ word, 0xa076_1d64_78bd_642f) ^ high
      high = folded(high &+ word, 0xe703_7ed1_a0b4_28db) &+ word.byteSwapped
      at += 8
    }
    return (folded(low, 0x8ebc_6af0_9c88_c6e3), folded(high ^ low, 0x5899_65cc_7537_4cc3))
  }

  @inline(__always)
  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
