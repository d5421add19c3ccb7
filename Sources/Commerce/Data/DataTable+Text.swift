extension DataTable {
  /// How a column is written in the text of a table.
  enum Notation {
    case text
    case integer
    /// As many digits behind the point as the first row has.
    case decimal
    /// The row's weight, a whole number; no column of the table.
    case weight
  }

  /// A table of our own: a line a row, values between bars.
  convenience init(name: String, columns: [(name: String, notation: Notation)], text: String) {
    var weights: [Double] = []
    let rows = text.split(separator: "\n").map { line -> [ScenarioValue] in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      precondition(cells.count == columns.count, "a line of \(name) has a value a column: \(line)")
      var row: [ScenarioValue] = []
      for (cell, column) in zip(cells, columns) {
        switch column.notation {
        case .text: row.append(.text(String(cell)))
        case .integer: row.append(.integer(DataTable.number(cell)))
        case .decimal:
          let parts = cell.split(separator: ".")
          precondition(parts.count == 2, "\(cell) in \(name) has a point")
          row.append(
            .decimal(
              unscaled: DataTable.number(cell.filter { $0 != "." }[...]), scale: parts[1].count))
        case .weight: weights.append(Double(DataTable.number(cell)))
        }
      }
      return row
    }
    self.init(
      name: name, columns: columns.filter { $0.notation != .weight }.map(\.name), rows: rows,
      weights: weights.isEmpty ? nil : weights)
  }

  private static func number(_ text: some StringProtocol) -> Int64 {
    guard let number = Int64(text) else {
      preconditionFailure("a number of a table of our own is \(text)")
    }
    return number
  }
}
