import Columnar
import Glibc

/// Rows in the order of their bytes, partition by partition, with how many lie before each.
///
/// A partition is a treap of chunks of up to 64 rows, so that one with few rows is a small sorted array and one with
/// millions is found through by the logarithm of its size. A row's number stays while the row does; its bytes are those
/// of an `OrderedEncoding`. Equal rows are one with a weight.
final class OrderedRows {
  /// How many rows (by weight) and how many sets of peers.
  struct Measure: BitwiseCopyable, Equatable {
    var rows: Int64 = 0
    var peers: Int64 = 0

    static func + (left: Measure, right: Measure) -> Measure {
      Measure(rows: left.rows &+ right.rows, peers: left.peers &+ right.peers)
    }
  }

  /// Where a row lies; good until rows come or go.
  struct Place: Equatable {
    var node: UInt32
    var index: Int
  }

  /// A chunk of rows. Links are numbers of nodes, 0 for none.
  struct Node: BitwiseCopyable {
    var left: UInt32
    var right: UInt32
    var parent: UInt32
    /// Where its rows' numbers lie.
    var slots: UInt32
    var count: UInt8
    /// Room for 2^capacity rows.
    var capacity: UInt8
    /// What others computed of the chunk, or of it and all below, no longer holds.
    var isStale: Bool
    var isTreeStale: Bool
    var own: Measure
    var all: Measure
  }

  static let chunkMax = 64
  let encoding: OrderedEncoding
  var bytes = ByteArena()
  var weights = DenseArray<Int64>()
  /// 1 for the first row of each set of peers.
  var isFirst = DenseArray<UInt8>()
  var freeRows: [UInt32] = []
  /// One past the greatest number of a row.
  var rowLimit = 0
  /// By partition.
  var roots = DenseArray<UInt32>()
  var nodes = DenseArray<Node>()
  var nodeLimit = 1
  var freeNodes: [UInt32] = []
  var slots = SlotPool()

  init(_ encoding: OrderedEncoding) { self.encoding = encoding }

  func reserve(partitions count: Int) { roots.reserve(count) }

  /// How many rows there are, each counted once.
  var count: Int { rowLimit - freeRows.count }

  var byteCount: Int {
    bytes.byteCount + weights.byteCount + isFirst.byteCount + roots.byteCount + nodes.byteCount
      + slots.byteCount + (freeRows.capacity + freeNodes.capacity) * 4
  }

  // MARK: Rows

  func weight(_ row: UInt32) -> Int64 { weights[Int(row)] }

  func bytes(_ row: UInt32) -> Bytes { bytes[Int(row)] }

  func isFirstPeer(_ row: UInt32) -> Bool { isFirst[Int(row)] != 0 }

  @inline(__always)
  func row(at place: Place) -> UInt32 {
    slots.base[Int(nodes[Int(place.node)].slots) &+ place.index]
  }

  func total(_ partition: Int) -> Measure { nodes[Int(roots[partition])].all }

  func root(_ partition: Int) -> UInt32 { roots[partition] }

  // MARK: Places

  func first(_ partition: Int) -> Place? {
    var node = roots[partition]
    if node == 0 { return nil }
    while nodes[Int(node)].left != 0 { node = nodes[Int(node)].left }
    return Place(node: node, index: 0)
  }

  func next(_ place: Place) -> Place? {
    if place.index + 1 < Int(nodes[Int(place.node)].count) {
      return Place(node: place.node, index: place.index + 1)
    }
    let node = neighbour(place.node, isNext: true)
    return node == 0 ? nil : Place(node: node, index: 0)
  }

  func previous(_ place: Place) -> Place? {
    if place.index > 0 { return Place(node: place.node, index: place.index - 1) }
    let node = neighbour(place.node, isNext: false)
    return node == 0 ? nil : Place(node: node, index: Int(nodes[Int(node)].count) - 1)
  }

  func neighbour(_ node: UInt32, isNext: Bool) -> UInt32 {
    var node = node
    var child = isNext ? nodes[Int(node)].right : nodes[Int(node)].left
    if child != 0 {
      while true {
        let further = isNext ? nodes[Int(child)].left : nodes[Int(child)].right
        if further == 0 { return child }
        child = further
      }
    }
    while true {
      let parent = nodes[Int(node)].parent
      if parent == 0 { return 0 }
      if (isNext ? nodes[Int(parent)].left : nodes[Int(parent)].right) == node { return parent }
      node = parent
    }
  }

