import Dataflow

/// Which of the 256 key groups changed since the last snapshot.
struct KeyGroupSet: ~Copyable {
  private let flags: UnsafeMutablePointer<UInt8>

  init() {
    flags = .allocate(capacity: KeyGroupState.groupCount)
    flags.initialize(repeating: 0, count: KeyGroupState.groupCount)
  }

  deinit { flags.deallocate() }

  @inline(__always)
  static func group(ofHash hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 56) }

  @inline(__always)
  borrowing func insert(hash: UInt64) { flags[KeyGroupSet.group(ofHash: hash)] = 1 }

  @inline(never)
  borrowing func insert(hashes: UnsafePointer<UInt64>, count: Int) {
    let flags = flags
    for row in 0..<count { flags[Int(truncatingIfNeeded: hashes[row] &>> 56)] = 1 }
  }

  /// The changed groups in rising order; none is changed afterwards.
  borrowing func drain() -> [Int] {
    let changed = (0..<KeyGroupState.groupCount).filter { flags[$0] != 0 }
    flags.update(repeating: 0, count: KeyGroupState.groupCount)
    return changed
  }
}
