import CSimdJSON
import Columnar
import Dataflow
import Glibc

/// The C parser with its columns: bytes of records in, cells out.
struct JSONReader: ~Copyable {
  private let handle: OpaquePointer
  private var starts: UnsafeMutablePointer<UInt32>
  private var lengths: UnsafeMutablePointer<UInt32>
  private var capacity = 8192

  init(_ columns: [DecodedColumn]) {
    let paths = columns.map { column in
      column.path.map { strdup($0) }.map { UnsafePointer<CChar>($0) }
    }
    let tables = paths.map { path in
      let table = UnsafeMutablePointer<UnsafePointer<CChar>>.allocate(capacity: path.count)
      for (index, name) in path.enumerated() {
        guard let name else { preconditionFailure("out of memory") }
        (table + index).initialize(to: name)
      }
      return table
    }
    defer {
      for table in tables { table.deallocate() }
      for name in paths.joined() { free(UnsafeMutablePointer(mutating: name)) }
    }
    let described = zip(columns, tables).map { column, table in
      millrace_json_column(
        path: UnsafePointer(table), depth: Int32(column.path.count),
        want: Int32(JSONReader.want(column).rawValue))
    }
    handle = millrace_json_reader_new(described, Int32(columns.count))
    starts = .allocate(capacity: capacity)
    lengths = .allocate(capacity: capacity)
  }

  deinit {
    millrace_json_reader_free(handle)
    starts.deallocate()
    lengths.deallocate()
  }

  private static func want(_ column: DecodedColumn) -> millrace_json_want {
    switch column.type {
    case .smallint, .integer, .bigint: MILLRACE_JSON_INTEGER
    case .real, .double: MILLRACE_JSON_DOUBLE
    case .boolean: MILLRACE_JSON_BOOLEAN
    case .text where !column.isNeeded: MILLRACE_JSON_TEXT_UNREAD
    case .text, .varchar, .bytea, .date, .time, .interval, .uuid: MILLRACE_JSON_TEXT
    case .timestamp, .timestamptz: MILLRACE_JSON_TIME
    case .numeric: MILLRACE_JSON_NUMERIC
    case .json, .jsonb, .array: MILLRACE_JSON_VALUE
    }
  }

  /// Makes the exact parser decide everything, which must not change any result.
  func useExactParserOnly() { millrace_json_use_exact_only(handle) }

  /// Parses all records; absent and overlong ones are left out.
  mutating func parse(_ block: RecordBlock) -> millrace_json_verdicts {
    if block.count > capacity { grow(to: block.count) }
    for record in 0..<block.count {
      let span = block[record]
      starts[record] = span.start
      // Both marks lie above every length, the absent one at the very top.
      lengths[record] =
        span.length >= RecordBlock.Span.overlongBit ? RecordBlock.Span.absent : span.length
    }
    return millrace_json_decode(handle, block.bytes, starts, lengths, block.count)
  }

  func cells(_ column: Int) -> JSONCells {
    JSONCells(millrace_json_column_cells(handle, Int32(column)))
  }

  private mutating func grow(to count: Int) {
    starts.deallocate()
    lengths.deallocate()
    capacity = count + count / 4
    starts = .allocate(capacity: capacity)
    lengths = .allocate(capacity: capacity)
  }
}
