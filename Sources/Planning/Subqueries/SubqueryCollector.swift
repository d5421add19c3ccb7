import Columnar
import Diagnostics
import SQL

/// A subquery in an expression: bound, and not joined yet.
struct BoundSubquery {
  enum Form {
    /// The value of its only column in its only row.
    case scalar
    case exists
    /// `operand = ANY (…)`, which is IN, and the like: a comparison of the operand with the only column.
    case compared(operand: Expression, Comparison, isAll: Bool)
  }

  /// `operand symbol value`, the two in a common type: the operand's is over the query around, the value's over the
  /// subquery's only column as column 0.
  struct Comparison {
    var symbol: String
    var value: Expression
  }

  var form: Form
  var relation: BoundRelation
  var range: TextRange
}

/// The subqueries in the expressions of one SELECT, each distinct one once.
///
/// An expression has a parameter in the place of a subquery's value; `SubqueryJoins` joins the subquery and puts the value
/// there.
final class SubqueryCollector {
  let binder: QueryBinder
  let outer: OuterQuery
  private let ctes: QueryBinder.CTEs
  private(set) var subqueries: [Int: BoundSubquery] = [:]
  private var numbers: [String: Int] = [:]

  init(_ binder: QueryBinder, _ scope: Scope, _ ctes: QueryBinder.CTEs) {
    self.binder = binder
    self.ctes = ctes
    outer = OuterQuery(scope, binder.parameters)
  }

  var isEmpty: Bool { subqueries.isEmpty }

  /// The subquery as a relation whose expressions name columns of the query around as parameters; nil after a fault.
  func relation(of query: QuerySyntax) -> BoundRelation? {
    binder.inside(outer) { binder.bind(query, ctes: ctes, isTop: false) }
  }

  /// What stands for the subquery's value.
  func add(_ subquery: BoundSubquery, _ type: DataType) -> Expression {
    let text = subquery.canonicalText
    let number = numbers[text] ?? binder.parameters.next()
    numbers[text] = number
    subqueries[number] = subquery
    return .parameter(number, type)
  }
}

extension BoundSubquery {
  /// Equal for equal subqueries.
  fileprivate var canonicalText: String {
    let rows = relation.plan.canonicalText
    return switch form {
    case .scalar: "value \(rows)"
    case .exists: "exists \(rows)"
    case .compared(let operand, let comparison, let isAll):
      "\(operand.canonicalText) \(comparison.symbol) \(comparison.value.canonicalText) "
        + "\(isAll ? "all" : "any") \(rows)"
    }
  }
}

extension ExpressionBinder {
  func bindSubquery(
    _ query: QuerySyntax, _ form: ExpressionSyntax.SubqueryForm, _ range: TextRange
  ) -> BoundExpression? {
    guard let subqueries else {
      faults.error(
        "subquery-place", "a subquery cannot stand in \(place)", at: range,
        help: "compute it in a view: CREATE VIEW name AS SELECT …, and join that")
      return nil
    }
    switch form {
    case .scalar: return bindScalar(query, range, subqueries)
    case .exists:
      guard let relation = subqueries.relation(of: query) else { return nil }
      let value = subqueries.add(
        BoundSubquery(form: .exists, relation: relation, range: range), .boolean)
      return BoundExpression(value, range)
    case .inList(let operand):
      return bindCompared(operand, "=", query, isAll: false, range, subqueries)
    case .compared(let operand, let symbol, let isAll):
      return bindCompared(operand, symbol, query, isAll: isAll, range, subqueries)
    }
  }

  private func bindScalar(
    _ query: QuerySyntax, _ range: TextRange, _ subqueries: SubqueryCollector
  ) -> BoundExpression? {
    guard var relation = subqueries.relation(of: query) else { return nil }
    let shown = relation.visibleColumns
    guard shown.count == 1 else {
      faults.error(
        "subquery-columns",
        "a subquery as a value gives one column, but this one gives \(shown.count)", at: range,
        help: "select one column; for several write one subquery each, or join it")
      return nil
    }
    relation = relation.picking(shown)
    let value = subqueries.add(
      BoundSubquery(form: .scalar, relation: relation, range: range),
      relation.plan.fields[0].type)
    return BoundExpression(value, range)
  }

  private func bindCompared(
    _ syntax: ExpressionSyntax, _ symbol: String, _ query: QuerySyntax, isAll: Bool,
    _ range: TextRange, _ subqueries: SubqueryCollector
  ) -> BoundExpression? {
    // Subqueries are joined below the window functions.
    let operand =
      windows == nil ? bind(syntax) : groupBinder(place: "front of a subquery").bind(syntax)
    let relation = subqueries.relation(of: query)
    guard let operand, let relation else { return nil }
    return compared(operand, symbol, relation, isAll: isAll, query.range, range, subqueries)
  }

  /// `operand symbol ANY (relation)`.
  func compared(
    _ operand: BoundExpression, _ symbol: String, _ relation: BoundRelation, isAll: Bool,
    _ place: TextRange, _ range: TextRange, _ subqueries: SubqueryCollector
  ) -> BoundExpression? {
    let shown = relation.visibleColumns
    guard shown.count == 1 else {
      let name = symbol == "=" && !isAll ? "IN" : isAll ? "ALL" : "ANY"
      faults.error(
        "subquery-columns",
        "\(name) compares with one column, but the subquery gives \(shown.count)", at: place,
        help: "select one column, or write EXISTS with a condition for each")
      return nil
    }
    guard ["=", "<>", "<", "<=", ">", ">="].contains(symbol) else {
      faults.unsupported(
        "\(symbol) with \(isAll ? "ALL" : "ANY") of a subquery", at: range,
        help: "write EXISTS (SELECT … WHERE \(isAll ? "NOT …" : "…"))")
      return nil
    }
    let only = relation.picking(shown)
    let value = only.operand(0, at: place)
    guard let sides = call(of: symbol, [operand, value], range, isOperator: true)?.operands,
      sides.count == 2
    else { return nil }
    let comparison = BoundSubquery.Comparison(symbol: symbol, value: sides[1])
    let result = subqueries.add(
      BoundSubquery(
        form: .compared(operand: sides[0], comparison, isAll: isAll), relation: only,
        range: range), .boolean)
    return BoundExpression(result, range)
  }
}

extension BoundRelation {
  /// These columns alone.
  func picking(_ columns: [Int]) -> BoundRelation {
    var source = self
    source.windows = []
    source.plan.watermark = nil
    var result = source.projected(
      columns.map { .column($0, plan.fields[$0].type) },
      columns.map { PlanField(plan.fields[$0].field) })
    for (index, column) in columns.enumerated() { result.untyped[index] = untyped[column] }
    return result
  }
}
