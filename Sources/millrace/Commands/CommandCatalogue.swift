import Diagnostics

/// All commands, in the order of `millrace help`.
enum CommandCatalogue {
  static let all: [any Command.Type] = [
    RunCommand.self, ValidateCommand.self, ExplainCommand.self, QueryCommand.self, TailCommand.self,
    TopicsListCommand.self,
    TopicsCreateCommand.self, TopicsDescribeCommand.self, TopicsDeleteCommand.self,
    TopicsWriteCommand.self, TopicsReadCommand.self, TopicsTailCommand.self, GenerateCommand.self,
    ReconcileCommand.self, HelpCommand.self, VersionCommand.self,
  ]

  /// Runs what the words after `millrace` say and returns the exit code; errors are told on standard error.
  static func run(_ words: [String]) -> ExitCode {
    var name = ""
    do {
      guard let first = words.first else {
        StandardStream.say(overview)
        return .wrongUsage
      }
      if first == "--help" || first == "-h" { return try print(overview) }
      if first == "--version" { return try VersionCommand().run() }
      // A first word that several commands share, such as topics, has help of its own.
      if words.count == 2, ["--help", "-h"].contains(words[1]) { return run(["help", first]) }
      let (command, rest) = try find(words[...])
      name = command.declaration.name
      let arguments = try ParsedArguments(rest, of: command.declaration)
      if arguments.asksForHelp { return try print(command.declaration.helpText) }
      return try command.init(arguments).run()
    } catch {
      let failure = Failure(error, command: name)
      StandardStream.say(failure.text)
      return failure.code
    }
  }

  /// The command that the first word (or two) names, and the words behind it. Throws `UsageError`.
  static func find(_ words: ArraySlice<String>) throws -> (any Command.Type, ArraySlice<String>) {
    let typed = words.prefix(2).joined(separator: " ")
    for count in [2, 1] {
      let name = words.prefix(count).joined(separator: " ")
      if words.count >= count, let command = all.first(where: { $0.declaration.name == name }) {
        return (command, words.dropFirst(count))
      }
    }
    let names = all.map { $0.declaration.name }
    let first = words.first ?? ""
    let group = names.filter { $0.hasPrefix(first + " ") }
    if !group.isEmpty {
      let verbs = group.map { String($0.dropFirst(first.count + 1)) }
      guard words.count > 1 else {
        throw UsageError(
          "\(first) needs one of " + verbs.joined(separator: ", "),
          help: "'millrace help \(first)' tells more")
      }
      let near = suggestion(for: String(words.dropFirst().first ?? ""), among: verbs)
      throw UsageError(
        "unknown command \"\(typed)\"",
        help: near.map { "did you mean \(first) \($0)?" } ?? "one of "
          + verbs.joined(separator: ", "))
    }
    let firstWords = names.map { String($0.prefix { $0 != " " }) }
    let near = suggestion(for: first, among: firstWords)
    throw UsageError(
      "unknown command \"\(first)\"",
      help: near.map { "did you mean \($0)?" } ?? "'millrace help' lists the commands")
  }

  /// `millrace --help`: everything on one screen.
  static var overview: String {
    """
    Millrace turns commerce event streams into answers, continuously, with SQL.

    Usage: millrace COMMAND [options]

    Commands:
    \(columns(all.map { ($0.declaration.name, $0.declaration.summary) }))
    'millrace help COMMAND' or 'millrace COMMAND --help' tells all about one;
    'millrace help functions', 'connectors' or 'scenarios' prints a part of the reference.

    """
  }

  static func print(_ text: String) throws -> ExitCode {
    let output = StandardStream.output()
    try output.write(text)
    try output.flush()
    return .done
  }
}
