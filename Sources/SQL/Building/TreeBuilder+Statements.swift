import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// The statement, or nil when it is one that Millrace does not have: then there is a diagnostic.
  func statement(_ node: Node) -> StatementSyntax.Kind? {
    switch node.node_case {
    case PG_QUERY__NODE__NODE_CREATE_STMT: return createTable(node.create_stmt.pointee)
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
      return createMaterializedView(node.create_table_as_stmt.pointee)
    case PG_QUERY__NODE__NODE_VIEW_STMT: return createView(node.view_stmt.pointee)
    case PG_QUERY__NODE__NODE_INSERT_STMT: return insert(node.insert_stmt.pointee)
    case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT: return set(node.variable_set_stmt.pointee)
    case PG_QUERY__NODE__NODE_SELECT_STMT: return .query(query(node.select_stmt.pointee, span))
    default:
      let fault = UnsupportedStatement.read(tokens, span)
      unsupported(fault.what, at: fault.range, help: fault.help)
      return nil
    }
  }

  // MARK: Views

  private func createView(_ syntax: PgQuery__ViewStmt) -> StatementSyntax.Kind? {
    guard let view = syntax.view else { return nil }
    if let word = span.indices.prefix(4).first(where: { tokens.matches($0, "recursive") }) {
      unsupported("RECURSIVE", at: tokens.range(TokenSpan(word, word + 1)))
      return nil
    }
    reportPersistence(view.pointee)
    if syntax.replace != 0 {
      unsupported(
        "OR REPLACE", words: ["or", "replace"], in: span,
        help: "write CREATE VIEW: change it in the file, and `run` says what that means")
    }
    var upper = span.upper
    if syntax.with_check_option != PG_QUERY__VIEW_CHECK_OPTION__NO_CHECK_OPTION {
      let all = tokens.outermost(span)
      upper = all.last { tokens.matches($0, "with") } ?? upper
      unsupported(
        "WITH CHECK OPTION", at: tokens.range(TokenSpan(upper, span.upper)),
        help: "remove it: nothing is inserted into a view")
    }
    return viewKind(
      view.pointee, syntax.query, columns: strings(syntax.n_aliases, syntax.aliases),
      options: options(syntax.n_options, syntax.options), isMaterialized: false, upper: upper)
  }

  private func createMaterializedView(_ syntax: PgQuery__CreateTableAsStmt)
    -> StatementSyntax.Kind?
  {
    guard let into = syntax.into?.pointee, let relation = into.rel else { return nil }
    guard syntax.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW else {
      unsupported(
        "CREATE TABLE … AS", at: tokens.range(TokenSpan(span.lower, span.lower + 2)),
        help: "write CREATE MATERIALIZED VIEW … AS: it is kept up to date")
      return nil
    }
    reportPersistence(relation.pointee)
    if syntax.if_not_exists != 0 { reportIfNotExists() }
    var upper = span.upper
    if tokens.matches(upper - 2, ["with", "data"]) {
      upper -= 2
    } else if tokens.matches(upper - 3, ["with", "no", "data"]) {
      upper -= 3
      unsupported(
        "WITH NO DATA", at: tokens.range(TokenSpan(upper, span.upper)),
        help: "remove it: a view is always up to date")
    }
    if !text(into.access_method).isEmpty { unsupported("USING", words: ["using"], in: span) }
    if !text(into.table_space_name).isEmpty {
      unsupported("TABLESPACE", words: ["tablespace"], in: span, help: "remove it")
    }
    return viewKind(
      relation.pointee, syntax.query, columns: strings(into.n_col_names, into.col_names),
      options: options(into.n_options, into.options), isMaterialized: true, upper: upper)
  }

  private func viewKind(
    _ relation: PgQuery__RangeVar, _ query: UnsafeMutablePointer<Node>?, columns: [String],
    options: [OptionSyntax], isMaterialized: Bool, upper: Int
  ) -> StatementSyntax.Kind? {
    let name = relationName(relation)
    let open = tokens.index(atOrAfter: name.range.upper)
    let start = tokens.first("as", in: TokenSpan(open, upper)) ?? open
    guard let query, query.pointee.node_case == PG_QUERY__NODE__NODE_SELECT_STMT else {
      unsupported(
        "a view of something that is no query", at: tokens.range(TokenSpan(start, upper)))
      return nil
    }
    return .createView(
      CreateViewSyntax(
        name: name, columns: identifiers(columns, inBracketsAt: columns.isEmpty ? nil : open),
        isMaterialized: isMaterialized, options: options,
        query: self.query(query.pointee.select_stmt.pointee, TokenSpan(start + 1, upper))))
  }

  // MARK: INSERT

  private func insert(_ syntax: PgQuery__InsertStmt) -> StatementSyntax.Kind? {
    guard let relation = syntax.relation?.pointee else { return nil }
    if syntax.with_clause != nil {
      unsupported(
        "WITH before INSERT", at: tokens.range(TokenSpan(span.lower, span.lower + 1)),
        help: "write it before the query: INSERT INTO name WITH … SELECT …")
    }
    if relation.alias != nil {
      unsupported("an alias of the table", words: ["as"], in: span, help: "remove it")
    }
    if syntax.override != PG_QUERY__OVERRIDING_KIND__OVERRIDING_NOT_SET {
      unsupported("OVERRIDING", words: ["overriding"], in: span, help: "remove it")
    }
    var upper = span.upper
    if !nodes(syntax.n_returning_list, syntax.returning_list).isEmpty {
      upper = tokens.first("returning", in: span) ?? upper
      unsupported(
        "RETURNING", words: ["returning"], in: span,
        help: "remove it: `millrace tail` shows what is inserted")
    }
    if syntax.on_conflict_clause != nil {
      upper = tokens.first("on", "conflict", in: span) ?? upper
      unsupported(
        "ON CONFLICT", words: ["on", "conflict"], in: span,
        help: "declare a PRIMARY KEY on the table: rows are then written by key")
    }
    let table = relationName(relation)
    let names = strings(targetNames: nodes(syntax.n_cols, syntax.cols))
    var start = tokens.index(atOrAfter: table.range.upper)
    let columns = identifiers(names, inBracketsAt: names.isEmpty ? nil : start)
    if !names.isEmpty { start = (tokens.partner(of: start) ?? start) + 1 }
    guard let query = syntax.select_stmt?.pointee,
      query.node_case == PG_QUERY__NODE__NODE_SELECT_STMT
    else {
      unsupported("DEFAULT VALUES", words: ["default", "values"], in: span, help: "write SELECT …")
      return nil
    }
    return .insert(
      InsertSyntax(
        table: table, columns: columns,
        query: self.query(query.select_stmt.pointee, TokenSpan(start, upper))))
  }

  private func strings(targetNames list: [Node]) -> [String] {
    list.compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_RES_TARGET else { return nil }
      let target = node.res_target.pointee
      if target.n_indirection > 0 {
        unsupported("a part of a column", at: range(at: target.location), help: "name the column")
      }
      return text(target.name)
    }
  }

  // MARK: SET

  private func set(_ syntax: PgQuery__VariableSetStmt) -> StatementSyntax.Kind? {
    let help = "write SET TIME ZONE 'Asia/Kolkata'"
    let whole = tokens.range(span)
    guard !tokens.matches(span.lower, "reset") else {
      unsupported("RESET", at: tokens.range(TokenSpan(span.lower, span.lower + 1)), help: help)
      return nil
    }
    guard text(syntax.name) == "timezone" else {
      unsupported(
        "SET of anything but the time zone", at: whole,
        help: "options stand in a table's or a view's WITH; \(help)")
      return nil
    }
    if syntax.is_local != 0 {
      unsupported("SET LOCAL", at: tokens.range(TokenSpan(span.lower, span.lower + 2)), help: help)
    }
    let arguments = nodes(syntax.n_args, syntax.args)
    guard syntax.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE, arguments.count == 1,
      arguments[0].node_case == PG_QUERY__NODE__NODE_A_CONST,
      arguments[0].a_const.pointee.val_case == PG_QUERY__A__CONST__VAL_SVAL
    else {
      report("time-zone", "a time zone is a name in quotes", at: whole, help: help)
      return nil
    }
    let constant = arguments[0].a_const.pointee
    let range = range(at: constant.location)
    return .setTimeZone(literal(text(constant.sval.pointee.sval), range), range)
  }
}
