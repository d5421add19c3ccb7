import CSimdJSON
import Columnar
import Dataflow

/// Decodes records that are one JSON object each (RFC 8259) straight into columns.
///
/// A record is accepted by a strict parse of all of it, and every declared column is checked against its type, needed
/// or not. Unknown fields are ignored, of duplicate keys the last counts. Nesting ends at 1024 levels. A record without
/// a value (a deletion) becomes a row of NULLs. One decoder belongs to one worker.
public final class JSONRecordDecoder: RecordDecoder {
  private var reader: JSONReader
  private let columns: [DecodedColumn]
  private let converters: [any JSONColumnConverter]
  private let collector = FaultCollector()
  private var misspelt: MisspeltFields

  /// What numbers mean in timestamp columns.
  public enum TimestampUnit: String, Sendable, CaseIterable {
    case seconds = "s"
    case milliseconds = "ms"
    case microseconds = "us"

    var inMicroseconds: Int64 {
      switch self {
      case .seconds: 1_000_000
      case .milliseconds: 1000
      case .microseconds: 1
      }
    }
  }

  /// Without a `timestampUnit` a number in a timestamp column is a fault.
  public init(columns: [DecodedColumn], zone: Zone, timestampUnit: TimestampUnit? = nil) {
    self.columns = columns
    reader = JSONReader(columns)
    misspelt = MisspeltFields(columns)
    converters = columns.map { column in
      JSONRecordDecoder.converter(column, zone: zone, timestampUnit: timestampUnit)
    }
  }

  /// Makes the exact parser decide everything, which must not change any result.
  func useExactParserOnly() { reader.useExactParserOnly() }

  public func decode(_ block: RecordBlock) -> DecodedBlock {
    let verdicts = reader.parse(block)
    collector.begin(recordCount: block.count)
    if verdicts.fault_count > 0 { collectFormatFaults(verdicts, block) }
    var decoded: [Column] = []
    decoded.reserveCapacity(columns.count)
    for (number, column) in columns.enumerated() {
      let made = converters[number].convert(reader.cells(number), block.count, collector)
      decoded.append(column.isNeeded ? made : .empty(column.type))
    }
    var result = collector.finish(decoded, recordCount: block.count)
    result.remarks = misspelt.remarks(
      block, kinds: { reader.cells($0) }, isFaulty: { verdicts.faults[$0] != 0 })
    return result
  }

  private func collectFormatFaults(_ verdicts: millrace_json_verdicts, _ block: RecordBlock) {
    for record in 0..<block.count where verdicts.faults[record] != 0 {
      let span = block[record]
      if span.isAbsent { continue }
      if span.isOverlong {
        collector.addFormat(record, "the record is longer than line_limit allows")
        continue
      }
      let reason = String(cString: millrace_json_fault_text(verdicts.faults[record]))
      collector.addFormat(
        record, "no valid JSON at byte \(verdicts.positions[record] + 1): \(reason)")
    }
  }

  private static func converter(
    _ column: DecodedColumn, zone: Zone, timestampUnit: TimestampUnit?
  ) -> any JSONColumnConverter {
    switch column.type {
    case .smallint, .integer, .bigint: JSONIntegers(column)
    case .real, .double: JSONDoubles(column)
    case .boolean: JSONBooleans(column)
    case .text: JSONTexts(column)
    case .timestamp, .timestamptz: JSONTimestamps(column, zone: zone, unit: timestampUnit)
    default: JSONParsedValues(column, zone: zone)
    }
  }
}

/// Turns the cells of one column into its values, one for each record; what does not fit goes to the collector.
protocol JSONColumnConverter: AnyObject {
  func convert(_ cells: JSONCells, _ count: Int, _ faults: FaultCollector) -> Column
}

extension DecodedColumn {
  /// The fault of a value that is of another kind than the type takes.
  func mismatch(_ cells: JSONCells, _ record: Int) -> String {
    if let names = cells.kind(record).namesToNoObject {
      let field = path.prefix(names).joined(separator: ".")
      return "expected an object in field \(field), found \(cells.description(record))"
    }
    return "expected \(type), found \(cells.description(record))"
  }
}
