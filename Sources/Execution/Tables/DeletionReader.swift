import Columnar
import Dataflow

/// The rows of a block that stand for messages without a value, and the keys that they delete.
struct Deletions {
  /// The rule that a deletion breaks whose key does not say which row is meant.
  static let rule = "message_key"
  static let none = Deletions(rows: [], keys: [], faults: [])

  /// Rows of the decoded block, rising.
  var rows: [Int]
  /// Key columns, a value for each of `rows`; NULL where the key is faulty.
  var keys: [Column]
  /// Rows of the decoded block with what is wrong with their keys.
  var faults: [(row: Int, message: String)]

  var isEmpty: Bool { rows.isEmpty }

  /// A key column of the block with the keys of the deletions in it.
  func filled(_ column: Column, key: Int) -> Column {
    var sources = (0..<UInt32(column.count)).map { $0 }
    for (index, row) in rows.enumerated() { sources[row] = UInt32(column.count + index) }
    let both = Column.concatenated([column, keys[key].retyped(column.type)])
    return sources.withUnsafeBufferPointer { both.gather($0) }
  }

  /// Event times with Int64.min for deletions, which move no watermark.
  func withoutTimes(_ times: Column) -> Column {
    if rows.isEmpty { return times }
    let buffer = Buffer(byteCount: times.count * 8)
    let target = buffer.pointer(to: Int64.self)
    target.update(from: times.words, count: times.count)
    for row in rows { target[row] = .min }
    return Column(type: times.type, count: times.count, values: buffer)
  }
}

/// Reads the keys of messages without a value. Belongs to one worker.
final class DeletionReader {
  private let columns: [DecodedColumn]
  private let decoder: any RecordDecoder
  private let keys = RecordBlock(capacity: 1 << 12)

  init(_ columns: [DecodedColumn], _ decoder: any RecordDecoder) {
    self.columns = columns
    self.decoder = decoder
  }

  func deletions(in block: RecordBlock, _ decoded: DecodedBlock) -> Deletions {
    let record = { (row: Int) in decoded.records.map { Int($0[row]) } ?? row }
    let rows = (0..<decoded.rowCount).filter { block[record($0)].isAbsent }
    if rows.isEmpty { return .none }
    var faults: [(row: Int, message: String)] = []
    keys.removeAll()
    for row in rows {
      let key = block.keys.isEmpty ? 0..<0 : block.keys[record(row)]
      if key == 0..<0 { faults.append((row, "the message has neither a value nor a key")) }
      append(key, of: block)
    }
    keys.seal()
    let read = decoder.decode(keys)
    for fault in read.faults { faults.append((rows[fault.record], fault.message)) }
    let values = read.columns.map { spread($0, read.records, rows.count) }
    let faulty = Set(faults.map(\.row))
    for (index, row) in rows.enumerated() where !faulty.contains(row) {
      guard let missing = values.firstIndex(where: { $0.isNull(index) }) else { continue }
      faults.append((row, "the message's key gives no \(columns[missing].name)"))
    }
    return Deletions(rows: rows, keys: values, faults: faults)
  }

  private func append(_ key: Range<Int>, of block: RecordBlock) {
    let start = keys.byteCount
    keys.reserve(start + key.count)
    (keys.bytes + start).update(from: block.bytes + key.lowerBound, count: key.count)
    keys.byteCount = start + key.count
    keys.append(
      RecordBlock.Span(
        start: UInt32(start), length: key == 0..<0 ? RecordBlock.Span.absent : UInt32(key.count),
        offset: Int64(keys.count)))
  }

  /// A value for each key; NULL for those that are no rows.
  private func spread(_ column: Column, _ records: [UInt32]?, _ count: Int) -> Column {
    guard let records else { return column }
    let builder = ColumnBuilder(column.type, capacity: count)
    var next = 0
    for key in 0..<count {
      if next < records.count, Int(records[next]) == key {
        builder.append(column, row: next)
        next += 1
      } else {
        builder.appendNull()
      }
    }
    return builder.finish()
  }
}
