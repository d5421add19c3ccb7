/// Chooses kernels and computes constant subtrees.
struct ExpressionCompiler {
  let zone: Zone

  func compile(_ expression: Expression) -> ExpressionNode {
    let node = unfolded(expression)
    return node.variesByRow ? node : folded(node, expression.type)
  }

  private func unfolded(_ expression: Expression) -> ExpressionNode {
    switch expression {
    case .column(let index, _): return .column(index)
    case .constant(let value, let type): return .constant(ConstantColumn(value, type))
    case .parameter:
      preconditionFailure("the planner has put an expression in the place of each parameter")
    case .call(let function, let arguments): return call(function, arguments.map(compile))
    case .cast(let operand, let type, let explicit):
      let kernel = Cast.kernel(from: operand.type, to: type, explicit: explicit, zone: zone)
      guard let kernel else {
        preconditionFailure("the binder makes only casts that exist: \(operand.type) to \(type)")
      }
      return operand.type == type ? compile(operand) : .cast(kernel, compile(operand), type)
    case .and(let operands): return .connective(operands.map(compile), isAnd: true)
    case .or(let operands): return .connective(operands.map(compile), isAnd: false)
    case .not(let operand): return .not(compile(operand))
    case .isNull(let operand, let negated): return .isNull(compile(operand), negated: negated)
    case .isDistinct(let left, let right, let negated):
      return .isDistinct(compile(left), compile(right), negated: negated)
    case .branches(let branches, let otherwise, let type):
      let compiled = branches.map { (condition: compile($0.condition), result: compile($0.result)) }
      return .branches(compiled, compile(otherwise), type)
    case .coalesce(let operands, let type): return .coalesce(operands.map(compile), type)
    }
  }

  /// Comparisons of words with a constant have a loop of their own.
  private func call(_ function: ScalarFunction, _ operands: [ExpressionNode]) -> ExpressionNode {
    let comparesWords =
      function.arguments.count == 2 && function.arguments.allSatisfy { $0.layout == .word }
      && function.result == .boolean
    guard comparesWords, let comparison = Comparison(rawValue: function.name) else {
      return .call(function, operands)
    }
    if case .constant(let constant) = operands[1], case .word(let word) = constant.value {
      return .compareWords(comparison, operands[0], word)
    }
    if case .constant(let constant) = operands[0], case .word(let word) = constant.value {
      return .compareWords(comparison.mirrored, operands[1], word)
    }
    return .call(function, operands)
  }

  private func folded(_ node: ExpressionNode, _ type: DataType) -> ExpressionNode {
    if case .constant = node { return node }
    let evaluation = node.evaluate([], 1)
    if let error = evaluation.errors.errors.first { return .failure(error, type) }
    return .constant(ConstantColumn(evaluation.column[0], type))
  }
}

extension ExpressionNode {
  var variesByRow: Bool {
    switch self {
    case .column: true
    case .constant, .failure: false
    case .call(let function, let operands):
      function.isVolatile || operands.contains { $0.variesByRow }
    case .connective(let operands, _), .coalesce(let operands, _):
      operands.contains { $0.variesByRow }
    case .compareWords(_, let operand, _), .cast(_, let operand, _), .not(let operand),
      .isNull(let operand, _):
      operand.variesByRow
    case .isDistinct(let left, let right, _): left.variesByRow || right.variesByRow
    case .branches(let branches, let otherwise, _):
      otherwise.variesByRow
        || branches.contains { $0.condition.variesByRow || $0.result.variesByRow }
    }
  }
}
