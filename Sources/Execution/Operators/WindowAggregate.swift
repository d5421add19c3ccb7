import Columnar
import Dataflow

/// GROUP BY a window that closes: a small table of groups for each open window.
///
/// A row is late when its window's end ≤ the watermark that the row carries; it takes no part, even where the window is
/// still there, and goes to `VIEW.late` with late_by = carried watermark − window end. A window closes when the
/// input's watermark reaches its end. With final emission its rows leave then, once, with the watermark window end
/// − 1 µs in a last column; otherwise changes leave at each epoch's end and closing only frees the state.
final class WindowAggregate: Operator {
  private let layout: AggregateLayout
  private let closing: ClosingLayout
  private let shape: AggregationShape
  private let view: String
  private let errorRows: ErrorRows
  private let timeType: DataType
  private var windows: [WindowBounds: OpenWindow] = [:]
  private let changed = KeyGroupSet()
  private let splitter = WindowSplitter()
  private var hashes = Buffer(byteCount: 0)
  private(set) var lastClosedWindowEnd: Int64?

  struct OpenWindow {
    var groups: GroupedAggregation
    var isTouched = false
  }

  /// `shape` has all keys, the window's among them; `errorRows` shows them.
  init(
    _ shape: AggregationShape, layout: AggregateLayout, closing: ClosingLayout, view: String,
    timeType: DataType, errorRows: ErrorRows
  ) {
    self.layout = layout
    self.closing = closing
    self.view = view
    self.timeType = timeType
    self.errorRows = errorRows
    var inner = shape
    inner.keys = closing.otherKeys.map { shape.keys[$0] }
    self.shape = inner
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    splitter.split(
      starts: batch.columns[closing.start], ends: batch.columns[closing.end],
      watermarks: batch.columns[closing.watermark], count: batch.count)
    if closing.setsLateAside, let late = splitter.lateRows {
      output.aside(.late(view: view), lateBatch(batch, late))
    }
    for part in splitter.windows {
      guard let rows = part.rows else {
        add(batch, window: part.bounds)
        continue
      }
      rows.withUnsafeBufferPointer { add(batch.gather($0), window: part.bounds) }
    }
  }

  private func add(_ batch: Batch, window bounds: WindowBounds) {
    if hashes.byteCount < batch.count * 8 { hashes = Buffer(byteCount: batch.count * 8) }
    let rowHashes = hashes.pointer(to: UInt64.self)
    KeyHash.hash(
      layout.exchangeColumns.map { batch.columns[$0] }, count: batch.count, into: rowHashes)
    changed.insert(hashes: rowHashes, count: batch.count)
    let groups: GroupedAggregation
    if let window = windows[bounds] {
      groups = window.groups
      windows[bounds]?.isTouched = true
    } else {
      groups = GroupedAggregation(shape)
      windows[bounds] = OpenWindow(groups: groups, isTouched: true)
    }
    groups.update(
      keys: closing.otherKeys.map { batch.columns[layout.keys[$0]] }, hashes: rowHashes,
      arguments: layout.arguments.map { $0.map { batch.columns[$0] } }, weights: batch.weights,
      count: batch.count, tracksChanges: !closing.isFinal)
  }

