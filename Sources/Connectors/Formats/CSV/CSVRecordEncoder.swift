import Columnar
import Dataflow

/// Writes rows as CSV records: values as SQL text, quoted only where they must be.
public struct CSVRecordEncoder: RecordEncoder {
  public let preamble: [UInt8]
  private let output: TextOutput
  private let dialect: CSVDialect
  private let quote: UInt8

  /// Without a `quote` in the dialect the double quote is used: some text could not be written otherwise.
  public init(names: [String], zone: Zone, dialect: CSVDialect = CSVDialect()) {
    self.dialect = dialect
    quote = dialect.quote ?? UInt8(ascii: "\"")
    output = TextOutput(zone: zone)
    var header: [UInt8] = []
    if dialect.header {
      for (index, name) in names.enumerated() {
        if index > 0 { header.append(dialect.delimiter) }
        CSVRecordEncoder.append(Array(name.utf8), dialect, quote, to: &header)
      }
      header.append(UInt8(ascii: "\n"))
    }
    preamble = header
  }

  public func encode(_ batch: Batch, row: Int, into bytes: inout [UInt8]) {
    var text: [UInt8] = []
    for (index, column) in batch.columns.enumerated() {
      if index > 0 { bytes.append(dialect.delimiter) }
      if column.isNull(row) {
        bytes.append(contentsOf: dialect.null)
        continue
      }
      text.removeAll(keepingCapacity: true)
      output.append(column, row: row, to: &text)
      CSVRecordEncoder.append(text, dialect, quote, to: &bytes)
    }
  }

  private static func append(
    _ text: [UInt8], _ dialect: CSVDialect, _ quote: UInt8, to bytes: inout [UInt8]
  ) {
    let isSpecial = text.contains { byte in
      byte == dialect.delimiter || byte == quote || byte == 10 || byte == 13
    }
    // A record of blanks alone would be taken for a blank line.
    let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 9 }
    guard isSpecial || isBlank || text == dialect.null else {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(quote)
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
