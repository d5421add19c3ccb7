import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// `a[1]`, `a[1:2]` and chains of them.
  func indirection(_ syntax: PgQuery__AIndirection) -> ExpressionSyntax {
    nodes(syntax.n_indirection, syntax.indirection).reduce(expression(syntax.arg)) {
      operand, step in
      let end = tokens.index(atOrAfter: operand.range.upper)
      guard step.node_case == PG_QUERY__NODE__NODE_A_INDICES else {
        let point = (end..<span.upper).first { tokens.matches($0, ".") } ?? end
        unsupported(
          "a field of a value", at: range(from: point, through: point + 1),
          help: "take it from jsonb: value ->> 'field'")
        return ExpressionSyntax(.null, operand.range)
      }
      let open = (end..<span.upper).first { tokens.matches($0, "[") } ?? end
      let brackets = range(from: open, through: tokens.partner(of: open) ?? open)
      let indices = step.a_indices.pointee
      let whole = spanning([operand.range, brackets])
      guard indices.is_slice != 0 else {
        return ExpressionSyntax(.element(operand, at: expression(indices.uidx)), whole)
      }
      return ExpressionSyntax(
        .slice(
          operand, from: indices.lidx.map { expression($0.pointee) },
          through: indices.uidx.map { expression($0.pointee) }), whole)
    }
  }
}
