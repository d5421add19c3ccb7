/// Memory for the rows' numbers of chunks, by the power of two that they have room for.
struct SlotPool: ~Copyable {
  private var memory = DenseArray<UInt32>(capacity: 256)
  private var end = 0
  private var free = [[UInt32]](repeating: [], count: 7)

  var byteCount: Int { memory.byteCount + free.reduce(0) { $0 + $1.capacity * 4 } }

  var base: UnsafeMutablePointer<UInt32> { memory.base }

  mutating func take(capacity: UInt8) -> UInt32 {
    if let reused = free[Int(capacity)].popLast() { return reused }
    let start = end
    end += 1 << Int(capacity)
    precondition(end <= UInt32.max, "a worker keeps fewer than 2^32 rows in order")
    memory.reserve(end)
    return UInt32(start)
  }

  mutating func give(_ start: UInt32, capacity: UInt8) { free[Int(capacity)].append(start) }
}
