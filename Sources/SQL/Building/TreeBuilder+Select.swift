import CPgQuery
import Diagnostics

extension TreeBuilder {
  private static let clauseWords = [
    ["where"], ["group"], ["having"], ["window"], ["order"], ["limit"], ["offset"], ["fetch"],
    ["for"], ["union"], ["intersect"], ["except"],
  ]

  func select(_ select: PgQuery__SelectStmt, _ span: TokenSpan) -> SelectSyntax {
    let fromIndex = self.fromIndex(span)
    let listEnd = fromIndex ?? tokens.first(Self.clauseWords + [["into"]], in: span) ?? span.upper
    let distinct = self.distinct(select)
    var items = selectItems(select, TokenSpan(listStart(span), listEnd))
    if items.isEmpty {
      // `TABLE t` is SELECT * FROM t.
      let range = tokens.range(TokenSpan(span.lower, span.lower + 1))
      report("syntax", "SELECT names no column", at: range, help: "write SELECT * or name columns")
      items = [SelectItemSyntax(expression: ExpressionSyntax(.star(nil), range), alias: nil)]
    }
    let from = relations(select, fromIndex, span)
    let grouping = self.grouping(select)
    return SelectSyntax(
      distinct: distinct, items: items, from: from,
      whereClause: select.where_clause.map { expression($0.pointee) },
      groupBy: grouping.expressions, groupingSets: grouping.sets,
      having: select.having_clause.map { expression($0.pointee) },
      windows: namedWindows(select),
      range: tokens.range(span))
  }

  /// The FROM of the clause, not the one of IS DISTINCT FROM.
  private func fromIndex(_ span: TokenSpan) -> Int? {
    tokens.outermost(span).first { index in
      let isTest =
        tokens.matches(index - 1, "distinct")
        && (tokens.matches(index - 2, "is") || tokens.matches(index - 2, "not"))
      return tokens.matches(index, "from") && !isTest
    }
  }

  /// The token behind SELECT, DISTINCT, ALL, DISTINCT ON (…).
  private func listStart(_ span: TokenSpan) -> Int {
    var index = span.lower + 1
    if tokens.matches(index, "all") || tokens.matches(index, "distinct") { index += 1 }
    if tokens.matches(index, "on"), let close = tokens.partner(of: index + 1) { index = close + 1 }
    return index
  }

  private func distinct(_ select: PgQuery__SelectStmt) -> SelectSyntax.Distinct {
    guard select.n_distinct_clause > 0 else { return .none }
    let keys = nodes(select.n_distinct_clause, select.distinct_clause)
    return keys.first?.node_case == PG_QUERY__NODE__NODE__NOT_SET
      ? .all : .on(expressions(select.n_distinct_clause, select.distinct_clause))
  }

  private func selectItems(_ select: PgQuery__SelectStmt, _ span: TokenSpan) -> [SelectItemSyntax] {
    let elements = tokens.elements(of: span)
    return nodes(select.n_target_list, select.target_list).enumerated().compactMap { offset, node in
      guard node.node_case == PG_QUERY__NODE__NODE_RES_TARGET else { return nil }
      let target = node.res_target.pointee
      let expression = expression(target.val)
      let name = text(target.name)
      guard !name.isEmpty else { return SelectItemSyntax(expression: expression, alias: nil) }
      let last = offset < elements.count ? elements[offset].upper - 1 : nil
      return SelectItemSyntax(expression: expression, alias: identifier(name, token: last))
    }
  }

  private func relations(_ select: PgQuery__SelectStmt, _ fromIndex: Int?, _ span: TokenSpan)
    -> [FromSyntax]
  {
    let list = nodes(select.n_from_clause, select.from_clause)
    guard let fromIndex else {
      // `TABLE t` has no FROM.
      return list.compactMap { relation($0, TokenSpan(span.lower + 1, span.upper)) }
    }
    let upper =
      tokens.first(Self.clauseWords, in: TokenSpan(fromIndex + 1, span.upper)) ?? span.upper
    let elements = tokens.elements(of: TokenSpan(fromIndex + 1, upper))
    return list.enumerated().compactMap { offset, node in
      relation(node, offset < elements.count ? elements[offset] : TokenSpan(fromIndex + 1, upper))
    }
  }
}
