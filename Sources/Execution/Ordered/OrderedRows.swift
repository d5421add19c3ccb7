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
  private var bytes = ByteArena()
  private var weights = DenseArray<Int64>()
  /// 1 for the first row of each set of peers.
  private var isFirst = DenseArray<UInt8>()
  private var freeRows: [UInt32] = []
  /// One past the greatest number of a row.
  private(set) var rowLimit = 0
  /// By partition.
  private var roots = DenseArray<UInt32>()
  private(set) var nodes = DenseArray<Node>()
  private(set) var nodeLimit = 1
  private var freeNodes: [UInt32] = []
  private var slots = SlotPool()

  init(_ encoding: OrderedEncoding) { self.encoding = encoding }

  func reserve(partitions count: Int) { roots.reserve(count) }

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

  private func neighbour(_ node: UInt32, isNext: Bool) -> UInt32 {
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
  private func search(_ partition: Int, _ wanted: Bytes, past: Bool) -> Place {
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
  private func liesBefore(_ row: UInt32, _ wanted: Bytes, _ past: Bool) -> Bool {
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
  private func measure(ofRow row: UInt32) -> Measure {
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
  private func descend(
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

  // MARK: Changes

  /// Adds copies of a row. Gives its number, and how many there were.
  @discardableResult
  func add(_ partition: Int, _ wanted: Bytes, weight: Int64) -> (row: UInt32, before: Int64) {
    var place = search(partition, wanted, past: false)
    if let known = settled(place), bytes.holds(Int(row(at: known)), wanted) {
      let row = row(at: known)
      let before = weights[Int(row)]
      weights[Int(row)] = before &+ weight
      refresh(known.node)
      return (row, before)
    }
    let row = newRow(wanted, weight)
    if place.node == 0 {
      let node = newNode()
      roots[partition] = node
      place = Place(node: node, index: 0)
    } else if nodes[Int(place.node)].count == OrderedRows.chunkMax {
      place = split(place, partition)
    }
    insert(row, at: place)
    markPeers(around: place, row)
    refresh(place.node)
    return (row, 0)
  }

  /// The row that `search` found a place for may be the next chunk's first.
  private func settled(_ place: Place) -> Place? {
    if place.node == 0 { return nil }
    if place.index < Int(nodes[Int(place.node)].count) { return place }
    return next(Place(node: place.node, index: place.index - 1))
  }

  /// Takes copies of a row away. Gives its number and how many there were before, or nil where there are fewer. A row
  /// without copies is kept, with its bytes, until `forget`, but is no longer part of the order.
  func take(_ partition: Int, _ wanted: Bytes, weight: Int64) -> (row: UInt32, before: Int64)? {
    guard let exact = settled(search(partition, wanted, past: false)) else { return nil }
    let row = row(at: exact)
    let before = weights[Int(row)]
    if before < weight || !bytes.holds(Int(row), wanted) { return nil }
    weights[Int(row)] = before - weight
    if before > weight {
      refresh(exact.node)
    } else {
      if isFirst[Int(row)] != 0, let behind = next(exact) {
        isFirst[Int(self.row(at: behind))] = 1
        if behind.node != exact.node { refresh(behind.node) }
      }
      remove(exact, partition)
    }
    return (row, before)
  }

  /// Forgets a row that was taken away.
  func forget(_ row: UInt32) {
    bytes.forget(Int(row))
    freeRows.append(row)
  }

  private func newRow(_ wanted: Bytes, _ weight: Int64) -> UInt32 {
    let row: UInt32
    if let reused = freeRows.popLast() {
      row = reused
    } else {
      row = UInt32(rowLimit)
      rowLimit += 1
      precondition(rowLimit < UInt32.max, "a worker keeps fewer than 2^32 rows in order")
      bytes.reserve(rowLimit)
      weights.reserve(rowLimit)
      isFirst.reserve(rowLimit)
    }
    bytes.store(Int(row), wanted)
    weights[Int(row)] = weight
    isFirst[Int(row)] = 0
    return row
  }

  /// Whether the new row is the first of its peers, and whether the one behind it still is.
  private func markPeers(around place: Place, _ row: UInt32) {
    let before = previous(place).map { self.row(at: $0) }
    isFirst[Int(row)] = before.map { arePeers($0, row) } ?? false ? 0 : 1
    guard let behind = next(place) else { return }
    let follower = self.row(at: behind)
    if isFirst[Int(follower)] != 0, arePeers(row, follower) {
      isFirst[Int(follower)] = 0
      if behind.node != place.node { refresh(behind.node) }
    }
  }

  func arePeers(_ left: UInt32, _ right: UInt32) -> Bool {
    let (left, right) = (bytes[Int(left)], bytes[Int(right)])
    guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return true }
    let length = encoding.keyLength(leftBase)
    // Keys are no beginnings of one another, so those of the right end where these do, or differ.
    return length <= right.count && memcmp(leftBase, rightBase, length) == 0
  }

  /// The bytes of a row's keys.
  func keys(_ row: UInt32) -> Bytes {
    let whole = bytes[Int(row)]
    guard let base = whole.baseAddress else { return whole }
    return Bytes(start: base, count: encoding.keyLength(base))
  }

  // MARK: Chunks

  private func newNode() -> UInt32 {
    let number: UInt32
    if let reused = freeNodes.popLast() {
      number = reused
    } else {
      number = UInt32(nodeLimit)
      nodeLimit += 1
      nodes.reserve(nodeLimit)
    }
    nodes[Int(number)] = Node(
      left: 0, right: 0, parent: 0, slots: slots.take(capacity: 2), count: 0, capacity: 2,
      isStale: true, isTreeStale: true, own: Measure(), all: Measure())
    return number
  }

  private func insert(_ row: UInt32, at place: Place) {
    let number = Int(place.node)
    let count = Int(nodes[number].count)
    if count == 1 << Int(nodes[number].capacity) { grow(number) }
    let target = slots.base + Int(nodes[number].slots) + place.index
    memmove(target + 1, target, (count - place.index) * 4)
    target.pointee = row
    nodes.base[number].count += 1
  }

  private func grow(_ number: Int) {
    let node = nodes[number]
    let wider = slots.take(capacity: node.capacity + 1)
    memcpy(slots.base + Int(wider), slots.base + Int(node.slots), Int(node.count) * 4)
    slots.give(node.slots, capacity: node.capacity)
    nodes.base[number].slots = wider
    nodes.base[number].capacity += 1
  }

  /// Makes two chunks of a full one; gives where the place is now. Rows that rise fill their chunks.
  private func split(_ place: Place, _ partition: Int) -> Place {
    let kept =
      place.index == OrderedRows.chunkMax ? OrderedRows.chunkMax - 4 : OrderedRows.chunkMax / 2
    let fresh = newNode()
    let number = Int(place.node)
    let moved = OrderedRows.chunkMax - kept
    while 1 << Int(nodes[Int(fresh)].capacity) < moved { grow(Int(fresh)) }
    memcpy(
      slots.base + Int(nodes[Int(fresh)].slots), slots.base + Int(nodes[number].slots) + kept,
      moved * 4)
    nodes.base[Int(fresh)].count = UInt8(moved)
    nodes.base[number].count = UInt8(kept)
    link(fresh, behind: place.node, partition)
    refresh(place.node)
    refresh(fresh)
    if place.index <= kept { return place }
    return Place(node: fresh, index: place.index - kept)
  }

  private func remove(_ place: Place, _ partition: Int) {
    let number = Int(place.node)
    let count = Int(nodes[number].count)
    let target = slots.base + Int(nodes[number].slots) + place.index
    memmove(target, target + 1, (count - place.index - 1) * 4)
    nodes.base[number].count -= 1
    if count == 1 {
      drop(place.node, partition)
    } else {
      refresh(place.node)
      if count < OrderedRows.chunkMax / 4 { join(place.node, partition) }
    }
  }

  /// Puts a small chunk's successor behind it, where both have room in one.
  private func join(_ node: UInt32, _ partition: Int) {
    let behind = neighbour(node, isNext: true)
    if behind == 0 { return }
    let count = Int(nodes[Int(node)].count)
    let more = Int(nodes[Int(behind)].count)
    guard count + more <= OrderedRows.chunkMax / 2 else { return }
    while 1 << Int(nodes[Int(node)].capacity) < count + more { grow(Int(node)) }
    memcpy(
      slots.base + Int(nodes[Int(node)].slots) + count, slots.base + Int(nodes[Int(behind)].slots),
      more * 4)
    nodes.base[Int(node)].count = UInt8(count + more)
    drop(behind, partition)
    refresh(node)
  }

  private func drop(_ node: UInt32, _ partition: Int) {
    unlink(node, partition)
    slots.give(nodes[Int(node)].slots, capacity: nodes[Int(node)].capacity)
    freeNodes.append(node)
  }

  /// A chunk's rows changed: its measure and those above it are taken anew.
  private func refresh(_ node: UInt32) {
    let number = Int(node)
    let base = slots.base + Int(nodes[number].slots)
    var own = Measure()
    for index in 0..<Int(nodes[number].count) { own = own + measure(ofRow: base[index]) }
    nodes.base[number].own = own
    nodes.base[number].isStale = true
    sumUpwards(node)
  }

  private func sumUpwards(_ node: UInt32) {
    var node = node
    while node != 0 {
      sum(node)
      node = nodes[Int(node)].parent
    }
  }

  @inline(__always)
  private func sum(_ node: UInt32) {
    let number = Int(node)
    nodes.base[number].all =
      nodes[Int(nodes[number].left)].all + nodes[number].own + nodes[Int(nodes[number].right)].all
    nodes.base[number].isTreeStale = true
  }

  /// What is computed of a chunk holds again.
  func markFresh(_ node: UInt32, tree: Bool) {
    if tree {
      nodes.base[Int(node)].isTreeStale = false
    } else {
      nodes.base[Int(node)].isStale = false
    }
  }

  // MARK: The treap

  /// The heap order of nodes: any function of the number that looks random.
  @inline(__always)
  private static func priority(_ node: UInt32) -> UInt32 {
    let mixed = (UInt64(node) &* 0x9e37_79b9_7f4a_7c15) ^ (UInt64(node) &* 0xbf58_476d) >> 7
    return UInt32(truncatingIfNeeded: mixed >> 32) ^ UInt32(truncatingIfNeeded: mixed)
  }

  private func link(_ fresh: UInt32, behind node: UInt32, _ partition: Int) {
    if nodes[Int(node)].right == 0 {
      nodes.base[Int(node)].right = fresh
      nodes.base[Int(fresh)].parent = node
    } else {
      var parent = nodes[Int(node)].right
      while nodes[Int(parent)].left != 0 { parent = nodes[Int(parent)].left }
      nodes.base[Int(parent)].left = fresh
      nodes.base[Int(fresh)].parent = parent
    }
    let priority = OrderedRows.priority(fresh)
    while nodes[Int(fresh)].parent != 0,
      OrderedRows.priority(nodes[Int(fresh)].parent) < priority
    {
      rotateUp(fresh, partition)
    }
  }

  /// Moves a node down until it has no children, and cuts it off.
  private func unlink(_ node: UInt32, _ partition: Int) {
    while true {
      let (left, right) = (nodes[Int(node)].left, nodes[Int(node)].right)
      if left == 0, right == 0 { break }
      let isLeft =
        right == 0 || left != 0 && OrderedRows.priority(left) > OrderedRows.priority(right)
      rotateUp(isLeft ? left : right, partition)
    }
    let parent = nodes[Int(node)].parent
    if parent == 0 {
      roots[partition] = 0
    } else if nodes[Int(parent)].left == node {
      nodes.base[Int(parent)].left = 0
    } else {
      nodes.base[Int(parent)].right = 0
    }
    sumUpwards(parent)
  }

  /// A node takes its parent's place.
  private func rotateUp(_ node: UInt32, _ partition: Int) {
    let parent = nodes[Int(node)].parent
    let above = nodes[Int(parent)].parent
    if nodes[Int(parent)].left == node {
      let inner = nodes[Int(node)].right
      nodes.base[Int(parent)].left = inner
      if inner != 0 { nodes.base[Int(inner)].parent = parent }
      nodes.base[Int(node)].right = parent
    } else {
      let inner = nodes[Int(node)].left
      nodes.base[Int(parent)].right = inner
      if inner != 0 { nodes.base[Int(inner)].parent = parent }
      nodes.base[Int(node)].left = parent
    }
    nodes.base[Int(parent)].parent = node
    nodes.base[Int(node)].parent = above
    if above == 0 {
      roots[partition] = node
    } else if nodes[Int(above)].left == parent {
      nodes.base[Int(above)].left = node
    } else {
      nodes.base[Int(above)].right = node
    }
    sum(parent)
    sum(node)
  }
}

/// Memory for the rows' numbers of chunks, by the power of two that they have room for.
private struct SlotPool: ~Copyable {
  private var memory = DenseArray<UInt32>(capacity: 256)
  private var end = 0
  private var free = [[UInt32]](repeating: [], count: 7)

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
