extension TrafficPreview {
  private static let barWidth = 30
  private static let lineWidth = 48
  private static let recordsShown = 2
  private static let sharesShown = 6

  /// The preview for a terminal of about 100 columns: plain text, no colours.
  public var text: String {
    var lines = ["\(name): \(summary) (seed \(seed))"]
    for curve in curves {
      for panel in curve.panels {
        let title = panel.title.isEmpty ? "" : ", \(panel.title)"
        lines += ["", "\(curve.name)\(title): expected an hour, by local time"]
        lines += Self.chart(panel)
      }
    }
    for stream in streams {
      lines += ["", "\(stream.name): \(stream.count) records looked at"]
      for share in stream.shares { lines += Self.bars(share, of: stream.count) }
      for record in stream.records.prefix(Self.recordsShown) {
        lines.append("  " + String(decoding: record, as: UTF8.self))
      }
    }
    if !effects.isEmpty { lines += ["", "planted"] }
    for effect in effects { lines.append("  \(effect.name): \(effect.report)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func chart(_ panel: Panel) -> [String] {
    let width = (panel.lines.map { $0.label.count }.max() ?? 0) + 2
    let top = panel.lines.flatMap(\.values).max() ?? 0
    let hours = (0..<8).map { padded(String($0 * 3), 6) }.joined()
    var lines = ["  " + padded("", width) + hours]
    for line in panel.lines {
      let peak = line.values.max() ?? 0
      let mean = line.values.reduce(0, +) / Double(max(line.values.count, 1))
      lines.append(
        "  " + padded(line.label, width) + sparkline(line.values, top: top)
          + "  peak \(rounded(peak)), \(rounded(mean * 24)) a day")
    }
    return lines
  }

  /// Neighbouring values share a block.
  private static func sparkline(_ values: [Double], top: Double) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    let perBlock = max(1, values.count / lineWidth)
    var text = ""
    for start in stride(from: 0, to: values.count, by: perBlock) {
      let end = min(start + perBlock, values.count)
      let mean = values[start..<end].reduce(0, +) / Double(end - start)
      let height = top > 0 ? Int(mean / top * Double(blocks.count)) : 0
      text.append(blocks[min(height, blocks.count - 1)])
    }
    return text
  }

  private static func bars(_ share: Share, of count: Int) -> [String] {
    let shown = share.values.prefix(sharesShown)
    let width = max(shown.map { $0.label.count }.max() ?? 0, 4) + 2
    var lines = ["  \(share.field)"]
    let top = Double(shown.first?.count ?? 1)
    for value in shown {
      let length = max(1, Int(Double(value.count) / top * Double(barWidth)))
      let tenths = Int(Double(value.count) / Double(max(count, 1)) * 1_000 + 0.5)
      let label = value.label.isEmpty ? "(none)" : value.label
      lines.append(
        "    " + padded(label, width) + padded(String(repeating: "█", count: length), barWidth + 1)
          + "\(tenths / 10).\(tenths % 10) %")
    }
    let more = share.values.count - shown.count
    return more > 0 ? lines + ["    and \(more) more"] : lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func rounded(_ value: Double) -> String {
    if value >= 10 { return String(Int(value + 0.5)) }
    let tenths = Int(value * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
