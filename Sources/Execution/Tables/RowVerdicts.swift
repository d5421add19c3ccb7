import Columnar
import Dataflow
import Planning

/// What became of the rows of one chunk while the table's rules were asked, one after the other.
///
/// A row leaves at the first rule that it breaks; later rules no longer see it. Nothing is allocated while no row
/// breaks any.
struct RowVerdicts {
  private let block: RecordBlock
  private let decoded: DecodedBlock
  private let table: String
  private let partition: Int
  private(set) var rejects = SetAsideRows()
  private(set) var warnings = SetAsideRows()
  /// A byte a row, 1 for rows that left; empty while none has.
  private var isOut: [UInt8] = []
  /// Rows that no rule is asked about.
  private var exempt: Set<Int> = []
  private(set) var rejectedRows = 0
  private var warnedRows: Set<Int> = []

  init(_ block: RecordBlock, _ decoded: DecodedBlock, table: String, partition: Int) {
    self.block = block
    self.decoded = decoded
    self.table = table
    self.partition = partition
    for fault in decoded.faults {
      rejects.append(record: fault.record, rule: fault.rule, message: fault.message)
    }
  }

  var warnedCount: Int { warnedRows.count }

  func record(of row: Int) -> Int { decoded.records.map { Int($0[row]) } ?? row }
  func isAccepted(_ row: Int) -> Bool { isOut.isEmpty || isOut[row] == 0 }

  /// From here on no rule holds for these rows: they delete and have no values.
  mutating func exempt(_ rows: some Sequence<Int>) { exempt.formUnion(rows) }

  /// A row that breaks a rule.
  mutating func report(
    _ row: Int, breaks rule: String, _ action: ViolationAction, message: String
  ) throws {
    guard isAccepted(row), !exempt.contains(row) else { return }
    let record = record(of: row)
    switch action {
    case .warn:
      warnings.append(record: record, rule: rule, message: message)
      warnedRows.insert(row)
    case .fail:
      throw ConstraintFailure(
        table: table, rule: rule, partition: partition, offset: block[record].offset,
        row: Array(block.slice(record)), reason: message)
    case .reject:
      if isOut.isEmpty { isOut = Array(repeating: 0, count: decoded.rowCount) }
      isOut[row] = 1
      rejectedRows += 1
      rejects.append(record: record, rule: rule, message: message)
      if warnedRows.remove(row) != nil { warnings.remove(record: record) }
    }
  }

  /// Numbers of the accepted rows; nil where all are.
  func acceptedRows() -> [UInt32]? {
    if rejectedRows == 0 { return nil }
    return (0..<UInt32(decoded.rowCount)).filter { isOut[Int($0)] == 0 }
  }
}