  /// The first row whose bytes are not less than `wanted`; past those that begin with it, the first row behind them.
  /// Nil: all rows lie before.
  func place(_ partition: Int, from wanted: Bytes, past: Bool = false) -> Place? {
    settled(search(partition, wanted, past: past))
  }

  /// As `place`, but stays behind the last row of the chunk that lies before.
  func search(_ partition: Int, _ wanted: Bytes, past: Bool) -> Place {
    var node = roots[partition]
    var found: UInt32 = 0
    var leftmost: UInt32 = 0
    while node != 0 {
      if liesBefore(slots.base[Int(nodes[Int(node)].slots)], wanted, past) {
        found = node
        node = nodes[Int(node)].right
      } else {
        leftmost = node
        node = nodes[Int(node)].left
      }
    }
    if found == 0 { return Place(node: leftmost, index: 0) }
    let base = slots.base + Int(nodes[Int(found)].slots)
    var (low, high) = (1, Int(nodes[Int(found)].count))
    while low < high {
      let middle = (low + high) / 2
      if liesBefore(base[middle], wanted, past) { low = middle + 1 } else { high = middle }
    }
    return Place(node: found, index: low)
  }

  /// Whether the row is less than `wanted`; with `past`, also where it begins with it.
  @inline(__always)
  func liesBefore(_ row: UInt32, _ wanted: Bytes, _ past: Bool) -> Bool {
    let stored = bytes[Int(row)]
    guard let wantedBase = wanted.baseAddress, let storedBase = stored.baseAddress else {
      return past
    }
    let order = memcmp(storedBase, wantedBase, min(stored.count, wanted.count))
    if order != 0 { return order < 0 }
    return past || stored.count < wanted.count
  }

  /// What lies before a place.
  func measure(before place: Place) -> Measure {
    var node = Int(place.node)
    let base = slots.base + Int(nodes[node].slots)
    var before = nodes[Int(nodes[node].left)].all
    for index in 0..<place.index { before = before + measure(ofRow: base[index]) }
    while nodes[node].parent != 0 {
      let parent = Int(nodes[node].parent)
      if nodes[parent].right == UInt32(node) {
        before = before + nodes[Int(nodes[parent].left)].all + nodes[parent].own
      }
      node = parent
    }
    return before
  }

  /// What lies before a place, or in the whole partition for nil.
  func measure(before place: Place?, in partition: Int) -> Measure {
    place.map { measure(before: $0) } ?? total(partition)
  }

  @inline(__always)
  func measure(ofRow row: UInt32) -> Measure {
    Measure(rows: weights[Int(row)], peers: Int64(isFirst[Int(row)]))
  }

  /// The place of the row that is number `position` from 0, counting weights, and what lies before it.
  func place(_ partition: Int, position: Int64) -> (place: Place, before: Measure)? {
    descend(partition, position) { $0.rows }
  }

  /// The place of the first row of a set of peers, counted from 0, and what lies before it.
  func place(_ partition: Int, peers number: Int64) -> (place: Place, before: Measure)? {
    descend(partition, number) { $0.peers }
  }

  @inline(__always)
  func descend(
    _ partition: Int, _ wanted: Int64, _ part: (Measure) -> Int64
  ) -> (place: Place, before: Measure)? {
    var node = roots[partition]
    if wanted < 0 || node == 0 || wanted >= part(nodes[Int(node)].all) { return nil }
    var before = Measure()
    while true {
      let current = nodes[Int(node)]
      let behindLeft = before + nodes[Int(current.left)].all
      if wanted < part(behindLeft) {
        node = current.left
        continue
      }
      if wanted >= part(behindLeft + current.own) {
        before = behindLeft + current.own
        node = current.right
        continue
      }
      before = behindLeft
      for index in 0..<Int(current.count) {
        let behind = before + measure(ofRow: slots.base[Int(current.slots) + index])
        if wanted < part(behind) { return (Place(node: node, index: index), before) }
        before = behind
      }
      preconditionFailure("the measures of a chunk are the sums of its rows")
    }
  }
}
