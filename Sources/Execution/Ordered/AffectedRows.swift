import Columnar
import Planning

/// Finds the rows of a partition whose window functions may give other answers after its rows changed.
///
/// A row is among them if anything changed between it and the ends of what it sees: else its answer is made of the same
/// rows in the same order.
struct AffectedRows {
  /// A set of peers of which rows came or went; positions are those of now.
  private struct ChangedPeers {
    /// The copies of each changed row; empty where it lay.
    var rows: [Range<Int64>]
    /// How far the rows behind each of them moved.
    var shifts: [Int64]
    /// Any row that changed.
    var row: UInt32
    var peers: Range<Int64>
    /// Sets of peers before it, and with it: equal where none are left.
    var groups: Range<Int64>
    /// How far it moved, and how far those behind it.
    var before: OrderedRows.Measure
    var behind: OrderedRows.Measure
    /// Where the next changed set begins, or the partition ends.
    var next: Int64
  }

  private static let unmoved = OrderedRows.Measure()
  private let calls: [WindowCall]
  private let order: OrderedRows
  /// By call, where it reads a frame.
  private let frames: [FrameRows?]

  init(_ calls: [WindowCall], _ frames: [FrameRows?], _ order: OrderedRows) {
    self.calls = calls
    self.frames = frames
    self.order = order
  }

  /// Positions in the partition as it is now, in order and apart from each other.
  func ranges(_ partition: Int, _ changes: ArraySlice<RowChange>) -> [Range<Int64>] {
    let total = order.total(partition)
    let whole = 0..<total.rows
    var ranges: [Range<Int64>] = []
    let sets = changedPeers(partition, changes)
    let hasOtherTotal = sets.last.map { $0.behind.rows != 0 } ?? false
    for set in sets {
      ranges += set.rows
      for (call, frame) in zip(calls, frames) {
        ranges += affected(set, call, frame, partition, hasOtherTotal)
      }
      if ranges.count > 4096 { ranges = AffectedRows.merged(ranges, in: whole) }
    }
    return AffectedRows.merged(ranges, in: whole)
  }

