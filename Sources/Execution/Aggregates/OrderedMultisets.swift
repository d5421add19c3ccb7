import Columnar
import Glibc

/// Multisets of byte strings in their order (`memcmp`), many of them in one piece of memory: one for each group of an
/// aggregate.
///
/// Each is a treap: a change, and a search by place, costs the logarithm of its number of distinct values, whatever the
/// order in which they come. A multiset is the number of its root, 0 where it is empty. A value takes about 60 bytes and
/// its own.
final class OrderedMultisets {
  private struct Node: BitwiseCopyable {
    /// The first eight bytes as one number, so that most comparisons read no others.
    var prefix: UInt64 = 0
    var left: UInt32 = 0
    var right: UInt32 = 0
    var weight: Int64 = 0
    /// Of all values below it, too.
    var total: Int64 = 0
    /// The most copies of one value, here or below.
    var most: Int64 = 0
  }

  private var nodes = DenseArray<Node>()
  private var bytes = ByteArena()
  /// One past the greatest number; 0 is no node.
  private var limit = 1
  private var free: [UInt32] = []

  var byteCount: Int { nodes.byteCount + bytes.byteCount + free.capacity * 4 }

  /// Adds copies of a value, or takes them back; within an epoch their number may fall below 0 until the insertion comes
  /// too. A value of which none are left is forgotten.
  func add(_ value: Bytes, _ weight: Int64, to root: inout UInt32) {
    if weight != 0 {
      root = added(Key(prefix: OrderedMultisets.prefix(value), bytes: value), weight, root)
    }
  }

  private struct Key {
    var prefix: UInt64
    var bytes: Bytes
  }

