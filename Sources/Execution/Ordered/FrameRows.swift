import Columnar
import Planning

/// Finds which rows of the partition each row of a block sees.
struct FrameRows {
  let frame: Frame
  let order: OrderedRows
  /// For a RANGE with offsets.
  let bounds: RangeBounds?

  /// Positions of each copy's frame, before rows are left out of it.
  func ranges(_ block: WindowBlock) -> [Range<Int64>] {
    var ranges: [Range<Int64>] = []
    ranges.reserveCapacity(block.count)
    var known: (peers: Int64, range: Range<Int64>)?
    for index in 0..<block.count {
      if frame.mode == .rows {
        ranges.append(rowRange(block, index))
        continue
      }
      if let known, known.peers == block.peersNumber[index] {
        ranges.append(known.range)
        continue
      }
      let start = frame.mode == .groups ? peersStart(block, index) : rangeStart(block, index)
      let end = frame.mode == .groups ? peersEnd(block, index) : rangeEnd(block, index)
      let range = start..<max(start, end)
      known = (block.peersNumber[index], range)
      ranges.append(range)
    }
    return ranges
  }

  /// What a frame leaves of a range: up to three ranges, in order.
  func parts(_ range: Range<Int64>, _ block: WindowBlock, _ index: Int) -> [Range<Int64>] {
    let position = block.start + Int64(index)
    let peers = block.peersStart[index]..<block.peersEnd[index]
    switch frame.exclusion {
    case .none: return range.isEmpty ? [] : [range]
    case .currentRow: return FrameRows.cut(range, position..<position + 1)
    case .group: return FrameRows.cut(range, peers)
    case .ties:
      return FrameRows.cut(range, peers.lowerBound..<position).flatMap {
        FrameRows.cut($0, position + 1..<peers.upperBound)
      }
    }
  }

  private static func cut(_ range: Range<Int64>, _ hole: Range<Int64>) -> [Range<Int64>] {
    if hole.isEmpty { return range.isEmpty ? [] : [range] }
    let before = range.clamped(to: .min..<hole.lowerBound)
    let behind = range.clamped(to: hole.upperBound..<Int64.max)
    return [before, behind].filter { !$0.isEmpty }
  }

  private static func count(_ offset: Frame.Offset) -> Int64 {
    guard case .word(let count) = offset else {
      preconditionFailure("the planner counts rows and groups with a bigint")
    }
    return count
  }

  /// Where the bound lies from the current row (or its peers); ±Int64.max / 4 stands for the partition's ends.
  static func distance(_ bound: Frame.Bound) -> Int64 {
    let far = Int64.max / 4
    return switch bound {
    case .unboundedPreceding: -far
    case .preceding(let offset): -min(count(offset), far)
    case .currentRow: 0
    case .following(let offset): min(count(offset), far)
    case .unboundedFollowing: far
    }
  }

  /// Whether a frame with this end has the row itself in it or before its end.
  static func isAtOrBehind(_ end: Frame.Bound) -> Bool {
    switch end {
    case .currentRow, .following, .unboundedFollowing: true
    case .preceding, .unboundedPreceding: false
    }
  }

  static func isAtOrBefore(_ start: Frame.Bound) -> Bool {
    switch start {
    case .currentRow, .preceding, .unboundedPreceding: true
    case .following, .unboundedFollowing: false
    }
  }

  private func rowRange(_ block: WindowBlock, _ index: Int) -> Range<Int64> {
    let position = block.start + Int64(index)
    let start = position + FrameRows.distance(frame.start)
    let end = position + FrameRows.distance(frame.end) + 1
    let limit = block.total.rows
    let from = min(max(start, 0), limit)
    return from..<max(from, min(max(end, 0), limit))
  }

  // MARK: Groups

  private func peersStart(_ block: WindowBlock, _ index: Int) -> Int64 {
    let number = block.peersNumber[index] + FrameRows.distance(frame.start)
    return order.startOfPeers(block.partition, number)
  }

  private func peersEnd(_ block: WindowBlock, _ index: Int) -> Int64 {
    let number = block.peersNumber[index] + FrameRows.distance(frame.end) + 1
    return order.startOfPeers(block.partition, number)
  }

  // MARK: Ranges

  private func rangeStart(_ block: WindowBlock, _ index: Int) -> Int64 {
    switch frame.start {
    case .unboundedPreceding: return 0
    case .currentRow: return block.peersStart[index]
    case .unboundedFollowing: return block.total.rows
    case .preceding, .following:
      guard let cut = cut(frame.start, of: block.rows[index], isEnd: false) else {
        return block.peersStart[index]
      }
      return position(of: cut, block.partition)
    }
  }

  private func rangeEnd(_ block: WindowBlock, _ index: Int) -> Int64 {
    switch frame.end {
    case .unboundedPreceding: return 0
    case .currentRow: return block.peersEnd[index]
    case .unboundedFollowing: return block.total.rows
    case .preceding, .following:
      guard let cut = cut(frame.end, of: block.rows[index], isEnd: true) else {
        return block.peersEnd[index]
      }
      return position(of: cut, block.partition)
    }
  }

  func cut(
    _ bound: Frame.Bound, of row: UInt32, isEnd: Bool, widened: Bool = false
  ) -> RangeBounds.Cut? {
    bounds?.cut(of: order.bytes(row), bound, isEnd: isEnd, widened: widened)
  }

  private func position(of cut: RangeBounds.Cut, _ partition: Int) -> Int64 {
    cut.bytes.withUnsafeBufferPointer { bytes in
      order.measure(
        before: order.place(partition, from: bytes, past: cut.past), in: partition
      ).rows
    }
  }
}
