import Columnar
import Glibc

/// Rows come and go.
extension OrderedRows {
  /// Adds copies of a row. Gives its number, and how many there were.
  @discardableResult
  func add(_ partition: Int, _ wanted: Bytes, weight: Int64) -> (row: UInt32, before: Int64) {
    var place = search(partition, wanted, past: false)
    if let known = settled(place), bytes.holds(Int(row(at: known)), wanted) {
      let row = row(at: known)
      let before = weights[Int(row)]
      weights[Int(row)] = before &+ weight
      adjust(known.node, Measure(rows: weight))
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
    adjust(place.node, measure(ofRow: row))
    return (row, 0)
  }

  /// The row that `search` found a place for may be the next chunk's first.
  func settled(_ place: Place) -> Place? {
    if place.node == 0 { return nil }
    if place.index < Int(nodes[Int(place.node)].count) { return place }
    return next(Place(node: place.node, index: place.index - 1))
  }

  /// Takes copies of a row away, at most those that there are. Gives its number and how many there were before; nil
  /// where it is not there. A row without copies is kept, with its bytes, until `forget`, but is no longer part of the
  /// order.
  func take(_ partition: Int, _ wanted: Bytes, weight: Int64) -> (row: UInt32, before: Int64)? {
    guard let exact = settled(search(partition, wanted, past: false)) else { return nil }
    let row = row(at: exact)
    if !bytes.holds(Int(row), wanted) { return nil }
    let before = weights[Int(row)]
    if before > weight {
      weights[Int(row)] = before - weight
      adjust(exact.node, Measure(rows: 0 - weight))
      return (row, before)
    }
    let wasFirst = isFirst[Int(row)] != 0
    adjust(exact.node, Measure(rows: 0 - before, peers: wasFirst ? -1 : 0))
    weights[Int(row)] = 0
    if wasFirst, let behind = next(exact) {
      let follower = self.row(at: behind)
      if isFirst[Int(follower)] == 0 {
        isFirst[Int(follower)] = 1
        adjust(behind.node, Measure(peers: 1))
      }
    }
    remove(exact, partition)
    return (row, before)
  }

  /// Forgets a row that was taken away.
  func forget(_ row: UInt32) {
    bytes.forget(Int(row))
    freeRows.append(row)
  }

  func newRow(_ wanted: Bytes, _ weight: Int64) -> UInt32 {
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
  func markPeers(around place: Place, _ row: UInt32) {
    let before = previous(place).map { self.row(at: $0) }
    isFirst[Int(row)] = before.map { arePeers($0, row) } ?? false ? 0 : 1
    guard let behind = next(place) else { return }
    let follower = self.row(at: behind)
    if isFirst[Int(follower)] != 0, arePeers(row, follower) {
      isFirst[Int(follower)] = 0
      adjust(behind.node, Measure(peers: -1))
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
}
