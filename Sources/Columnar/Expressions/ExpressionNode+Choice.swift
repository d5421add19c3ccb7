/// CASE and COALESCE: each row takes its value, and its error, from one operand.
extension ExpressionNode {
  private static let undecided = UInt32.max
  /// The row's decision itself failed.
  private static let failed = UInt32.max - 1

  static func branches(
    _ branches: [(condition: ExpressionNode, result: ExpressionNode)],
    _ otherwise: ExpressionNode, _ type: DataType, _ columns: [Column], _ count: Int
  ) -> Evaluation {
    var decision = Decision(count)
    for (index, branch) in branches.enumerated() {
      if decision.isComplete { break }
      let condition = branch.condition.evaluate(columns, count)
      decision.fail(condition.errors)
      let bits = condition.column.bits
      decision.take(UInt32(index)) { bits[$0] != 0 && !condition.column.isNull($0) }
    }
    decision.take(UInt32(branches.count)) { _ in true }
    return decision.evaluation(branches.map(\.result) + [otherwise], type, columns)
  }

  static func coalesce(
    _ operands: [ExpressionNode], _ type: DataType, _ columns: [Column], _ count: Int
  ) -> Evaluation {
    var decision = Decision(count)
    var results: [Column?] = []
    for (index, operand) in operands.enumerated() {
      if decision.isComplete { break }
      let evaluation = operand.evaluate(columns, count)
      if index == 0, evaluation.column.validity == nil, evaluation.errors.isEmpty {
        return Evaluation(column: evaluation.column.retyped(type))
      }
      decision.fail(evaluation.errors)
      let isLast = index == operands.count - 1
      decision.take(UInt32(index)) { isLast || !evaluation.column.isNull($0) }
      results.append(evaluation.column)
    }
    return decision.evaluation(results, type)
  }

  /// For each row the operand that its value comes from.
  private struct Decision {
    let count: Int
    let choice: Buffer
    var errors = RowErrors()
    var left: Int
    var taken: Set<UInt32> = []

    init(_ count: Int) {
      self.count = count
      left = count
      choice = Buffer(byteCount: count * 4)
      choice.pointer(to: UInt32.self).update(repeating: undecided, count: count)
    }

    var isComplete: Bool { left == 0 }

    /// Undecided rows among the failed ones fail for good.
    mutating func fail(_ failures: RowErrors) {
      if failures.isEmpty { return }
      let choice = choice.pointer(to: UInt32.self)
      var counted = failures
      counted.keep { choice[$0] == undecided }
      for row in counted.rows { choice[row] = failed }
      left -= counted.rows.count
      errors.merge(counted)
    }

    @inline(__always)
    mutating func take(_ index: UInt32, where isTaken: (Int) -> Bool) {
      let choice = choice.pointer(to: UInt32.self)
      var rows = 0
      for row in 0..<count where choice[row] == undecided && isTaken(row) {
        choice[row] = index
        rows += 1
      }
      left -= rows
      if rows > 0 { taken.insert(index) }
    }

    /// Computes the operands that some row takes; of their errors only those rows' count.
    func evaluation(
      _ operands: [ExpressionNode], _ type: DataType, _ columns: [Column]
    ) -> Evaluation {
      let choice = choice.pointer(to: UInt32.self)
      var errors = errors
      let results = operands.enumerated().map { index, operand -> Column? in
        guard taken.contains(UInt32(index)) else { return nil }
        var result = operand.evaluate(columns, count)
        result.errors.keep { choice[$0] == UInt32(index) }
        errors.merge(result.errors)
        return result.column
      }
      return Evaluation(column: select(results, type), errors: errors)
    }

    func evaluation(_ results: [Column?], _ type: DataType) -> Evaluation {
      Evaluation(column: select(results, type), errors: errors)
    }

    private func select(_ results: [Column?], _ type: DataType) -> Column {
      // One operand took every row: nothing is copied.
      if errors.isEmpty, taken.count == 1, let only = taken.first, let column = results[Int(only)] {
        return column.retyped(type)
      }
      return SelectKernels.select(choice.pointer(to: UInt32.self), results, type, count)
    }
  }
}
