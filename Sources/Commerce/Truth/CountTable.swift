/// Counts by user in one window: open addressing, no deletions, reusable.
final class CountTable {
  private var keys: [UInt32]
  private var counts: [UInt32]
  private var used = 0

  init() {
    keys = Array(repeating: 0, count: 1_024)
    counts = Array(repeating: 0, count: 1_024)
  }

  func removeAll() {
    for index in keys.indices { keys[index] = 0 }
    used = 0
  }

  /// Adds one to a key above 0 and returns its count.
  @inline(__always)
  func increment(_ key: UInt32) -> UInt32 {
    let slot = slot(of: key)
    if keys[slot] == key {
      counts[slot] &+= 1
      return counts[slot]
    }
    (keys[slot], counts[slot]) = (key, 1)
    used &+= 1
    if used &* 2 > keys.count { grow() }
    return 1
  }

  /// Where the key is or belongs.
  @inline(__always)
  private func slot(of key: UInt32) -> Int {
    let mask = keys.count &- 1
    var slot = Int(UInt64(key) &* 0x9E37_79B9_7F4A_7C15 &>> 32) & mask
    while keys[slot] != key && keys[slot] != 0 { slot = (slot &+ 1) & mask }
    return slot
  }

  private func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    counts = Array(repeating: 0, count: oldKeys.count * 2)
    for (key, count) in zip(oldKeys, oldCounts) where key != 0 {
      let slot = slot(of: key)
      (keys[slot], counts[slot]) = (key, count)
    }
  }
}
