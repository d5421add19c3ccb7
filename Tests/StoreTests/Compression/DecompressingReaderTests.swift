import Compression
import Glibc
import Testing

@Suite struct DecompressingReaderTests {
  let folder = TemporaryFolder()

  /// `gzip.compress(b"one\ntwo\n", mtime=0)` of Python.
  let pythonGzip: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0xcf, 0x4b, 0xe5, 0x2a, 0x29,
    0xcf, 0xe7, 0x02, 0x00, 0xe6, 0x0b, 0xba, 0x12, 0x08, 0x00, 0x00, 0x00,
  ]

  func open(_ bytes: [UInt8], piece: Int = 1 << 16) throws -> [UInt8] {
    let descriptor = Glibc.open(folder.write("in", bytes), O_RDONLY)
    defer { close(descriptor) }
    let format = try #require(CompressionFormat(magic: bytes))
    let reader = DecompressingReader(descriptor: descriptor, format: format)
    var all: [UInt8] = []
    while true {
      let part = try reader.read(upTo: piece)
      if part.isEmpty { break }
      all += part
    }
    #expect(reader.position == all.count)
    return all
  }

  @Test func `what Python's gzip wrote is read, in pieces of any size`() throws {
    for piece in [1, 3, 8, 4096] {
      #expect(try open(pythonGzip, piece: piece) == Array("one\ntwo\n".utf8))
    }
  }

  @Test func `members and frames behind each other are one text`() throws {
    let twice = Array("one\ntwo\none\ntwo\n".utf8)
    #expect(try open(pythonGzip + pythonGzip) == twice)
    #expect(try open(pythonGzip + [0, 0, 0]) == Array("one\ntwo\n".utf8))
    let frame = ZstandardCompressor().compress(Array("one\ntwo\n".utf8))
    #expect(try open(frame + frame, piece: 5) == twice)
  }

  @Test func `every truncation is told as one, after the bytes in front of it`() {
    let frame = ZstandardCompressor().compress(Array("one\ntwo\n".utf8))
    for whole in [pythonGzip, frame] {
      for length in 4..<whole.count {
        let error = #expect(throws: CompressionError.self) { try open(Array(whole[..<length])) }
        #expect(error?.kind == .truncated, "at \(length)")
      }
    }
  }

  @Test func `a wrong checksum and text behind the data are corrupt`() {
    var wrong = pythonGzip
    wrong[21] ^= 1
    for bytes in [wrong, pythonGzip + Array("tail".utf8), Array(pythonGzip[..<2] + [9, 9, 9])] {
      let error = #expect(throws: CompressionError.self) { try open(bytes) }
      #expect(error?.kind == .corrupt)
    }
  }

  @Test func `megabytes pass unchanged and can be skipped`() throws {
    var random = Seeded(7)
    let text = (0..<400_000).flatMap { _ in [UInt8(random.next() % 11), 65, 66, 67, 68, 69, 70, 71]
    }
    let frame = ZstandardCompressor().compress(text)
    #expect(try open(frame, piece: 77_777) == text)
    let descriptor = Glibc.open(folder.write("in", frame), O_RDONLY)
    defer { close(descriptor) }
    let reader = DecompressingReader(descriptor: descriptor, format: .zstandard)
    #expect(try reader.skip(3_000_001) == 3_000_001)
    #expect(try reader.read(upTo: 100) == Array(text[3_000_001..<3_000_101]))
    #expect(try reader.skip(10_000_000) == Int64(text.count - 3_000_101))
  }

  @Test func `a descriptor that cannot be read is named so`() {
    let reader = DecompressingReader(descriptor: -1, format: .gzip)
    let error = #expect(throws: CompressionError.self) { try reader.read(upTo: 1) }
    #expect(error?.kind == .unreadable)
  }
}
