import Columnar
import Glibc

/// How rows are written.
enum OutputFormat: String, WordChoice {
  /// Aligned, with a header.
  case table
  /// A JSON object a line.
  case json
  /// With a header line.
  case csv
}

/// Writes the rows of a relation in one of the formats.
struct RelationWriter {
  var format: OutputFormat
  var zone: Zone
  /// Tables are cut to so many columns; nil: nothing is cut.
  var width: Int?

  /// For standard output: wide tables are cut only where a person reads them.
  static func standard(_ format: OutputFormat, zone: Zone) -> RelationWriter {
    RelationWriter(format: format, zone: zone, width: terminalWidth(STDOUT_FILENO))
  }

  /// A row with a weight of n is written n times. Returns the number of rows. Throws `OutputError`.
  @discardableResult
  func write(_ batches: [Batch], fields: [Field], to stream: StandardStream) throws -> Int {
    let count =
      switch format {
      case .table: try writeTable(batches, fields, to: stream)
      case .json: try writeJSON(batches, fields, to: stream)
      case .csv: try writeCSV(batches, fields, to: stream)
      }
    try stream.flush()
    return count
  }

  private func writeTable(_ batches: [Batch], _ fields: [Field], to stream: StandardStream) throws
    -> Int
  {
    var table = TextTable(
      header: fields.map(\.name), alignsRight: fields.map { $0.type.isNumber })
    let output = TextOutput(zone: zone)
    forEachRow(of: batches) { batch, row in
      table.rows.append(
        batch.columns.map { column in
          if column.isNull(row) { return "" }
          var bytes: [UInt8] = []
          output.append(column, row: row, to: &bytes)
          return String(decoding: bytes, as: UTF8.self)
        })
    }
    try stream.write(table.rendered(width: width))
    return table.rows.count
  }

  private func writeJSON(_ batches: [Batch], _ fields: [Field], to stream: StandardStream) throws
    -> Int
  {
    let output = JSONOutput(zone: zone)
    let names = fields.map(\.name)
    return try forEachRow(of: batches) { batch, row in
      var line: [UInt8] = []
      output.writeObject(names: names, batch, row: row, to: &line)
      line.append(UInt8(ascii: "\n"))
      try stream.write(line)
    }
  }

  private func writeCSV(_ batches: [Batch], _ fields: [Field], to stream: StandardStream) throws
    -> Int
  {
    let output = TextOutput(zone: zone)
    let header = fields.map { csvField(Array($0.name.utf8)) }
    try stream.write(Array(header.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "\n")])
    return try forEachRow(of: batches) { batch, row in
      var line: [UInt8] = []
      for (index, column) in batch.columns.enumerated() {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        if column.isNull(row) { continue }
        var bytes: [UInt8] = []
        output.append(column, row: row, to: &bytes)
        line += csvField(bytes)
      }
      line.append(UInt8(ascii: "\n"))
      try stream.write(line)
    }
  }

  @discardableResult
  private func forEachRow(of batches: [Batch], _ body: (Batch, Int) throws -> Void) rethrows -> Int
  {
    var count = 0
    for batch in batches {
      for row in 0..<batch.count {
        for _ in 0..<max(batch.weight(row), 0) {
          try body(batch, row)
          count += 1
        }
      }
    }
    return count
  }
}

/// A field of a CSV line (RFC 4180): quoted where it must be, and where it is empty, because NULL is written as nothing.
func csvField(_ bytes: [UInt8]) -> [UInt8] {
  let quote = UInt8(ascii: "\"")
  let needsQuotes =
    bytes.isEmpty
    || bytes.contains {
      $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
  guard needsQuotes else { return bytes }
  return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
}

extension DataType {
  /// Numbers stand at the right of their column.
  var isNumber: Bool {
    switch self {
    case .smallint, .integer, .bigint, .real, .double, .numeric: true
    default: false
    }
  }
}
