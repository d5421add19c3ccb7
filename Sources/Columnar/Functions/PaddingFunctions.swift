/// `lpad` and `rpad`: texts of a fixed number of characters.
enum PaddingFunctions {
  static var definitions: [FunctionDefinition] {
    [definition("lpad", atStart: true, "007"), definition("rpad", atStart: false, "700")]
  }

  /// Postgres' limit of a text, at four bytes a character.
  private static let characterMax = (1 << 30) / 4

  private static func definition(
    _ name: String, atStart: Bool, _ answer: String
  ) -> FunctionDefinition {
    let place = atStart ? "beginning" : "end"
    return FunctionDefinition(
      name, .text,
      "With spaces, or with the given characters over and over, at the \(place) up to so many characters; "
        + "a longer text is cut at its end.",
      example: "\(name)('7', 3, '0')", answer,
      [
        ScalarFunction(name, [.text, .integer], .text) { columns, count, errors in
          padded(columns, count, &errors, atStart: atStart)
        },
        ScalarFunction(name, [.text, .integer, .text], .text) { columns, count, errors in
          padded(columns, count, &errors, atStart: atStart)
        },
      ])
  }

  private static func padded(
    _ columns: [Column], _ count: Int, _ errors: inout RowErrors, atStart: Bool
  ) -> Column {
    BytesKernels.make(.text, count, validity: nil, &errors) { row, sink throws(ExpressionError) in
      // Under a NULL may stand any length.
      if columns.contains(where: { $0.isNull(row) }) { return }
      let text = columns[0].slice(row)
      let length = max(Int(columns[1].words[row]), 0)
      if length > characterMax { throw ExpressionError("requested length too large") }
      let missing = length - Characters.count(text)
      if missing <= 0 {
        return sink.append(
          contentsOf: Bytes(rebasing: text[..<Characters.offset(text, of: length)]))
      }
      if !atStart { sink.append(contentsOf: text) }
      if columns.count > 2 {
        appendFill(columns[2].slice(row), missing, to: &sink)
      } else {
        sink.append(contentsOf: repeatElement(ASCII.space, count: missing))
      }
      if atStart { sink.append(contentsOf: text) }
    }
  }

  /// Nothing where there is nothing to fill with.
  private static func appendFill(_ fill: Bytes, _ missing: Int, to sink: inout [UInt8]) {
    let characters = Characters.count(fill)
    if characters == 0 { return }
    for _ in 0..<missing / characters { sink.append(contentsOf: fill) }
    let rest = Characters.offset(fill, of: missing % characters)
    sink.append(contentsOf: Bytes(rebasing: fill[..<rest]))
  }
}
