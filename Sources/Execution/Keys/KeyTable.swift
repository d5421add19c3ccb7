import Columnar
import Glibc

/// Gives each distinct key a dense group number: open addressing with linear probing over 8-byte slots.
///
/// A slot holds the low half of the key's hash and the group's number plus 1; 0 is empty. Keys of words, doubles and
/// booleans lie as words by group number; any other key lies as bytes in an arena. Numbers of removed groups are used
/// again. Finding a key costs the same in a small and a large table; growing is a constant a key.
final class KeyTable {
  let types: [DataType]
  /// Hash of each group's key.
  var hashes = DenseArray<UInt64>()
  /// 1 for group numbers in use.
  private var alive = DenseArray<UInt8>()
  /// One past the greatest group number ever given.
  private(set) var numberLimit = 0
  private(set) var count = 0
  private var removed: [UInt32] = []
  private var slots = DenseArray<UInt64>(capacity: 64)
  private var slotMask = 63
  private var keys: KeyStore
  private let scratch = KeyScratch()

  init(types: [DataType]) {
    self.types = types
    keys = KeyStore(types: types)
  }

  var byteCount: Int {
    hashes.byteCount + alive.byteCount + slots.byteCount + keys.byteCount + removed.capacity * 4
  }

  @inline(__always)
  func isAlive(_ group: Int) -> Bool { alive[group] != 0 }

  /// The group of each row, made where there is none. Needs columns of `types` and their `KeyHash`.
  func findOrInsert(
    _ columns: [Column], hashes rowHashes: UnsafePointer<UInt64>, count rows: Int,
    groups: UnsafeMutablePointer<UInt32>
  ) {
    guard rows > 0 else { return }
    if keys.isWords {
      scratch.load(columns, count: rows)
      if columns.count == 1, scratch.nulls == nil, !keys.holdsNulls {
        findWords(scratch.sources[0], rowHashes, rows, groups)
      } else {
        findRows(rowHashes, rows, groups) {
          keys.wordsEqual($0, scratch, row: $1)
        } store: {
          keys.storeWords($0, scratch, row: $1)
        }
      }
    } else {
      let canonical = columns.map(CanonicalKeys.canonical)
      findRows(rowHashes, rows, groups) { group, row in
        keys.bytesEqual(group, canonical, row: row)
      } store: {
        keys.storeBytes($0, canonical, row: $1)
      }
    }
  }

  /// One key column of words without NULL: the hot loop.
  @inline(never)
  private func findWords(
    _ words: UnsafePointer<Int64>, _ rowHashes: UnsafePointer<UInt64>, _ rows: Int,
    _ groups: UnsafeMutablePointer<UInt32>
  ) {
    var (slotBase, mask, stored) = (slots.base, slotMask, keys.words.base)
    for row in 0..<rows {
      let hash = rowHashes[row]
      let tag = hash &<< 32
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let entry = slotBase[slot]
        if entry == 0 {
          let group = insert(hash: hash, slot: slot)
          keys.storeWord(group, words[row])
          groups[row] = UInt32(truncatingIfNeeded: group)
          (slotBase, mask, stored) = (slots.base, slotMask, keys.words.base)
          break
        }
        let group = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
        if (entry ^ tag) >> 32 == 0, stored[group] == words[row] {
          groups[row] = UInt32(truncatingIfNeeded: group)
          break
        }
        slot = (slot &+ 1) & mask
      }
    }
  }

  @inline(__always)
  private func findRows(
    _ rowHashes: UnsafePointer<UInt64>, _ rows: Int, _ groups: UnsafeMutablePointer<UInt32>,
    equal: (Int, Int) -> Bool, store: (Int, Int) -> Void
  ) {
    for row in 0..<rows {
      let hash = rowHashes[row]
      let tag = hash &<< 32
      var slot = Int(truncatingIfNeeded: hash) & slotMask
      while true {
        let entry = slots.base[slot]
        if entry == 0 {
          let group = insert(hash: hash, slot: slot)
          store(group, row)
          groups[row] = UInt32(truncatingIfNeeded: group)
          break
        }
        let group = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
        if (entry ^ tag) >> 32 == 0, equal(group, row) {
          groups[row] = UInt32(truncatingIfNeeded: group)
          break
        }
        slot = (slot &+ 1) & slotMask
      }
    }
  }

  /// A number for a new key whose probe ended at an empty `slot`.
  @inline(never)
  private func insert(hash: UInt64, slot: Int) -> Int {
    let group: Int
    if let reused = removed.popLast() {
      group = Int(reused)
    } else {
      group = numberLimit
      numberLimit += 1
      precondition(numberLimit < UInt32.max, "a key table holds fewer than 2^32 groups")
      hashes.reserve(numberLimit)
      alive.reserve(numberLimit)
      keys.reserve(numberLimit)
    }
    hashes[group] = hash
    alive[group] = 1
    slots[slot] = KeyTable.entry(hash, group)
    count += 1
    if count * 2 > slotMask { growSlots() }
    return group
  }

  @inline(__always)
  private static func entry(_ hash: UInt64, _ group: Int) -> UInt64 {
    hash &<< 32 | UInt64(truncatingIfNeeded: group &+ 1)
  }

  private func growSlots() {
    let capacity = (slotMask + 1) * 4
    slots.reset(capacity: capacity)
    slotMask = capacity - 1
    for group in 0..<numberLimit where alive[group] != 0 {
      var slot = Int(truncatingIfNeeded: hashes[group]) & slotMask
      while slots[slot] != 0 { slot = (slot + 1) & slotMask }
      slots[slot] = KeyTable.entry(hashes[group], group)
    }
  }

  /// Forgets a group; its number may be given to another key. Later entries of the probe move up.
  func remove(_ group: Int) {
    precondition(isAlive(group), "a group is removed once")
    let wanted = KeyTable.entry(hashes[group], group)
    var hole = Int(truncatingIfNeeded: hashes[group]) & slotMask
    while slots[hole] != wanted { hole = (hole + 1) & slotMask }
    var next = (hole + 1) & slotMask
    while slots[next] != 0 {
      let home = Int(truncatingIfNeeded: slots[next] >> 32) & slotMask
      // The entry may move up unless its home lies behind the hole.
      if (next &- home) & slotMask >= (next &- hole) & slotMask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & slotMask
    }
    slots[hole] = 0
    alive[group] = 0
    keys.forget(group)
    removed.append(UInt32(group))
    count -= 1
  }

  /// Key columns of some groups.
  func columns(of groups: UnsafeBufferPointer<UInt32>) -> [Column] { keys.columns(of: groups) }

  /// The living groups of each of the given key groups.
  func groups(inKeyGroups wanted: [Int]) -> [[UInt32]] {
    var index = [Int](repeating: -1, count: 256)
    for (position, group) in wanted.enumerated() { index[group] = position }
    var found = [[UInt32]](repeating: [], count: wanted.count)
    if wanted.isEmpty { return found }
    for group in 0..<numberLimit where alive[group] != 0 {
      let position = index[KeyGroupSet.group(ofHash: hashes[group])]
      if position >= 0 { found[position].append(UInt32(group)) }
    }
    return found
  }

  /// All living groups, by number.
  func allGroups() -> [UInt32] {
    (0..<numberLimit).filter { alive[$0] != 0 }.map { UInt32($0) }
  }
}
