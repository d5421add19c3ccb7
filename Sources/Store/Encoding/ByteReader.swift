import Dataflow

/// Reads what `ByteWriter` wrote; throws `StateDecodingError` on bytes that it did not write.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Reads all of `bytes` with `body`; bytes left over are an error.
  static func read<Result>(
    _ bytes: [UInt8], _ body: (inout ByteReader) throws -> Result
  ) throws -> Result {
    try bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      let result = try body(&reader)
      guard reader.isAtEnd else { throw StateDecodingError("bytes are left over") }
      return result
    }
  }

  var isAtEnd: Bool { position == bytes.count }

  @inline(__always)
  mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw StateDecodingError("the bytes end too early") }
    defer { position += 1 }
    return bytes[position]
  }

  @inline(__always)
  mutating func unsigned() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw StateDecodingError("a number is too long") }
      value |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func integer() throws -> Int64 {
    let raw = try unsigned()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  mutating func boolean() throws -> Bool {
    let value = try byte()
    guard value <= 1 else { throw StateDecodingError("neither true nor false") }
    return value == 1
  }

  /// A count of things of at least one byte each: never more than there are bytes.
  mutating func count() throws -> Int {
    let count = try unsigned()
    guard count <= UInt64(bytes.count - position) else {
      throw StateDecodingError("a count is larger than what follows")
    }
    return Int(count)
  }

  /// Length-prefixed bytes in place: good as long as the reader's own.
  mutating func slice() throws -> UnsafeRawBufferPointer {
    let count = try count()
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  mutating func blob() throws -> [UInt8] { Array(try slice()) }

  mutating func text() throws -> String {
    guard let text = String(validating: try slice(), as: UTF8.self) else {
      throw StateDecodingError("a text is not UTF-8")
    }
    return text
  }

  mutating func list<Element>(_ each: (inout ByteReader) throws -> Element) throws -> [Element] {
    let count = try count()
    var elements: [Element] = []
    elements.reserveCapacity(min(count, 4096))
    for _ in 0..<count { elements.append(try each(&self)) }
    return elements
  }

  mutating func optional<Wrapped>(
    _ each: (inout ByteReader) throws -> Wrapped
  ) throws -> Wrapped? {
    try boolean() ? try each(&self) : nil
  }
}
