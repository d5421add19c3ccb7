import Columnar
import Diagnostics
import SQL

/// Binds the expressions of one SELECT (or table) against one scope.
///
/// A faulty expression is reported once and is nil from then on: whatever contains it says nothing more.
final class ExpressionBinder {
  let context: BindingContext
  let scope: Scope
  /// Where the expressions stand, for messages: `WHERE`, `a CHECK constraint`.
  let place: String
  /// Present where aggregates are allowed.
  var aggregates: AggregateCollector?
  /// Present where window functions are allowed.
  var windows: WindowCollector?
  /// Present where functions may give rows: in a select list.
  var setCalls: SetCallCollector?
  /// Present where the SELECT is grouped.
  var grouping: Grouping?
  /// Present where subqueries are allowed.
  var subqueries: SubqueryCollector?

  init(_ context: BindingContext, _ scope: Scope, place: String) {
    self.context = context
    self.scope = scope
    self.place = place
  }

  var faults: FaultCollector { context.faults }

  /// The expression, or nil after a fault.
  func bind(_ syntax: ExpressionSyntax) -> BoundExpression? {
    guard let grouping else { return bindKind(syntax) }
    let mark = grouping.mark
    guard let bound = bindKind(syntax) else { return nil }
    guard case .typed(let expression) = bound.kind,
      let key = grouping.key(equalTo: expression)
    else { return bound }
    grouping.forgive(since: mark)
    return BoundExpression(.column(Grouping.keyBase + key, expression.type), syntax.range)
  }

  /// The expression with a type of its own: a literal that nothing decides is text.
  func bindTyped(_ syntax: ExpressionSyntax) -> Expression? {
    bind(syntax).flatMap { settled($0) }
  }

  func settled(_ bound: BoundExpression) -> Expression? {
    if case .typed(let expression) = bound.kind { return expression }
    return coerced(bound, to: .text, .implicit)
  }

  /// A condition: boolean, else a fault that says what it is instead.
  func bindCondition(_ syntax: ExpressionSyntax, of clause: String) -> Expression? {
    guard let bound = bind(syntax) else { return nil }
    if let type = bound.type, type != .boolean {
      faults.error(
        "not-boolean", "\(clause) must be a condition, but this is of type \(type)",
        at: syntax.range, help: "compare it with something, such as \"… > 0\"")
      return nil
    }
    return coerced(bound, to: .boolean, .implicit)
  }

  private func bindKind(_ syntax: ExpressionSyntax) -> BoundExpression? {
    let range = syntax.range
    switch syntax.kind {
    case .column(let name): return bindColumn(name, range)
    case .star:
      faults.error("star", "* can stand in a select list and in count(*) only", at: range)
      return nil
    case .null: return BoundExpression(.null, range)
    case .boolean(let value): return BoundExpression(.constant(.boolean(value), .boolean), range)
    case .number(let digits): return bindNumber(digits, range)
    case .string(let text): return BoundExpression(.text(text), range)
    case .cast(let operand, let type): return bindCast(operand, type, range)
    case .binary(let symbol, let left, let right):
      return bindCall(of: symbol, [left, right], range, isOperator: true)
    case .unary("-", let operand): return bindNegation(operand, range)
    case .unary(let symbol, let operand):
      return bindCall(of: symbol, [operand], range, isOperator: true)
    case .and(let operands): return bindLogic(operands, of: "AND", range) { .and($0) }
    case .or(let operands): return bindLogic(operands, of: "OR", range) { .or($0) }
    case .not(let operand):
      return bindCondition(operand, of: "an operand of NOT").map {
        BoundExpression(.not($0), range)
      }
    case .isNull(let operand, let negated):
      return bindTyped(operand).map { BoundExpression(.isNull($0, negated: negated), range) }
    case .isBoolean(let operand, let value, let negated):
      return bindBooleanTest(operand, value, negated, range)
    case .isDistinct(let left, let right, let negated):
      return bindDistinct(left, right, negated, range)
    case .between(let operand, let lower, let upper, let negated):
      return bindBetween(operand, lower, upper, negated, range)
    case .inList(let operand, let items, let negated):
      return bindInList(operand, items, negated, range)
    case .caseWhen(let operand, let branches, let otherwise):
      return withoutRows("CASE") { bindCase(operand, branches, otherwise, range) }
    case .call(let call): return bindCall(call, range)
    case .subquery(let query, let form): return bindSubquery(query, form, range)
    case .array(let elements): return bindArray(elements, range)
    case .element(let operand, let index): return bindElement(operand, at: index, range)
    case .slice(let operand, let from, let through):
      return bindSlice(operand, from, through, range)
    case .quantified(let symbol, let left, let right, let isAll):
      return bindQuantified(symbol, left, right, isAll: isAll, range)
    case .unsupported: return nil  // The parser has said so.
    }
  }

  /// Binds where functions that give rows cannot stand.
  func withoutRows<T>(_ what: String, _ body: () -> T) -> T {
    setCalls.map { $0.inside(what, body) } ?? body()
  }

  private func bindLogic(
    _ operands: [ExpressionSyntax], of name: String, _ range: TextRange,
    _ make: ([Expression]) -> Expression
  ) -> BoundExpression? {
    let bound = operands.map { bindCondition($0, of: "an operand of \(name)") }
    let whole = bound.compactMap { $0 }
    return whole.count == bound.count ? BoundExpression(make(whole), range) : nil
  }
}
