import Columnar
import Dataflow
import Planning

/// Reads a table's chunks: records → columns → generated columns → NOT NULL → CHECKs → event time.
///
/// A record that the format refuses or a row that breaks a rule goes to `TABLE.rejects`, at its first fault. `read` is
/// all of them; `accepted` is left to `Deduplicate` where the table has UNIQUE. One reader belongs to one worker.
final class ConstraintReader: TableReader {
  private let program: TableProgram
  private let decoder: any RecordDecoder
  private let block = RecordBlock()
  private let clockGuard: AheadGuard?
  /// Present where the table has a PRIMARY KEY.
  private let deletionReader: DeletionReader?

  private var table: TableDefinition { program.table }

  /// `keyDecoder` reads the keys of messages without a value, for a table with a PRIMARY KEY.
  init(
    _ program: TableProgram, decoder: any RecordDecoder, keyDecoder: (any RecordDecoder)? = nil
  ) {
    self.program = program
    self.decoder = decoder
    deletionReader = keyDecoder.map { DeletionReader(program.keyColumns, $0) }
    clockGuard = program.table.eventTime.flatMap {
      AheadGuard($0, type: program.table.columns[$0.column].type, zone: program.zone)
    }
  }

  func read(_ chunk: any Chunk) throws -> ReadChunk {
    block.removeAll()
    try chunk.load(into: block)
    let decoded = decoder.decode(block)
    var verdicts = RowVerdicts(block, decoded, table: table.name, partition: chunk.partition)
    var columns = try workingColumns(decoded, partition: chunk.partition)
    let deletions = deletionReader?.deletions(in: block, decoded) ?? .none
    try judge(deletions, &verdicts)
    try fillGenerated(&columns, decoded.rowCount, &verdicts)
    fillKeys(of: deletions, &columns)
    try checkPresence(columns, &verdicts)
    try check(columns, decoded.rowCount, &verdicts)
    try checkEventTime(columns, &verdicts)
    return result(columns, decoded, verdicts, deletions, partition: chunk.partition)
  }

  /// A message without a value has its key alone, and no rule of the table's holds for it.
  private func judge(_ deletions: Deletions, _ verdicts: inout RowVerdicts) throws {
    for (row, message) in deletions.faults {
      try verdicts.report(row, breaks: Deletions.rule, .reject, message: message)
    }
    verdicts.exempt(deletions.rows)
  }

  private func fillKeys(of deletions: Deletions, _ columns: inout [Column]) {
    if deletions.isEmpty { return }
    for (key, number) in table.primaryKey.enumerated() {
      let position = program.position(of: number)
      columns[position] = deletions.filled(columns[position], key: key)
    }
  }

  /// Decoded and hidden columns; generated ones are NULL until they are filled.
  private func workingColumns(_ decoded: DecodedBlock, partition: Int) throws -> [Column] {
    var byNumber: [Int: Column] = [:]
    for (number, column) in zip(program.decodedNumbers, decoded.columns) {
      byNumber[number] = column
    }
    return try program.working.map { number in
      let column = table.columns[number]
      if column.isHidden {
        return try HiddenColumns.column(column, of: block, rows: decoded, partition: partition)
      }
      return byNumber[number] ?? .constant(.null, column.type, count: decoded.rowCount)
    }
  }

  private func fillGenerated(
    _ columns: inout [Column], _ count: Int, _ verdicts: inout RowVerdicts
  ) throws {
    for (number, program) in program.generated {
      let evaluation = program.evaluate(columns, count: count)
      columns[self.program.position(of: number)] = evaluation.column
      for (row, error) in zip(evaluation.errors.rows, evaluation.errors.errors) {
        try verdicts.report(
          row, breaks: table.columns[number].name, .reject, message: error.message)
      }
    }
  }

  private func checkPresence(_ columns: [Column], _ verdicts: inout RowVerdicts) throws {
    for (position, number) in program.working.enumerated() {
      let column = table.columns[number]
      guard column.isNotNull, let validity = columns[position].validity else { continue }
      // Without an event time a row has no place in time: it can not be let through with a warning.
      let isTime = table.eventTime?.column == number
      let action = isTime && column.onNull == .warn ? .reject : column.onNull
      for row in 0..<columns[position].count where validity[row] == 0 {
        try verdicts.report(
          row, breaks: column.notNullName ?? "\(table.name)_\(column.name)_not_null", action,
          message: "\(column.name) is NULL")
      }
    }
  }

  private func check(_ columns: [Column], _ count: Int, _ verdicts: inout RowVerdicts) throws {
    for (constraint, program) in program.checks {
      let evaluation = program.evaluate(columns, count: count)
      for (row, error) in zip(evaluation.errors.rows, evaluation.errors.errors) {
        try verdicts.report(
          row, breaks: constraint.name, constraint.action == .fail ? .fail : .reject,
          message: error.message)
      }
      let result = evaluation.column
      let bits = result.bits
      if result.validity == nil, ConstraintReader.allTrue(bits, count) { continue }
      let failed = Set(evaluation.errors.rows)
      for row in 0..<count where bits[row] == 0 && !result.isNull(row) && !failed.contains(row) {
        try verdicts.report(
          row, breaks: constraint.name, constraint.action,
          message: "CHECK (\(constraint.text)) is false")
      }
    }
  }

