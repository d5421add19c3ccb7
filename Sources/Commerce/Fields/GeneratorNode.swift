/// A generator made ready for one field: it fills columns, again and again. It belongs to one thread.
class GeneratorNode {
  /// Writes the values of the selected rows and gives `output` its form, which never depends on the rows.
  ///
  /// `positions` has the place of each row's draws.
  func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    preconditionFailure("a generator fills columns")
  }
}

/// The same value in every row.
final class ConstantNode: GeneratorNode {
  private let dictionary: ValueDictionary

  init(_ value: ScenarioValue) { dictionary = ValueDictionary([value]) }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    output.beCodes(of: dictionary)
    output.hasNulls = false
    for place in 0..<rows.count { output.numbers[rows[place]] = 0 }
    output.markNullCodes(rows)
  }
}

/// What another column has.
final class InputNode: GeneratorNode {
  let input: Input

  init(_ input: Input) { self.input = input }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    output.copy(rows, of: context.column(input))
  }
}
