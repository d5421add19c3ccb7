import Diagnostics
import SQL

extension ExpressionSyntax {
  /// Expressions directly below this one, subqueries left out.
  var children: [ExpressionSyntax] {
    switch kind {
    case .column, .star, .null, .boolean, .number, .string, .unsupported: []
    case .cast(let operand, _), .unary(_, let operand), .not(let operand),
      .isNull(let operand, _), .isBoolean(let operand, _, _):
      [operand]
    case .binary(_, let left, let right), .isDistinct(let left, let right, _),
      .element(let left, at: let right), .quantified(_, let left, let right, _):
      [left, right]
    case .slice(let operand, let from, let through): [operand] + [from, through].compactMap { $0 }
    case .and(let operands), .or(let operands), .array(let operands): operands
    case .between(let operand, let lower, let upper, _): [operand, lower, upper]
    case .inList(let operand, let items, _): [operand] + items
    case .caseWhen(let operand, let branches, let otherwise):
      [operand].compactMap { $0 } + branches.flatMap { [$0.condition, $0.result] }
        + [otherwise].compactMap { $0 }
    case .call(let call):
      call.arguments + [call.filter].compactMap { $0 } + (call.window?.expressions ?? [])
    case .subquery(_, .inList(let operand)), .subquery(_, .compared(let operand, _, _)): [operand]
    case .subquery: []
    }
  }

  /// The place of the first column name that fits.
  func firstColumn(where matches: (QualifiedName) -> Bool) -> TextRange? {
    if case .column(let name) = kind, matches(name) { return range }
    for child in children {
      if let found = child.firstColumn(where: matches) { return found }
    }
    return nil
  }
}
