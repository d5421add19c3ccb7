import Planning

/// What becomes of the visible rows of partitions whose rows changed: lines to emit.
///
/// Between two changed rows all others moved by the same number of ranks, so only those near the ends of the visible
/// range come or go; where the rank is shown, all that moved are other rows now. The old rank is the new one less the
/// shift: nothing is remembered of what was shown.
struct RankedChanges {
  private(set) var rows: [UInt32] = []
  private(set) var partitions: [UInt32] = []
  private(set) var weights: [Int64] = []
  private(set) var ranks: [Int64] = []

  private let kind: RankKind
  private let givesRank: Bool
  /// Ranks from 0.
  private let visible: Range<Int64>
  private let order: OrderedRows
  private var partition = 0

  init(_ top: TopRows, _ order: OrderedRows) {
    kind = top.kind
    givesRank = top.givesRank
    // So far from the ends of Int64 that adding a shift stays in range.
    let end = Int64.max / 4
    let start = min(Int64(top.offset), end)
    visible = start..<(top.limit.map { min(start + min(Int64($0), end), end) } ?? end)
    self.order = order
  }

  /// Changes of one partition, which is already as it is now.
  mutating func take(_ changes: ArraySlice<RowChange>) {
    guard let first = changes.first else { return }
    partition = first.partition
    if kind == .rowNumber { takeRows(changes) } else { takePeers(changes) }
  }

  private mutating func emit(_ row: UInt32, _ weight: Int64, rank: Int64) {
    if weight == 0 { return }
    rows.append(row)
    partitions.append(UInt32(partition))
    weights.append(weight)
    ranks.append(rank + 1)
  }

  /// Ranks, as they are now, in which rows that moved by `shift` are shown otherwise than before: one or two ranges.
  private func affected(_ moved: Range<Int64>, by shift: Int64) -> [Range<Int64>] {
    if shift == 0 { return [] }
    let start = min(visible.lowerBound, visible.lowerBound + shift)
    let end = max(visible.upperBound, visible.upperBound + shift)
    let startEnd = max(visible.lowerBound, visible.lowerBound + shift)
    let endStart = min(visible.upperBound, visible.upperBound + shift)
    let ranges =
      givesRank || startEnd >= endStart ? [start..<end] : [start..<startEnd, endStart..<end]
    return ranges.map { $0.clamped(to: moved) }.filter { !$0.isEmpty }
  }

  // MARK: row_number

  private mutating func takeRows(_ changes: ArraySlice<RowChange>) {
    var shift: Int64 = 0
    var position = order.position(partition, of: changes[changes.startIndex].row)
    for (index, change) in zip(changes.indices, changes) {
      show(change.row, from: position - shift, change.before, to: position, change.after)
      shift += change.after - change.before
      let behind = position + change.after
      position =
        index + 1 < changes.endIndex
        ? order.position(partition, of: changes[index + 1].row) : order.total(partition).rows
      var done = behind
      for range in affected(behind..<position, by: shift) where done < range.upperBound {
        done = showMoved(max(done, range.lowerBound)..<range.upperBound, shift)
      }
    }
  }

  /// Rows at these positions lay `shift` before; gives the position behind the last.
  private mutating func showMoved(_ range: Range<Int64>, _ shift: Int64) -> Int64 {
    guard let start = order.place(partition, position: range.lowerBound) else {
      return range.upperBound
    }
    var position = start.before.rows
    var place: OrderedRows.Place? = start.place
    while let current = place, position < range.upperBound {
      let row = order.row(at: current)
      let copies = order.weight(row)
      show(row, from: position - shift, copies, to: position, copies)
      position += copies
      place = order.next(current)
    }
    return position
  }

  private mutating func show(
    _ row: UInt32, from old: Int64, _ oldCopies: Int64, to new: Int64, _ newCopies: Int64
  ) {
    let before = (old..<old + oldCopies).clamped(to: visible)
    let after = (new..<new + newCopies).clamped(to: visible)
    if !givesRank {
      return emit(row, Int64(after.count) - Int64(before.count), rank: 0)
    }
    for rank in before where !after.contains(rank) { emit(row, -1, rank: rank) }
    for rank in after where !before.contains(rank) { emit(row, 1, rank: rank) }
  }

  // MARK: rank and dense_rank

  /// A set of peers of which some rows changed.
  private struct ChangedPeers {
    var changes: ArraySlice<RowChange>
    /// What lies before them, and before those behind.
    var start: OrderedRows.Measure
    var end: OrderedRows.Measure
    var first: OrderedRows.Place?

