import Columnar
import Dataflow

/// Reads what `StateWriter` wrote, from bytes that may be damaged: throws, never traps.
struct StateReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var remaining: Int { bytes.count - position }

  mutating func read<T: FixedWidthInteger>(_ type: T.Type = T.self) throws -> T {
    let width = MemoryLayout<T>.size
    guard remaining >= width else { throw StateDecodingError("ends too early") }
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: T.self) }
    position += width
    return T(littleEndian: value)
  }

  mutating func readDecimal() throws -> Decimal {
    let bits = try read(Int128.self)
    guard let value = Decimal(coefficient: bits >> 8, scale: Int(bits & 0xff)) else {
      throw StateDecodingError("a numeric is out of range")
    }
    return value
  }

  mutating func readCounted() throws -> [UInt8] {
    let count = Int(try read(UInt32.self))
    guard remaining >= count else { throw StateDecodingError("ends too early") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// A count of things that take at least `width` bytes each.
  mutating func readCount(width: Int) throws -> Int {
    let count = Int(try read(UInt32.self))
    guard count * max(width, 1) <= remaining else { throw StateDecodingError("ends too early") }
    return count
  }

  mutating func readFlag() throws -> Bool {
    let value = try read(UInt8.self)
    guard value <= 1 else { throw StateDecodingError("a flag is \(value)") }
    return value == 1
  }

  /// One value of `type` or NULL.
  mutating func readValue(_ type: DataType) throws -> Value {
    switch (try read(UInt8.self), type.layout) {
    case (0, _): return .null
    case (1, .bit): return .boolean(try readFlag())
    case (2, .word): return .word(try readWord(type))
    case (3, .double): return .double(Double(bitPattern: try read()))
    case (4, .decimal): return .decimal(try readDecimal())
    case (5, .interval):
      return .interval(
        Interval(months: try read(), days: try read(), microseconds: try read()))
    case (6, .bytes):
      let bytes = try readCounted()
      guard bytes.withUnsafeBufferPointer(type.isValid(bytes:)) else {
        throw StateDecodingError("a value is no \(type)")
      }
      return .bytes(bytes)
    default: throw StateDecodingError("a value is of another type")
    }
  }

  /// A word in the range of `type`: other code relies on it.
  mutating func readWord(_ type: DataType) throws -> Int64 {
    let word = try read(Int64.self)
    guard type.isValid(word: word) else { throw StateDecodingError("\(word) is no \(type)") }
    return word
  }

  mutating func expectEnd() throws {
    guard isAtEnd else { throw StateDecodingError("\(remaining) bytes too many") }
  }
}
