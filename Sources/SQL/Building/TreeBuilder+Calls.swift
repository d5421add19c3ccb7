import CPgQuery
import Diagnostics

extension TreeBuilder {
  func coalesce(_ syntax: PgQuery__CoalesceExpr) -> ExpressionSyntax {
    call("coalesce", expressions(syntax.n_args, syntax.args), syntax.location)
  }

  func minMax(_ syntax: PgQuery__MinMaxExpr) -> ExpressionSyntax {
    let name = syntax.op == PG_QUERY__MIN_MAX_OP__IS_GREATEST ? "greatest" : "least"
    return call(name, expressions(syntax.n_args, syntax.args), syntax.location)
  }

  /// A call of a function that the grammar knows by a keyword.
  func call(_ name: String, _ arguments: [ExpressionSyntax], _ location: Int32)
    -> ExpressionSyntax
  {
    let index = token(at: location)
    let place = range(at: location)
    var range = place
    if let index, let close = tokens.partner(of: index + 1) {
      range = self.range(from: index, through: close)
    }
    let name = QualifiedName([Identifier(name, place)])
    return ExpressionSyntax(.call(CallSyntax(name: name, arguments: arguments)), range)
  }

  func call(_ function: PgQuery__FuncCall) -> ExpressionSyntax {
    let (call, range) = callSyntax(function)
    if let replacement = dialectCall(call, range) { return replacement }
    return ExpressionSyntax(.call(call), range)
  }

  func callSyntax(_ function: PgQuery__FuncCall) -> (CallSyntax, TextRange) {
    let index = token(at: function.location)
    let isSyntax = function.funcformat == PG_QUERY__COERCION_FORM__COERCE_SQL_SYNTAX
    var parts = strings(function.n_funcname, function.funcname)
    let written = isSyntax ? 1 : parts.count
    // The grammar names its own functions in full, as for LIKE … ESCAPE.
    if isSyntax || parts.first == "pg_catalog" { parts = [parts.last ?? ""] }

    var call = CallSyntax(name: qualifiedName(parts, token: index))
    for argument in nodes(function.n_args, function.args) {
      if argument.node_case == PG_QUERY__NODE__NODE_NAMED_ARG_EXPR {
        let named = argument.named_arg_expr.pointee
        let name = identifier(text(named.name), token: token(at: named.location))
        call.namedArguments.append(
          NamedArgumentSyntax(name: name, value: expression(named.arg)))
      } else {
        call.arguments.append(expression(argument))
      }
    }
    call.isStar = function.agg_star != 0
    call.isDistinct = function.agg_distinct != 0
    call.filter = function.agg_filter.map { expression($0.pointee) }
    call.orderBy = order(function.n_agg_order, function.agg_order)
    call.window = function.over.map { window($0.pointee) }

    let range = callRange(function, first: index, nameParts: written, call: call)
    reportCallClauses(function, range)
    return (call, range)
  }

  /// From the name through the brackets and the clauses after them.
  private func callRange(
    _ function: PgQuery__FuncCall, first: Int?, nameParts: Int, call: CallSyntax
  ) -> TextRange {
    let arguments = call.arguments.map(\.range)
    guard let first else { return spanning(arguments) }
    let open = first + 2 * nameParts - 1
    // `a AT TIME ZONE 'x'` has no brackets: it is as wide as its operands.
    guard tokens.matches(open, "("), var last = tokens.partner(of: open) else {
      return spanning([range(from: first, through: first)] + arguments)
    }
    if function.agg_within_group != 0, tokens.matches(last + 1, ["within", "group", "("]) {
      last = tokens.partner(of: last + 3) ?? last
    }
    if function.agg_filter != nil, tokens.matches(last + 1, ["filter", "("]) {
      last = tokens.partner(of: last + 2) ?? last
    }
    if function.over != nil, tokens.matches(last + 1, "over") {
      last = tokens.partner(of: last + 2) ?? last + 2
    }
    return range(from: first, through: last)
  }

  private func reportCallClauses(_ function: PgQuery__FuncCall, _ range: TextRange) {
    let whole = TokenSpan(
      tokens.index(atOrAfter: range.lower), tokens.index(atOrAfter: range.upper))
    if function.agg_within_group != 0 {
      unsupported("WITHIN GROUP", words: ["within", "group"], in: whole)
    }
    if function.func_variadic != 0 {
      let arguments = tokens.inside(whole.lower + 2 * function.n_funcname - 1)
      unsupported("VARIADIC", words: ["variadic"], in: arguments)
    }
  }

  /// Functions of other dialects that parse like any other.
  private func dialectCall(_ call: CallSyntax, _ range: TextRange) -> ExpressionSyntax? {
    switch call.name.text {
    case "descriptor":
      report(
        "dialect", "Millrace has no DESCRIPTOR", at: range,
        help: "write the column itself: TUMBLE(events, date, INTERVAL '1 minute')")
      return call.arguments.first ?? ExpressionSyntax(.null, range)
    case "struct":
      report(
        "dialect", "Millrace has no STRUCT", at: range, help: "select the fields as columns")
      return ExpressionSyntax(.null, range)
    default: return nil
    }
  }

  func order(_ count: Int, _ list: NodeList?) -> [OrderSyntax] {
    nodes(count, list).compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_SORT_BY else { return nil }
      let sort = node.sort_by.pointee
      let expression = expression(sort.node)
      if sort.sortby_dir == PG_QUERY__SORT_BY_DIR__SORTBY_USING {
        unsupported("ORDER BY … USING", at: range(at: sort.location), help: "write ASC or DESC")
      }
      let nullsFirst: Bool?
      switch sort.sortby_nulls {
      case PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_FIRST: nullsFirst = true
      case PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_LAST: nullsFirst = false
      default: nullsFirst = nil
      }
      return OrderSyntax(
        expression: expression,
        isDescending: sort.sortby_dir == PG_QUERY__SORT_BY_DIR__SORTBY_DESC,
        nullsFirst: nullsFirst)
    }
  }
}
