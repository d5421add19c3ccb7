import Columnar
import Dataflow

/// Tells how a run goes: a progress line while it runs, a summary at its end; all on standard error.
final class RunReporter: RunObserver {
  private let isQuiet: Bool
  private var line: ProgressLine
  private let started = ContinuousClock.now

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    line = ProgressLine(isQuiet: isQuiet)
  }

  func epochCommitted(_ progress: RunProgress) {
    line.update { report(progress) }
  }

  func warn(_ message: String) {
    line.clear()
    StandardStream.say("warning: \(message)\n")
  }

  func finish(_ progress: RunProgress, summary: RunSummary) {
    line.clear()
    if isQuiet { return }
    StandardStream.say(summary.text(progress, seconds: seconds))
  }

  private var seconds: Double {
    let elapsed = ContinuousClock.now - started
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  private func report(_ progress: RunProgress) -> ProgressReport {
    let total = progress.total
    let late = progress.late.values.reduce(0, +)
    let rate = Int64(Double(total.read) / max(seconds, 0.001))
    let watermark = progress.watermarks.values.filter { $0 != Int64.min }.min()
    let time = watermark.flatMap { TextOutput().text(.word($0), .timestamp) }
    var words = [
      "epoch \(progress.epoch)", "\(grouped(total.read)) events", "\(grouped(rate))/s",
      "watermark \(time ?? "-")",
    ]
    if total.rejected > 0 { words.append("\(grouped(total.rejected)) rejected") }
    if total.duplicate > 0 { words.append("\(grouped(total.duplicate)) duplicate") }
    if late > 0 { words.append("\(grouped(late)) late") }
    let held = progress.heldBy.sorted { $0.key < $1.key }
    if let (view, holder) = held.first { words.append("windows of \(view) open: \(holder)") }
    let json =
      "{\"epoch\":\(progress.epoch),\"read\":\(total.read),\"accepted\":\(total.accepted),"
      + "\"rejected\":\(total.rejected),\"duplicate\":\(total.duplicate),\"late\":\(late),"
      + "\"events_per_second\":\(rate),\"watermark\":\(time.map { "\"\($0)\"" } ?? "null"),"
      + "\"held_by\":\(object(held))}"
    return ProgressReport(line: words.joined(separator: "  "), json: json)
  }

  /// Texts by name as a JSON object.
  private func object(_ texts: [(key: String, value: String)]) -> String {
    let columns = texts.map { Column.constant(.bytes(Array($0.value.utf8)), .text, count: 1) }
    var json: [UInt8] = []
    JSONOutput().writeObject(
      names: texts.map(\.key), Batch(columns: columns, count: 1), row: 0, to: &json)
    return String(decoding: json, as: UTF8.self)
  }
}
