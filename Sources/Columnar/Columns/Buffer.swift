import Glibc

/// Memory of a column: 64-byte aligned, with 64 readable zero bytes behind it for vector loads.
///
/// `@unchecked Sendable`: whoever makes a buffer writes it before it is shared; afterwards it is only read.
public final class Buffer: @unchecked Sendable {
  public static let slack = 64
  public let base: UnsafeMutableRawPointer
  public let byteCount: Int

  public init(byteCount: Int) {
    let rounded = (byteCount + Buffer.slack + 63) & ~63
    guard let memory = aligned_alloc(64, rounded) else {
      preconditionFailure("out of memory: \(rounded) bytes")
    }
    memset(memory + byteCount, 0, rounded - byteCount)
    base = memory
    self.byteCount = byteCount
  }

  deinit { free(base) }

  @inline(__always)
  public func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T> {
    base.assumingMemoryBound(to: type)
  }
}
