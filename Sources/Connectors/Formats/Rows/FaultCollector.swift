import Columnar
import Dataflow

/// Gathers the faults of a block while its columns are made: the first of a record stays.
final class FaultCollector {
  private(set) var faults: [RecordFault] = []
  private var isFaulty: [Bool] = []

  var isEmpty: Bool { faults.isEmpty }

  func begin(recordCount: Int) {
    faults = []
    isFaulty = [Bool](repeating: false, count: recordCount)
  }

  func hasFault(_ record: Int) -> Bool { isFaulty[record] }

  func addFormat(_ record: Int, _ message: String) { add(record, rule: "format", message) }

  func addType(_ record: Int, column: DecodedColumn, _ reason: String) {
    if isFaulty[record] { return }
    add(record, rule: "type", "column \"\(column.name)\": \(reason)")
  }

  private func add(_ record: Int, rule: String, _ message: String) {
    if isFaulty[record] { return }
    isFaulty[record] = true
    faults.append(RecordFault(record: record, rule: rule, message: message))
  }

  /// Columns that hold a value for every record, without those of the faulty ones.
  func finish(_ columns: [Column], recordCount: Int) -> DecodedBlock {
    if faults.isEmpty {
      return DecodedBlock(columns: columns, rowCount: recordCount, records: nil, faults: [])
    }
    var kept: [UInt32] = []
    kept.reserveCapacity(recordCount - faults.count)
    for record in 0..<recordCount where !isFaulty[record] { kept.append(UInt32(record)) }
    faults.sort { $0.record < $1.record }
    let rows = columns.map { $0.count == 0 ? $0 : $0.keeping(kept) }
    return DecodedBlock(columns: rows, rowCount: kept.count, records: kept, faults: faults)
  }
}

/// A value as a message shows it: at most 80 bytes, whole characters, invalid UTF-8 replaced.
func excerpt(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  if bytes.count <= 80 { return String(decoding: bytes, as: UTF8.self) }
  var cut = 80
  while cut > 0, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
  return String(decoding: bytes[..<cut], as: UTF8.self) + "…"
}
