import Columnar

extension Expression {
  /// The same expression over columns with other numbers.
  func movingColumns(_ positions: [Int: Int]) -> Expression {
    let move = { (expression: Expression) in expression.movingColumns(positions) }
    switch self {
    case .column(let number, let type):
      guard let position = positions[number] else {
        preconditionFailure("column \(number) is read but not there")
      }
      return .column(position, type)
    case .constant, .parameter: return self
    case .call(let function, let arguments): return .call(function, arguments.map(move))
    case .cast(let operand, let type, let explicit):
      return .cast(move(operand), to: type, explicit: explicit)
    case .and(let operands): return .and(operands.map(move))
    case .or(let operands): return .or(operands.map(move))
    case .not(let operand): return .not(move(operand))
    case .isNull(let operand, let negated): return .isNull(move(operand), negated: negated)
    case .isDistinct(let left, let right, let negated):
      return .isDistinct(move(left), move(right), negated: negated)
    case .branches(let branches, let otherwise, let type):
      return .branches(
        branches.map { (move($0.condition), move($0.result)) }, otherwise: move(otherwise), type)
    case .coalesce(let operands, let type): return .coalesce(operands.map(move), type)
    }
  }

  /// Every column that the expression reads.
  var columnNumbers: Set<Int> {
    switch self {
    case .column(let number, _): [number]
    case .constant, .parameter: []
    case .call(_, let operands), .and(let operands), .or(let operands), .coalesce(let operands, _):
      operands.reduce(into: []) { $0.formUnion($1.columnNumbers) }
    case .cast(let operand, _, _), .not(let operand), .isNull(let operand, _):
      operand.columnNumbers
    case .isDistinct(let left, let right, _): left.columnNumbers.union(right.columnNumbers)
    case .branches(let branches, let otherwise, _):
      branches.reduce(into: otherwise.columnNumbers) {
        $0.formUnion($1.condition.columnNumbers.union($1.result.columnNumbers))
      }
    }
  }
}
