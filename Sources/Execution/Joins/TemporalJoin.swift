import Columnar
import Dataflow

/// For each left row the latest right row (version) with an equal key whose time is not after the left row's: prices as
/// they were when the order was placed.
///
/// A left row is answered once the watermark is past its time, when no version of that time can come any more; so the
/// answer does not depend on which side was read first. Rows that come late take no part. Of versions with one time the
/// one with the greatest values counts, whichever came first. A version is forgotten when the watermark is past a later
/// one; the last of each key stays. The end of the input answers all rows and forgets no version.
final class TemporalJoin: Operator {
  private let layout: JoinLayout
  private let view: String
  let state: JoinState
  var lastClosedWindowEnd: Int64? { state.lastFreed }

  /// The layout's output and watermark count; its condition and bound do not.
  init(_ layout: JoinLayout, view: String) {
    self.layout = layout
    self.view = view
    state = JoinState(layout)
  }

  var stateSize: StateSize { state.size }

  func snapshot() -> [KeyGroupState] { state.snapshot() }

  func restore(_ saved: KeyGroupState) throws {
    try state.restore(saved) { [self] in expiry($0, isLeft: $1) }
  }

  /// A left row is answered behind its time; a version may be asked for by rows that come later than their time.
  private func expiry(_ time: Int64, isLeft: Bool) -> Int64 {
    isLeft ? time : time.addingClamped(layout.left.lag)
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let isLeft = port == 0
    let side = layout.side(isLeft)
    let batch = withoutNullKeys(side.withoutLate(batch, view: view, to: output), isLeft, output)
    if batch.count == 0 { return }
    let place = state.locate(side.keys.map { batch.columns[$0] }, batch.count)
    let stored = side.stored.map { batch.columns[$0] }
    let times = side.times(of: batch)
    for row in 0..<batch.count {
      let arrival = JoinRows.Arrival(
        group: place.groups[row], weight: batch.weight(row), time: times[row])
      if let number = state.rows(isLeft).add(stored, row: row, hash: 0, arrival) {
        state.schedule(number, expiry(times[row], isLeft: isLeft), isLeft: isLeft)
      }
    }
  }

  /// NULL has no version: such rows leave at once where rows without version do.
  private func withoutNullKeys(_ batch: Batch, _ isLeft: Bool, _ output: Output) -> Batch {
    let side = layout.side(isLeft)
    let lonely = side.rowsWithNullKey(batch)
    if lonely.isEmpty { return batch }
    if isLeft, layout.rows.unmatchedLeft {
      let rows = lonely.withUnsafeBufferPointer { batch.gather($0) }
      let stored = side.stored.map { rows.columns[$0] }
      let watermarks = side.storedWatermark.map { stored[$0] }
      let columns = layout.output.map { column -> Column in
        column.isLeft
          ? stored[column.index] : .constant(.null, column.type, count: rows.count)
      }
      output.emit(
        rows.replacing(
          columns: columns + (layout.hasWatermark ? [watermarks].compactMap { $0 } : [])))
    }
    return batch.without(lonely)
  }

  // MARK: Answers

  func endEpoch(_ end: EpochEnd, to output: Output) {
    answer(before: end.watermark, to: output)
    if end.watermark < .max { forgetVersions(before: end.watermark) }
  }

  private func answer(before watermark: Int64, to output: Output) {
    let due = state.expired(before: watermark, isLeft: true)
    if due.isEmpty { return }
    var (rows, versions): ([UInt32], [UInt32?]) = ([], [])
    for (time, number) in due {
      let version = latest(of: state.left.group(of: Int(number)), at: time)
      if version == nil && !layout.rows.unmatchedLeft { continue }
      rows.append(number)
      versions.append(version)
    }
    if !rows.isEmpty { output.emit(answers(rows, versions)) }
    for (_, number) in due { state.free(Int(number), isLeft: true) }
  }

  private func answers(_ rows: [UInt32], _ versions: [UInt32?]) -> Batch {
    let left = state.left.gather(rows)
    // A row without version takes any one's place and is masked.
    let right =
      versions.contains { $0 != nil }
      ? state.right.gather(versions.map { $0 ?? versions.lazy.compactMap { $0 }.first ?? 0 }) : []
    let isThere =
      versions.contains { $0 == nil } ? versions.map { UInt8($0 == nil ? 0 : 1) } : []
    var columns = layout.output.map { column -> Column in
      if column.isLeft { return left[column.index] }
      guard !right.isEmpty else { return .constant(.null, column.type, count: rows.count) }
      return right[column.index].masked(where: isThere)
    }
    if layout.hasWatermark { columns.append(watermarks(rows, left)) }
    let weights = rows.map { state.left.weights[Int($0)] }
    return Batch(
      columns: columns, count: rows.count,
      weights: weights.allSatisfy { $0 == 1 } ? nil : Buffer(of: weights))
  }

  /// An answer carries its row's watermark, or the row's time where that is greater: it was not known before.
  private func watermarks(_ rows: [UInt32], _ left: [Column]) -> Column {
    let carried = layout.left.storedWatermark.map { left[$0] }
    let values = rows.enumerated().map { index, number in
      max(state.left.times[Int(number)], carried?.words[index] ?? .min)
    }
    return Column(type: .timestamp, count: rows.count, values: Buffer(of: values))
  }

  /// The key's latest version that is not after a time.
  private func latest(of group: Int, at time: Int64) -> UInt32? {
    let versions = state.right
    var best: UInt32?
    var entry = versions.heads[group]
    while entry != 0 {
      let number = entry - 1
      if versions.times[Int(number)] <= time, best.map({ isBetter(number, $0) }) ?? true {
        best = number
      }
      entry = versions.next[Int(number)]
    }
    return best
  }

  private func isBetter(_ one: UInt32, _ other: UInt32) -> Bool {
    let versions = state.right
    let (time, otherTime) = (versions.times[Int(one)], versions.times[Int(other)])
    if time != otherTime { return time > otherTime }
    for column in versions.gather([one, other]) {
      if column.isNull(0) || column.isNull(1) {
        if column.isNull(0) != column.isNull(1) { return column.isNull(0) }
        continue
      }
      let order = SortOrder.compare(column, 0, 1)
      if order != 0 { return order > 0 }
    }
    return false
  }

  // MARK: Versions

  /// Of versions before the watermark each key needs the latest one.
  private func forgetVersions(before watermark: Int64) {
    var freed: Set<UInt32> = []
    for (_, number) in state.expired(before: watermark, isLeft: false) {
      if freed.contains(number) { continue }
      let group = state.right.group(of: Int(number))
      let time = state.right.times[Int(number)]
      let kept = latest(of: group, at: time)
      for older in state.right.numbers(ofGroup: group)
      where state.right.times[Int(older)] <= time && older != kept {
        freed.insert(older)
        state.free(Int(older), isLeft: false)
      }
    }
  }
}

extension Column {
  /// NULL besides where a flag is 0; without flags the column itself.
  fileprivate func masked(where flags: [UInt8]) -> Column {
    if flags.isEmpty { return self }
    guard let validity else { return masked(by: Buffer(of: flags)) }
    return masked(by: Buffer(of: flags.indices.map { flags[$0] & validity[$0] }))
  }
}
