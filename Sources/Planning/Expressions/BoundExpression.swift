import Columnar
import Diagnostics

/// An expression while it is bound: string literals and NULL take their type from their surroundings.
struct BoundExpression {
  enum Kind {
    case typed(Expression)
    /// A string literal of no type yet.
    case text(String)
    case null
  }

  var kind: Kind
  var range: TextRange

  init(_ expression: Expression, _ range: TextRange) {
    kind = .typed(expression)
    self.range = range
  }

  init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }

  /// Nil where the surroundings decide.
  var type: DataType? { if case .typed(let expression) = kind { expression.type } else { nil } }
}