  private static func merged(_ ranges: [Range<Int64>], in whole: Range<Int64>) -> [Range<Int64>] {
    var merged: [Range<Int64>] = []
    let sorted = ranges.map { $0.clamped(to: whole) }.filter { !$0.isEmpty }
      .sorted { $0.lowerBound < $1.lowerBound }
    for range in sorted {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private func changedPeers(_ partition: Int, _ changes: ArraySlice<RowChange>) -> [ChangedPeers] {
    var sets: [ChangedPeers] = []
    var shift = OrderedRows.Measure()
    var rest = changes
    while let first = rest.first {
      let others = rest.prefix { order.arePeers(first.row, $0.row) }
      rest = rest[others.endIndex...]
      let (start, end) = order.peers(partition, of: first.row)
      var set = ChangedPeers(
        rows: [], shifts: [], row: first.row, peers: start.rows..<end.rows,
        groups: start.peers..<end.peers, before: shift, behind: shift,
        next: order.total(partition).rows)
      for change in others {
        shift.rows += change.after - change.before
        let position = order.position(partition, of: change.row)
        set.rows.append(position..<position + change.after)
        set.shifts.append(shift.rows)
      }
      let hadRows = end.rows - start.rows - (shift.rows - set.before.rows) > 0
      shift.peers += (end.rows > start.rows ? 1 : 0) - (hadRows ? 1 : 0)
      set.behind = shift
      if !sets.isEmpty { sets[sets.count - 1].next = start.rows }
      sets.append(set)
    }
    return sets
  }

  private func affected(
    _ set: ChangedPeers, _ call: WindowCall, _ frame: FrameRows?, _ partition: Int,
    _ hasOtherTotal: Bool
  ) -> [Range<Int64>] {
    let whole = 0..<order.total(partition).rows
    switch call.function {
    case .rowNumber: return moved(set)
    case .ntile: return hasOtherTotal ? [whole] : moved(set)
    case .rank, .denseRank: return ranked(set)
    case .percentRank: return hasOtherTotal ? [whole] : ranked(set)
    case .cumeDist: return hasOtherTotal ? [whole] : ranked(set) + [set.peers]
    case .lag: return reaching(set, from: -AffectedRows.limited(call.number))
    case .lead: return reaching(set, from: AffectedRows.limited(call.number))
    case .firstValue, .lastValue, .nthValue, .aggregate:
      guard let frame else { preconditionFailure("a call that reads a frame has one") }
      if let isAtEnd = readsEnd(call, set, whole) { return isAtEnd ? [whole] : [] }
      switch frame.frame.mode {
      case .rows:
        return reaching(
          set, from: FrameRows.distance(frame.frame.start),
          to: FrameRows.distance(frame.frame.end))
      case .groups: return [seenByGroups(set, frame, partition)]
      case .range: return [seenByRange(set, frame, partition)]
      }
    }
  }

  private static func limited(_ distance: Int64) -> Int64 {
    max(min(distance, Int64.max / 4), -Int64.max / 4)
  }

  // MARK: Ranks

  private func moved(_ set: ChangedPeers) -> [Range<Int64>] {
    // What stands before the first of them moved with the sets before.
    let leading = set.before.rows == 0 ? [] : [set.peers.lowerBound..<set.rows[0].lowerBound]
    return leading
      + set.rows.indices.compactMap { index in
        if set.shifts[index] == 0 { return nil }
        let isLast = index + 1 == set.rows.count
        let end = isLast ? set.next : set.rows[index + 1].lowerBound
        return set.rows[index].upperBound..<end
      }
  }

  private func ranked(_ set: ChangedPeers) -> [Range<Int64>] {
    (set.before == AffectedRows.unmoved ? [] : [set.peers])
      + (set.behind == AffectedRows.unmoved ? [] : [set.peers.upperBound..<set.next])
  }

  // MARK: Frames

  /// Rows that see from `start` to `end` rows away, and have a changed row between.
  private func reaching(
    _ set: ChangedPeers, from start: Int64, to end: Int64? = nil
  ) -> [Range<Int64>] {
    let (back, ahead) = (max(end ?? start, 0), max(-start, 0))
    return set.rows.map { $0.lowerBound - back - 1..<$0.upperBound + ahead + 1 }
  }

  /// The first row of all, or the last, is seen by all alike: whether it is another. Nil where rows see different ones.
  private func readsEnd(_ call: WindowCall, _ set: ChangedPeers, _ whole: Range<Int64>) -> Bool? {
    let frame = call.frame
    guard frame.exclusion == .none else { return nil }
    if call.function == .firstValue, frame.start == .unboundedPreceding,
      FrameRows.isAtOrBehind(frame.end)
    {
      return set.rows.contains { $0.lowerBound == 0 }
    }
    if call.function == .lastValue, frame.end == .unboundedFollowing,
      FrameRows.isAtOrBefore(frame.start)
    {
      return set.rows.contains { $0.upperBound >= whole.upperBound }
    }
    return nil
  }

  private func seenByGroups(
    _ set: ChangedPeers, _ frame: FrameRows, _ partition: Int
  ) -> Range<Int64> {
    let back = max(FrameRows.distance(frame.frame.end), 0)
    let ahead = max(-FrameRows.distance(frame.frame.start), 0)
    let start = order.startOfPeers(partition, set.groups.lowerBound - back - 1)
    return start..<order.startOfPeers(partition, set.groups.upperBound + ahead + 1)
  }

  private func seenByRange(
    _ set: ChangedPeers, _ frame: FrameRows, _ partition: Int
  ) -> Range<Int64> {
    let (start, end): (Int64, Int64)
    switch frame.frame.end {
    case .unboundedFollowing: start = 0
    case .currentRow, .unboundedPreceding: start = set.peers.lowerBound
    case .preceding, .following: start = firstSeeing(set, frame, partition)
    }
    switch frame.frame.start {
    case .unboundedPreceding: end = order.total(partition).rows
    case .currentRow, .unboundedFollowing: end = set.peers.upperBound
    case .preceding, .following: end = lastSeeing(set, frame, partition)
    }
    return start..<end
  }

  /// From the changed rows back as long as frames end behind them.
  private func firstSeeing(_ set: ChangedPeers, _ frame: FrameRows, _ partition: Int) -> Int64 {
    var start = set.peers.lowerBound
    while let before = order.place(partition, position: start - 1)?.place {
      let row = order.row(at: before)
      guard let cut = frame.cut(frame.frame.end, of: row, isEnd: true, widened: true),
        order.liesBefore(set.row, cut)
      else { break }
      start = order.peers(partition, of: row).start.rows
    }
    return start
  }

  /// From the changed rows on as long as frames begin before them.
  private func lastSeeing(_ set: ChangedPeers, _ frame: FrameRows, _ partition: Int) -> Int64 {
    var end = set.peers.upperBound
    while let behind = order.place(partition, position: end)?.place {
      let row = order.row(at: behind)
      guard let cut = frame.cut(frame.frame.start, of: row, isEnd: false, widened: true),
        !order.liesBefore(set.row, cut)
      else { break }
      end = order.peers(partition, of: row).end.rows
    }
    return end
  }
}

extension OrderedRows {
  func liesBefore(_ row: UInt32, _ cut: RangeBounds.Cut) -> Bool {
    cut.bytes.withUnsafeBufferPointer { liesBefore(row, $0, cut.past) }
  }

  /// How many rows lie before a set of peers, counted from 0; all of them behind the last.
  func startOfPeers(_ partition: Int, _ number: Int64) -> Int64 {
    if number <= 0 { return 0 }
    return place(partition, peers: number)?.before.rows ?? total(partition).rows
  }
}
