import CZlib

/// CRC-32 (ISO 3309, as in gzip) of bytes.
public enum Checksum {
  /// The checksum of `bytes`, or of what gave `previous` followed by `bytes`.
  public static func crc32(_ bytes: UnsafeRawBufferPointer, previous: UInt32 = 0) -> UInt32 {
    guard let base = bytes.baseAddress else { return previous }
    return UInt32(
      truncatingIfNeeded: crc32_z(
        UInt(previous), base.assumingMemoryBound(to: UInt8.self), bytes.count))
  }

  public static func crc32(_ bytes: [UInt8], previous: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBytes { crc32($0, previous: previous) }
  }
}
