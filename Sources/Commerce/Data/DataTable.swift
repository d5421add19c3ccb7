/// Rows of facts from which fields are drawn: cities with their zones, products with their prices.
///
/// A column's values are codes into its distinct values, in the order of their first rows.
final class DataTable: Sendable {
  struct Column: Sendable {
    let name: String
    /// Distinct.
    let values: [ScenarioValue]
    /// Index into `values`, one a row.
    let codes: [Int32]
  }

  let name: String
  let columns: [Column]
  /// How often a row is drawn beside the others, above 0; nil: all alike.
  let weights: [Double]?
  let count: Int

  /// Each row has a value for each column.
  init(
    name: String, columns names: [String], rows: [[ScenarioValue]], weights: [Double]? = nil
  ) {
    precondition(rows.allSatisfy { $0.count == names.count }, "a row has a value for each column")
    precondition(weights.map { $0.count == rows.count } ?? true, "each row has one weight")
    self.name = name
    self.weights = weights
    count = rows.count
    columns = names.enumerated().map { place, name in
      var codes: [ScenarioValue: Int32] = [:]
      var values: [ScenarioValue] = []
      let rowCodes = rows.map { row in
        if let code = codes[row[place]] { return code }
        let code = Int32(values.count)
        codes[row[place]] = code
        values.append(row[place])
        return code
      }
      return Column(name: name, values: values, codes: rowCodes)
    }
  }

  /// Nil where the table has no such column.
  func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
