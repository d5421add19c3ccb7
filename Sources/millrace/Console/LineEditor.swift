import CEdit
import Glibc

/// Lines from a terminal, with editing and a history that is kept in a file (libedit).
struct LineEditor: LineReader {
  private let historyPath: String?
  private static let historyLines: Int32 = 1000

  /// The history lies in `~/.millrace_history`, readable by its owner only; without a home there is none.
  init() {
    // libedit reads characters, not bytes, only where the locale says so.
    setlocale(LC_CTYPE, "")
    historyPath = getenv("HOME").map { String(cString: $0) + "/.millrace_history" }
    using_history()
    stifle_history(Self.historyLines)
    guard let historyPath else { return }
    let file = open(historyPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
    read_history(historyPath)
  }

  func readLine(prompt: String) -> String? {
    guard let line = readline(prompt) else { return nil }
    defer { free(line) }
    return String(cString: line)
  }

  func remember(_ line: String) {
    add_history(line)
    if let historyPath { write_history(historyPath) }
  }
}
