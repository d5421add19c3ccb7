import Diagnostics
import Planning

/// `millrace explain`: the plan of a pipeline, or of one of its views.
struct ExplainCommand: Command {
  private static let isJSON = Flag("json", "a JSON document instead of a tree")

  static let declaration = CommandDeclaration(
    "explain", "Show a pipeline's plan: operators, their state, and what frees it",
    operands: [Operand("PIPELINE.sql"), Operand("VIEW", .optional)],
    options: [isJSON, CommonOptions.settings, CommonOptions.broker])

  private let path: String
  private let view: String?
  private let isJSON: Bool
  private let settings: [Setting]

  init(_ arguments: ParsedArguments) throws {
    path = arguments.operands[0]
    view = arguments.operands.count > 1 ? arguments.operands[1] : nil
    isJSON = arguments.has(Self.isJSON)
    settings = try arguments.all(CommonOptions.settings)
  }

  func run() throws -> ExitCode {
    let plan = PipelinePlan(file: try PipelineFile(path: path), settings: settings)
    let pipeline = try plan.checked()
    let explanation = Explanation(pipeline, only: view)
    if let view, explanation.isEmpty {
      let names = Explanation.names(in: pipeline)
      let near = suggestion(for: view, among: names)
      throw UsageError(
        "\(path) has no view or sink \"\(view)\"",
        help: near.map { "did you mean \($0)?" } ?? "it has " + names.joined(separator: ", "))
    }
    return try CommandCatalogue.print(isJSON ? explanation.json : explanation.text)
  }
}
