import Columnar
import Dataflow
import Planning

/// The connector's columns of a block's rows: where each record lay in the log.
enum HiddenColumns {
  /// Throws `ConnectorError` where a file has to be read again for it.
  static func column(
    _ column: TableColumn, of block: RecordBlock, rows: DecodedBlock, partition: Int
  ) throws -> Column {
    let record = { (row: Int) in rows.records.map { Int($0[row]) } ?? row }
    switch column.name {
    case "log_partition":
      return .constant(.word(Int64(partition)), column.type, count: rows.rowCount)
    case "log_offset":
      return words(column.type, rows.rowCount) { block[record($0)].offset }
    case "log_timestamp" where !block.timestamps.isEmpty:
      return words(column.type, rows.rowCount) { block.timestamps[record($0)] }
    case "log_key" where !block.keys.isEmpty:
      return keys(column.type, block, rows.rowCount, record)
    case "file_name":
      return .constant(
        block.fileName.map { .text($0) } ?? .null, column.type, count: rows.rowCount)
    case "file_line":
      guard let before = try block.linesBefore?() else { fallthrough }
      return lines(column.type, block, rows.rowCount, before, record)
    default:
      return .constant(.null, column.type, count: rows.rowCount)
    }
  }

  static func words(_ type: DataType, _ count: Int, _ value: (Int) -> Int64) -> Column {
    let buffer = Buffer(byteCount: count * 8)
    let target = buffer.pointer(to: Int64.self)
    for row in 0..<count { target[row] = value(row) }
    return Column(type: type, count: count, values: buffer)
  }

  /// The line, from 1, on which each record begins.
  private static func lines(
    _ type: DataType, _ block: RecordBlock, _ count: Int, _ before: Int64, _ record: (Int) -> Int
  ) -> Column {
    var (line, at) = (before + 1, 0)
    return words(type, count) { row in
      let start = Int(block[record(row)].start)
      while at < start {
        if block.bytes[at] == UInt8(ascii: "\n") { line += 1 }
        at += 1
      }
      return line
    }
  }

  private static func keys(
    _ type: DataType, _ block: RecordBlock, _ count: Int, _ record: (Int) -> Int
  ) -> Column {
    let builder = ColumnBuilder(type, capacity: count)
    for row in 0..<count {
      let range = block.keys[record(row)]
      // An empty range at 0 is no key.
      if range == 0..<0 {
        builder.appendNull()
      } else {
        builder.append(
          bytes: UnsafeBufferPointer(start: block.bytes + range.lowerBound, count: range.count))
      }
    }
    return builder.finish()
  }
}
