/// Writes the store's own binary records: varints, zigzag for signed numbers, length-prefixed bytes.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  @inline(__always)
  mutating func append(byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func append(unsigned value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(_ value: Int64) {
    append(unsigned: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func append(_ value: Int) { append(Int64(value)) }
  mutating func append(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func append(_ value: [UInt8]) {
    append(unsigned: UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func append(_ value: UnsafeRawBufferPointer) {
    append(unsigned: UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func append(_ value: String) { append(Array(value.utf8)) }

  mutating func append<Element>(
    _ elements: some Collection<Element>, _ each: (inout ByteWriter, Element) -> Void
  ) {
    append(unsigned: UInt64(elements.count))
    for element in elements { each(&self, element) }
  }

  mutating func append<Wrapped>(
    optional value: Wrapped?, _ each: (inout ByteWriter, Wrapped) -> Void
  ) {
    append(value != nil)
    if let value { each(&self, value) }
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
