import CZlib

final class GzipStage: DecompressionStage {
  let name = "gzip"
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isBetweenFrames = false
  private(set) var holdsOutput = false
  /// Some archivers pad the last member with zeros.
  private var isInPadding = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window; +16: only gzip's header is accepted.
    let code = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib could not start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decompress(
    _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws -> (consumed: Int, produced: Int) {
    if isBetweenFrames, let first = input.first {
      if isInPadding || first == 0 { return (try skipPadding(input), 0) }
      inflateReset(stream)
      isBetweenFrames = false
    }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let roomCount = min(room.count, Int(UInt32.max))
    stream.pointee.avail_out = UInt32(roomCount)
    let code = inflate(stream, Z_NO_FLUSH)
    let consumed = input.count - Int(stream.pointee.avail_in)
    let produced = roomCount - Int(stream.pointee.avail_out)
    switch code {
    case Z_STREAM_END:
      isBetweenFrames = true
      holdsOutput = false
    case Z_OK, Z_BUF_ERROR:
      holdsOutput = stream.pointee.avail_out == 0
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
      throw CompressionError(.corrupt, "damaged gzip data (\(reason))")
    }
    return (consumed, produced)
  }

  private func skipPadding(_ input: UnsafeRawBufferPointer) throws -> Int {
    guard input.allSatisfy({ $0 == 0 }) else {
      throw CompressionError(.corrupt, "other bytes follow the gzip data")
    }
    isInPadding = true
    return input.count
  }
}
