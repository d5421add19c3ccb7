import Columnar
import Dataflow
import Planning
import Store

/// What a run did, as it is told at its end.
struct RunSummary {
  private var views: [(name: String, rows: Int64)] = []

  /// Reads the rows of each view from the state.
  init(folder: String, pipeline: Pipeline) throws {
    let reader = try StateReader(folder: folder)
    let kept = Set(pipeline.views.map(\.name))
    for batch in try reader.batches(of: "millrace.views") ?? [] {
      for row in 0..<batch.count {
        let name = String(decoding: batch.columns[0].slice(row), as: UTF8.self)
        if kept.contains(name) { views.append((name, batch.columns[1].words[row])) }
      }
    }
  }

  func text(_ progress: RunProgress, seconds: Double) -> String {
    if progress.epochs == 0 { return "nothing new: epoch \(progress.epoch) has everything\n" }
    var table = TextTable(
      header: ["table", "read", "accepted", "rejected", "duplicate"],
      alignsRight: [false, true, true, true, true])
    for (name, counts) in progress.counts.sorted(by: { $0.key < $1.key }) {
      table.rows.append(
        [name]
          + [counts.read, counts.accepted, counts.rejected, counts.duplicate].map(grouped))
    }
    var rows = TextTable(header: ["view", "rows", "late"], alignsRight: [false, true, true])
    for view in views {
      rows.rows.append([view.name, grouped(view.rows), grouped(progress.late[view.name] ?? 0)])
    }
    let rate = Int64(Double(progress.total.read) / max(seconds, 0.000_001))
    let tenths = Int64(seconds * 100 + 0.5)
    let time = "\(tenths / 100).\(tenths % 100 < 10 ? "0" : "")\(tenths % 100)"
    var text = table.rendered(width: nil)
    if !views.isEmpty { text += rows.rendered(width: nil) }
    for (view, holder) in progress.heldBy.sorted(by: { $0.key < $1.key }) {
      text += "windows of \(view) are open: \(holder)\n"
    }
    for (_, reason) in progress.lateReasons.sorted(by: { $0.key < $1.key }) {
      text += reason + "\n"
    }
    if progress.replayedRows > 0 {
      text += "\(grouped(progress.replayedRows)) rows read again after a crash\n"
    }
    return text
      + "\(time) s, \(grouped(rate)) events/s, \(progress.epochs) epoch\(progress.epochs == 1 ? "" : "s")\n"
  }
}
