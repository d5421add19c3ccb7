import CPgQuery
import Diagnostics

extension TreeBuilder {
  func createTable(_ syntax: PgQuery__CreateStmt) -> StatementSyntax.Kind? {
    guard let relation = syntax.relation else { return nil }
    reportPersistence(relation.pointee)
    if syntax.if_not_exists != 0 { reportIfNotExists() }
    reportTableClauses(syntax)
    var table = CreateTableSyntax(
      name: relationName(relation.pointee), columns: [], constraints: [],
      options: options(syntax.n_options, syntax.options), ifNotExists: false)
    let name = tokens.index(atOrAfter: table.name.range.upper)
    let elements = tokens.elements(of: tokens.inside(name))
    for (offset, node) in nodes(syntax.n_table_elts, syntax.table_elts).enumerated() {
      let element = offset < elements.count ? elements[offset] : span
      switch node.node_case {
      case PG_QUERY__NODE__NODE_COLUMN_DEF:
        table.columns.append(column(node.column_def.pointee, element))
      case PG_QUERY__NODE__NODE_CONSTRAINT:
        if let constraint = constraint(node.constraint.pointee, element) {
          table.constraints.append(constraint)
        }
      default:
        unsupported(
          "LIKE in a table", at: tokens.range(element), help: "write the columns out")
      }
    }
    return .createTable(table)
  }

  func reportIfNotExists() {
    unsupported(
      "IF NOT EXISTS", words: ["if", "not", "exists"], in: span,
      help: "remove it: the file says all that there is, and a run keeps what has not changed")
  }

  func reportPersistence(_ relation: PgQuery__RangeVar) {
    let persistence = text(relation.relpersistence)
    guard persistence == "t" || persistence == "u" else { return }
    let words = ["temp", "temporary", "unlogged"]
    let index = span.indices.first { words.contains(tokens.text($0)) } ?? span.lower
    unsupported(
      tokens.text(index).uppercased(), at: tokens.range(TokenSpan(index, index + 1)),
      help: persistence == "t" ? "write CREATE VIEW: it keeps no state" : "remove it")
  }

  private func reportTableClauses(_ syntax: PgQuery__CreateStmt) {
    if syntax.partbound != nil {
      unsupported("PARTITION OF", words: ["partition", "of"], in: span)
    } else if syntax.n_inh_relations > 0 {
      unsupported("INHERITS", words: ["inherits"], in: span, help: "write the columns out")
    }
    if syntax.partspec != nil {
      unsupported(
        "PARTITION BY", words: ["partition", "by"], in: span,
        help:
          "remove it: a topic has its partitions, key = 'column' in WITH says which row goes where")
    }
    if syntax.of_typename != nil { unsupported("OF a type", words: ["of"], in: span) }
    if syntax.oncommit != PG_QUERY__ON_COMMIT_ACTION__ONCOMMIT_NOOP {
      unsupported("ON COMMIT", words: ["on", "commit"], in: span, help: "remove it")
    }
    if !text(syntax.tablespacename).isEmpty {
      unsupported("TABLESPACE", words: ["tablespace"], in: span, help: "remove it")
    }
    if !text(syntax.access_method).isEmpty {
      unsupported(
        "USING", words: ["using"], in: span, help: "name a connector: WITH (connector = 'topic')")
    }
  }

  private func column(_ syntax: PgQuery__ColumnDef, _ element: TokenSpan) -> ColumnSyntax {
    let name = identifier(text(syntax.colname), token: element.lower)
    let type =
      syntax.type_name.map { self.type($0.pointee) }
      ?? TypeSyntax(name: "text", range: name.range)
    if let clause = syntax.coll_clause {
      unsupported(
        "COLLATE", at: range(at: clause.pointee.location), help: "text sorts by its bytes")
    }
    if !text(syntax.compression).isEmpty {
      unsupported("COMPRESSION", words: ["compression"], in: element, help: "remove it")
    }
    if syntax.n_fdwoptions > 0 {
      unsupported("OPTIONS of a column", words: ["options"], in: element, help: "remove it")
    }
    let list = nodes(syntax.n_constraints, syntax.constraints)
      .filter { $0.node_case == PG_QUERY__NODE__NODE_CONSTRAINT }.map { $0.constraint.pointee }
    let starts = list.compactMap { token(at: $0.location) }
    let constraints = list.compactMap { constraint in
      let start = token(at: constraint.location) ?? element.lower
      let end = starts.filter { $0 > start }.min() ?? element.upper
      return self.constraint(constraint, TokenSpan(start, end))
    }
    return ColumnSyntax(name: name, type: type, constraints: constraints)
  }
}
