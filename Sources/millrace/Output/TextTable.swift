import Diagnostics

/// A table of text, aligned as psql does it.
///
/// ```
///  user_id | interactions
/// ---------+--------------
///        1 |           22
/// ```
struct TextTable {
  var header: [String]
  var alignsRight: [Bool]
  var rows: [[String]] = []

  /// A column is never cut to less than this.
  private static let cellWidthMin = 8

  /// Lines ended by line breaks. Where `width` is given, the widest columns are cut until the table fits it.
  func rendered(width: Int?) -> String {
    let head = header.map(cells)
    let body = rows.map { $0.map(cells) }
    var widths = head.map(\.width)
    for row in body {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.width) }
    }
    if let width { fit(&widths, into: width - 3 * widths.count) }
    let centred = zip(head, widths).map { cell, width in
      let shown = cut(cell, to: width)
      let left = (width - shown.width) / 2
      return spaces(left) + shown.text + spaces(width - shown.width - left)
    }
    var text = line(centred)
    text += widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "\n"
    for row in body {
      text += line(
        row.indices.map { index in
          let shown = cut(row[index], to: widths[index])
          let padding = spaces(widths[index] - shown.width)
          return alignsRight[index] ? padding + shown.text : shown.text + padding
        })
    }
    return text
  }

  private func line(_ cells: [String]) -> String {
    var text = " " + cells.joined(separator: " | ")
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  /// Takes from the widest column until the sum is `total`, or nothing more can be taken.
  private func fit(_ widths: inout [Int], into total: Int) {
    while widths.reduce(0, +) > total {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.cellWidthMin
      else { return }
      widths[widest] -= 1
    }
  }

  private func cells(_ text: String) -> [TerminalCell] { text.map(TerminalCell.init) }

  private func cut(_ cells: [TerminalCell], to width: Int) -> [TerminalCell] {
    cells.width <= width ? cells : cells.prefix(width: width - 1) + [TerminalCell("…")]
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
