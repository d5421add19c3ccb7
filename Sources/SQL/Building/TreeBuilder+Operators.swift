import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// What Postgres calls an A_Expr: operators, IN, LIKE, BETWEEN, NULLIF, IS DISTINCT FROM.
  func operation(_ syntax: PgQuery__AExpr) -> ExpressionSyntax {
    let name = strings(syntax.n_name, syntax.name).last ?? ""
    let place = range(at: syntax.location)
    switch syntax.kind {
    case PG_QUERY__A__EXPR__KIND__AEXPR_OP: return plain(syntax, name, place)
    case PG_QUERY__A__EXPR__KIND__AEXPR_DISTINCT, PG_QUERY__A__EXPR__KIND__AEXPR_NOT_DISTINCT:
      let (left, right) = (expression(syntax.lexpr), expression(syntax.rexpr))
      let negated = syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_NOT_DISTINCT
      return ExpressionSyntax(
        .isDistinct(left, right, negated: negated), spanning([left.range, right.range]))
    case PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF:
      return call("nullif", [expression(syntax.lexpr), expression(syntax.rexpr)], syntax.location)
    case PG_QUERY__A__EXPR__KIND__AEXPR_IN: return inList(syntax, negated: name == "<>")
    case PG_QUERY__A__EXPR__KIND__AEXPR_LIKE, PG_QUERY__A__EXPR__KIND__AEXPR_ILIKE:
      return like(syntax, name, place)
    case PG_QUERY__A__EXPR__KIND__AEXPR_SIMILAR:
      // The pattern comes as similar_to_escape(pattern[, escape]), which makes a regular expression of it.
      let (left, right) = (expression(syntax.lexpr), expression(syntax.rexpr))
      return ExpressionSyntax(
        .binary(name, left, right), spanning([left.range, place, right.range]))
    case PG_QUERY__A__EXPR__KIND__AEXPR_OP_ANY, PG_QUERY__A__EXPR__KIND__AEXPR_OP_ALL:
      return quantified(syntax, name, place)
    default: return between(syntax)
    }
  }

  private func plain(_ syntax: PgQuery__AExpr, _ name: String, _ place: TextRange)
    -> ExpressionSyntax
  {
    if name == "==" {
      report("dialect", "== is no operator of SQL", at: place, help: "write =")
    }
    if syntax.n_name > 1 {
      unsupported("OPERATOR(…)", at: place, help: "write the operator itself")
    }
    let name = name == "==" ? "=" : name
    let right = expression(syntax.rexpr)
    guard let leftNode = syntax.lexpr else {
      return ExpressionSyntax(.unary(name, right), spanning([place, right.range]))
    }
    let left = expression(leftNode.pointee)
    return ExpressionSyntax(
      .binary(name, left, right), spanning([left.range, place, right.range]))
  }

  private func quantified(_ syntax: PgQuery__AExpr, _ name: String, _ place: TextRange)
    -> ExpressionSyntax
  {
    let (left, right) = (expression(syntax.lexpr), expression(syntax.rexpr))
    let isAll = syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP_ALL
    // The array stands in brackets of its own, behind ANY, SOME or ALL.
    let close = tokens.index(atOrAfter: right.range.upper)
    let end = close < span.upper ? tokens.tokens[close].range : right.range
    return ExpressionSyntax(
      .quantified(name, left, right, isAll: isAll),
      spanning([left.range, place, right.range, end]))
  }

  private func inList(_ syntax: PgQuery__AExpr, negated: Bool) -> ExpressionSyntax {
    let left = expression(syntax.lexpr)
    let items = listItems(syntax.rexpr)
    var places = [left.range] + items.map(\.range)
    if let word = token(at: syntax.location) {
      let open = tokens.matches(word, "not") ? word + 2 : word + 1
      if let close = tokens.partner(of: open) { places.append(range(from: word, through: close)) }
    }
    return ExpressionSyntax(.inList(left, items, negated: negated), spanning(places))
  }

  private func like(_ syntax: PgQuery__AExpr, _ name: String, _ place: TextRange)
    -> ExpressionSyntax
  {
    // `LIKE a ESCAPE b` comes as LIKE like_escape(a, b).
    let left = expression(syntax.lexpr)
    let right = expression(syntax.rexpr)
    return ExpressionSyntax(
      .binary(name, left, right), spanning([left.range, place, right.range]))
  }

  private func between(_ syntax: PgQuery__AExpr) -> ExpressionSyntax {
    let operand = expression(syntax.lexpr)
    let bounds = listItems(syntax.rexpr)
    guard bounds.count == 2 else { return ExpressionSyntax(.null, operand.range) }
    let isSymmetric =
      syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_BETWEEN_SYM
      || syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_NOT_BETWEEN_SYM
    if isSymmetric {
      unsupported(
        "BETWEEN SYMMETRIC", at: range(at: syntax.location),
        help: "use least(a, b) and greatest(a, b) as the bounds")
    }
    let negated =
      syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_NOT_BETWEEN
      || syntax.kind == PG_QUERY__A__EXPR__KIND__AEXPR_NOT_BETWEEN_SYM
    return ExpressionSyntax(
      .between(operand, bounds[0], bounds[1], negated: negated),
      spanning([operand.range, bounds[1].range]))
  }

  func listItems(_ node: UnsafeMutablePointer<Node>?) -> [ExpressionSyntax] {
    guard let node, node.pointee.node_case == PG_QUERY__NODE__NODE_LIST,
      let list = node.pointee.list
    else { return [] }
    return expressions(list.pointee.n_items, list.pointee.items)
  }
}
