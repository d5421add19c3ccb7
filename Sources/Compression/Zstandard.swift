import CZstd

/// Compresses blobs to one Zstandard frame each; keeps its working memory between calls.
///
/// One compressor belongs to one thread.
public final class ZstandardCompressor {
  private let context: OpaquePointer

  /// Level 1 is the fastest with a fair ratio; 3 is the library's default.
  public init(level: Int = 1) {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("zstd has no memory left") }
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { ZSTD_freeCCtx(context) }

  /// The frame of `bytes`, with a checksum; it names their count, so that a reader can make room at once.
  public func compress(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { room, count in
      count = ZSTD_compress2(
        context, room.baseAddress, bound, bytes.baseAddress, bytes.count)
      precondition(ZSTD_isError(count) == 0, "zstd could not compress into a buffer of its bound")
    }
  }

  public func compress(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { compress($0) } }
}

/// Opens blobs made by `ZstandardCompressor`; keeps its working memory between calls.
///
/// One decompressor belongs to one thread.
public final class ZstandardDecompressor {
  private let context: OpaquePointer

  public init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("zstd has no memory left") }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  /// How many bytes a frame says that it holds. Throws `CompressionError` where it is no frame or does not say.
  public static func contentSize(of frame: UnsafeRawBufferPointer) throws -> Int {
    let size = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
    // The library's two markers: unknown (−1) and not a frame (−2).
    guard size < UInt64(Int.max) else {
      throw CompressionError(.corrupt, "the bytes are no Zstandard frame of a known size")
    }
    return Int(size)
  }

  /// Opens one whole frame into `room`; returns the number of bytes written. Throws `CompressionError` where the frame
  /// is damaged or holds more than `room` does.
  public func decompress(
    _ frame: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    let count = ZSTD_decompressDCtx(
      context, room.baseAddress, room.count, frame.baseAddress, frame.count)
    guard ZSTD_isError(count) == 0 else {
      throw CompressionError(.corrupt, "damaged Zstandard data (\(zstandardErrorName(count)))")
    }
    return count
  }

  /// Opens one whole frame. Throws `CompressionError` where it is damaged or larger than `limit` bytes.
  public func decompress(_ frame: [UInt8], limit: Int = 1 << 31) throws -> [UInt8] {
    try frame.withUnsafeBytes { frame in
      let size = try ZstandardDecompressor.contentSize(of: frame)
      guard size <= limit else {
        throw CompressionError(.corrupt, "the frame claims \(size) bytes, more than \(limit)")
      }
      return try [UInt8](unsafeUninitializedCapacity: size) { room, count in
        count = try decompress(frame, into: UnsafeMutableRawBufferPointer(room))
      }
    }
  }
}

func zstandardErrorName(_ code: Int) -> String {
  ZSTD_getErrorName(code).map { String(cString: $0) } ?? "unknown error"
}
