/// A table of the reference page.
struct MarkdownTable {
  let header: [String]
  private(set) var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == header.count, "a row has a cell for each column")
    rows.append(cells)
  }

  var text: String {
    let rule = header.map { _ in "---" }
    return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// Code in a cell: a bar would end the cell, even inside backquotes; a backquote needs two around it.
  static func code(_ text: String) -> String {
    let escaped = text.replacing("|", with: "\\|")
    if !escaped.contains("`") { return "`\(escaped)`" }
    return "`` \(escaped) ``"
  }

  /// A sentence in a cell.
  static func prose(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("*", with: "\\*")
      .replacing("_", with: "\\_")
  }
}
