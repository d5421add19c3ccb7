import Columnar
import Connectors
import Dataflow

/// What a perfect pipeline does with a record that deviates.
enum TruthOutcome: String, CaseIterable {
  case rejected, duplicate, late
}

/// A truth file as `millrace generate --truth` writes it: JSON lines, read in blocks.
struct TruthFile {
  let path: String
  /// Which of a row's numbers tells its place in its partition: `ordinal` or `byte_offset`.
  let place: String
  /// Columns of late rows, as a table declares them: name, type and path in the record.
  let recordColumns: [DecodedColumn]
  /// Names under `answers`.
  let answers: [String]
  let zone: Zone

  /// The first schema, and the only one so far.
  private static let schema: Int64 = 1
  static let totalNames = ["read", "accepted", "rejected", "duplicate", "late"]
  private static let linesPerBlock = 4096
  private static let advice = "name a file that millrace generate --truth has written"

  private enum Position {
    static let type = 0
    static let expected = 1
    static let schema = 2
    static let partition = 3
    static let offset = 4
    static let totals = 5
  }

  private var columns: [DecodedColumn] {
    func field(_ path: [String], _ type: DataType) -> DecodedColumn {
      DecodedColumn(name: path.joined(separator: "."), path: path, type: type)
    }
    return [
      field(["type"], .text), field(["expected"], .text), field(["schema"], .bigint),
      field(["partition"], .bigint), field([place], .bigint),
    ] + TruthFile.totalNames.map { field([$0], .bigint) }
      + answers.map { field(["answers", $0], .bigint) } + recordColumns
  }

  /// Reads all of it. Throws `FileError` where it cannot be read, is no truth or not whole.
  func read() throws -> Truth {
    var truth = Truth()
    let decoder = JSONRecordDecoder(columns: columns, zone: zone)
    let block = RecordBlock()
    var input = try LineInput(path: path)
    var firstLine = 1
    while try fill(block, &input, firstLine: firstLine) {
      let decoded = decoder.decode(block)
      if let fault = decoded.faults.first {
        throw FileError(
          message: "\(path), line \(firstLine + fault.record): \(fault.message)",
          help: TruthFile.advice)
      }
      try take(decoded, firstLine: firstLine, into: &truth)
      firstLine += block.count
    }
    guard truth.hasHeader else {
      throw FileError(message: "\(path) is no truth file: it is empty", help: TruthFile.advice)
    }
    guard !truth.totals.isEmpty else {
      throw FileError(
        message: "\(path) is not whole: its last line holds no totals",
        help: "generate the traffic again; a generator that was killed leaves no totals")
    }
    return truth
  }

  /// False at the end of the file.
  private func fill(
    _ block: RecordBlock, _ input: inout LineInput, firstLine: Int
  ) throws -> Bool {
    block.removeAll()
    while block.count < TruthFile.linesPerBlock, let line = try input.next() {
      block.reserve(block.byteCount + line.count)
      line.withUnsafeBufferPointer { bytes in
        if let start = bytes.baseAddress {
          (block.bytes + block.byteCount).update(from: start, count: bytes.count)
        }
      }
      block.append(
        RecordBlock.Span(
          start: UInt32(block.byteCount), length: UInt32(line.count),
          offset: Int64(firstLine + block.count)))
      block.byteCount += line.count
    }
    block.seal()
    return block.count > 0
  }

  private func take(_ decoded: DecodedBlock, firstLine: Int, into truth: inout Truth) throws {
    var late: [UInt32] = []
    for row in 0..<decoded.rowCount {
      let line = firstLine + row
      switch decoded.columns[Position.type].text(row) {
      case "header":
        try checkSchema(decoded.columns[Position.schema], row)
        truth.hasHeader = true
      case _ where !truth.hasHeader:
        throw FileError(
          message: "\(path) is no truth file: its first line is no header",
          help: TruthFile.advice)
      case "row":
        let place = [decoded.columns[Position.partition], decoded.columns[Position.offset]]
        switch decoded.columns[Position.expected].text(row).flatMap(TruthOutcome.init) {
        case .rejected: truth.rejected.append(place, row: row, number: line)
        case .duplicate: truth.duplicates.append(place, row: row, number: line)
        case .late:
          late.append(UInt32(row))
          truth.lateLines.append(line)
        case nil:
          throw FileError(
            message: "\(path), line \(line): a row that is expected to be neither "
              + TruthOutcome.allCases.map(\.rawValue).joined(separator: " nor "),
            help: TruthFile.advice)
        }
      case "totals": takeTotals(decoded.columns[Position.totals...], row, into: &truth)
      default: break
      }
    }
    guard !late.isEmpty, !recordColumns.isEmpty else { return }
    let contents = Array(decoded.columns.suffix(recordColumns.count))
    let batch = Batch(columns: contents, count: decoded.rowCount)
    truth.late.append(late.withUnsafeBufferPointer { batch.gather($0) })
  }

  private func checkSchema(_ column: Column, _ row: Int) throws {
    let found = column.integer(row)
    guard found == TruthFile.schema else {
      throw FileError(
        message: "\(path) has schema \(found.map { String($0) } ?? "NULL"), not "
          + "\(TruthFile.schema)", help: "use the version of Millrace that wrote it")
    }
  }

  private func takeTotals(_ columns: ArraySlice<Column>, _ row: Int, into truth: inout Truth) {
    for (name, column) in zip(TruthFile.totalNames, columns) {
      truth.totals[name] = column.integer(row) ?? 0
    }
    for (name, column) in zip(answers, columns.dropFirst(TruthFile.totalNames.count)) {
      truth.answers[name] = column.integer(row)
    }
  }
}

/// What a truth file says. Rows are numbered by their lines, from 1.
struct Truth {
  fileprivate(set) var totals: [String: Int64] = [:]
  fileprivate(set) var answers: [String: Int64] = [:]
  /// By partition and place.
  fileprivate(set) var rejected = KeyBag()
  fileprivate(set) var duplicates = KeyBag()
  /// The contents of late rows, in the columns asked for, and their lines.
  fileprivate(set) var late: [Batch] = []
  fileprivate(set) var lateLines: [Int] = []
  fileprivate var hasHeader = false

  func total(_ name: String) -> Int64 { totals[name] ?? 0 }

  /// Which of the columns asked for the truth tells of each late row; a column that it does not know is NULL in all.
  var toldColumns: [Int] {
    guard let first = late.first else { return [] }
    return first.columns.indices.filter { index in
      late.contains { batch in (0..<batch.count).contains { !batch.columns[index].isNull($0) } }
    }
  }

  /// Late rows by some of their columns.
  func lateKeys(_ columns: [Int]) -> KeyBag {
    var keys = KeyBag()
    for batch in late {
      let chosen = columns.map { batch.columns[$0] }
      for row in 0..<batch.count {
        keys.append(chosen, row: row, number: lateLines[keys.count])
      }
    }
    return keys
  }
}

extension Column {
  func text(_ row: Int) -> String? {
    isNull(row) ? nil : String(decoding: slice(row), as: UTF8.self)
  }

  func integer(_ row: Int) -> Int64? { isNull(row) ? nil : words[row] }
}
