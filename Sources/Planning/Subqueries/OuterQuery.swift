import Columnar
import Diagnostics
import SQL

/// The query around a subquery: its columns, for names that the subquery itself lacks.
///
/// A subquery is bound with a parameter in the place of each such column; `Decorrelation` takes them out again.
final class OuterQuery {
  /// A column that a subquery names.
  struct Column {
    /// Its number in `scope`.
    var index: Int
    var type: DataType
    var name: String
    /// The first place that names it.
    var range: TextRange
    var parameter: Int
  }

  let scope: Scope
  private let numbers: ParameterNumbers
  private(set) var columns: [Int: Column] = [:]

  init(_ scope: Scope, _ numbers: ParameterNumbers) {
    self.scope = scope
    self.numbers = numbers
  }

  /// Whether the parameter is a column of this query or of one further out.
  func isColumn(_ parameter: Int) -> Bool {
    columns[parameter] != nil || scope.around?.isColumn(parameter) ?? false
  }

  /// Whether a subquery's plan has a column of this query in it.
  func names(_ plan: Plan) -> Bool { !plan.parameters.isDisjoint(with: columns.keys) }

  /// What stands for the column in subqueries, the same in all of them.
  func parameter(for column: ScopeColumn, _ name: String, _ range: TextRange) -> Expression {
    if let known = columns.values.first(where: { $0.index == column.index }) {
      return .parameter(known.parameter, known.type)
    }
    let number = numbers.next()
    columns[number] = Column(
      index: column.index, type: column.field.type, name: name, range: range, parameter: number)
    return .parameter(number, column.field.type)
  }
}

/// Numbers of parameters, none twice in a statement.
final class ParameterNumbers {
  private var last = 0

  func next() -> Int {
    last += 1
    return last
  }
}

extension Plan {
  /// Numbers of the parameters in its expressions.
  var parameters: Set<Int> {
    var found: Set<Int> = []
    _ = mapExpressions {
      found.formUnion($0.parameters)
      return $0
    }
    return found
  }

  /// Fields that are not the carried watermark.
  var ownFields: [Int] { fields.indices.filter { $0 != watermark } }
}
