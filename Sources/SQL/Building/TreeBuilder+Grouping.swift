import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// More sets than anybody wants by intent: CUBE doubles them with each column.
  private static let setsMax = 256

  /// GROUP BY: its expressions and, where there are grouping sets, which of them each set has.
  func grouping(_ select: PgQuery__SelectStmt) -> (expressions: [ExpressionSyntax], sets: [[Int]]?)
  {
    let items = nodes(select.n_group_clause, select.group_clause)
    let hasSets = items.contains { $0.node_case == PG_QUERY__NODE__NODE_GROUPING_SET }
    guard hasSets else { return (items.map { expression($0) }, nil) }
    var expressions: [ExpressionSyntax] = []
    var sets: [[Int]] = [[]]
    for item in items {
      let more = groupingSets(item, &expressions)
      guard sets.count * more.count <= Self.setsMax else {
        report(
          "grouping-sets", "these are more than \(Self.setsMax) grouping sets", at: place(of: item),
          help: "name the sets that you need: GROUPING SETS ((a, b), (a), ())")
        return (expressions, [[]])
      }
      // Sets beside each other in one GROUP BY are multiplied.
      sets = sets.flatMap { set in more.map { set + $0 } }
    }
    return (expressions, sets)
  }

  /// The sets that one item of a GROUP BY stands for.
  private func groupingSets(_ node: Node, _ expressions: inout [ExpressionSyntax]) -> [[Int]] {
    guard node.node_case == PG_QUERY__NODE__NODE_GROUPING_SET else {
      return [columns(node, &expressions)]
    }
    let set = node.grouping_set.pointee
    let content = nodes(set.n_content, set.content)
    switch set.kind {
    case PG_QUERY__GROUPING_SET_KIND__GROUPING_SET_EMPTY: return [[]]
    case PG_QUERY__GROUPING_SET_KIND__GROUPING_SET_ROLLUP:
      let parts = content.map { columns($0, &expressions) }
      return (0...parts.count).reversed().map { count in parts.prefix(count).flatMap { $0 } }
    case PG_QUERY__GROUPING_SET_KIND__GROUPING_SET_CUBE:
      let parts = content.map { columns($0, &expressions) }
      // One more doubling is beyond the limit already.
      let count = min(parts.count, 9)
      return (0..<(1 << count)).reversed().map { mask in
        parts.indices.filter { $0 < count && mask >> (count - 1 - $0) & 1 == 1 }
          .flatMap { parts[$0] }
      }
    default: return content.flatMap { groupingSets($0, &expressions) }
    }
  }

  /// `a`, or the columns of `(a, b)`.
  private func columns(_ node: Node, _ expressions: inout [ExpressionSyntax]) -> [Int] {
    var parts = [node]
    if node.node_case == PG_QUERY__NODE__NODE_ROW_EXPR,
      node.row_expr.pointee.row_format == PG_QUERY__COERCION_FORM__COERCE_IMPLICIT_CAST
    {
      parts = nodes(node.row_expr.pointee.n_args, node.row_expr.pointee.args)
    }
    return parts.map { part in
      expressions.append(expression(part))
      return expressions.count - 1
    }
  }

  private func place(of node: Node) -> TextRange {
    guard node.node_case == PG_QUERY__NODE__NODE_GROUPING_SET else { return expression(node).range }
    let index = token(at: node.grouping_set.pointee.location) ?? span.lower
    let open = (index..<span.upper).first { tokens.matches($0, "(") } ?? index
    return range(from: index, through: tokens.partner(of: open) ?? open)
  }

  func groupingCall(_ function: PgQuery__GroupingFunc) -> ExpressionSyntax {
    call("grouping", expressions(function.n_args, function.args), function.location)
  }
}
