import CZstd

final class ZstandardStage: DecompressionStage {
  let name = "Zstandard"
  private let stream: OpaquePointer
  private(set) var isBetweenFrames = false
  private(set) var holdsOutput = false

  init() {
    guard let stream = ZSTD_createDStream() else {
      preconditionFailure("zstd has no memory left")
    }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func decompress(
    _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws -> (consumed: Int, produced: Int) {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
    let hint = ZSTD_decompressStream(stream, &target, &source)
    guard ZSTD_isError(hint) == 0 else {
      throw CompressionError(.corrupt, "damaged Zstandard data (\(zstandardErrorName(hint)))")
    }
    isBetweenFrames = hint == 0
    holdsOutput = hint != 0 && target.pos == target.size
    return (source.pos, target.pos)
  }
}
