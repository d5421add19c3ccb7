import Diagnostics
import Glibc
import Planning
import Store

/// `millrace explain`: the plan of a pipeline, or of one of its views.
struct ExplainCommand: Command {
  private static let state = Option<String>(
    "state", "DIR", "the state of its run (default: .millrace/FILE-STEM, where there is one)")
  private static let isLive = Flag(
    "live", "also what each operator keeps at present, from the state of its run")
  private static let isJSON = Flag("json", "a JSON document instead of a tree")

  static let declaration = CommandDeclaration(
    "explain", "Show a pipeline's plan: operators, their state, and what frees it",
    operands: [Operand("PIPELINE.sql"), Operand("VIEW", .optional)],
    options: [isJSON, isLive, state, CommonOptions.settings, CommonOptions.broker],
    notes: "Where the pipeline has run, its state says what keeps final windows open.")

  private let path: String
  private let view: String?
  private let isJSON: Bool
  private let isLive: Bool
  private let state: String?
  private let settings: [Setting]

  init(_ arguments: ParsedArguments) throws {
    path = arguments.operands[0]
    view = arguments.operands.count > 1 ? arguments.operands[1] : nil
    isJSON = arguments.has(Self.isJSON)
    isLive = arguments.has(Self.isLive)
    state = try arguments.value(Self.state)
    settings = try arguments.all(CommonOptions.settings)
  }

  func run() throws -> ExitCode {
    let plan = PipelinePlan(file: try PipelineFile(path: path), settings: settings)
    let pipeline = try plan.checked()
    let state = try stateOfRun()
    let explanation = Explanation(
      pipeline, only: view, heldBy: try state.map(holders) ?? [:],
      state: isLive ? try state.map(sizes) ?? [:] : [:],
      generations: try state?.pipeline()?.generations ?? [:])
    if let view, explanation.isEmpty {
      let names = Explanation.names(in: pipeline)
      let near = suggestion(for: view, among: names)
      throw UsageError(
        "\(path) has no view or sink \"\(view)\"",
        help: near.map { "did you mean \($0)?" } ?? "it has " + names.joined(separator: ", "))
    }
    return try CommandCatalogue.print(isJSON ? explanation.json : explanation.text)
  }

  /// The state of the pipeline's run; nil where it has not run and nothing asks for it.
  private func stateOfRun() throws -> StateReader? {
    let folder = state ?? StateFolder.standard(for: path)
    if state == nil, !isLive, access("\(folder)/state.db", F_OK) != 0 { return nil }
    return try StateReader(folder: folder)
  }

  /// What keeps windows open, by view.
  private func holders(_ state: StateReader) throws -> [String: String] {
    let held = try HeldViews(state).holders
    return Dictionary(uniqueKeysWithValues: held.map { ($0.view, $0.holder) })
  }

  /// What operators keep, by view, sink or table.
  private func sizes(_ state: StateReader) throws -> [String: [Explanation.OperatorState]] {
    var sizes: [String: [Explanation.OperatorState]] = [:]
    for batch in try state.batches(of: "millrace.state") ?? [] {
      for row in 0..<batch.count {
        let (owner, name) = (batch.columns[0].slice(row), batch.columns[1].slice(row))
        sizes[String(decoding: owner, as: UTF8.self), default: []].append(
          Explanation.OperatorState(
            name: String(decoding: name, as: UTF8.self), rows: batch.columns[2].words[row],
            bytes: batch.columns[3].words[row]))
      }
    }
    return sizes
  }
}