  private func lateBatch(_ batch: Batch, _ rows: [UInt32]) -> Batch {
    let lateBy = ColumnBuilder(.interval, capacity: rows.count)
    let (ends, watermarks) = (batch.columns[closing.end], batch.columns[closing.watermark])
    for row in rows {
      let late = watermarks.words[Int(row)].subtractingReportingOverflow(ends.words[Int(row)])
      lateBy.append(interval: Interval(microseconds: late.overflow ? .max : late.partialValue))
    }
    let columns = closing.lateColumns.map { column -> Column in
      switch column {
      case .input(let number): batch.columns[number]
      case .missing(let type): .constant(.null, type, count: batch.count)
      }
    }
    let shown = batch.replacing(
      columns: columns + [batch.columns[closing.start], batch.columns[closing.end]])
    let gathered = rows.withUnsafeBufferPointer { shown.gather($0) }
    return gathered.replacing(columns: gathered.columns + [lateBy.finish()])
  }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    for bounds in windows.keys.sorted() {
      guard let window = windows[bounds] else { continue }
      let closes = bounds.end <= end.watermark
      if closing.isFinal {
        if closes { emit(window.groups.allRows(), bounds, to: output) }
      } else if window.isTouched {
        emit(window.groups.changes(), bounds, to: output)
        windows[bounds]?.isTouched = false
      }
      if closes { close(window, bounds) }
    }
  }

  private func close(_ window: OpenWindow, _ bounds: WindowBounds) {
    window.groups.forEachHash { changed.insert(hash: $0) }
    if shape.isGlobal { changed.insert(hash: endHash(bounds.end)) }
    windows[bounds] = nil
    lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, bounds.end)
  }

  /// Without other keys the window's end decides the key group.
  private func endHash(_ end: Int64) -> UInt64 {
    ExchangeHash.hashes([.constant(.word(end), timeType, count: 1)], 1)[0]
  }

  private func emit(_ rows: AggregateRows, _ bounds: WindowBounds, to output: Output) {
    var batch = withWindow(rows.batch, bounds)
    if closing.isFinal {
      let watermark = Column.constant(.word(bounds.end - 1), .timestamp, count: batch.count)
      batch = batch.replacing(columns: batch.columns + [watermark])
    }
    output.emit(batch)
    for failed in rows.failed {
      let keys = withWindow(failed.keys, bounds)
      output.aside(
        .errors(view: view),
        errorRows.batch(of: keys, rows: Array(0..<keys.count), messages: failed.messages))
    }
  }

  /// Puts the window's bounds among the other keys, where the query has them.
  private func withWindow(_ batch: Batch, _ bounds: WindowBounds) -> Batch {
    var columns: [Column] = []
    var others = batch.columns[...]
    for key in layout.keys.indices {
      if closing.startKeys.contains(key) {
        columns.append(.constant(.word(bounds.start), timeType, count: batch.count))
      } else if closing.endKeys.contains(key) {
        columns.append(.constant(.word(bounds.end), timeType, count: batch.count))
      } else {
        columns.append(others.removeFirst())
      }
    }
    return batch.replacing(columns: columns + others)
  }

  var earliestWithheldEnd: Int64? {
    closing.isFinal ? windows.keys.min()?.end : nil
  }

  var stateSize: StateSize { windows.values.reduce(.zero) { $0 + $1.groups.size } }

  // MARK: Snapshots

  private static let version: UInt8 = 1

  /// A key group's windows; also the last closed end, which every window that closes brings along.
  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    if keyGroups.isEmpty { return [] }
    var writers = keyGroups.map { _ in StateWriter() }
    for index in writers.indices {
      writers[index].write(WindowAggregate.version)
      writers[index].write(lastClosedWindowEnd ?? .min)
    }
    for bounds in windows.keys.sorted() {
      guard let window = windows[bounds] else { continue }
      let members: [[UInt32]]
      if shape.isGlobal {
        let own = KeyGroupSet.group(ofHash: endHash(bounds.end))
        members = keyGroups.map { $0 == own ? [0] : [] }
      } else {
        members = window.groups.groups(inKeyGroups: keyGroups)
      }
      for (index, groups) in members.enumerated() where !groups.isEmpty {
        writers[index].write(bounds.start)
        writers[index].write(bounds.end)
        window.groups.encode(groups, to: &writers[index])
      }
    }
    return zip(keyGroups, writers).map { KeyGroupState(group: $0, bytes: $1.bytes) }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == WindowAggregate.version else {
      throw StateDecodingError("a window aggregate of an unknown version")
    }
    let closed = try reader.read(Int64.self)
    if closed != .min { lastClosedWindowEnd = max(lastClosedWindowEnd ?? .min, closed) }
    while !reader.isAtEnd {
      let bounds = WindowBounds(
        start: try reader.readWord(timeType), end: try reader.readWord(timeType))
      guard bounds.start < bounds.end else {
        throw StateDecodingError("a window that ends before it starts")
      }
      guard !shape.isGlobal || KeyGroupSet.group(ofHash: endHash(bounds.end)) == state.group else {
        throw StateDecodingError("a window of another group")
      }
      if shape.isGlobal, windows[bounds] != nil {
        throw StateDecodingError("a window comes twice")
      }
      let window = windows[bounds] ?? OpenWindow(groups: GroupedAggregation(shape))
      windows[bounds] = window
      try window.groups.decode(
        from: &reader, accepts: { KeyGroupSet.group(ofHash: $0) == state.group },
        hash: ExchangeHash.hashes)
    }
  }
}
