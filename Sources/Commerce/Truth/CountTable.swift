/// Counts by key in one window: open addressing, no deletions, reusable. Eight bytes a slot.
final class CountTable {
  private struct Slot {
    /// 0 where the slot is free.
    var key: UInt32
    var count: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var used = 0

  init() {
    mask = 1_023
    slots = CountTable.freeSlots(mask + 1)
  }

  deinit { slots.deallocate() }

  func removeAll() {
    slots.update(repeating: Slot(key: 0, count: 0), count: mask + 1)
    used = 0
  }

  /// Adds one to a key above 0 and returns its count.
  @inline(__always)
  func increment(_ key: UInt32) -> UInt32 {
    let place = place(of: key)
    if slots[place].key == key {
      slots[place].count &+= 1
      return slots[place].count
    }
    slots[place] = Slot(key: key, count: 1)
    used &+= 1
    if used &* 2 > mask { grow() }
    return 1
  }

  /// Where the key is or belongs.
  @inline(__always)
  private func place(of key: UInt32) -> Int {
    let (slots, mask) = (slots, mask)
    var place = Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
    while slots[place].key != key && slots[place].key != 0 { place = (place &+ 1) & mask }
    return place
  }

  private func grow() {
    let (old, oldCount) = (slots, mask + 1)
    mask = oldCount * 2 - 1
    slots = CountTable.freeSlots(mask + 1)
    for index in 0..<oldCount where old[index].key != 0 {
      slots[place(of: old[index].key)] = old[index]
    }
    old.deallocate()
  }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot(key: 0, count: 0), count: count)
    return slots
  }
}
