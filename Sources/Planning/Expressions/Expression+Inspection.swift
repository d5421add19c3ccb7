import Columnar

extension Expression {
  static let yes = Expression.constant(.boolean(true), .boolean)

  /// Operands, in the order in which they are written.
  var operands: [Expression] {
    switch self {
    case .column, .constant, .parameter: []
    case .call(_, let operands), .and(let operands), .or(let operands),
      .coalesce(let operands, _):
      operands
    case .cast(let operand, to: _, explicit: _), .not(let operand), .isNull(let operand, _):
      [operand]
    case .isDistinct(let left, let right, _): [left, right]
    case .branches(let branches, let otherwise, _):
      branches.flatMap { [$0.condition, $0.result] } + [otherwise]
    }
  }

  /// The same expression with each operand replaced.
  func mapOperands(_ transform: (Expression) -> Expression) -> Expression {
    switch self {
    case .column, .constant, .parameter: self
    case .call(let function, let operands): .call(function, operands.map(transform))
    case .cast(let operand, let type, let explicit):
      .cast(transform(operand), to: type, explicit: explicit)
    case .and(let operands): .and(operands.map(transform))
    case .or(let operands): .or(operands.map(transform))
    case .not(let operand): .not(transform(operand))
    case .isNull(let operand, let negated): .isNull(transform(operand), negated: negated)
    case .isDistinct(let left, let right, let negated):
      .isDistinct(transform(left), transform(right), negated: negated)
    case .branches(let branches, let otherwise, let type):
      .branches(
        branches.map { (transform($0.condition), transform($0.result)) },
        otherwise: transform(otherwise), type)
    case .coalesce(let operands, let type): .coalesce(operands.map(transform), type)
    }
  }

  /// The same expression over other columns.
  func mapColumns(_ transform: (Int, DataType) -> Expression) -> Expression {
    if case .column(let index, let type) = self { return transform(index, type) }
    return mapOperands { $0.mapColumns(transform) }
  }

  func renumbered(_ number: [Int: Int]) -> Expression {
    mapColumns { index, type in
      guard let new = number[index] else {
        preconditionFailure("column \(index) was pruned while it is still read")
      }
      return .column(new, type)
    }
  }

  var columns: Set<Int> {
    if case .column(let index, _) = self { return [index] }
    return operands.reduce(into: []) { $0.formUnion($1.columns) }
  }

  /// Numbers of the parameters in it.
  var parameters: Set<Int> {
    if case .parameter(let number, _) = self { return [number] }
    return operands.reduce(into: []) { $0.formUnion($1.parameters) }
  }

  /// The same expression with others in the place of its parameters.
  func replacingParameters(_ transform: (Int, DataType) -> Expression) -> Expression {
    if case .parameter(let number, let type) = self { return transform(number, type) }
    return mapOperands { $0.replacingParameters(transform) }
  }

  var isColumn: Bool { if case .column = self { true } else { false } }
  var isConstant: Bool { if case .constant = self { true } else { false } }

  /// Whether NULL may come out, given the columns that go in; says yes where it is not known.
  func isNullable(over fields: [PlanField]) -> Bool {
    switch self {
    case .column(let index, _): fields[index].field.nullable
    case .constant(let value, _): value.isNull
    case .parameter: true
    case .isNull, .isDistinct: false
    case .coalesce(let operands, _): operands.allSatisfy { $0.isNullable(over: fields) }
    case .branches(let branches, let otherwise, _):
      otherwise.isNullable(over: fields)
        || branches.contains { $0.result.isNullable(over: fields) }
    case .call(let function, let operands):
      !Expression.totalFunctions.contains(function.name)
        || operands.contains { $0.isNullable(over: fields) }
    case .cast, .and, .or, .not: operands.contains { $0.isNullable(over: fields) }
    }
  }

  /// Functions that answer NULL for a NULL argument only.
  private static let totalFunctions: Set<String> = [
    "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "~~", "!~~", "~~*", "!~~*",
    "abs", "round", "ceil", "floor", "trunc", "sign", "lower", "upper", "length", "trim", "ltrim",
    "rtrim", "replace", "left", "right", "substring", "substr", "date_trunc", "date_part",
    "extract", "timezone",
  ]

  /// Columns that are not NULL in any row for which this condition is true.
  var columnsProvedPresent: Set<Int> {
    switch self {
    case .and(let operands): operands.reduce(into: []) { $0.formUnion($1.columnsProvedPresent) }
    case .isNull(.column(let index, _), negated: true): [index]
    case .call(let function, let operands)
    where ["=", "<>", "<", "<=", ">", ">="].contains(function.name):
      Set(operands.compactMap { if case .column(let index, _) = $0 { index } else { nil } })
    default: []
    }
  }
}
