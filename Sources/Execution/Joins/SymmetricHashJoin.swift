import Columnar
import Dataflow

/// Joins two relations by equal keys, kept up to date from both sides.
///
/// A batch of one side meets the rows that are kept of the other (ΔL⋈R, then (L+ΔL)⋈ΔR), then its rows are kept too.
/// `(1, a)` on the left, later `(1, x)` on the right give `(1, a, x)`; taking `(1, a)` back takes the pair back. Rows
/// with NULL in a key have no partner and are not kept. A pair for which the condition fails goes to `VIEW.errors`; for
/// outer and anti-joins it counts as a partner, so that its rows do not appear as if they had none.
///
/// With a time bound, rows that are late take no part, and the watermark frees rows that can find no partner any more;
/// only then a row without partner is handed on. The end of the input frees only rows that are handed on then.
final class SymmetricHashJoin: Operator {
  let layout: JoinLayout
  private let view: String
  let state: JoinState
  private var pairs = PairBuffer()
  private let selection = Selection()
  var lastClosedWindowEnd: Int64? { state.lastFreed }

  init(_ layout: JoinLayout, view: String) {
    self.layout = layout
    self.view = view
    state = JoinState(layout)
  }

  private func rows(_ isLeft: Bool) -> JoinRows { state.rows(isLeft) }

  var stateSize: StateSize { state.size }

  func snapshot() -> [KeyGroupState] { state.snapshot() }

  func restore(_ saved: KeyGroupState) throws {
    try state.restore(saved) { [layout] in layout.bound?.expiry($0, isLeft: $1) }
  }

  /// Rows of one side on their way in.
  private struct Arrivals {
    var isLeft: Bool
    var batch: Batch
    /// The columns that are kept.
    var stored: [Column]
    var hashes: UnsafePointer<UInt64>
    var groups: UnsafePointer<UInt32>
    /// Weights of partners, where they are counted.
    var matches: [Int64] = []
    var times: [Int64] = []
  }

  // MARK: Batches

  func push(_ batch: Batch, port: Int, to output: Output) {
    let isLeft = port == 0
    let side = layout.side(isLeft)
    var batch = batch
    if layout.bound != nil { batch = side.withoutLate(batch, view: view, to: output) }
    batch = withoutNullKeys(batch, isLeft, to: output)
    if batch.count == 0 { return }
    var arrivals = located(batch, isLeft)
    meet(&arrivals, to: output)
    emit(arrivals, to: output)
    keep(arrivals)
  }

  private func located(_ batch: Batch, _ isLeft: Bool) -> Arrivals {
    let side = layout.side(isLeft)
    let place = state.locate(side.keys.map { batch.columns[$0] }, batch.count)
    var arrivals = Arrivals(
      isLeft: isLeft, batch: batch, stored: side.stored.map { batch.columns[$0] },
      hashes: place.hashes, groups: place.groups)
    if layout.rows.counts(isLeft: isLeft) {
      arrivals.matches = [Int64](repeating: 0, count: batch.count)
    }
    if layout.bound != nil { arrivals.times = side.times(of: batch) }
    return arrivals
  }

  /// NULL meets nothing: such rows leave at once where rows without partner do.
  private func withoutNullKeys(_ batch: Batch, _ isLeft: Bool, to output: Output) -> Batch {
    let side = layout.side(isLeft)
    let lonely = side.rowsWithNullKey(batch)
    if lonely.isEmpty { return batch }
    if layout.rows.unmatched(isLeft: isLeft) {
      let stored = side.stored.map { batch.columns[$0] }
      let columns = lonely.withUnsafeBufferPointer { rows in stored.map { $0.gather(rows) } }
      emitAlone(columns, isLeft, lonely.map { batch.weight(Int($0)) }, to: output)
    }
    return batch.without(lonely)
  }

  // MARK: Pairs

  /// Finds the partners of arriving rows, hands the pairs on and counts them.
  private func meet(_ arrivals: inout Arrivals, to output: Output) {
    let partners = rows(!arrivals.isLeft)
    for row in 0..<arrivals.batch.count {
      var entry = partners.heads[Int(arrivals.groups[row])]
      while entry != 0 {
        let number = Int(entry) &- 1
        if isNear(arrivals, row, partners, number) { pairs.append(row: row, number: number) }
        entry = partners.next[number]
      }
      if pairs.isFull { settle(&arrivals, to: output) }
    }
    if pairs.count > 0 { settle(&arrivals, to: output) }
    emitTouched(partners, isLeft: !arrivals.isLeft, to: output)
  }

