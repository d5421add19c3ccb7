import Columnar
import Glibc

/// Chunks grow, are split and are joined.
extension OrderedRows {
  func newNode() -> UInt32 {
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

  func insert(_ row: UInt32, at place: Place) {
    let number = Int(place.node)
    let count = Int(nodes[number].count)
    if count == 1 << Int(nodes[number].capacity) { grow(number) }
    let target = slots.base + Int(nodes[number].slots) + place.index
    memmove(target + 1, target, (count - place.index) * 4)
    target.pointee = row
    nodes.base[number].count += 1
  }

  func grow(_ number: Int) {
    let node = nodes[number]
    let wider = slots.take(capacity: node.capacity + 1)
    memcpy(slots.base + Int(wider), slots.base + Int(node.slots), Int(node.count) * 4)
    slots.give(node.slots, capacity: node.capacity)
    nodes.base[number].slots = wider
    nodes.base[number].capacity += 1
  }

  /// Makes two chunks of a full one; gives where the place is now. Rows that rise fill their chunks.
  func split(_ place: Place, _ partition: Int) -> Place {
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

  func remove(_ place: Place, _ partition: Int) {
    let number = Int(place.node)
    let count = Int(nodes[number].count)
    let target = slots.base + Int(nodes[number].slots) + place.index
    memmove(target, target + 1, (count - place.index - 1) * 4)
    nodes.base[number].count -= 1
    if count == 1 {
      drop(place.node, partition)
    } else if count < OrderedRows.chunkMax / 4 {
      join(place.node, partition)
    }
  }

  /// Puts a small chunk's successor behind it, where both have room in one.
  func join(_ node: UInt32, _ partition: Int) {
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

  func drop(_ node: UInt32, _ partition: Int) {
    unlink(node, partition)
    slots.give(nodes[Int(node)].slots, capacity: nodes[Int(node)].capacity)
    freeNodes.append(node)
  }

  /// A row of a chunk changed by so much.
  func adjust(_ node: UInt32, _ change: Measure) {
    nodes.base[Int(node)].own = nodes[Int(node)].own + change
    nodes.base[Int(node)].isStale = true
    var number = Int(node)
    while number != 0 {
      nodes.base[number].all = nodes[number].all + change
      nodes.base[number].isTreeStale = true
      number = Int(nodes[number].parent)
    }
  }

  /// Rows moved between chunks: the measures of one, and those above it, are taken anew.
  func refresh(_ node: UInt32) {
    let number = Int(node)
    let base = slots.base + Int(nodes[number].slots)
    var own = Measure()
    for index in 0..<Int(nodes[number].count) { own = own + measure(ofRow: base[index]) }
    nodes.base[number].own = own
    nodes.base[number].isStale = true
    sumUpwards(node)
  }

  func sumUpwards(_ node: UInt32) {
    var node = node
    while node != 0 {
      sum(node)
      node = nodes[Int(node)].parent
    }
  }

  @inline(__always)
  func sum(_ node: UInt32) {
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
}