  private static func prefix(_ value: Bytes) -> UInt64 {
    if value.count >= 8, let base = value.baseAddress {
      return UInt64(bigEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
    }
    var prefix: UInt64 = 0
    for (index, byte) in value.enumerated() { prefix |= UInt64(byte) << UInt64(56 - 8 * index) }
    return prefix
  }

  private func added(_ key: Key, _ weight: Int64, _ node: UInt32) -> UInt32 {
    if node == 0 { return inserted(key, weight) }
    let number = Int(node)
    let order = compare(key, node)
    if order == 0 {
      nodes.base[number].weight &+= weight
      if nodes[number].weight == 0 { return removed(node) }
    } else if order < 0 {
      let child = added(key, weight, nodes[number].left)
      nodes.base[number].left = child
      if isAbove(child, node) { return rotatedRight(node, child) }
    } else {
      let child = added(key, weight, nodes[number].right)
      nodes.base[number].right = child
      if isAbove(child, node) { return rotatedLeft(node, child) }
    }
    sum(node)
    return node
  }

  private func compare(_ key: Key, _ node: UInt32) -> Int {
    let prefix = nodes[Int(node)].prefix
    if key.prefix != prefix { return key.prefix < prefix ? -1 : 1 }
    let other = bytes[Int(node)]
    guard let left = key.bytes.baseAddress, let right = other.baseAddress else {
      return key.bytes.count - other.count
    }
    let order = memcmp(left, right, min(key.bytes.count, other.count))
    return order == 0 ? key.bytes.count - other.count : Int(order)
  }

  private func inserted(_ key: Key, _ weight: Int64) -> UInt32 {
    let node = free.popLast() ?? UInt32(limit)
    limit = max(limit, Int(node) + 1)
    nodes.reserve(limit)
    bytes.reserve(limit)
    nodes[Int(node)] = Node(prefix: key.prefix, weight: weight, total: weight, most: weight)
    bytes.store(Int(node), key.bytes)
    return node
  }

  private func removed(_ node: UInt32) -> UInt32 {
    let rest = merged(nodes[Int(node)].left, nodes[Int(node)].right)
    forget(node)
    return rest
  }

  private func forget(_ node: UInt32) {
    bytes.forget(Int(node))
    free.append(node)
  }

  /// All values of one lie before those of the other.
  private func merged(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == 0 || right == 0 { return left | right }
    if isAbove(left, right) {
      nodes.base[Int(left)].right = merged(nodes[Int(left)].right, right)
      sum(left)
      return left
    }
    nodes.base[Int(right)].left = merged(left, nodes[Int(right)].left)
    sum(right)
    return right
  }

  /// Chance decides the shape, and a node's number its chance: no answer hangs on it.
  private func isAbove(_ left: UInt32, _ right: UInt32) -> Bool {
    left != 0 && OrderedMultisets.chance(left) > OrderedMultisets.chance(right)
  }

  private static func chance(_ node: UInt32) -> UInt64 {
    let product = (UInt64(node) ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(
      by: 0xbf58_476d_1ce4_e5b9)
    return product.high ^ product.low
  }

  private func rotatedRight(_ node: UInt32, _ child: UInt32) -> UInt32 {
    nodes.base[Int(node)].left = nodes[Int(child)].right
    nodes.base[Int(child)].right = node
    sum(node)
    sum(child)
    return child
  }

  private func rotatedLeft(_ node: UInt32, _ child: UInt32) -> UInt32 {
    nodes.base[Int(node)].right = nodes[Int(child)].left
    nodes.base[Int(child)].left = node
    sum(node)
    sum(child)
    return child
  }

  private func sum(_ node: UInt32) {
    let (left, right) = (nodes[Int(node)].left, nodes[Int(node)].right)
    nodes.base[Int(node)].total =
      nodes[Int(node)].weight &+ total(left) &+ total(right)
    nodes.base[Int(node)].most = max(nodes[Int(node)].weight, most(left), most(right))
  }

  /// Number of values, copies counted.
  func total(_ root: UInt32) -> Int64 { root == 0 ? 0 : nodes[Int(root)].total }

  private func most(_ root: UInt32) -> Int64 { root == 0 ? .min : nodes[Int(root)].most }

  /// The value of which there are the most copies, the first of several.
  func heaviest(of root: UInt32) -> Bytes? {
    var node = root
    while node != 0 {
      let (left, most) = (nodes[Int(node)].left, nodes[Int(node)].most)
      if left != 0, nodes[Int(left)].most == most {
        node = left
      } else if nodes[Int(node)].weight == most {
        return bytes[Int(node)]
      } else {
        node = nodes[Int(node)].right
      }
    }
    return nil
  }

  /// The value before which `place` others lie, counted with copies; nil where there are not so many.
  func value(at place: Int64, of root: UInt32) -> Bytes? {
    var (node, place) = (root, place)
    while node != 0 {
      let left = nodes[Int(node)].left
      let before = total(left)
      if place < before {
        node = left
        continue
      }
      place &-= before
      if place < nodes[Int(node)].weight { return bytes[Int(node)] }
      place &-= nodes[Int(node)].weight
      node = nodes[Int(node)].right
    }
    return nil
  }

  func first(of root: UInt32) -> Bytes? {
    var node = root
    while node != 0, nodes[Int(node)].left != 0 { node = nodes[Int(node)].left }
    return node == 0 ? nil : bytes[Int(node)]
  }

  /// Each distinct value with its number of copies, in order. The bytes are good inside `body` alone.
  func forEach(of root: UInt32, _ body: (Bytes, Int64) throws -> Void) rethrows {
    var path: [UInt32] = []
    var node = root
    while node != 0 || !path.isEmpty {
      while node != 0 {
        path.append(node)
        node = nodes[Int(node)].left
      }
      let next = path.removeLast()
      try body(bytes[Int(next)], nodes[Int(next)].weight)
      node = nodes[Int(next)].right
    }
  }

  /// Forgets all values.
  func clear(_ root: inout UInt32) {
    var path = root == 0 ? [] : [root]
    while let node = path.popLast() {
      for child in [nodes[Int(node)].left, nodes[Int(node)].right] where child != 0 {
        path.append(child)
      }
      forget(node)
    }
    root = 0
  }
}
