import Columnar
import Connectors
import Dataflow
import Diagnostics
import Planning
import Store

/// Holds one table of a run against the truth of its traffic.
struct Reconciliation {
  let truthPath: String
  /// The stream that the table reads.
  let stream: String
  let run: RunRelations
  let table: TableDefinition
  let zone: Zone
  /// A view that closes windows over the table's accepted rows; nil: late rows are not compared.
  let lateView: StoredView?
  /// The truth's answers, each with the view that should have as many rows.
  let answers: [Setting]

  /// Of differing rows so many are shown of each kind.
  private static let exampleCountMax = 5
  /// Rows set aside that a state keeps; beyond them only counts are exact.
  private static let rowsKeptMax: Int64 = 1_000_000

  /// Throws `FileError` for the truth, `UsageError` for wrong names, `StoreError`.
  func report() throws -> ReconciliationReport {
    guard let ledger = try run.ledger(of: table.name) else {
      throw StoreError(
        .unavailable, "the run has not read table \(table.name) yet",
        help: "let it finish its first epoch")
    }
    let views = try answers.map { try run.figures(of: $0.value)?["rows"] }
    let truth = try truthFile.read()
    var report = ReconciliationReport()
    if let reason = truth.incompleteReason {
      report.remarks.append("the truth tells of a part of the traffic: \(reason)")
    }
    if truth.hiddenCount > 0 {
      report.remarks.append(
        "\(grouped(truth.hiddenCount)) corrupted records break no rule: only analysis finds them")
    }
    for name in ["read", "accepted"] {
      report.lines.append(.init(name, truth: truth.total(name), run: ledger[name] ?? 0))
    }
    report.lines.append(try rejected(truth, ledger["rejected"] ?? 0, &report))
    report.lines.append(try duplicates(truth, ledger["duplicate"] ?? 0, &report))
    try addLate(truth, to: &report)
    for (answer, rows) in zip(answers, views) {
      guard let expected = truth.answers[answer.name] else {
        throw UsageError(
          "--answer \(answer.name)=\(answer.value): the truth has no answer \"\(answer.name)\"",
          help: "the last line of \(truthPath) names its answers")
      }
      report.lines.append(.init(answer.name, truth: expected, run: rows ?? 0))
    }
    return report
  }

  private var truthFile: TruthFile {
    TruthFile(
      path: truthPath, place: table.connector.name == "files" ? "byte_offset" : "ordinal",
      stream: stream,
      recordColumns: lateColumns.map {
        DecodedColumn(name: $0.name, path: ["record"] + $0.path, type: $0.type)
      }, answers: answers.map(\.name), zone: zone,
      timestampUnit: timestampUnit)
  }

  private var timestampUnit: JSONRecordDecoder.TimestampUnit? {
    guard case .text(let unit)? = table.options["timestamp_unit"] else { return nil }
    return JSONRecordDecoder.TimestampUnit(rawValue: unit)
  }

  /// Columns of late rows that are the table's own, as they were read.
  private var lateColumns: [TableColumn] {
    guard let fields = lateView?.lateFields else { return [] }
    return table.columns.filter { column in
      column.generated == nil && !column.isHidden
        && fields.contains { $0.name == column.name && $0.type == column.type }
    }
  }

  // MARK: - Row for row

  private func rejected(
    _ truth: Truth, _ counted: Int64, _ report: inout ReconciliationReport
  ) throws -> ReconciliationReport.Line {
    let relation = table.name + ".rejects"
    let difference = try compare(
      "rejected", truth.rejected, truth.total("rejected"), relation,
      ["log_partition", "log_offset"],
      counted, &report)
    var line = difference.line
    line.examples += try run.rejects(of: table.name, difference.unexpected).map {
      "unexpected: partition \($0.partition), offset \($0.offset), \($0.rule): "
        + ReconciliationReport.shown($0.bytes)
    }
    return line
  }

  private func duplicates(
    _ truth: Truth, _ counted: Int64, _ report: inout ReconciliationReport
  ) throws -> ReconciliationReport.Line {
    let relation = table.name + ".duplicates"
    let difference = try compare(
      "duplicate", truth.duplicates, truth.total("duplicate"), relation,
      ["log_partition", "log_offset"], counted, &report)
    return try addingRows(of: relation, difference)
  }

  private func addLate(_ truth: Truth, to report: inout ReconciliationReport) throws {
    guard let view = lateView else {
      report.notes.append(
        "late rows are not compared: name a view that closes windows over \(table.name), --late VIEW"
      )
      return
    }
    let counted = try run.figures(of: view.name)?["late"] ?? 0
    let told = truth.toldColumns
    guard !told.isEmpty else {
      report.lines.append(.init("late", truth: truth.total("late"), run: counted))
      return
    }
    let relation = view.name + ".late"
    let difference = try compare(
      "late", truth.lateKeys(told), truth.total("late"), relation,
      told.map { lateColumns[$0].name }, counted, &report)
    report.lines.append(try addingRows(of: relation, difference))
  }

  private typealias Difference = (line: ReconciliationReport.Line, unexpected: [Int])

  /// Compares rows; the examples of what is missing are in the line, unexpected ones by their numbers.
  private func compare(
    _ what: String, _ expected: KeyBag, _ total: Int64, _ relation: String, _ columns: [String],
    _ counted: Int64, _ report: inout ReconciliationReport
  ) throws -> Difference {
    var line = ReconciliationReport.Line(what, truth: total, run: counted)
    let found = try run.keys(of: relation, columns)
    if Int64(found.count) < counted, Int64(found.count) >= Self.rowsKeptMax {
      report.notes.append(
        "\(relation) keeps the newest \(grouped(Self.rowsKeptMax)) rows: they are compared by count"
      )
      return (line, [])
    }
    let (missing, unexpected) = expected.difference(from: found)
    line.missing = max(line.missing, Int64(missing.count))
    line.unexpected = max(line.unexpected, Int64(unexpected.count))
    line.columns = columns
    line.examples = try truthLines(Array(missing.prefix(Self.exampleCountMax)))
    return (line, Array(unexpected.prefix(Self.exampleCountMax)))
  }

  private func addingRows(
    of relation: String, _ difference: Difference
  ) throws -> ReconciliationReport.Line {
    var line = difference.line
    line.examples += try run.rows(of: relation, difference.unexpected, zone: zone).map {
      "unexpected: " + ReconciliationReport.shown($0)
    }
    return line
  }

  /// Lines of the truth by their ascending numbers.
  private func truthLines(_ numbers: [Int]) throws -> [String] {
    guard let last = numbers.last else { return [] }
    var input = try LineInput(path: truthPath)
    var shown: [String] = []
    var number = 0
    while number < last, let line = try input.next() {
      number += 1
      if numbers.contains(number) {
        shown.append("missing: line \(number): " + ReconciliationReport.shown(line))
      }
    }
    return shown
  }
}
