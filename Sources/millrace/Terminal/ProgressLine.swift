import Diagnostics
import Glibc

/// What a progress line shows: words for people, a JSON object for programs.
struct ProgressReport {
  var line: String
  var json: String
}

/// Progress on standard error: one line that is rewritten each second on a terminal, a line of JSON each 10 s
/// elsewhere, nothing when quiet.
struct ProgressLine {
  private let isQuiet: Bool
  private let isTerminal: Bool
  private let interval: Duration
  private var last: ContinuousClock.Instant
  private var isShown = false

  init(isQuiet: Bool, isTerminal: Bool = StandardStream.isErrorTerminal) {
    self.isQuiet = isQuiet
    self.isTerminal = isTerminal
    interval = isTerminal ? .seconds(1) : .seconds(10)
    last = .now
  }

  /// Shows a report when it is time for one; the report is made only then.
  mutating func update(_ report: () -> ProgressReport) {
    guard !isQuiet, ContinuousClock.now - last >= interval else { return }
    last = .now
    StandardStream.say(Self.text(report(), width: isTerminal ? terminalWidth(STDERR_FILENO) : nil))
    isShown = isTerminal
  }

  /// Wipes the line, so that what is said next begins at the left.
  mutating func clear() {
    if isShown { StandardStream.say("\r\u{1B}[K") }
    isShown = false
  }

  static func text(_ report: ProgressReport, width: Int?) -> String {
    guard let width else { return report.json + "\n" }
    let cells = report.line.map(TerminalCell.init).prefix(width: max(width - 1, 1))
    return "\r" + cells.text + "\u{1B}[K"
  }
}
