/// Draws an index with probability in proportion to its weight, in constant time (Vose's alias method).
///
/// Built with + − × ÷ only, in a fixed order, so every machine makes the same table. Eight bytes an index.
///
/// `@unchecked Sendable`: the memory is written before `init` returns, and only read afterwards.
final class AliasTable: @unchecked Sendable {
  struct Entry {
    /// Out of 2³²: the share of this entry that is its own; the rest belongs to the alias.
    var own: UInt32
    var alias: UInt32
  }

  let count: Int
  let entries: UnsafeMutablePointer<Entry>

  /// Weights above 0, at least one and fewer than 2³².
  init(weights: [Double]) {
    precondition(!weights.isEmpty && weights.count < UInt32.max, "a table has 1 to 2³² − 2 entries")
    count = weights.count
    entries = .allocate(capacity: weights.count)
    var shares = weights
    let scale = Double(count) / shares.reduce(0, +)
    for index in shares.indices {
      shares[index] *= scale
      (entries + index).initialize(to: Entry(own: .max, alias: UInt32(index)))
    }
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let taker = small.last, let giver = large.last {
      small.removeLast()
      entries[taker] = Entry(
        own: UInt32(min(shares[taker] * 4_294_967_296, 4_294_967_295)), alias: UInt32(giver))
      shares[giver] -= 1 - shares[taker]
      if shares[giver] < 1 {
        large.removeLast()
        small.append(giver)
      }
    }
  }

  deinit { entries.deallocate() }

  /// The index that 64 random bits stand for.
  @inline(__always)
  func index(_ bits: UInt64) -> Int { AliasTable.index(bits, entries, count) }

  @inline(__always)
  static func index(_ bits: UInt64, _ entries: UnsafeMutablePointer<Entry>, _ count: Int) -> Int {
    let (index, rest) = bits.multipliedFullWidth(by: UInt64(count))
    let entry = entries[Int(index)]
    return Int(UInt32(rest &>> 32) <= entry.own ? UInt32(index) : entry.alias)
  }
}
