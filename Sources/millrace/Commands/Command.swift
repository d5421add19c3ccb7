/// A command of `millrace`: its declaration, its parsed options, what it does.
protocol Command: Sendable {
  static var declaration: CommandDeclaration { get }
  /// Throws `UsageError`.
  init(_ arguments: ParsedArguments) throws
  func run() throws -> ExitCode
}
