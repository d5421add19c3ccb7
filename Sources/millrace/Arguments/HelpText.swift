/// `--help`, made from the declarations.
extension CommandDeclaration {
  /// `run PIPELINE.sql [options]`.
  var usage: String {
    ([name] + operands.map(\.usage) + (options.isEmpty ? [] : ["[options]"])).joined(separator: " ")
  }

  var helpText: String {
    var text = "Usage: millrace \(usage)\n\n\(wrapped(summary + ".", indent: 0))\n"
    if !options.isEmpty {
      let rows = options.map { option -> (String, String) in
        let value = option.placeholder ?? option.valueEnding.map { "[FILE\($0)]" }
        return ("--" + option.name + (value.map { " " + $0 } ?? ""), option.summary)
      }
      text += "\nOptions:\n" + columns(rows)
    }
    if !notes.isEmpty {
      text +=
        "\n" + notes.split(separator: "\n").map { wrapped(String($0), indent: 0) + "\n" }.joined()
    }
    return text
  }
}

/// Names at the left, their texts wrapped at the right.
func columns(_ rows: [(name: String, text: String)]) -> String {
  let width = min(rows.map(\.name.count).max() ?? 0, 26) + 4
  return rows.map { name, text in
    let lines = wrapped(text, indent: width)
    let left = "  " + name
    // A name that is wider than its column gets a line of its own.
    if left.count > width - 2 { return left + "\n" + lines + "\n" }
    return left + lines.dropFirst(left.count) + "\n"
  }.joined()
}

/// A text broken into indented lines of at most 88 columns; a word is never broken.
func wrapped(_ text: String, indent: Int) -> String {
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  var line = margin
  for word in text.split(separator: " ") {
    if line.count > indent, line.count + 1 + word.count > 88 {
      lines.append(line)
      line = margin
    }
    if line.count > indent { line += " " }
    line += word
  }
  return (lines + [line]).joined(separator: "\n")
}
