import Columnar
import Dataflow
import Planning

/// WHERE over a table's watermark: rows come and go as it passes their times, and what changed leaves at the end of the
/// epoch.
///
/// With `at >= watermark_of('events') - INTERVAL '1 hour'` a row of 10:00 leaves (with weight −1) when the watermark passes
/// 11:00, and one that comes after that is never seen. Only rows that are there, or have yet to come, are kept. The end of the
/// input moves nothing: it is the watermark that the table's events brought.
final class WatermarkFilter: Operator {
  /// Where a bound finds its time, behind the row's own columns or among them.
  struct Bound: Sendable {
    var column: Int
    var comparison: TemporalFilter.Comparison
    var shift: Int64
  }

  private static let version: UInt8 = 1
  let rows: TimedRows
  private let bounds: [Bound]
  /// The table's place in the graph.
  private let table: Int
  private let changed = KeyGroupSet()
  private var hashes = Buffer(byteCount: 0)

  /// `types` are those of the row's own columns, which stand first and decide the worker.
  init(types: [DataType], bounds: [Bound], table: Int) {
    rows = TimedRows(types: types)
    self.bounds = bounds
    self.table = table
  }

  func push(_ batch: Batch, port: Int, to output: Output) {
    let present = (0..<UInt32(batch.count)).filter { row in
      bounds.allSatisfy { !batch.columns[$0.column].isNull(Int(row)) }
    }
    if present.count == batch.count { return add(batch) }
    present.withUnsafeBufferPointer { add(batch.gather($0)) }
  }

  private func add(_ batch: Batch) {
    if batch.count == 0 { return }
    if hashes.byteCount < batch.count * 8 { hashes = Buffer(byteCount: batch.count * 8) }
    let rowHashes = hashes.pointer(to: UInt64.self)
    let own = Array(batch.columns[..<rows.types.count])
    KeyHash.hash(own, count: batch.count, into: rowHashes)
    changed.insert(hashes: rowHashes, count: batch.count)
    rows.add(
      own, hashes: rowHashes, spans: (0..<batch.count).map { span(batch, $0) },
      weights: batch.weights)
  }

  private func span(_ batch: Batch, _ row: Int) -> TimedRows.Span {
    var span = TimedRows.Span(from: .min, until: .max)
    for bound in bounds {
      let time = batch.columns[bound.column].words[row]
      let place = WatermarkFilter.place(time, bound.shift)
      switch bound.comparison {
      case .greaterOrEqual: span.until = min(span.until, WatermarkFilter.next(place))
      case .greater: span.until = min(span.until, place)
      case .lessOrEqual: span.from = max(span.from, place)
      case .less: span.from = max(span.from, WatermarkFilter.next(place))
      }
    }
    return span
  }

  /// The watermark that stands level with a time; infinite times are level with none.
  private static func place(_ time: Int64, _ shift: Int64) -> Int64 {
    if time == .min || time == .max { return time }
    let (place, overflow) = time.subtractingReportingOverflow(shift)
    return overflow ? (shift < 0 ? .max : .min) : place
  }

  private static func next(_ place: Int64) -> Int64 { place == .max ? .max : place + 1 }

  func endEpoch(_ end: EpochEnd, to output: Output) {
    let watermark = end.tableWatermarks[table]
    var changes: [(row: UInt32, weight: Int64)] = []
    let due = rows.due(at: watermark)
    for row in due {
      changed.insert(hash: rows.hash(row))
      let weight = rows.show(row, at: watermark)
      if weight != 0 { changes.append((row, weight)) }
    }
    emit(changes, to: output)
    for row in due { rows.removeIfDone(row, at: watermark) }
  }

  private func emit(_ changes: [(row: UInt32, weight: Int64)], to output: Output) {
    if changes.isEmpty { return }
    output.emit(
      Batch(
        columns: rows.columns(of: changes.map(\.row)), count: changes.count,
        weights: Buffer(of: changes.map(\.weight))))
  }

  var stateSize: StateSize { rows.size }

  func snapshot() -> [KeyGroupState] {
    let keyGroups = changed.drain()
    return zip(keyGroups, rows.rows(inKeyGroups: keyGroups)).map { keyGroup, members in
      if members.isEmpty { return KeyGroupState(group: keyGroup, bytes: []) }
      var writer = StateWriter()
      writer.write(WatermarkFilter.version)
      rows.encode(members, to: &writer)
      return KeyGroupState(group: keyGroup, bytes: writer.bytes)
    }
  }

  func restore(_ state: KeyGroupState) throws {
    if state.bytes.isEmpty { return }
    var reader = StateReader(state.bytes)
    guard try reader.read(UInt8.self) == WatermarkFilter.version else {
      throw StateDecodingError("a temporal filter of an unknown version")
    }
    try rows.decode(from: &reader, group: state.group)
    try reader.expectEnd()
  }
}