  private static func allTrue(_ bits: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var all: UInt8 = 1
    for row in 0..<count { all &= bits[row] }
    return all == 1
  }

  private func checkEventTime(_ columns: [Column], _ verdicts: inout RowVerdicts) throws {
    guard let eventTime = table.eventTime else { return }
    let times = columns[program.position(of: eventTime.column)]
    let words = times.words
    for row in 0..<times.count where words[row] == .max || words[row] == .min {
      if times.isNull(row) { continue }
      try verdicts.report(
        row, breaks: "event_time", .reject,
        message: "\(table.columns[eventTime.column].name) is infinite: an event has a time")
    }
  }

  private func result(
    _ columns: [Column], _ decoded: DecodedBlock, _ verdicts: RowVerdicts,
    _ deletions: Deletions, partition: Int
  ) -> ReadChunk {
    let rows = verdicts.acceptedRows()
    var counts = RowCounts()
    counts.read = Int64(decoded.rowCount + decoded.faults.count)
    counts.rejected = Int64(verdicts.rejects.count)
    counts.warned = Int64(verdicts.warnedCount)
    let keep = { (column: Column) in
      rows.map { $0.withUnsafeBufferPointer { column.gather($0) } } ?? column
    }
    var kept = program.layout.columns.map { keep(columns[program.position(of: $0)]) }
    let count = rows?.count ?? decoded.rowCount
    let records = { (row: Int) in verdicts.record(of: rows.map { Int($0[row]) } ?? row) }
    var times: Column?
    if let eventTime = table.eventTime {
      let column = deletions.withoutTimes(columns[program.position(of: eventTime.column)])
      let accepted = keep(column).retyped(.timestamp)
      times = accepted
      if let clockGuard, !block.timestamps.isEmpty {
        let (guarded, ahead) = clockGuard.guarded(accepted) { block.timestamps[records($0)] }
        (times, counts.ahead) = (guarded, ahead)
      }
      if program.layout.hasUniques {
        kept += uniqueColumns(columns.map(keep), count, records, partition)
        kept.append(accepted.retyped(.bigint))
      }
    } else if program.layout.hasUniques {
      kept += uniqueColumns(columns.map(keep), count, records, partition)
    }
    if !program.layout.hasUniques { counts.accepted = Int64(count) }
    if program.layout.isUpsert { kept += upsertColumns(deletions, rows, count, records, partition) }
    var read = ReadChunk(
      batch: Batch(columns: kept, count: count), eventTimes: times, counts: counts,
      sides: sides(verdicts, partition))
    read.remarks = decoded.remarks.map { "\(table.name): \($0)" }
    return read
  }

  private func sides(_ verdicts: RowVerdicts, _ partition: Int) -> [SideBatch] {
    var sides: [SideBatch] = []
    if !verdicts.rejects.isEmpty {
      sides.append(
        SideBatch(
          relation: .rejects(table: table.name),
          batch: verdicts.rejects.batch(of: block, partition: partition)))
    }
    if !verdicts.warnings.isEmpty {
      sides.append(
        SideBatch(
          relation: .warnings(table: table.name),
          batch: verdicts.warnings.batch(of: block, partition: partition)))
    }
    return sides
  }

  /// What `Upsert` needs of each row: partition, offset and whether it deletes.
  private func upsertColumns(
    _ deletions: Deletions, _ rows: [UInt32]?, _ count: Int, _ record: (Int) -> Int,
    _ partition: Int
  ) -> [Column] {
    var isDeletion = Column.constant(.boolean(false), .boolean, count: count)
    if !deletions.isEmpty {
      let flags = ColumnBuilder(.boolean, capacity: count)
      let all = Set(deletions.rows)
      for row in 0..<count { flags.append(bit: all.contains(rows.map { Int($0[row]) } ?? row)) }
      isDeletion = flags.finish()
    }
    return [
      .constant(.word(Int64(partition)), .bigint, count: count),
      HiddenColumns.words(.bigint, count) { block[record($0)].offset }, isDeletion,
    ]
  }

  /// What `Deduplicate` needs of each row: partition, offset, raw bytes and the hash of all declared values.
  private func uniqueColumns(
    _ columns: [Column], _ count: Int, _ record: (Int) -> Int, _ partition: Int
  ) -> [Column] {
    let content = program.decodedNumbers.map { columns[program.position(of: $0)] }
    let hash = ContentHash.columns(of: content, count: count)
    let raw = ColumnBuilder(.bytea, capacity: count)
    for row in 0..<count { raw.append(bytes: block.slice(record(row))) }
    return [
      .constant(.word(Int64(partition)), .bigint, count: count),
      HiddenColumns.words(.bigint, count) { block[record($0)].offset }, raw.finish(), hash.low,
      hash.high,
    ]
  }
}
