/// How a command ended, as scripts see it (interface.md).
enum ExitCode: Int32, Sendable {
  case done = 0
  /// The pipeline failed.
  case failed = 1
  /// The pipeline file, the SQL or the scenario is wrong.
  case wrongInput = 2
  /// The command line is wrong.
  case wrongUsage = 64
  /// A broker, store or server cannot be reached, or a source topic is missing.
  case unavailable = 69
  /// Reading or writing failed.
  case inputOutput = 74
  case interrupted = 130
  case terminated = 143
}
