import CPgQuery
import Diagnostics

extension TreeBuilder {
  func expression(_ pointer: UnsafeMutablePointer<Node>?) -> ExpressionSyntax {
    guard let pointer else { return ExpressionSyntax(.null, tokens.range(span)) }
    return expression(pointer.pointee)
  }

  func expressions(_ count: Int, _ list: NodeList?) -> [ExpressionSyntax] {
    nodes(count, list).map { expression($0) }
  }

  func expression(_ node: Node) -> ExpressionSyntax {
    switch node.node_case {
    case PG_QUERY__NODE__NODE_A_CONST: constant(node.a_const.pointee)
    case PG_QUERY__NODE__NODE_COLUMN_REF: column(node.column_ref.pointee)
    case PG_QUERY__NODE__NODE_TYPE_CAST: cast(node.type_cast.pointee)
    case PG_QUERY__NODE__NODE_A_EXPR: operation(node.a_expr.pointee)
    case PG_QUERY__NODE__NODE_BOOL_EXPR: logic(node.bool_expr.pointee)
    case PG_QUERY__NODE__NODE_NULL_TEST: nullTest(node.null_test.pointee)
    case PG_QUERY__NODE__NODE_BOOLEAN_TEST: booleanTest(node.boolean_test.pointee)
    case PG_QUERY__NODE__NODE_CASE_EXPR: caseWhen(node.case_expr.pointee)
    case PG_QUERY__NODE__NODE_FUNC_CALL: call(node.func_call.pointee)
    case PG_QUERY__NODE__NODE_COALESCE_EXPR: coalesce(node.coalesce_expr.pointee)
    case PG_QUERY__NODE__NODE_MIN_MAX_EXPR: minMax(node.min_max_expr.pointee)
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION: valueFunction(node.sqlvalue_function.pointee)
    case PG_QUERY__NODE__NODE_SUB_LINK: subquery(node.sub_link.pointee)
    case PG_QUERY__NODE__NODE_A_ARRAY_EXPR: array(node.a_array_expr.pointee)
    case PG_QUERY__NODE__NODE_A_INDIRECTION: indirection(node.a_indirection.pointee)
    case PG_QUERY__NODE__NODE_GROUPING_FUNC: groupingCall(node.grouping_func.pointee)
    default: unsupportedExpression(node)
    }
  }

  /// Children's places and a token's, widened until all brackets pair.
  func spanning(_ parts: [TextRange]) -> TextRange {
    guard let first = parts.first else { return tokens.range(span) }
    return tokens.balanced(parts.dropFirst().reduce(first) { $0.union($1) })
  }

  /// From a token to another one, both included.
  func range(from first: Int, through last: Int) -> TextRange {
    tokens.range(TokenSpan(first, min(last + 1, span.upper)))
  }

  // MARK: Leaves

  private func constant(_ constant: PgQuery__AConst) -> ExpressionSyntax {
    let range = constantRange(constant.location)
    if constant.isnull != 0 { return ExpressionSyntax(.null, range) }
    switch constant.val_case {
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return ExpressionSyntax(.boolean(constant.boolval.pointee.boolval != 0), range)
    case PG_QUERY__A__CONST__VAL_SVAL:
      return ExpressionSyntax(.string(literal(text(constant.sval.pointee.sval), range)), range)
    case PG_QUERY__A__CONST__VAL_BSVAL:
      unsupported("a bit string", at: range, help: "write bytes as '\\x…'::bytea")
      return ExpressionSyntax(.null, range)
    default: return number(constant)
    }
  }

  /// The parser moves a constant's place to a minus before it, even where it cannot fold the two.
  private func constantRange(_ location: Int32) -> TextRange {
    guard let first = token(at: location) else { return tokens.range(span) }
    let index = (first..<span.upper).first { tokens.tokens[$0].kind != .symbol } ?? first
    return tokens.range(TokenSpan(index, index + 1))
  }

  /// A minus before a number is folded into it by the parser; its digits stand behind.
  private func number(_ constant: PgQuery__AConst) -> ExpressionSyntax {
    guard var index = token(at: constant.location) else {
      // The grammar puts in a number of its own: the 1 of SUBSTRING(x FOR n) and of FETCH FIRST ROW.
      let isWhole = constant.val_case == PG_QUERY__A__CONST__VAL_IVAL
      let value = isWhole ? constant.ival.pointee.ival : 0
      return ExpressionSyntax(.number("\(value)"), tokens.range(span))
    }
    let first = index
    var minuses: [Int] = []
    while index < span.upper, tokens.tokens[index].kind == .symbol {
      if tokens.matches(index, "-") { minuses.append(index) }
      index += 1
    }
    guard index < span.upper, tokens.tokens[index].kind == .number else {
      return ExpressionSyntax(.number("0"), range(at: constant.location))
    }
    let digits = tokens.tokens[index].range
    var result = ExpressionSyntax(.number(tokens.text(index)), digits)
    for minus in minuses.reversed() where minus >= first {
      result = ExpressionSyntax(
        .unary("-", result), tokens.balanced(tokens.tokens[minus].range.union(digits)))
    }
    return result
  }

