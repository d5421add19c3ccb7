import Diagnostics

/// How a run's figures stand against the truth's.
struct ReconciliationReport {
  /// One figure of both sides.
  struct Line {
    var what: String
    var truth: Int64
    var run: Int64
    /// Rows that only the truth has, and that only the run has; of figures that are counts, by how much they differ.
    var missing: Int64
    var unexpected: Int64
    /// What rows are compared by; empty for counts.
    var columns: [String] = []
    /// The first differing rows, as they are shown.
    var examples: [String] = []

    var differs: Bool { missing > 0 || unexpected > 0 }

    /// A figure that is compared by count.
    init(_ what: String, truth: Int64, run: Int64) {
      self.what = what
      self.truth = truth
      self.run = run
      missing = max(truth - run, 0)
      unexpected = max(run - truth, 0)
    }
  }

  var lines: [Line] = []
  /// What is worth knowing of the truth.
  var remarks: [String] = []
  /// What was not compared and why.
  var notes: [String] = []

  var hasDifference: Bool { lines.contains { $0.differs } }

  var text: String {
    var table = TextTable(
      header: ["what", "truth", "run", "missing", "unexpected", "compared"],
      alignsRight: [false, true, true, true, true, false])
    for line in lines {
      let numbers = [line.truth, line.run, line.missing, line.unexpected].map(grouped)
      let basis =
        line.columns.isEmpty
        ? "by count" : "row for row, by " + line.columns.joined(separator: ", ")
      table.rows.append([line.what] + numbers + [basis])
    }
    var text = table.rendered(width: nil)
    for line in lines where line.differs && !line.examples.isEmpty {
      text += "\n\(line.what):\n" + line.examples.map { "  \($0)\n" }.joined()
    }
    text += (remarks + notes).map { "\($0)\n" }.joined()
    if hasDifference {
      let names = lines.filter(\.differs).map(\.what)
      return text + "different: " + names.joined(separator: ", ") + "\n"
    }
    return text + (notes.isEmpty ? "no difference\n" : "no difference in what was compared\n")
  }

  /// A record's bytes on one line of a terminal: what is no text is written as `\xFF`, and what is long is cut.
  static func shown(_ bytes: [UInt8], byteCountMax: Int = 240) -> String {
    let rest = bytes.count - byteCountMax
    let tail = rest > 0 ? "… (\(grouped(Int64(bytes.count))) bytes)" : ""
    if rest <= 0, let text = String(validating: bytes, as: UTF8.self) {
      return text.map { TerminalCell($0).text }.joined()
    }
    let digits = Array("0123456789ABCDEF")
    let shown = bytes.prefix(byteCountMax).map { byte in
      0x20..<0x7F ~= byte
        ? String(Character(Unicode.Scalar(byte)))
        : "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
    return shown.joined() + tail
  }
}
