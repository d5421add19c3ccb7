import Commerce

/// What `millrace help scenarios` prints: the keys of a scenario file, as Markdown.
enum ScenarioReference {
  static var markdown: String {
    ScenarioSchema.sections.map { section in
      var table = MarkdownTable(section.header)
      for row in section.rows {
        table.add(
          row.cells.enumerated().map { place, cell in
            place < row.codeCount ? code(cell) : MarkdownTable.prose(cell)
          })
      }
      return "#### \(section.title)\n\n\(MarkdownTable.prose(section.summary))\n\n\(table.text)"
    }.joined(separator: "\n")
  }

  private static func code(_ text: String) -> String {
    text.isEmpty ? "" : MarkdownTable.code(text)
  }
}
