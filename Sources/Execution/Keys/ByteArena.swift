import Glibc

/// Byte strings by number, one after the other in one piece of memory.
///
/// What is forgotten or replaced is garbage; when most of the arena is, the living strings move together. So it holds at
/// most about twice what lives in it, and writing costs a constant a byte.
struct ByteArena: ~Copyable {
  private var starts = DenseArray<Int>()
  private var lengths = DenseArray<UInt32>()
  private var memory = DenseArray<UInt8>(capacity: 256)
  private var end = 0
  private var garbage = 0
  /// One past the greatest number.
  private var limit = 0

  var byteCount: Int { starts.byteCount + lengths.byteCount + memory.byteCount }

  /// Room for numbers below `count`.
  mutating func reserve(_ count: Int) {
    limit = max(limit, count)
    starts.reserve(count)
    lengths.reserve(count)
  }

  /// Replaces what the number held.
  mutating func store(_ number: Int, _ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { store(number, $0) }
  }

  mutating func store(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    forget(number)
    memory.reserve(end + bytes.count)
    if let base = bytes.baseAddress { memcpy(memory.base + end, base, bytes.count) }
    starts[number] = end
    lengths[number] = UInt32(bytes.count)
    end += bytes.count
  }

  /// Valid until the next `store` or `forget`.
  subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory.base + starts[number], count: Int(lengths[number]))
  }

  func holds(_ number: Int, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { holds(number, $0) }
  }

  func holds(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(lengths[number]) == bytes.count else { return false }
    let stored = memory.base + starts[number]
    return bytes.baseAddress.map { memcmp(stored, $0, bytes.count) == 0 } ?? true
  }

  mutating func forget(_ number: Int) {
    garbage += Int(lengths[number])
    lengths[number] = 0
    if garbage > 1 << 16, garbage * 2 > end { pack() }
  }

  private mutating func pack() {
    let packed = DenseArray<UInt8>(capacity: end - garbage)
    var packedEnd = 0
    for number in 0..<limit where lengths[number] > 0 {
      memcpy(packed.base + packedEnd, memory.base + starts[number], Int(lengths[number]))
      starts[number] = packedEnd
      packedEnd += Int(lengths[number])
    }
    memory = packed
    (end, garbage) = (packedEnd, 0)
  }
}