  @inline(__always)
  private func isNear(_ arrivals: Arrivals, _ row: Int, _ partners: JoinRows, _ number: Int) -> Bool
  {
    guard let bound = layout.bound else { return true }
    let difference = arrivals.times[row] &- partners.times[number]
    let distance = arrivals.isLeft ? difference : 0 &- difference
    return bound.lower <= distance && distance <= bound.upper
  }

  private func settle(_ arrivals: inout Arrivals, to output: Output) {
    if let condition = layout.condition { check(condition, &arrivals, to: output) }
    count(&arrivals, 0..<pairs.count, isError: false)
    if layout.rows.pairs, pairs.count > 0 {
      let columns = layout.output.map { pairColumn($0, arrivals) }
      output.emit(
        Batch(
          columns: columns + watermarkColumn(arrivals), count: pairs.count,
          weights: pairWeights(arrivals)))
    }
    pairs.clear()
  }

  /// Drops pairs that do not fulfil the condition.
  private func check(_ condition: JoinCondition, _ arrivals: inout Arrivals, to output: Output) {
    let columns = condition.columns.map { pairColumn($0, arrivals) }
    let batch = Batch(columns: columns, count: pairs.count, weights: pairWeights(arrivals))
    let evaluation = condition.program.evaluate(batch)
    if !evaluation.errors.isEmpty {
      let shown = batch.replacing(columns: condition.shown.map { pairColumn($0, arrivals) })
      output.aside(
        .errors(view: view), condition.errorRows.batch(of: shown, failed: evaluation.errors))
      for place in evaluation.errors.rows { count(&arrivals, place..<place + 1, isError: true) }
    }
    selection.select(evaluation.column, errors: evaluation.errors)
    if selection.count < pairs.count { pairs.keep(selection.rows) }
  }

  /// Counts partners. A pair that failed makes no row of a semi-join.
  private func count(_ arrivals: inout Arrivals, _ places: Range<Int>, isError: Bool) {
    let (isLeft, partners) = (arrivals.isLeft, rows(!arrivals.isLeft))
    if isError && layout.rows.matchedLeft { return }
    if layout.rows.counts(isLeft: isLeft) {
      for place in places {
        arrivals.matches[Int(pairs.rows[place])] &+= partners.weights[Int(pairs.numbers[place])]
      }
    }
    if layout.rows.counts(isLeft: !isLeft) {
      for place in places {
        partners.addMatches(
          arrivals.batch.weight(Int(pairs.rows[place])), to: Int(pairs.numbers[place]))
      }
    }
  }

  private func pairColumn(_ column: JoinColumn, _ arrivals: Arrivals) -> Column {
    column.isLeft == arrivals.isLeft
      ? arrivals.stored[column.index].gather(pairs.rowPointer)
      : rows(column.isLeft).columns[column.index].gather(pairs.numberPointer)
  }

  /// Nil where every pair is an insertion.
  private func pairWeights(_ arrivals: Arrivals) -> Buffer? {
    let partners = rows(!arrivals.isLeft)
    if arrivals.batch.weights == nil && !partners.holdsWeights { return nil }
    let buffer = Buffer(byteCount: pairs.count * 8)
    let target = buffer.pointer(to: Int64.self)
    for place in 0..<pairs.count {
      target[place] =
        arrivals.batch.weight(Int(pairs.rows[place])) * partners.weights[Int(pairs.numbers[place])]
    }
    return buffer
  }

  /// A pair carries the greater of both sides' watermarks.
  private func watermarkColumn(_ arrivals: Arrivals) -> [Column] {
    guard layout.hasWatermark, let own = layout.side(arrivals.isLeft).storedWatermark,
      let other = layout.side(!arrivals.isLeft).storedWatermark
    else { return [] }
    let first = arrivals.stored[own].gather(pairs.rowPointer)
    let second = rows(!arrivals.isLeft).columns[other].gather(pairs.numberPointer)
    let buffer = Buffer(byteCount: pairs.count * 8)
    let target = buffer.pointer(to: Int64.self)
    for row in 0..<pairs.count { target[row] = max(first.words[row], second.words[row]) }
    return [Column(type: .timestamp, count: pairs.count, values: buffer)]
  }

  // MARK: Rows with and without partners

