import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// `x IS [NOT] TRUE | FALSE | UNKNOWN`, as comparisons that know NULL.
  func bindBooleanTest(
    _ operand: ExpressionSyntax, _ value: Bool?, _ negated: Bool, _ range: TextRange
  ) -> BoundExpression? {
    guard let condition = bindCondition(operand, of: "the operand of IS") else { return nil }
    guard let value else {
      return BoundExpression(.isNull(condition, negated: negated), range)
    }
    let constant = Expression.constant(.boolean(value), .boolean)
    return BoundExpression(.isDistinct(condition, constant, negated: !negated), range)
  }

  func bindDistinct(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ negated: Bool, _ range: TextRange
  ) -> BoundExpression? {
    guard let operands = unified([left, right], in: "IS DISTINCT FROM", range) else { return nil }
    return BoundExpression(
      .isDistinct(operands.expressions[0], operands.expressions[1], negated: negated), range)
  }

  /// `a BETWEEN b AND c` is `a >= b AND a <= c`.
  func bindBetween(
    _ operand: ExpressionSyntax, _ lower: ExpressionSyntax, _ upper: ExpressionSyntax,
    _ negated: Bool, _ range: TextRange
  ) -> BoundExpression? {
    let bounds = [bind(operand), bind(lower), bind(upper)]
    guard let value = bounds[0], let lower = bounds[1], let upper = bounds[2] else { return nil }
    let from = call(of: ">=", [value, lower], range, isOperator: true)
    let to = call(of: "<=", [value, upper], range, isOperator: true)
    guard let from, let to else { return nil }
    let both = Expression.and([from, to])
    return BoundExpression(negated ? .not(both) : both, range)
  }

  /// `a IN (b, c)` is `a = b OR a = c`.
  func bindInList(
    _ operand: ExpressionSyntax, _ items: [ExpressionSyntax], _ negated: Bool, _ range: TextRange
  ) -> BoundExpression? {
    let value = bind(operand)
    let bound = items.map { bind($0) }
    guard let value, !bound.contains(where: { $0 == nil }) else { return nil }
    let equalities = bound.compactMap { $0 }.map {
      call(of: "=", [value, $0], $0.range, isOperator: true)
    }
    let whole = equalities.compactMap { $0 }
    guard whole.count == equalities.count else { return nil }
    let any = whole.count == 1 ? whole[0] : Expression.or(whole)
    return BoundExpression(negated ? .not(any) : any, range)
  }

  func bindCase(
    _ operand: ExpressionSyntax?, _ branches: [CaseBranch], _ otherwise: ExpressionSyntax?,
    _ range: TextRange
  ) -> BoundExpression? {
    let value = operand.map { bind($0) }
    let conditions = branches.map { branch -> Expression? in
      guard let operand = value else {
        return bindCondition(branch.condition, of: "a WHEN condition")
      }
      guard let operand, let test = bind(branch.condition) else { return nil }
      return call(of: "=", [operand, test], branch.condition.range, isOperator: true)
    }
    let fallback = otherwise ?? ExpressionSyntax(.null, range)
    guard let results = unified(branches.map(\.result) + [fallback], in: "CASE", range) else {
      return nil
    }
    let whole = conditions.compactMap { $0 }
    guard whole.count == conditions.count else { return nil }
    let bound = zip(whole, results.expressions).map { (condition: $0, result: $1) }
    return BoundExpression(
      .branches(bound, otherwise: results.expressions[bound.count], results.type), range)
  }

  /// All operands cast to the type that they have in common, as UNION, CASE and COALESCE choose it.
  func unified(_ operands: [ExpressionSyntax], in what: String, _ range: TextRange) -> (
    expressions: [Expression], type: DataType
  )? {
    let bound = operands.map { bind($0) }
    let whole = bound.compactMap { $0 }
    guard whole.count == bound.count else { return nil }
    return unified(whole, in: what, range)
  }

  func unified(_ operands: [BoundExpression], in what: String, _ range: TextRange) -> (
    expressions: [Expression], type: DataType
  )? {
    guard let type = TypeRules.commonType(operands.map(\.type)) else {
      let types = operands.compactMap { $0.type?.description }
      faults.error(
        "types-differ", "\(what) cannot mix \(listed(types))", at: range,
        help: "cast them to one type, such as CAST(… AS text)")
      return nil
    }
    let cast = operands.map { coerced($0, to: type, .implicit) }
    let whole = cast.compactMap { $0 }
    return whole.count == cast.count ? (whole, type) : nil
  }
}
