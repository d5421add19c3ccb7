/// Reads little-endian values from bytes that may be damaged: nil where too few are left.
struct ByteReader {
  private let bytes: Bytes
  private(set) var at = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }
  var left: Int { bytes.count - at }

  mutating func read<T: FixedWidthInteger>(_ type: T.Type) -> T? {
    let width = T.bitWidth / 8
    guard left >= width, let base = bytes.baseAddress else { return nil }
    let value = UnsafeRawPointer(base + at).loadUnaligned(as: T.self)
    at += width
    return T(littleEndian: value)
  }

  mutating func bytes(_ count: Int) -> Bytes? {
    guard count >= 0, left >= count else { return nil }
    let slice = Bytes(rebasing: bytes[at..<at + count])
    at += count
    return slice
  }
}

extension [UInt8] {
  @inline(__always)
  mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
