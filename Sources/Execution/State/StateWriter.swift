import Columnar

/// Collects the bytes of a snapshot: fixed-width values little-endian, counts as UInt32.
struct StateWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: Decimal) { write(value.coefficient << 8 | Int128(value.scale)) }

  mutating func write(counted value: UnsafeBufferPointer<UInt8>) {
    write(UInt32(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func write(counted value: [UInt8]) {
    value.withUnsafeBufferPointer { write(counted: $0) }
  }

  /// One value, tagged by its layout.
  mutating func write(_ value: Value) {
    switch value {
    case .null: write(UInt8(0))
    case .boolean(let value):
      write(UInt8(1))
      write(UInt8(value ? 1 : 0))
    case .word(let value):
      write(UInt8(2))
      write(value)
    case .double(let value):
      write(UInt8(3))
      write(value.bitPattern)
    case .decimal(let value):
      write(UInt8(4))
      write(value)
    case .interval(let value):
      write(UInt8(5))
      write(value.months)
      write(value.days)
      write(value.microseconds)
    case .bytes(let value):
      write(UInt8(6))
      write(counted: value)
    }
  }
}
