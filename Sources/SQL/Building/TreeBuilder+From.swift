import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// One relation of a FROM clause, which stands at these tokens.
  func relation(_ node: Node, _ outer: TokenSpan) -> FromSyntax? {
    switch node.node_case {
    case PG_QUERY__NODE__NODE_RANGE_VAR: return table(node.range_var.pointee, outer)
    case PG_QUERY__NODE__NODE_RANGE_SUBSELECT: return subselect(node.range_subselect.pointee, outer)
    case PG_QUERY__NODE__NODE_RANGE_FUNCTION: return function(node.range_function.pointee, outer)
    case PG_QUERY__NODE__NODE_JOIN_EXPR: return join(node.join_expr.pointee, outer)
    case PG_QUERY__NODE__NODE_RANGE_TABLE_SAMPLE:
      let sample = node.range_table_sample.pointee
      unsupported("TABLESAMPLE", words: ["tablesample"], in: outer)
      let index = tokens.first("tablesample", in: outer) ?? outer.upper
      return sample.relation.flatMap { relation($0.pointee, TokenSpan(outer.lower, index)) }
    default:
      unsupported("this kind of relation", at: tokens.range(outer))
      return nil
    }
  }

  private func table(_ variable: PgQuery__RangeVar, _ span: TokenSpan) -> FromSyntax {
    if variable.inh == 0 {
      unsupported("ONLY", words: ["only"], in: span, help: "remove it: tables have no children")
    }
    let name = relationName(variable)
    let end = tokens.index(atOrAfter: name.range.upper)
    let alias = alias(variable.alias, at: end)
    // `a ASOF JOIN b` parses as a table with the alias asof.
    if let alias = alias.name, tokens.matches(tokens.index(atOrAfter: alias.range.lower), "asof") {
      report(
        "dialect", "Millrace has no ASOF JOIN", at: alias.range,
        help:
          "JOIN LATERAL (SELECT … FROM b WHERE b.key = a.key AND b.time <= a.time "
          + "ORDER BY b.time DESC LIMIT 1) AS b ON TRUE")
    }
    return FromSyntax(
      .relation(name), alias: alias.name, columnAliases: alias.columns,
      range: range(from: tokens.index(atOrAfter: name.range.lower), through: alias.last))
  }

  func relationName(_ variable: PgQuery__RangeVar) -> QualifiedName {
    let parts = [text(variable.catalogname), text(variable.schemaname), text(variable.relname)]
    return qualifiedName(parts.filter { !$0.isEmpty }, token: token(at: variable.location))
  }

  private func subselect(_ syntax: PgQuery__RangeSubselect, _ outer: TokenSpan) -> FromSyntax? {
    let open = outer.indices.first { tokens.matches($0, "(") } ?? outer.lower
    let close = tokens.partner(of: open) ?? open
    guard let select = syntax.subquery, select.pointee.node_case == PG_QUERY__NODE__NODE_SELECT_STMT
    else { return nil }
    let query = query(select.pointee.select_stmt.pointee, tokens.inside(open))
    let alias = alias(syntax.alias, at: close + 1)
    return FromSyntax(
      .subquery(query), alias: alias.name, columnAliases: alias.columns,
      isLateral: syntax.lateral != 0, range: range(from: open, through: alias.last))
  }

  private func function(_ syntax: PgQuery__RangeFunction, _ outer: TokenSpan) -> FromSyntax? {
    if syntax.is_rowsfrom != 0 {
      unsupported("ROWS FROM", words: ["rows", "from"], in: outer)
      return nil
    }
    if syntax.n_coldeflist > 0 {
      unsupported("a list of typed columns behind a function", at: tokens.range(outer))
    }
    guard let pair = nodes(syntax.n_functions, syntax.functions).first,
      pair.node_case == PG_QUERY__NODE__NODE_LIST,
      let node = nodes(pair.list.pointee.n_items, pair.list.pointee.items).first
    else { return nil }
    guard node.node_case == PG_QUERY__NODE__NODE_FUNC_CALL else { return value(node, outer) }
    let (call, range) = callSyntax(node.func_call.pointee)
    var end = tokens.index(atOrAfter: range.upper)
    if syntax.ordinality != 0 { end += 2 }
    let alias = alias(syntax.alias, at: end)
    let first = tokens.index(atOrAfter: range.lower)
    return FromSyntax(
      .function(call), alias: alias.name, columnAliases: alias.columns,
      isLateral: syntax.lateral != 0, hasOrdinality: syntax.ordinality != 0,
      range: self.range(from: first, through: alias.last))
  }

  /// `FROM user`: a keyword that is a value, where a relation's name is meant.
  private func value(_ node: Node, _ outer: TokenSpan) -> FromSyntax? {
    guard case .column(let name) = expression(node).kind else {
      unsupported("a value as a relation", at: tokens.range(outer))
      return nil
    }
    return FromSyntax(.relation(name), range: name.range)
  }

  // MARK: Joins

  private func join(_ syntax: PgQuery__JoinExpr, _ outer: TokenSpan) -> FromSyntax? {
    var span = outer
    var alias: (name: Identifier?, columns: [Identifier], last: Int) = (nil, [], span.upper - 1)
    if tokens.matches(span.lower, "("), let close = tokens.partner(of: span.lower),
      syntax.alias != nil || close == span.upper - 1
    {
      alias = self.alias(syntax.alias, at: close + 1)
      span = TokenSpan(span.lower + 1, close)
    }
    if tokens.matches(span.lower, "("), tokens.partner(of: span.lower) == span.upper - 1 {
      span = TokenSpan(span.lower + 1, span.upper - 1)
    }
    let word = tokens.outermost(span).last { tokens.matches($0, "join") } ?? span.lower
    var first = word
    let kinds: Set = ["natural", "inner", "left", "right", "full", "outer", "cross"]
    while first > span.lower, kinds.contains(tokens.text(first - 1)) { first -= 1 }
    let rightEnd =
      tokens.first([["on"], ["using"]], in: TokenSpan(word + 1, span.upper)) ?? span.upper
    guard let left = syntax.larg.flatMap({ relation($0.pointee, TokenSpan(span.lower, first)) }),
      let right = syntax.rarg.flatMap({ relation($0.pointee, TokenSpan(word + 1, rightEnd)) })
    else { return nil }
    let using = strings(syntax.n_using_clause, syntax.using_clause)
    if syntax.join_using_alias != nil {
      unsupported(
        "an alias of USING", at: tokens.range(TokenSpan(rightEnd, span.upper)),
        help: "leave it out: the columns have their names without it")
    }
    return FromSyntax(
      .join(
        JoinSyntax(
          joinKind(syntax, first, word), left, right,
          condition: syntax.quals.map { expression($0.pointee) },
          using: identifiers(using, inBracketsAt: using.isEmpty ? nil : rightEnd + 1),
          isNatural: syntax.is_natural != 0)), alias: alias.name, columnAliases: alias.columns,
      range: tokens.range(outer))
  }

  private func joinKind(_ syntax: PgQuery__JoinExpr, _ first: Int, _ word: Int) -> JoinSyntax.Kind {
    switch syntax.jointype {
    case PG_QUERY__JOIN_TYPE__JOIN_LEFT: .left
    case PG_QUERY__JOIN_TYPE__JOIN_RIGHT: .right
    case PG_QUERY__JOIN_TYPE__JOIN_FULL: .full
    default: tokens.matches(first, "cross") && first < word ? .cross : .inner
    }
  }

  // MARK: Aliases

  /// `[AS] name [(columns)]` behind a relation; `last` is its last token, or the one before it.
  private func alias(_ syntax: UnsafeMutablePointer<PgQuery__Alias>?, at index: Int)
    -> (name: Identifier?, columns: [Identifier], last: Int)
  {
    guard let syntax = syntax?.pointee else { return (nil, [], index - 1) }
    let name = tokens.matches(index, "as") ? index + 1 : index
    let columns = strings(syntax.n_colnames, syntax.colnames)
    let open = name + 1
    return (
      identifier(text(syntax.aliasname), token: min(name, span.upper - 1)),
      identifiers(columns, inBracketsAt: columns.isEmpty ? nil : open),
      columns.isEmpty ? name : tokens.partner(of: open) ?? name
    )
  }
}
