struct VersionCommand: Command {
  static let declaration = CommandDeclaration("version", "Print the version")

  static let version = "0.1.0"

  init() {}
  init(_ arguments: ParsedArguments) {}

  func run() throws -> ExitCode { try CommandCatalogue.print("millrace \(Self.version)\n") }
}