  private func column(_ column: PgQuery__ColumnRef) -> ExpressionSyntax {
    let first = token(at: column.location)
    let parts = strings(column.n_fields, column.fields)
    let isStar = parts.count < column.n_fields
    let last = first.map { $0 + 2 * (max(column.n_fields, 1) - 1) }
    var range = tokens.range(span)
    if let first, let last { range = self.range(from: first, through: last) }
    guard isStar else {
      return ExpressionSyntax(.column(qualifiedName(parts, token: first)), range)
    }
    if parts.count > 1 {
      unsupported(
        "a star behind more than one name", at: range, help: "give the relation an alias: x.*")
    }
    let relation = parts.last.map { identifier($0, token: first) }
    return ExpressionSyntax(.star(relation), range)
  }

  /// CURRENT_DATE and its like are calls without brackets; CURRENT_USER and its like have no meaning here.
  private func valueFunction(_ function: PgQuery__SQLValueFunction) -> ExpressionSyntax {
    let index = token(at: function.location)
    let range = range(at: function.location)
    let name = index.map { tokens.text($0) } ?? ""
    let people: Set = [
      "user", "current_user", "session_user", "current_role", "current_catalog", "current_schema",
    ]
    guard people.contains(name) else {
      var whole = range
      if let index, let partner = tokens.partner(of: index + 1), tokens.matches(index + 1, "(") {
        whole = self.range(from: index, through: partner)
        unsupported(
          "\(name) with a precision", at: whole, help: "round the value where it is used")
      }
      return ExpressionSyntax(
        .call(CallSyntax(name: QualifiedName([Identifier(name, range)]))), whole)
    }
    report(
      "reserved-word",
      "\(name) is a reserved word of SQL: without quotes it is the name of who runs the query",
      at: range, help: "write \"\(name)\" in double quotes if it is a name")
    return ExpressionSyntax(.column(QualifiedName([Identifier(name, range)])), range)
  }

  private func array(_ array: PgQuery__AArrayExpr) -> ExpressionSyntax {
    let elements = expressions(array.n_elements, array.elements)
    var range = range(at: array.location)
    if let index = token(at: array.location) {
      let open = tokens.matches(index, "[") ? index : index + 1
      if let partner = tokens.partner(of: open) {
        range = self.range(from: index, through: partner)
      }
    }
    return ExpressionSyntax(.array(elements), range)
  }

  // MARK: Tests and logic

  private func logic(_ logic: PgQuery__BoolExpr) -> ExpressionSyntax {
    let operands = expressions(logic.n_args, logic.args)
    let places = operands.map(\.range)
    switch logic.boolop {
    case PG_QUERY__BOOL_EXPR_TYPE__AND_EXPR:
      return ExpressionSyntax(.and(operands), spanning(places))
    case PG_QUERY__BOOL_EXPR_TYPE__OR_EXPR:
      return ExpressionSyntax(.or(operands), spanning(places))
    default:
      let operand = operands.first ?? ExpressionSyntax(.null, tokens.range(span))
      let range = spanning([range(at: logic.location), operand.range])
      // `a NOT IN (SELECT …)` and `a IS NOT DISTINCT FROM b` have their NOT in the middle.
      return ExpressionSyntax(.not(operand), range)
    }
  }

  private func nullTest(_ test: PgQuery__NullTest) -> ExpressionSyntax {
    let operand = expression(test.arg)
    let negated = test.nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NOT_NULL
    return ExpressionSyntax(
      .isNull(operand, negated: negated), testRange(operand, location: test.location))
  }

  private func booleanTest(_ test: PgQuery__BooleanTest) -> ExpressionSyntax {
    let operand = expression(test.arg)
    let value: Bool?
    switch test.booltesttype {
    case PG_QUERY__BOOL_TEST_TYPE__IS_TRUE, PG_QUERY__BOOL_TEST_TYPE__IS_NOT_TRUE: value = true
    case PG_QUERY__BOOL_TEST_TYPE__IS_FALSE, PG_QUERY__BOOL_TEST_TYPE__IS_NOT_FALSE: value = false
    default: value = nil
    }
    let negated =
      test.booltesttype == PG_QUERY__BOOL_TEST_TYPE__IS_NOT_TRUE
      || test.booltesttype == PG_QUERY__BOOL_TEST_TYPE__IS_NOT_FALSE
      || test.booltesttype == PG_QUERY__BOOL_TEST_TYPE__IS_NOT_UNKNOWN
    return ExpressionSyntax(
      .isBoolean(operand, value: value, negated: negated),
      testRange(operand, location: test.location))
  }

  /// `a IS [NOT] NULL`, `a ISNULL`: to the last word of the test.
  private func testRange(_ operand: ExpressionSyntax, location: Int32) -> TextRange {
    guard let index = token(at: location) else { return operand.range }
    var last = index
    if tokens.matches(index, "is") { last += tokens.matches(index + 1, "not") ? 2 : 1 }
    return spanning([operand.range, range(from: index, through: last)])
  }

