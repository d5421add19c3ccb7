/// Chunks in the order of their rows, and by priority a heap: so the tree is as deep as the logarithm of their number.
extension OrderedRows {
  /// The heap order of nodes: any function of the number that looks random.
  @inline(__always)
  static func priority(_ node: UInt32) -> UInt32 {
    let mixed = (UInt64(node) &* 0x9e37_79b9_7f4a_7c15) ^ (UInt64(node) &* 0xbf58_476d) >> 7
    return UInt32(truncatingIfNeeded: mixed >> 32) ^ UInt32(truncatingIfNeeded: mixed)
  }

  func link(_ fresh: UInt32, behind node: UInt32, _ partition: Int) {
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
  func unlink(_ node: UInt32, _ partition: Int) {
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
  func rotateUp(_ node: UInt32, _ partition: Int) {
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
