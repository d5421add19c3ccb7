extension ExpressionNode {
  func evaluate(_ columns: [Column], _ count: Int) -> Evaluation {
    switch self {
    case .column(let index): return Evaluation(column: columns[index])
    case .constant(let constant): return Evaluation(column: constant.column(count: count))
    case .failure(let error, let type):
      var errors = RowErrors()
      for row in 0..<count { errors.append(error, row: row) }
      return Evaluation(column: .constant(.null, type, count: count), errors: errors)
    case .call(let function, let operands):
      return ExpressionNode.call(function, operands.map { $0.evaluate(columns, count) }, count)
    case .compareWords(let comparison, let operand, let constant):
      var evaluation = operand.evaluate(columns, count)
      evaluation.column = ComparisonKernels.words(comparison, evaluation.column, constant)
        .masked(by: evaluation.column.sharedValidity)
      return evaluation
    case .cast(let kernel, let operand, _):
      return ExpressionNode.cast(kernel, operand.evaluate(columns, count), count)
    case .connective(let operands, let isAnd):
      return ExpressionNode.connective(
        operands.map { $0.evaluate(columns, count) }, isAnd: isAnd, count)
    case .not(let operand):
      var evaluation = operand.evaluate(columns, count)
      evaluation.column = LogicKernels.not(evaluation.column, count)
      return evaluation
    case .isNull(let operand, let negated):
      var evaluation = operand.evaluate(columns, count)
      evaluation.column = LogicKernels.isNull(evaluation.column, negated: negated, count)
      return evaluation
    case .isDistinct(let left, let right, let negated):
      var evaluation = left.evaluate(columns, count)
      let other = right.evaluate(columns, count)
      evaluation.errors.merge(other.errors)
      evaluation.column = LogicKernels.isDistinct(
        evaluation.column, other.column, negated: negated, count)
      return evaluation
    case .branches(let branches, let otherwise, let type):
      return ExpressionNode.branches(branches, otherwise, type, columns, count)
    case .coalesce(let operands, let type):
      return ExpressionNode.coalesce(operands, type, columns, count)
    }
  }

  private static func call(
    _ function: ScalarFunction, _ operands: [Evaluation], _ count: Int
  ) -> Evaluation {
    var errors = RowErrors()
    for operand in operands { errors.merge(operand.errors) }
    var failed = RowErrors()
    let result = function.kernel(operands.map(\.column), count, &failed)
    guard function.isStrict else {
      errors.merge(failed)
      return Evaluation(column: result, errors: errors)
    }
    let present = operands.reduce(nil as Buffer?) { present, operand in
      LogicKernels.intersection(present, operand.column.sharedValidity, count)
    }
    if let present {
      let validity = present.pointer(to: UInt8.self)
      failed.keep { validity[$0] != 0 }
    }
    errors.merge(failed)
    // A strict kernel may itself answer NULL, as `->` does for a missing key.
    let validity = LogicKernels.intersection(present, result.sharedValidity, count)
    return Evaluation(column: result.masked(by: validity), errors: errors)
  }

  private static func cast(
    _ kernel: CastKernel, _ operand: Evaluation, _ count: Int
  ) -> Evaluation {
    let column = operand.column
    var failed = RowErrors()
    let result = kernel(column, count, &failed)
    failed.keep { !column.isNull($0) }
    var errors = operand.errors
    errors.merge(failed)
    return Evaluation(column: Cast.masked(result, by: column), errors: errors)
  }

  /// An operand that decides the answer (false in AND, true in OR) makes the errors of all others void.
  private static func connective(
    _ operands: [Evaluation], isAnd: Bool, _ count: Int
  ) -> Evaluation {
    guard let first = operands.first else {
      return Evaluation(column: .constant(.boolean(isAnd), .boolean, count: count))
    }
    if operands.allSatisfy({ $0.errors.isEmpty && $0.column.validity == nil }) {
      let column = operands.dropFirst().reduce(first.column) { combined, operand in
        LogicKernels.combine(combined, operand.column, isAnd: isAnd, count)
      }
      return Evaluation(column: column)
    }
    let combined = LogicKernels.trits(first.column, errors: first.errors, count)
    var errors = first.errors
    for operand in operands.dropFirst() {
      let trits = LogicKernels.trits(operand.column, errors: operand.errors, count)
      LogicKernels.combine(combined, trits, isAnd: isAnd, count)
      errors.merge(operand.errors)
    }
    let trits = combined.pointer(to: UInt8.self)
    let deciding: UInt8 = isAnd ? 0 : 2
    errors.keep { trits[$0] != deciding }
    return Evaluation(column: LogicKernels.column(ofTrits: combined, count), errors: errors)
  }
}
