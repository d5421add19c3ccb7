import Columnar
import Dataflow

@testable import Connectors

/// A block whose records are the given byte strings, one after the other.
func block(_ records: [[UInt8]]) -> RecordBlock {
  let block = RecordBlock(capacity: 64)
  for record in records {
    block.reserve(block.byteCount + record.count + 1)
    let start = block.byteCount
    for byte in record {
      block.bytes[block.byteCount] = byte
      block.byteCount += 1
    }
    block.append(
      RecordBlock.Span(
        start: UInt32(start), length: UInt32(record.count), offset: Int64(start)))
    block.bytes[block.byteCount] = UInt8(ascii: "\n")
    block.byteCount += 1
  }
  block.seal()
  return block
}

func block(_ records: String...) -> RecordBlock { block(records.map { Array($0.utf8) }) }

extension DecodedColumn {
  init(_ name: String, _ type: DataType, default value: Value = .null, isNeeded: Bool = true) {
    self.init(name: name, path: [name], type: type, defaultValue: value, isNeeded: isNeeded)
  }
}

extension DecodedBlock {
  /// Each row as SQL text, NULL as nil.
  var texts: [[String?]] {
    (0..<rowCount).map { row in
      columns.map { column in
        TextOutput().text(column[row], column.type)
      }
    }
  }

  /// The records that are no rows, with their rules.
  var rules: [Int: String] {
    Dictionary(uniqueKeysWithValues: faults.map { ($0.record, $0.rule) })
  }
}

/// One value of one type read from a field `v`: its SQL text, or the fault's message.
func read(
  _ json: String, as type: DataType, default value: Value = .null, zone: Zone = .utc,
  unit: JSONRecordDecoder.TimestampUnit? = nil
) -> String? {
  let decoder = JSONRecordDecoder(
    columns: [DecodedColumn("v", type, default: value)], zone: zone, timestampUnit: unit)
  let decoded = decoder.decode(block(json))
  if let fault = decoded.faults.first { return "\(fault.rule): \(fault.message)" }
  return TextOutput(zone: zone).text(decoded.columns[0][0], type)
}