  /// Arriving rows that leave by themselves.
  private func emit(_ arrivals: Arrivals, to output: Output) {
    if arrivals.matches.isEmpty { return }
    let isMatched = layout.rows.matchedLeft
    if !isMatched && layout.bound != nil { return }
    selection.select(count: arrivals.batch.count) { (arrivals.matches[$0] != 0) == isMatched }
    if selection.count == 0 { return }
    let weights = selection.rows.map { arrivals.batch.weight(Int($0)) }
    emitAlone(
      arrivals.stored.map { $0.gather(selection.rows) }, arrivals.isLeft, weights, to: output)
  }

  /// Kept rows that got their first partner or lost their last one.
  private func emitTouched(_ partners: JoinRows, isLeft: Bool, to output: Output) {
    let isMatched = layout.rows.matchedLeft
    var (numbers, weights): ([UInt32], [Int64]) = ([], [])
    for (number, before) in partners.takeTouched() {
      let hasPartner = partners.matches[Int(number)] != 0
      if hasPartner == (before != 0) || (!isMatched && layout.bound != nil) { continue }
      let weight = partners.weights[Int(number)]
      numbers.append(number)
      weights.append(hasPartner == isMatched ? weight : 0 - weight)
    }
    if numbers.isEmpty { return }
    emitAlone(partners.gather(numbers), isLeft, weights, to: output)
  }

  /// Rows of one side by their stored columns, NULL for what is the other side's.
  private func emitAlone(
    _ stored: [Column], _ isLeft: Bool, _ weights: [Int64], watermarks: [Int64]? = nil,
    to output: Output
  ) {
    let count = weights.count
    var columns = layout.output.map { column in
      column.isLeft == isLeft ? stored[column.index] : .constant(.null, column.type, count: count)
    }
    if layout.hasWatermark, let own = layout.side(isLeft).storedWatermark {
      let carried = stored[own]
      let values = watermarks ?? (0..<count).map { carried.words[$0] }
      columns.append(Column(type: .timestamp, count: count, values: Buffer(of: values)))
    }
    let isInsertion = weights.allSatisfy { $0 == 1 }
    output.emit(
      Batch(columns: columns, count: count, weights: isInsertion ? nil : Buffer(of: weights)))
  }

  // MARK: Keeping

  private func keep(_ arrivals: Arrivals) {
    let own = rows(arrivals.isLeft)
    let rowHashes =
      layout.side(arrivals.isLeft).isAppendOnly
      ? [] : ExchangeHash.hashes(arrivals.stored, arrivals.batch.count)
    for row in 0..<arrivals.batch.count {
      let arrival = JoinRows.Arrival(
        group: arrivals.groups[row], weight: arrivals.batch.weight(row),
        matches: arrivals.matches.isEmpty ? 0 : arrivals.matches[row],
        time: arrivals.times.isEmpty ? 0 : arrivals.times[row])
      let hash = rowHashes.isEmpty ? 0 : rowHashes[row] &+ arrivals.hashes[row]
      if let number = own.add(arrivals.stored, row: row, hash: hash, arrival),
        let expiry = layout.bound?.expiry(arrival.time, isLeft: arrivals.isLeft)
      {
        state.schedule(number, expiry, isLeft: arrivals.isLeft)
      }
    }
    for row in 0..<arrivals.batch.count { state.dropIfEmpty(Int(arrivals.groups[row])) }
  }

  // MARK: The watermark

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if layout.bound == nil { return }
    expire(before: end.watermark, isLeft: true, to: output)
    expire(before: end.watermark, isLeft: false, to: output)
  }

  private func expire(before watermark: Int64, isLeft: Bool, to output: Output) {
    let leavesAlone = layout.rows.unmatched(isLeft: isLeft)
    if watermark == .max && !leavesAlone { return }
    let own = rows(isLeft)
    let freed = state.expired(before: watermark, isLeft: isLeft)
    let lonely = leavesAlone ? freed.filter { own.matches[Int($0.number)] == 0 } : []
    if !lonely.isEmpty {
      let columns = own.gather(lonely.map(\.number))
      let carried = layout.side(isLeft).storedWatermark.map { columns[$0] }
      let watermarks = lonely.enumerated().map { row, freed in
        max(freed.expiry, carried?.words[row] ?? .min)
      }
      emitAlone(
        columns, isLeft, lonely.map { own.weights[Int($0.number)] }, watermarks: watermarks,
        to: output)
    }
    for (_, number) in freed { state.free(Int(number), isLeft: isLeft) }
  }
}
