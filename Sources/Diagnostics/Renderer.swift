/// Renders diagnostics as text: place, message, the source line and a caret under the range.
///
/// ```
/// pipeline.sql:1:8: error: unknown column "usr" [unknown-column]
///   SELECT usr FROM events
///          ^~~
///   help: did you mean "user_id"?
/// ```
public struct Renderer: Sendable {
  /// Lines wider than this are cut around the caret.
  private static let maximumWidth = 100

  private let source: SourceText

  public init(file: String, text: String) { source = SourceText(name: file, text: text) }

  /// All diagnostics in the order of their places and a line that counts them; empty when there are none.
  public func render(_ list: DiagnosticList) -> String {
    guard !list.items.isEmpty else { return "" }
    return list.sorted.map { render($0) + "\n" }.joined() + Self.count(list, in: source.name) + "\n"
  }

  /// One diagnostic, each of its lines ended by a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    var place = source.name
    if let range = diagnostic.range {
      let position = source.position(of: range.lower)
      place += ":\(position.line):\(position.column)"
    }
    var text =
      "\(place): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]\n"
    if let range = diagnostic.range { text += excerpt(range) }
    for note in diagnostic.notes { text += "  note: \(note)\n" }
    if let help = diagnostic.help { text += "  help: \(help)\n" }
    return text
  }

  /// `5 errors, 1 warning in FILE`.
  static func count(_ list: DiagnosticList, in file: String) -> String {
    let errors = list.items.count { $0.severity == .error }
    let warnings = list.items.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append("\(errors) error\(errors == 1 ? "" : "s")") }
    if warnings > 0 { parts.append("\(warnings) warning\(warnings == 1 ? "" : "s")") }
    return parts.joined(separator: ", ") + " in \(file)"
  }

  private func excerpt(_ range: TextRange) -> String {
    let line = source.lineRange(of: range.lower)
    let lower = min(max(range.lower, line.lowerBound), line.upperBound)
    let upper = min(max(range.upper, lower), line.upperBound)
    var before = Array(source.decoded(line.lowerBound..<lower)).map(TerminalCell.init)
    var marked = Array(source.decoded(lower..<upper)).map(TerminalCell.init)
    var after = Array(source.decoded(upper..<line.upperBound)).map(TerminalCell.init)
    if before.width + marked.width + after.width > Self.maximumWidth {
      cut(&before, &marked, &after)
    }
    let tildes = max(marked.width - 1, 0)
    let caret = String(repeating: " ", count: before.width) + "^"
    return "  \((before + marked + after).text)\n"
      + "  \(caret)\(String(repeating: "~", count: tildes))\n"
  }

  /// Keeps what is around the caret; an ellipsis stands for what is left out.
  private func cut(
    _ before: inout [TerminalCell], _ marked: inout [TerminalCell], _ after: inout [TerminalCell]
  ) {
    let ellipsis = TerminalCell("…")
    let markedLimit = Self.maximumWidth / 2
    if marked.width > markedLimit {
      marked = marked.prefix(width: markedLimit) + [ellipsis]
      after = []
    }
    let beforeLimit = max(Self.maximumWidth - marked.width - after.width, 30)
    if before.width > beforeLimit { before = [ellipsis] + before.suffix(width: beforeLimit) }
    let afterLimit = max(Self.maximumWidth - marked.width - before.width, 0)
    if after.width > afterLimit { after = after.prefix(width: afterLimit) + [ellipsis] }
  }
}
