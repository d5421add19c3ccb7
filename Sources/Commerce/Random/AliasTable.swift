/// Draws places of a list in proportion to their weights, in constant time (Vose's alias method).
///
/// Built in a fixed order with + − × ÷ only, so every machine makes the same table. Eight bytes a place.
///
/// `@unchecked Sendable`: the memory is written before `init` returns, and only read afterwards.
final class AliasTable: @unchecked Sendable {
  struct Entry {
    /// Out of 2³²: the share of this entry that is its own; the rest belongs to the alias.
    var own: UInt32
    var alias: UInt32
  }

  let count: Int
  /// Lives as long as the table.
  let entries: UnsafeMutablePointer<Entry>

  /// Weights are at least 0, one of them above 0.
  init(weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(total > 0 && total.isFinite, "weights have a sum above 0")
    precondition(weights.count < Int(Int32.max), "a table has fewer than 2³¹ places")
    count = weights.count
    entries = .allocate(capacity: weights.count)
    let scale = Double(weights.count) / total
    var shares = weights.map { $0 * scale }
    for index in shares.indices {
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
    // What rounding leaves over has a share of 1, or of 0 where its weight is none.
    let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    for index in small where weights[index] == 0 {
      entries[index] = Entry(own: 0, alias: UInt32(heaviest))
    }
  }

  deinit { entries.deallocate() }

  /// The place that 64 random bits stand for.
  @inline(__always)
  func place(_ bits: UInt64) -> Int { AliasTable.place(bits, entries, count) }

  /// The same where the table is known to live.
  @inline(__always)
  static func place(_ bits: UInt64, _ entries: UnsafeMutablePointer<Entry>, _ count: Int) -> Int {
    let (index, rest) = bits.multipliedFullWidth(by: UInt64(count))
    let entry = entries[Int(index)]
    return Int(UInt32(rest &>> 32) < entry.own ? UInt32(index) : entry.alias)
  }
}
