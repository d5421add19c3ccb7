import Compression
import Testing

@Test func `a blob comes back as it was, an empty one too`() throws {
  let compressor = ZstandardCompressor()
  let decompressor = ZstandardDecompressor()
  for blob in [[], [7], Array(repeating: 3, count: 1 << 20)] as [[UInt8]] {
    #expect(try decompressor.decompress(compressor.compress(blob)) == blob)
  }
}

@Test func `a cut, foreign or oversized frame is refused`() {
  let frame = ZstandardCompressor().compress(Array(repeating: 3, count: 1000))
  let decompressor = ZstandardDecompressor()
  #expect(throws: CompressionError.self) { try decompressor.decompress(Array(frame.dropLast())) }
  #expect(throws: CompressionError.self) { try decompressor.decompress([1, 2, 3]) }
  #expect(throws: CompressionError.self) { try decompressor.decompress(frame, limit: 999) }
}

@Test func `CRC-32 has its published check value and can be continued`() {
  #expect(Checksum.crc32(Array("123456789".utf8)) == 0xcbf4_3926)
  let first = Checksum.crc32(Array("12345".utf8))
  #expect(Checksum.crc32(Array("6789".utf8), previous: first) == 0xcbf4_3926)
}