    var hasRows: Bool { end.rows > start.rows }
    var more: Int64 { changes.reduce(0) { $0 + $1.after - $1.before } }
    var hadRows: Bool { end.rows - start.rows - more > 0 }
  }

  private func rank(_ measure: OrderedRows.Measure) -> Int64 {
    kind == .rank ? measure.rows : measure.peers
  }

  private mutating func takePeers(_ changes: ArraySlice<RowChange>) {
    var shift = OrderedRows.Measure()
    var next = changedPeers(changes)
    while let peers = next {
      showChanged(peers, shift)
      shift.rows += peers.more
      shift.peers += (peers.hasRows ? 1 : 0) - (peers.hadRows ? 1 : 0)
      next = changedPeers(changes[peers.changes.endIndex...])
      let moved = rank(peers.end)..<rank(next?.start ?? order.total(partition))
      var done = moved.lowerBound
      for range in affected(moved, by: rank(shift)) where done < range.upperBound {
        done = showMovedPeers(max(done, range.lowerBound)..<range.upperBound, rank(shift))
      }
    }
  }

  private func changedPeers(_ changes: ArraySlice<RowChange>) -> ChangedPeers? {
    guard let first = changes.first?.row else { return nil }
    let others = changes.prefix { order.arePeers(first, $0.row) }
    let (start, end) = order.peers(partition, of: first)
    return ChangedPeers(
      changes: others, start: start, end: end,
      first: order.place(partition, from: order.keys(first)))
  }

  private mutating func showChanged(_ peers: ChangedPeers, _ shift: OrderedRows.Measure) {
    let new = rank(peers.start)
    let old = new - rank(shift)
    let wasVisible = peers.hadRows && visible.contains(old)
    let isVisible = peers.hasRows && visible.contains(new)
    if wasVisible, isVisible, !givesRank || old == new {
      for change in peers.changes { emit(change.row, change.after - change.before, rank: new) }
      return
    }
    if wasVisible {
      for change in peers.changes where change.after == 0 {
        emit(change.row, -change.before, rank: old)
      }
    }
    guard wasVisible || isVisible, peers.hasRows else { return }
    var changes = peers.changes.filter { $0.after > 0 }[...]
    forEachPeer(from: peers.first) { lines, row, copies in
      var before = copies
      if let change = changes.first, change.row == row {
        before = change.before
        changes.removeFirst()
      }
      if wasVisible { lines.emit(row, -before, rank: old) }
      if isVisible { lines.emit(row, copies, rank: new) }
    }
  }

  /// The rows from the first of a set of peers to the last; gives the place behind them.
  @discardableResult
  private mutating func forEachPeer(
    from place: OrderedRows.Place?, _ body: (inout RankedChanges, UInt32, Int64) -> Void
  ) -> OrderedRows.Place? {
    var place = place
    var isFirst = true
    while let current = place {
      let row = order.row(at: current)
      if !isFirst, order.isFirstPeer(row) { return current }
      isFirst = false
      body(&self, row, order.weight(row))
      place = order.next(current)
    }
    return nil
  }

  /// Peers of these ranks had a rank that was `shift` less; gives the rank behind the last.
  private mutating func showMovedPeers(_ range: Range<Int64>, _ shift: Int64) -> Int64 {
    var place = firstPeers(from: range.lowerBound)
    while let current = place {
      let new = rank(order.measure(before: current))
      if new >= range.upperBound { return new }
      let wasVisible = visible.contains(new - shift)
      let isVisible = visible.contains(new)
      if wasVisible == isVisible, !givesRank || !isVisible {
        place = order.place(partition, from: order.keys(order.row(at: current)), past: true)
        continue
      }
      place = forEachPeer(from: current) { lines, row, copies in
        if wasVisible { lines.emit(row, -copies, rank: new - shift) }
        if isVisible { lines.emit(row, copies, rank: new) }
      }
    }
    return range.upperBound
  }

  /// The first set of peers whose rank is not less.
  private func firstPeers(from rank: Int64) -> OrderedRows.Place? {
    if kind == .denseRank { return order.place(partition, peers: rank)?.place }
    guard let found = order.place(partition, position: rank)?.place else { return nil }
    let keys = order.keys(order.row(at: found))
    guard let start = order.place(partition, from: keys) else { return nil }
    if order.measure(before: start).rows == rank { return start }
    return order.place(partition, from: keys, past: true)
  }
}
