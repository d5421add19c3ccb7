import Columnar
import Dataflow
import Planning

/// GROUP BY a SESSION: an accumulator state for each open session, merged where a row joins two of them.
///
/// With a gap of 5 minutes, rows at 10:00 and 10:08 are two sessions, and one at 10:04 makes them one, from 10:00 to 10:13. A
/// row is late when its time lies before the watermark that it carries, even where its session is still there. A session
/// closes when the input's watermark reaches its end, the gap behind its last row: no row that is not late can then join it.
/// With final emission its row leaves then, once, with the watermark end − 1 µs in a last column; otherwise the net change
/// leaves at each epoch's end.
final class SessionAggregate: Operator {
  let layout: SessionLayout
  let keys: KeyTable
  let accumulators: [any Accumulator]
  let sessions: SessionTable
  let changed = KeyGroupSet()
  private let view: String
  let timeType: DataType
  private let errorRows: ErrorRows
  private var changes = SessionChanges()
  private var timers = TimerHeap()
  /// When a session's timer is due, and whether it has one; another entry of its number in `timers` is an old one.
  private var dueTimes = DenseArray<Int64>()
  private var isTimed = DenseArray<UInt8>()
  private var hashes = Buffer(byteCount: 0)
  private var keyNumbers = Buffer(byteCount: 0)
  private var rowSessions = Buffer(byteCount: 0)
  var lastClosedWindowEnd: Int64?

  /// `errorRows` shows the output's keys.
  init(
    keys: [DataType], calls: [AggregateShape], layout: SessionLayout, view: String,
    timeType: DataType, errorRows: ErrorRows
  ) {
    self.layout = layout
    self.keys = KeyTable(types: keys)
    accumulators = calls.map { $0.makeAccumulator() }
    sessions = SessionTable(gap: layout.gap)
    self.view = view
    self.timeType = timeType
    self.errorRows = errorRows
  }

  var stateSize: StateSize {
    let accumulated = accumulators.reduce(0) { $0 + $1.byteCount }
    let timing = timers.byteCount + dueTimes.byteCount + isTimed.byteCount
    return StateSize(
      rows: sessions.count, bytes: keys.byteCount + sessions.byteCount + accumulated + timing)
  }

  // MARK: Rows

  func push(_ batch: Batch, port: Int, to output: Output) {
    guard let watermark = layout.watermark else { return add(batch) }
    let (times, watermarks) = (batch.columns[layout.time].words, batch.columns[watermark].words)
    var late: [UInt32] = []
    for row in 0..<batch.count where times[row] < watermarks[row] { late.append(UInt32(row)) }
    if late.isEmpty { return add(batch) }
    output.aside(.late(view: view), lateBatch(batch, late, watermark))
    let kept = (0..<UInt32(batch.count)).filter { times[Int($0)] >= watermarks[Int($0)] }
    kept.withUnsafeBufferPointer { add(batch.gather($0)) }
  }

  private func add(_ batch: Batch) {
    if batch.count == 0 { return }
    findKeys(batch)
    let rowKeys = keyNumbers.pointer(to: UInt32.self)
    if rowSessions.byteCount < batch.count * 4 { rowSessions = Buffer(byteCount: batch.count * 4) }
    let groups = rowSessions.pointer(to: UInt32.self)
    let times = batch.columns[layout.time].words
    for row in 0..<batch.count {
      groups[row] = sessions.add(time: times[row], key: rowKeys[row]) { note($0) }
      watch(groups[row])
    }
    for accumulator in accumulators { accumulator.reserve(sessions.numberLimit) }
    changes.keepResults(accumulators)
    merge(groups, batch.count)
    let arguments = layout.arguments.map { $0.map { batch.columns[$0] } }
    for (accumulator, own) in zip(accumulators, arguments) {
      accumulator.update(
        AggregateInput(groups: groups, count: batch.count, arguments: own, weights: nil))
    }
  }

  /// The number of each row's key, made where there is none.
  private func findKeys(_ batch: Batch) {
    if hashes.byteCount < batch.count * 8 { hashes = Buffer(byteCount: batch.count * 8) }
    if keyNumbers.byteCount < batch.count * 4 { keyNumbers = Buffer(byteCount: batch.count * 4) }
    let rowHashes = hashes.pointer(to: UInt64.self)
    let rowKeys = keyNumbers.pointer(to: UInt32.self)
    if layout.keys.isEmpty {
      rowHashes.update(repeating: 0, count: batch.count)
      rowKeys.update(repeating: 0, count: batch.count)
      sessions.reserve(keys: 1)
    } else {
      let columns = layout.keys.map { batch.columns[$0] }
      KeyHash.hash(columns, count: batch.count, into: rowHashes)
      keys.findOrInsert(columns, hashes: rowHashes, count: batch.count, groups: rowKeys)
      sessions.reserve(keys: keys.numberLimit)
    }
    changed.insert(hashes: rowHashes, count: batch.count)
  }

  /// Before a session changes for the first time in an epoch.
  private func note(_ session: UInt32) {
    if !layout.isFinal { changes.note(session, sessions) }
  }

  /// A new session gets its timer, and counts as changed.
  private func watch(_ session: UInt32) {
    if !layout.isFinal { changes.noteNew(session, sessions) }
    guard layout.watermark != nil else { return }
    dueTimes.reserve(sessions.numberLimit)
    isTimed.reserve(sessions.numberLimit)
    if isTimed[Int(session)] == 0 { setTimer(session) }
  }

