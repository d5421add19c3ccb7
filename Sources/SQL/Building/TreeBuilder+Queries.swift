import CPgQuery
import Diagnostics

extension TreeBuilder {
  private static let tailWords = [["order", "by"], ["limit"], ["offset"], ["fetch"], ["for"]]

  /// A query that stands at these tokens. SELECT has no place in Postgres' tree: the tokens give it.
  func query(_ select: PgQuery__SelectStmt, _ outer: TokenSpan) -> QuerySyntax {
    let span = withoutBrackets(outer)
    var body = span
    var ctes: [CTESyntax] = []
    if let with = select.with_clause?.pointee {
      ctes = commonTables(with, span)
      body.lower = endOfWith(span)
    }
    if select.op != PG_QUERY__SET_OPERATION__SETOP_NONE || select.n_values_lists > 0
      || !tokens.matches(body.lower, "(")
    {
      if let tail = tokens.first(Self.tailWords, in: body) { body.upper = tail }
    } else {
      // `(SELECT …) LIMIT 1`: the clauses outside of the brackets belong to the query inside.
      body = withoutBrackets(
        TokenSpan(body.lower, (tokens.partner(of: body.lower) ?? body.lower) + 1))
    }
    reportTail(select, span)
    return QuerySyntax(
      ctes: ctes, body: queryBody(select, body),
      orderBy: order(select.n_sort_clause, select.sort_clause),
      limit: limit(select.limit_count), offset: limit(select.limit_offset),
      hasTies: select.limit_option == PG_QUERY__LIMIT_OPTION__LIMIT_OPTION_WITH_TIES,
      range: tokens.range(span))
  }

  private func withoutBrackets(_ span: TokenSpan) -> TokenSpan {
    var span = span
    while tokens.matches(span.lower, "("), tokens.partner(of: span.lower) == span.upper - 1 {
      span = TokenSpan(span.lower + 1, span.upper - 1)
    }
    return span
  }

  private func queryBody(_ select: PgQuery__SelectStmt, _ span: TokenSpan) -> QuerySyntax.Body {
    if select.op != PG_QUERY__SET_OPERATION__SETOP_NONE { return setOperation(select, span) }
    if select.n_values_lists > 0 {
      return .values(nodes(select.n_values_lists, select.values_lists).map(row))
    }
    return .select(self.select(select, span))
  }

  private func row(_ node: Node) -> [ExpressionSyntax] {
    guard node.node_case == PG_QUERY__NODE__NODE_LIST, let list = node.list else { return [] }
    return expressions(list.pointee.n_items, list.pointee.items)
  }

  /// LIMIT ALL comes as a NULL.
  private func limit(_ node: UnsafeMutablePointer<Node>?) -> ExpressionSyntax? {
    guard let node else { return nil }
    let expression = expression(node.pointee)
    return expression.kind == .null ? nil : expression
  }

  /// The operator is the last outermost one of the lowest precedence: all three are left-associative,
  /// INTERSECT binds tighter.
  private func setOperation(_ select: PgQuery__SelectStmt, _ span: TokenSpan) -> QuerySyntax.Body {
    let isIntersect = select.op == PG_QUERY__SET_OPERATION__SETOP_INTERSECT
    let words = isIntersect ? ["intersect"] : ["union", "except"]
    let index =
      tokens.outermost(span).last { index in words.contains { tokens.matches(index, $0) } }
      ?? span.lower
    let hasQuantifier = tokens.matches(index + 1, "all") || tokens.matches(index + 1, "distinct")
    let operatorEnd = index + (hasQuantifier ? 2 : 1)
    let range = tokens.range(TokenSpan(index, operatorEnd))
    let all = select.all != 0
    guard let leftTree = select.larg, let rightTree = select.rarg else { return .values([]) }
    let left = query(leftTree.pointee, TokenSpan(span.lower, index))
    let right = query(rightTree.pointee, TokenSpan(operatorEnd, span.upper))
    if select.op == PG_QUERY__SET_OPERATION__SETOP_UNION {
      return .union(left, right, all: all, range)
    }
    return .setOperation(isIntersect ? .intersect : .except, left, right, all: all, range)
  }

  // MARK: WITH

  private func commonTables(_ with: PgQuery__WithClause, _ span: TokenSpan) -> [CTESyntax] {
    if with.recursive != 0 {
      unsupported("WITH RECURSIVE", words: ["with", "recursive"], in: span)
    }
    return nodes(with.n_ctes, with.ctes).compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_COMMON_TABLE_EXPR else { return nil }
      return commonTable(node.common_table_expr.pointee)
    }
  }

  private func commonTable(_ syntax: PgQuery__CommonTableExpr) -> CTESyntax? {
    let index = token(at: syntax.location) ?? span.lower
    var next = index + 1
    let names = strings(syntax.n_aliascolnames, syntax.aliascolnames)
    let columns = identifiers(names, inBracketsAt: names.isEmpty ? nil : next)
    if !names.isEmpty { next = (tokens.partner(of: next) ?? next) + 1 }
    let words = next
    while next < span.upper, !tokens.matches(next, "(") { next += 1 }
    if next > words + 1 {
      unsupported(
        "MATERIALIZED in WITH", at: tokens.range(TokenSpan(words + 1, next)),
        help: "remove it: each common table is computed once")
    }
    if syntax.search_clause != nil || syntax.cycle_clause != nil {
      unsupported("SEARCH or CYCLE in WITH", at: range(at: syntax.location))
    }
    let name = identifier(text(syntax.ctename), token: index)
    guard let query = syntax.ctequery?.pointee,
      query.node_case == PG_QUERY__NODE__NODE_SELECT_STMT
    else {
      unsupported("a statement that changes data inside WITH", at: name.range)
      return nil
    }
    return CTESyntax(
      name: name, columns: columns,
      query: self.query(query.select_stmt.pointee, tokens.inside(next)))
  }

  /// The token behind the common tables: the first that begins a query.
  private func endOfWith(_ span: TokenSpan) -> Int {
    let all = tokens.outermost(TokenSpan(span.lower + 1, span.upper))
    for (position, index) in all.enumerated() {
      if tokens.matches(index, "select") || tokens.matches(index, "values") { return index }
      // A bracket that follows the one of `AS (…)` opens the query itself.
      let isAfterBracket = position > 0 && tokens.matches(all[position - 1], "(")
      if isAfterBracket, tokens.matches(index, "table") { return index }
      if isAfterBracket, tokens.matches(index, ")"), position + 1 < all.count,
        tokens.matches(all[position + 1], "(")
      {
        return all[position + 1]
      }
    }
    return span.lower
  }

  // MARK: Clauses that are faults

  private func reportTail(_ select: PgQuery__SelectStmt, _ span: TokenSpan) {
    for lock in nodes(select.n_locking_clause, select.locking_clause)
    where lock.node_case == PG_QUERY__NODE__NODE_LOCKING_CLAUSE {
      let index = tokens.first("for", in: span) ?? span.lower
      unsupported(
        "FOR \(tokens.text(index + 1).uppercased())",
        at: tokens.range(TokenSpan(index, index + 2)),
        help: "remove it: a query sees one epoch and locks nothing")
    }
    if select.into_clause != nil {
      unsupported(
        "SELECT … INTO", words: ["into"], in: span, help: "write INSERT INTO name SELECT …")
    }
    if select.group_distinct != 0 {
      unsupported("GROUP BY DISTINCT", words: ["group", "by", "distinct"], in: span)
    }
  }
}
