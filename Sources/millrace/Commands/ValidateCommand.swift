/// `millrace validate`: all faults and warnings of a pipeline file at once.
struct ValidateCommand: Command {
  static let declaration = CommandDeclaration(
    "validate", "Show all faults and warnings of a pipeline file; nothing is touched",
    operands: [Operand("PIPELINE.sql")],
    options: [CommonOptions.settings, CommonOptions.broker],
    notes: "Exit codes: 0 there is no fault (warnings are none), 2 there is one.")

  private let path: String
  private let settings: [Setting]

  init(_ arguments: ParsedArguments) throws {
    path = arguments.operands[0]
    settings = try arguments.all(CommonOptions.settings)
  }

  func run() throws -> ExitCode {
    let plan = PipelinePlan(file: try PipelineFile(path: path), settings: settings)
    if plan.faults.list.items.isEmpty {
      StandardStream.say("\(path): no faults\n")
      return .done
    }
    let code = try CommandCatalogue.print(plan.faults.rendered)
    return plan.pipeline == nil ? .wrongInput : code
  }
}
