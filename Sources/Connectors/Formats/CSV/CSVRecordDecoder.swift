import CSimdJSON
import Columnar
import Dataflow

/// Decodes CSV records into columns; the values are SQL text, as Postgres reads it.
///
/// With a header a file's fields are found by its names (a nested path is joined by points), and a column without a
/// field takes its default; without one they are the columns in order. Every record must have as many fields as the
/// header (or the table) has. An unquoted field of the null text is NULL. One decoder belongs to one worker.
public final class CSVRecordDecoder: RecordDecoder {
  private let columns: [DecodedColumn]
  private let inputs: [TextInput]
  private let dialect: CSVDialect
  private let collector = FaultCollector()
  private var fields: CSVFields
  /// The header that `places` was made for.
  private var header: [UInt8] = []
  /// The field of each column; nil where the header has none.
  private var places: [Int?] = []
  private var fieldCount = 0

  public init(columns: [DecodedColumn], zone: Zone, dialect: CSVDialect = CSVDialect()) {
    self.columns = columns
    self.dialect = dialect
    inputs = columns.map { TextInput($0.type, zone: zone) }
    fields = CSVFields(dialect)
    places = columns.indices.map { $0 }
    fieldCount = columns.count
  }

  public func decode(_ block: RecordBlock) -> DecodedBlock {
    collector.begin(recordCount: block.count)
    if dialect.header && block.header != header { readHeader(block.header) }
    let builders = columns.map { ColumnBuilder($0.type, capacity: block.count) }
    for record in 0..<block.count {
      if block[record].isAbsent {
        for builder in builders { builder.appendNull() }
      } else if let fault = split(block, record) {
        collector.addFormat(record, fault)
        for builder in builders { builder.appendNull() }
      } else {
        append(block.slice(record), record, builders)
      }
    }
    let decoded = zip(columns, builders).map { column, builder in
      column.isNeeded ? builder.finish() : .empty(column.type)
    }
    return collector.finish(decoded, recordCount: block.count)
  }

  private func readHeader(_ header: [UInt8]) {
    self.header = header
    header.withUnsafeBufferPointer { bytes in
      // A header that is no CSV has no names, so that every record is a fault of its count.
      let isSound = fields.split(bytes) == nil
      let names = fields.fields.map { field in
        fields.withBytes(field, of: bytes) { String(decoding: $0, as: UTF8.self) }
      }
      fieldCount = isSound ? names.count : 0
      places = columns.map { column in
        names.lastIndex(of: column.path.joined(separator: "."))
      }
    }
  }

  /// What is wrong with a record as a whole.
  private func split(_ block: RecordBlock, _ record: Int) -> String? {
    if block[record].isOverlong { return "the record is longer than line_limit allows" }
    let bytes = block.slice(record)
    if let base = bytes.baseAddress {
      let invalid = millrace_invalid_utf8(base, bytes.count)
      if invalid < bytes.count { return "no valid CSV at byte \(invalid + 1): invalid UTF-8" }
    }
    if let fault = fields.split(bytes) { return "no valid CSV: \(fault)" }
    if fields.fields.count != fieldCount {
      return "expected \(fieldCount) fields, found \(fields.fields.count)"
    }
    return nil
  }

  private func append(_ bytes: Bytes, _ record: Int, _ builders: [ColumnBuilder]) {
    for (index, builder) in builders.enumerated() {
      guard let place = places[index] else {
        builder.append(columns[index].defaultValue)
        continue
      }
      let field = fields.fields[place]
      let failure = fields.withBytes(field, of: bytes) { value -> ExpressionError? in
        if !field.isQuoted && value.elementsEqual(dialect.null) {
          builder.appendNull()
          return nil
        }
        do throws(ExpressionError) {
          try inputs[index].append(value, to: builder)
          return nil
        } catch {
          builder.appendNull()
          return error
        }
      }
      if let failure { collector.addType(record, column: columns[index], failure.message) }
    }
  }
}
