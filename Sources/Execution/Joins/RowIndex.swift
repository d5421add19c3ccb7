/// Finds rows by their hash: open addressing with linear probing; a slot holds the low half of the hash and the row's
/// number plus 1.
struct RowIndex: ~Copyable {
  private var slots = DenseArray<UInt64>(capacity: 64)
  private var mask = 63
  private var count = 0
  private var hashes = DenseArray<UInt64>()

  var byteCount: Int { slots.byteCount + hashes.byteCount }

  /// The row with this hash for which `isEqual` holds.
  @inline(__always)
  func find(_ hash: UInt64, where isEqual: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1
      if entry >> 32 == hash & 0xffff_ffff, isEqual(number) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func insert(_ hash: UInt64, _ number: Int) {
    hashes.reserve(number + 1)
    hashes[number] = hash
    count += 1
    if count * 2 > mask { grow() }
    place(hash, number)
  }

  private func place(_ hash: UInt64, _ number: Int) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hash << 32 | UInt64(number + 1)
  }

  private mutating func grow() {
    let old = (0...mask).map { slots[$0] }.filter { $0 != 0 }
    mask = (mask + 1) * 4 - 1
    slots.reset(capacity: mask + 1)
    for entry in old {
      let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1
      place(hashes[number], number)
    }
  }

  /// Later entries of the probe move up.
  mutating func remove(_ number: Int) {
    let wanted = hashes[number] << 32 | UInt64(number + 1)
    var hole = Int(truncatingIfNeeded: hashes[number]) & mask
    while slots[hole] != wanted { hole = (hole + 1) & mask }
    var next = (hole + 1) & mask
    while slots[next] != 0 {
      let home = Int(truncatingIfNeeded: slots[next] >> 32) & mask
      if (next &- home) & mask >= (next &- hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
    count -= 1
  }
}
