/// A wrong command line: exit code 64.
struct UsageError: Error, Hashable {
  /// Names the wrong word and what is wrong with it.
  var message: String
  /// The way out.
  var help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