  private func setTimer(_ session: UInt32) {
    let due = sessions.end(session)
    dueTimes[Int(session)] = due
    isTimed[Int(session)] = 1
    timers.push(due, session)
  }

  /// Merges the states of sessions that became one; rows of this batch go to those that are left.
  private func merge(_ groups: UnsafeMutablePointer<UInt32>, _ count: Int) {
    let merges = sessions.takeMerges()
    if merges.isEmpty { return }
    var left: [UInt32: UInt32] = [:]
    for merge in merges {
      for accumulator in accumulators {
        accumulator.add(Int(merge.from), to: Int(merge.into))
        accumulator.reset(Int(merge.from))
      }
      changes.forget(merge.from)
      if layout.watermark != nil { isTimed[Int(merge.from)] = 0 }
      left[merge.from] = merge.into
    }
    for row in 0..<count {
      while let into = left[groups[row]] { groups[row] = into }
    }
  }

  private func lateBatch(_ batch: Batch, _ rows: [UInt32], _ watermark: Int) -> Batch {
    let lateBy = ColumnBuilder(.interval, capacity: rows.count)
    let ends = ColumnBuilder(timeType, capacity: rows.count)
    let (times, watermarks) = (batch.columns[layout.time], batch.columns[watermark].words)
    for row in rows {
      let time = times.words[Int(row)]
      let late = watermarks[Int(row)].subtractingReportingOverflow(time)
      lateBy.append(interval: Interval(microseconds: late.overflow ? .max : late.partialValue))
      ends.append(word: saturating(time, plus: layout.gap))
    }
    let columns = layout.lateColumns.map { column -> Column in
      switch column {
      case .input(let number): batch.columns[number]
      case .missing(let type): .constant(.null, type, count: batch.count)
      }
    }
    let gathered = rows.withUnsafeBufferPointer {
      batch.replacing(columns: columns + [times]).gather($0)
    }
    return gathered.replacing(columns: gathered.columns + [ends.finish(), lateBy.finish()])
  }

  // MARK: The end of an epoch

  func endEpoch(_ end: EpochEnd, to output: Output) {
    if !layout.isFinal { emit(changes.take(sessions, accumulators), to: output) }
    guard layout.watermark != nil else { return }
    let closed = dueSessions(through: end.watermark)
    if closed.isEmpty { return }
    if layout.isFinal { emit(SessionLines(all: closed, sessions, accumulators), to: output) }
    for session in closed { close(session) }
  }

  /// Open sessions that end at the watermark or before, in the order of their ends.
  private func dueSessions(through watermark: Int64) -> [UInt32] {
    var due: [UInt32] = []
    while let entry = timers.pop(through: watermark) {
      guard holds(entry) else { continue }
      if sessions.end(entry.number) <= watermark {
        due.append(entry.number)
        isTimed[Int(entry.number)] = 0
      } else {
        setTimer(entry.number)
      }
    }
    return due.sorted {
      (sessions.end($0), sessions.first($0), $0) < (sessions.end($1), sessions.first($1), $1)
    }
  }

  /// Timers of sessions that went on since, or are gone, are put right on the way.
  var earliestWithheldEnd: Int64? {
    guard layout.isFinal else { return nil }
    while let entry = timers.earliest {
      if holds(entry), sessions.end(entry.number) == entry.time { return entry.time }
      _ = timers.pop(through: entry.time)
      if holds(entry) { setTimer(entry.number) }
    }
    return nil
  }

  private func holds(_ entry: TimerHeap.Entry) -> Bool {
    isTimed[Int(entry.number)] != 0 && dueTimes[Int(entry.number)] == entry.time
  }

  private func close(_ session: UInt32) {
    let key = sessions.key(session)
    changed.insert(hash: layout.keys.isEmpty ? 0 : keys.hashes[Int(key)])
    lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, sessions.end(session))
    for accumulator in accumulators { accumulator.reset(Int(session)) }
    changes.forget(session)
    sessions.close(session)
    if !layout.keys.isEmpty, !sessions.hasSessions(key: key) { keys.remove(Int(key)) }
  }

  private func emit(_ lines: SessionLines, to output: Output) {
    if lines.isEmpty { return }
    let keyColumns = lines.keys.withUnsafeBufferPointer { keys.columns(of: $0) }
    let shown = layout.outputKeys.map { key -> Column in
      switch key {
      case .key(let position): keyColumns[position]
      case .start: .words(lines.starts, timeType)
      case .end: .words(lines.ends, timeType)
      }
    }
    let rows = lines.changes.rows(
      touchedKeys: shown + [.words(lines.ends.map { $0 - 1 }, .timestamp)],
      results: lines.results)
    var columns = rows.batch.columns
    let watermark = columns.remove(at: shown.count)
    if layout.isFinal { columns.append(watermark) }
    output.emit(rows.batch.replacing(columns: columns))
    for failed in rows.failed {
      let keys = failed.keys.replacing(columns: Array(failed.keys.columns.dropLast()))
      output.aside(
        .errors(view: view),
        errorRows.batch(of: keys, rows: Array(0..<keys.count), messages: failed.messages))
    }
  }

  /// A session that a snapshot had.
  func resume(_ session: UInt32) {
    for accumulator in accumulators { accumulator.reserve(sessions.numberLimit) }
    guard layout.watermark != nil else { return }
    dueTimes.reserve(sessions.numberLimit)
    isTimed.reserve(sessions.numberLimit)
    setTimer(session)
  }
}

extension Column {
  /// Words without NULL.
  static func words(_ values: [Int64], _ type: DataType) -> Column {
    Column(type: type, count: values.count, values: Buffer(of: values))
  }
}
