import Dataflow
import Diagnostics
import Planning
import Store

/// `millrace reconcile`: a run's state against the truth of generated traffic.
struct ReconcileCommand: Command {
  private static let table = Option<String>(
    "table", "NAME", "the table that read the traffic (default: the only one)")
  private static let late = Option<String>(
    "late", "VIEW",
    "a view with one-minute windows over all of the table (default: the only one that closes)")
  private static let answers = Option<Setting>(
    "answer", "NAME=VIEW", "the truth's answer NAME is the rows of VIEW; may be given again",
    isRepeated: true)

  static let declaration = CommandDeclaration(
    "reconcile", "Hold a run against the truth of generated traffic, row for row",
    operands: [Operand("TRUTH")],
    options: [CommonOptions.state, table, late, answers],
    notes: """
      TRUTH is what 'millrace generate --truth' has written; the run must have read that traffic and nothing else. Of \
      several streams a table's is that of its topic, of a folder in its path, or of its name.
      Rejected and duplicate rows are compared by partition and offset, late rows by their columns, all else by count.
      Exit codes: 0 there is no difference, 1 there is one.
      Example: millrace reconcile truth.jsonl --answer paid_user=paid_users
      """)

  private let truth: String
  private let state: String?
  private let table: String?
  private let late: String?
  private let answers: [Setting]

  init(_ arguments: ParsedArguments) throws {
    truth = arguments.operands[0]
    state = try arguments.value(CommonOptions.state)
    table = try arguments.value(Self.table)
    late = try arguments.value(Self.late)
    answers = try arguments.all(Self.answers)
    if truth == "-" {
      throw UsageError("the truth is read more than once", help: "name a file")
    }
  }

  func run() throws -> ExitCode {
    let report = try report()
    _ = try CommandCatalogue.print(report.text)
    return report.hasDifference ? .failed : .done
  }

  /// Reads the state and the truth.
  func report() throws -> ReconciliationReport {
    let folder = try StateFolder.find(state)
    let reader = try StateReader(folder: folder)
    guard let stored = try reader.pipeline() else {
      throw StoreError(
        .unavailable, "\(folder) holds no pipeline yet", help: "wait for the run's first epoch")
    }
    let plan = PipelinePlan(stored: stored)
    guard let pipeline = plan.pipeline else { throw plan.faults }
    let views = try reader.views()
    for answer in answers { _ = try find("--answer", answer.value, in: views.filter(\.keepsRows)) }
    let source = try source(of: pipeline)
    return try Reconciliation(
      truthPath: truth, stream: TruthStreams(path: truth).stream(of: source),
      run: RunRelations(reader: reader), table: source, zone: pipeline.zone,
      lateView: try lateView(among: views), answers: answers
    ).report()
  }

  private func source(of pipeline: Pipeline) throws -> TableDefinition {
    let names = pipeline.sources.map(\.name)
    if let table {
      if let found = pipeline.sources.first(where: { $0.name == table }) { return found }
      throw unknown("--table", table, names)
    }
    if pipeline.sources.count == 1, let only = pipeline.sources.first { return only }
    throw UsageError(
      "the pipeline reads several tables: " + names.joined(separator: ", "),
      help: "name the one that read the traffic: --table NAME")
  }

  private func lateView(among views: [StoredView]) throws -> StoredView? {
    let closing = views.filter { $0.lateFields != nil }
    if let late { return try find("--late", late, in: closing) }
    let kept = closing.filter(\.keepsRows)
    return kept.count == 1 ? kept.first : nil
  }

  private func find(_ option: String, _ name: String, in views: [StoredView]) throws -> StoredView {
    if let view = views.first(where: { $0.name == name }) { return view }
    throw unknown(option, name, views.map(\.name))
  }

  private func unknown(_ option: String, _ name: String, _ names: [String]) -> UsageError {
    let near = suggestion(for: name, among: names).map { "did you mean \($0)?" }
    return UsageError(
      "\(option): there is no \"\(name)\" to compare",
      help: near ?? (names.isEmpty ? nil : "there is " + names.joined(separator: ", ")))
  }
}
