struct HelpCommand: Command {
  static let declaration = CommandDeclaration(
    "help", "Tell all about a command, or print a part of the reference",
    operands: [Operand("COMMAND", .repeated)],
    notes: "As Markdown: "
      + ReferenceTopic.allCases.map { "'millrace help \($0.rawValue)' \($0.summary)" }
      .joined(separator: ", ") + ".")

  private let words: [String]

  init(_ arguments: ParsedArguments) { words = arguments.operands }

  func run() throws -> ExitCode {
    guard let first = words.first else {
      return try CommandCatalogue.print(CommandCatalogue.overview)
    }
    if words.count == 1, let topic = ReferenceTopic(rawValue: first) {
      return try CommandCatalogue.print(topic.markdown)
    }
    let group = CommandCatalogue.all.map { $0.declaration }.filter {
      $0.name.hasPrefix(first + " ")
    }
    if words.count == 1, !group.isEmpty {
      return try CommandCatalogue.print(
        "Usage: millrace \(first) COMMAND [options]\n\nCommands:\n"
          + columns(group.map { ($0.name, $0.summary) }))
    }
    let (command, rest) = try CommandCatalogue.find(words[...])
    if let extra = rest.first { throw UsageError("\"\(extra)\" is one word too many") }
    return try CommandCatalogue.print(command.declaration.helpText)
  }
}
