/// Numbers folded from the left, exact in decimals and rounded half away from zero at the end.
///
/// A division that is not the last step keeps six digits more than the result. Null where an input is null or no
/// number, where a divisor is 0, and where the result does not fit 64 bits.
final class ArithmeticNode: GeneratorNode {
  private struct Operand {
    var column: FieldColumn
    var scale: Int
    /// Where the column has codes: the number of each.
    var numbers: UnsafePointer<Int64>?
    var isNumeric: Bool

    init(_ column: FieldColumn) {
      self.column = column
      let dictionary = column.kind == .code ? column.dictionary : nil
      scale = dictionary?.scale ?? column.scale
      numbers = dictionary.map { UnsafePointer($0.numbers) }
      isNumeric = column.kind == .number || dictionary?.isNumeric ?? false
    }

    @inline(__always)
    func value(_ row: Int) -> Int64 {
      let stored = column.numbers[row]
      return numbers.map { $0[Int(stored)] } ?? stored
    }
  }

  private let operation: ArithmeticOperator
  private let inputs: [Input]
  private let scale: Int

  init(_ operation: ArithmeticOperator, _ inputs: [Input], scale: Int) {
    precondition(!inputs.isEmpty, "arithmetic has an input")
    (self.operation, self.inputs, self.scale) = (operation, inputs, scale)
  }

  override func fill(
    _ output: FieldColumn, _ rows: RowSelection, at positions: UnsafePointer<Int64>,
    in context: FillContext
  ) {
    let operands = inputs.map { Operand(context.column($0)) }
    output.beNumbers(scale: scale)
    output.clearNulls(rows)
    let areNumeric = operands.allSatisfy(\.isNumeric)
    for place in 0..<rows.count {
      let row = rows[place]
      let isNull = !areNumeric || operands.contains { $0.column.isNull(row) }
      if !isNull, let value = result(operands, row) {
        output.numbers[row] = value
      } else {
        output.numbers[row] = 0
        output.nulls[row] = 1
      }
    }
  }

  @inline(__always)
  private func result(_ operands: [Operand], _ row: Int) -> Int64? {
    var total = Int128(operands[0].value(row))
    var totalScale = operands[0].scale
    for index in 1..<max(operands.count, 1) {
      let operand = operands[index]
      let value = Int128(operand.value(row))
      switch operation {
      case .multiply:
        let (product, overflow) = total.multipliedReportingOverflow(by: value)
        if overflow { return nil }
        (total, totalScale) = (product, totalScale + operand.scale)
      case .divide:
        guard value != 0 else { return nil }
        let isLast = index == operands.count - 1
        let wanted = isLast ? scale : max(scale, totalScale) + 6
        guard let raised = ArithmeticNode.raise(total, by: wanted + operand.scale - totalScale)
        else { return nil }
        // Where the dividend has digits too many, the divisor takes them.
        guard let divisor = ArithmeticNode.raise(value, by: totalScale - wanted - operand.scale)
        else { return nil }
        (total, totalScale) = (DecimalScale.divide(raised, by: divisor), wanted)
      case .add, .subtract:
        let common = max(totalScale, operand.scale)
        guard let left = ArithmeticNode.raise(total, by: common - totalScale),
          let right = ArithmeticNode.raise(value, by: common - operand.scale)
        else { return nil }
        (total, totalScale) = (operation == .add ? left + right : left - right, common)
      }
    }
    return rounded(total, totalScale)
  }

  @inline(__always)
  private func rounded(_ total: Int128, _ totalScale: Int) -> Int64? {
    if totalScale <= scale {
      return ArithmeticNode.raise(total, by: scale - totalScale).flatMap { Int64(exactly: $0) }
    }
    guard let divisor = ArithmeticNode.raise(1, by: totalScale - scale) else { return 0 }
    return Int64(exactly: DecimalScale.divide(total, by: divisor))
  }

  /// Unchanged where `digits` is not above 0; nil where it does not fit.
  @inline(__always)
  private static func raise(_ value: Int128, by digits: Int) -> Int128? {
    var (value, digits) = (value, digits)
    while digits > 0 {
      let step = min(digits, DecimalScale.largest)
      let (product, overflow) = value.multipliedReportingOverflow(
        by: Int128(DecimalScale.power(step)))
      if overflow { return nil }
      (value, digits) = (product, digits - step)
    }
    return value
  }
}