  private func caseWhen(_ syntax: PgQuery__CaseExpr) -> ExpressionSyntax {
    let operand = syntax.arg.map { expression($0.pointee) }
    let branches = nodes(syntax.n_args, syntax.args).map { node in
      let when = node.case_when.pointee
      return CaseBranch(condition: expression(when.expr), result: expression(when.result))
    }
    let otherwise = syntax.defresult.map { expression($0.pointee) }
    var range = range(at: syntax.location)
    if let first = token(at: syntax.location) {
      range = self.range(from: first, through: endOfCase(first))
    }
    return ExpressionSyntax(
      .caseWhen(operand: operand, branches: branches, otherwise: otherwise), range)
  }

  private func endOfCase(_ first: Int) -> Int {
    var depth = 0
    for index in first..<span.upper {
      if tokens.matches(index, "case") { depth += 1 }
      if tokens.matches(index, "end") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return first
  }

  // MARK: The rest

  private func subquery(_ link: PgQuery__SubLink) -> ExpressionSyntax {
    let index = token(at: link.location) ?? span.lower
    let open = (index..<span.upper).first { tokens.matches($0, "(") } ?? index
    let range = self.range(from: index, through: tokens.partner(of: open) ?? open)
    guard let select = link.subselect, select.pointee.node_case == PG_QUERY__NODE__NODE_SELECT_STMT
    else { return ExpressionSyntax(.null, range) }
    let query = query(select.pointee.select_stmt.pointee, tokens.inside(open))
    switch link.sub_link_type {
    case PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK:
      return ExpressionSyntax(.subquery(query, .exists), range)
    case PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK:
      return ExpressionSyntax(.subquery(query, .scalar), range)
    case PG_QUERY__SUB_LINK_TYPE__ANY_SUBLINK where link.n_oper_name == 0:
      let operand = expression(link.testexpr)
      return ExpressionSyntax(
        .subquery(query, .inList(operand)), spanning([operand.range, range]))
    case PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK:
      unsupported("ARRAY(SELECT …)", at: range, help: "select rows instead of an array")
    case PG_QUERY__SUB_LINK_TYPE__ANY_SUBLINK, PG_QUERY__SUB_LINK_TYPE__ALL_SUBLINK:
      return compared(link, query, range)
    default:
      unsupported("this kind of subquery", at: range, help: "join it: FROM a JOIN (SELECT …) AS b")
    }
    return ExpressionSyntax(.null, range)
  }

  /// `x < ANY (SELECT …)`: its operator stands before the word.
  private func compared(_ link: PgQuery__SubLink, _ query: QuerySyntax, _ range: TextRange)
    -> ExpressionSyntax
  {
    let operand = expression(link.testexpr)
    let symbol = strings(link.n_oper_name, link.oper_name).last ?? "="
    let isAll = link.sub_link_type == PG_QUERY__SUB_LINK_TYPE__ALL_SUBLINK
    let form: ExpressionSyntax.SubqueryForm =
      symbol == "=" && !isAll ? .inList(operand) : .compared(operand, symbol, isAll: isAll)
    return ExpressionSyntax(.subquery(query, form), spanning([operand.range, range]))
  }

  /// Reports an expression that the tree does not have; NULL fits wherever it stands.
  private func unsupportedExpression(_ node: Node) -> ExpressionSyntax {
    switch node.node_case {
    case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
      let clause = node.collate_clause.pointee
      unsupported("COLLATE", at: range(at: clause.location), help: "text sorts by its bytes")
      return expression(clause.arg)
    case PG_QUERY__NODE__NODE_ROW_EXPR:
      let row = node.row_expr.pointee
      let parts = expressions(row.n_args, row.args).map(\.range)
      let range = spanning([range(at: row.location)] + parts)
      unsupported("a row value", at: range, help: "compare column by column, joined by AND")
      return ExpressionSyntax(.null, range)
    case PG_QUERY__NODE__NODE_PARAM_REF:
      let range = range(at: node.param_ref.pointee.location)
      unsupported(
        "a parameter", at: range, help: "write '${name}' and give it with --set name=value")
      return ExpressionSyntax(.null, range)
    case PG_QUERY__NODE__NODE_SET_TO_DEFAULT:
      let range = range(at: node.set_to_default.pointee.location)
      unsupported(
        "DEFAULT as a value", at: range, help: "leave the column out of INSERT's column list")
      return ExpressionSyntax(.null, range)
    case PG_QUERY__NODE__NODE_XML_EXPR:
      let range = range(at: node.xml_expr.pointee.location)
      unsupported("XML", at: range)
      return ExpressionSyntax(.null, range)
    case PG_QUERY__NODE__NODE_NAMED_ARG_EXPR:
      return expression(node.named_arg_expr.pointee.arg)
    default:
      unsupported("this expression", at: tokens.range(span))
      return ExpressionSyntax(.null, tokens.range(span))
    }
  }
}
