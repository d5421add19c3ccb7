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
  let table: KeyTable
  let left: JoinRows
  let right: JoinRows
  let changed = KeyGroupSet()
  private var leftQueue = ExpiryQueue()
  private var rightQueue = ExpiryQueue()
  private var hashes = Buffer(byteCount: 0)
  private var groups = Buffer(byteCount: 0)
  private var pairs = PairBuffer()
  private let selection = Selection()
  /// The instant after the last expiry of a row that was freed.
  var lastClosedWindowEnd: Int64?

  init(_ layout: JoinLayout, view: String) {
    self.layout = layout
    self.view = view
    table = KeyTable(types: layout.keys)
    left = JoinRows(layout.left.types, isAppendOnly: layout.left.isAppendOnly)
    right = JoinRows(layout.right.types, isAppendOnly: layout.right.isAppendOnly)
  }

  func rows(_ isLeft: Bool) -> JoinRows { isLeft ? left : right }

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
    if layout.bound != nil { batch = withoutLate(batch, side, to: output) }
    batch = withoutNullKeys(batch, isLeft, to: output)
    if batch.count == 0 { return }
    var arrivals = located(batch, isLeft)
    meet(&arrivals, to: output)
    emit(arrivals, to: output)
    keep(arrivals)
  }

  private func located(_ batch: Batch, _ isLeft: Bool) -> Arrivals {
    let (side, count) = (layout.side(isLeft), batch.count)
    if hashes.byteCount < count * 8 { hashes = Buffer(byteCount: count * 8) }
    if groups.byteCount < count * 4 { groups = Buffer(byteCount: count * 4) }
    let keys = side.keys.map { batch.columns[$0] }
    let rowHashes = hashes.pointer(to: UInt64.self)
    KeyHash.hash(keys, count: count, into: rowHashes)
    changed.insert(hashes: rowHashes, count: count)
    let rowGroups = groups.pointer(to: UInt32.self)
    table.findOrInsert(keys, hashes: rowHashes, count: count, groups: rowGroups)
    left.reserve(groups: table.numberLimit)
    right.reserve(groups: table.numberLimit)
    var arrivals = Arrivals(
      isLeft: isLeft, batch: batch, stored: side.stored.map { batch.columns[$0] },
      hashes: rowHashes, groups: rowGroups)
    if layout.rows.counts(isLeft: isLeft) {
      arrivals.matches = [Int64](repeating: 0, count: count)
    }
    if layout.bound != nil { arrivals.times = times(of: batch, side) }
    return arrivals
  }

  private func times(of batch: Batch, _ side: JoinSideLayout) -> [Int64] {
    guard let time = side.time else { preconditionFailure("a bounded join knows its times") }
    let column = batch.columns[time]
    let shift: Int64 = side.isWindowEnd ? 1 : 0
    return (0..<batch.count).map { column.words[$0] &- shift }
  }

  /// Rows whose time is before their carried watermark go to `VIEW.late`.
  private func withoutLate(_ batch: Batch, _ side: JoinSideLayout, to output: Output) -> Batch {
    guard let watermark = side.watermark else {
      preconditionFailure("a bounded join knows its rows' watermarks")
    }
    let (times, watermarks) = (times(of: batch, side), batch.columns[watermark])
    let late = (0..<UInt32(batch.count)).filter { times[Int($0)] < watermarks.words[Int($0)] }
    if late.isEmpty { return batch }
    output.aside(.late(view: view), lateBatch(batch, side, late, times))
    selection.select(count: batch.count) { times[$0] >= watermarks.words[$0] }
    return batch.gather(selection)
  }

  private func lateBatch(
    _ batch: Batch, _ side: JoinSideLayout, _ rows: [UInt32], _ times: [Int64]
  ) -> Batch {
    let lateBy = ColumnBuilder(.interval, capacity: rows.count)
    let watermarks = side.watermark.map { batch.columns[$0] }
    let shift: Int64 = side.isWindowEnd ? 1 : 0
    for row in rows {
      let time = times[Int(row)] &+ shift
      let by = (watermarks?.words[Int(row)] ?? time).subtractingReportingOverflow(time)
      lateBy.append(interval: Interval(microseconds: by.overflow ? .max : by.partialValue))
    }
    let shown = batch.replacing(
      columns: side.lateColumns.map { column in
        switch column {
        case .input(let number): batch.columns[number]
        case .missing(let type): .constant(.null, type, count: batch.count)
        }
      })
    let gathered = rows.withUnsafeBufferPointer { shown.gather($0) }
    return gathered.replacing(columns: gathered.columns + [lateBy.finish()])
  }

  /// NULL meets nothing: such rows leave at once where rows without partner do.
  private func withoutNullKeys(_ batch: Batch, _ isLeft: Bool, to output: Output) -> Batch {
    let side = layout.side(isLeft)
    let keys = side.keys.map { batch.columns[$0] }.filter { $0.validity != nil }
    if keys.isEmpty { return batch }
    let lonely = (0..<UInt32(batch.count)).filter { row in
      keys.contains { $0.isNull(Int(row)) }
    }
    if lonely.isEmpty { return batch }
    if layout.rows.unmatched(isLeft: isLeft) {
      let stored = side.stored.map { batch.columns[$0] }
      let columns = lonely.withUnsafeBufferPointer { rows in stored.map { $0.gather(rows) } }
      emitAlone(columns, isLeft, lonely.map { batch.weight(Int($0)) }, to: output)
    }
    selection.select(count: batch.count) { row in !keys.contains { $0.isNull(row) } }
    return batch.gather(selection)
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
      output.aside(
        .errors(view: view), condition.errorRows.batch(of: batch, failed: evaluation.errors))
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
    let columns = numbers.withUnsafeBufferPointer { numbers in
      partners.columns.map { $0.gather(numbers) }
    }
    emitAlone(columns, isLeft, weights, to: output)
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
      if let number = own.add(arrivals.stored, row: row, hash: hash, arrival) {
        schedule(number, arrival.time, isLeft: arrivals.isLeft)
      }
    }
    for row in 0..<arrivals.batch.count { dropIfEmpty(Int(arrivals.groups[row])) }
  }

  func schedule(_ number: Int, _ time: Int64, isLeft: Bool) {
    guard let expiry = layout.bound?.expiry(time, isLeft: isLeft) else { return }
    if isLeft {
      leftQueue.add(UInt32(number), expiry: expiry)
    } else {
      rightQueue.add(UInt32(number), expiry: expiry)
    }
  }

  private func dropIfEmpty(_ group: Int) {
    if left.heads[group] == 0, right.heads[group] == 0, table.isAlive(group) {
      table.remove(group)
    }
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
    var (freed, lonely, watermarks): ([UInt32], [UInt32], [Int64]) = ([], [], [])
    let carried = layout.side(isLeft).storedWatermark
    while let (expiry, number) = nextExpired(before: watermark, isLeft) {
      freed.append(number)
      lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, expiry == .max ? .max : expiry + 1)
      if leavesAlone, own.matches[Int(number)] == 0 {
        lonely.append(number)
        watermarks.append(expiry)
      }
    }
    if !lonely.isEmpty {
      let columns = lonely.withUnsafeBufferPointer { rows in
        own.columns.map { $0.gather(rows) }
      }
      if let carried {
        watermarks = watermarks.enumerated().map { max($1, columns[carried].words[$0]) }
      }
      emitAlone(
        columns, isLeft, lonely.map { own.weights[Int($0)] }, watermarks: watermarks, to: output)
    }
    for number in freed { free(Int(number), own) }
  }

  private func nextExpired(before watermark: Int64, _ isLeft: Bool) -> (Int64, UInt32)? {
    isLeft ? leftQueue.next(before: watermark) : rightQueue.next(before: watermark)
  }

  private func free(_ number: Int, _ own: JoinRows) {
    let group = own.group(of: number)
    changed.insert(hash: table.hashes[group])
    own.remove(number)
    dropIfEmpty(group)
  }
}
