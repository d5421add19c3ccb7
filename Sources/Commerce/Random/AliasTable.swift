/// Draws places of a list in proportion to their weights, in constant time (Vose's alias method).
///
/// Built in a fixed order with + − × ÷ only, so every machine makes the same table.
struct AliasTable: Sendable {
  private struct Entry {
    /// Out of 2³²: the share of this entry that is its own; the rest belongs to the alias.
    var own: UInt32
    var alias: Int32
  }

  private let entries: [Entry]

  /// Weights are at least 0, one of them above 0.
  init(weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(total > 0 && total.isFinite, "weights have a sum above 0")
    let scale = Double(weights.count) / total
    var shares = weights.map { $0 * scale }
    var entries = shares.indices.map { Entry(own: .max, alias: Int32($0)) }
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let taker = small.last, let giver = large.last {
      small.removeLast()
      entries[taker] = Entry(
        own: UInt32(min(shares[taker] * 4_294_967_296, 4_294_967_295)), alias: Int32(giver))
      shares[giver] -= 1 - shares[taker]
      if shares[giver] < 1 {
        large.removeLast()
        small.append(giver)
      }
    }
    // What rounding leaves over has a share of 1, or of 0 where its weight is none.
    let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    for index in small where weights[index] == 0 {
      entries[index] = Entry(own: 0, alias: Int32(heaviest))
    }
    self.entries = entries
  }

  /// The place that 64 random bits stand for.
  @inline(__always)
  func place(_ bits: UInt64) -> Int {
    let (index, rest) = bits.multipliedFullWidth(by: UInt64(entries.count))
    return entries.withUnsafeBufferPointer { entries in
      let entry = entries[Int(index)]
      return UInt32(rest &>> 32) < entry.own ? Int(index) : Int(entry.alias)
    }
  }
}
