import Columnar
import Connectors
import Dataflow

/// What a perfect pipeline does with a record that the truth tells of.
enum TruthOutcome: String, CaseIterable {
  case rejected, duplicate, late
  /// Only analysis can find it.
  case accepted
}

/// A truth file as a table of a run is held against: one stream's rows and totals.
struct TruthFile {
  let path: String
  /// Which of a row's numbers tells its place in its partition: `ordinal` or `byte_offset`.
  let place: String
  let stream: String
  /// Columns of late rows, as a table declares them: name, type and path in the record.
  let recordColumns: [DecodedColumn]
  /// Names under `answers`.
  let answers: [String]
  let zone: Zone
  /// What numbers in the records' timestamps count.
  let timestampUnit: JSONRecordDecoder.TimestampUnit?

  static let totalNames = ["read", "accepted", "rejected", "duplicate", "late"]

  private enum Position {
    static let stream = 0
    static let expected = 1
    static let partition = 2
    static let place = 3
    static let reason = 4
    static let totals = 5
  }

  private var columns: [DecodedColumn] {
    var columns: [DecodedColumn] = [
      .truth("stream", as: .text), .truth("expected", as: .text), .truth("partition", as: .bigint),
      .truth(place, as: .bigint), .truth("reason", as: .text),
    ]
    columns += TruthFile.totalNames.map { .truth($0, as: .bigint) }
    columns += answers.map { .truth("answers", $0, as: .bigint) }
    return columns + recordColumns
  }

  /// Reads all of it. Throws `FileError` where it cannot be read, is no truth or not whole.
  func read() throws -> Truth {
    var truth = Truth()
    try TruthLines(path: path, columns: columns, zone: zone, timestampUnit: timestampUnit).read {
      lines in
      try take(lines, into: &truth)
    }
    return truth
  }

  private func take(_ lines: TruthLines.Block, into truth: inout Truth) throws {
    var late: [UInt32] = []
    for row in 0..<lines.count {
      let isOurs = lines.column(Position.stream).text(row) == stream
      switch lines.type(row) {
      case "row" where isOurs:
        if try takeRow(lines, row, into: &truth) == .late { late.append(UInt32(row)) }
      case "stream" where isOurs: takeStream(lines, row, into: &truth)
      case "totals": takeTotals(lines, row, into: &truth)
      default: break
      }
    }
    guard !late.isEmpty, !recordColumns.isEmpty else { return }
    let first = Position.totals + TruthFile.totalNames.count + answers.count
    let contents = recordColumns.indices.map { lines.column(first + $0) }
    let batch = Batch(columns: contents, count: lines.count)
    truth.late.append(late.withUnsafeBufferPointer { batch.gather($0) })
  }

  private func takeRow(
    _ lines: TruthLines.Block, _ row: Int, into truth: inout Truth
  ) throws -> TruthOutcome {
    let line = lines.firstLine + row
    let place = [lines.column(Position.partition), lines.column(Position.place)]
    guard
      let outcome = lines.column(Position.expected).text(row).flatMap(TruthOutcome.init)
    else {
      throw FileError(
        message: "\(path), line \(line): a row that is expected to be none of "
          + TruthOutcome.allCases.map(\.rawValue).joined(separator: ", "),
        help: TruthLines.advice)
    }
    switch outcome {
    case .rejected: truth.rejected.append(place, row: row, number: line)
    case .duplicate: truth.duplicates.append(place, row: row, number: line)
    case .late: truth.lateLines.append(line)
    case .accepted: truth.hiddenCount += 1
    }
    return outcome
  }

  /// Adds a partition's counts.
  private func takeStream(_ lines: TruthLines.Block, _ row: Int, into truth: inout Truth) {
    for (index, name) in TruthFile.totalNames.enumerated() {
      truth.totals[name, default: 0] += lines.column(Position.totals + index).integer(row) ?? 0
    }
  }

  private func takeTotals(_ lines: TruthLines.Block, _ row: Int, into truth: inout Truth) {
    truth.incompleteReason = lines.column(Position.reason).text(row)
    let first = Position.totals + TruthFile.totalNames.count
    for (index, name) in answers.enumerated() {
      truth.answers[name] = lines.column(first + index).integer(row)
    }
  }
}

/// What a truth file says of a stream. Rows are numbered by their lines, from 1.
struct Truth {
  fileprivate(set) var totals: [String: Int64] = [:]
  fileprivate(set) var answers: [String: Int64] = [:]
  /// By partition and place.
  fileprivate(set) var rejected = KeyBag()
  fileprivate(set) var duplicates = KeyBag()
  /// The contents of late rows, in the columns asked for, and their lines.
  fileprivate(set) var late: [Batch] = []
  fileprivate(set) var lateLines: [Int] = []
  /// Corrupted records that no constraint can see.
  fileprivate(set) var hiddenCount: Int64 = 0
  /// Why the generator ended early; nil: it did not.
  fileprivate(set) var incompleteReason: String?

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
