import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// One constraint of a column or a table, which stands at these tokens; nil for one that is a fault.
  func constraint(_ syntax: PgQuery__Constraint, _ span: TokenSpan) -> ConstraintSyntax? {
    let name = text(syntax.conname)
    let isNamed = tokens.matches(span.lower, "constraint")
    let body = isNamed ? TokenSpan(span.lower + 2, span.upper) : span
    reportConstraintClauses(syntax, body)
    guard let kind = constraintKind(syntax, body) else { return nil }
    return ConstraintSyntax(
      name: name.isEmpty ? nil : identifier(name, token: span.lower + 1), kind,
      tokens.range(span))
  }

  private func constraintKind(_ syntax: PgQuery__Constraint, _ body: TokenSpan)
    -> ConstraintSyntax.Kind?
  {
    switch syntax.contype {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL: return .notNull
    case PG_QUERY__CONSTR_TYPE__CONSTR_NULL: return .null
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK: return .check(expression(syntax.raw_expr))
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT: return .defaultValue(expression(syntax.raw_expr))
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED: return .generated(expression(syntax.raw_expr))
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
      return .unique(
        keys(syntax, body), options: options(syntax.n_options, syntax.options))
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
      if syntax.n_options > 0 { unsupported("WITH on a PRIMARY KEY", words: ["with"], in: body) }
      return .primaryKey(keys(syntax, body))
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN: return references(syntax, body)
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
      unsupported(
        "an identity column", at: tokens.range(body),
        help: "a replay must give the same rows: log_partition and log_offset number them")
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
      unsupported("EXCLUDE", words: ["exclude"], in: body)
    default:
      unsupported(
        "DEFERRABLE", at: tokens.range(body), help: "remove it: rows are checked as they come")
    }
    return nil
  }

  private func keys(_ syntax: PgQuery__Constraint, _ body: TokenSpan) -> [Identifier] {
    let open = tokens.outermost(body).first { tokens.matches($0, "(") }
    let names = strings(syntax.n_keys, syntax.keys)
    return identifiers(names, inBracketsAt: names.isEmpty ? nil : open)
  }

  private func references(_ syntax: PgQuery__Constraint, _ body: TokenSpan)
    -> ConstraintSyntax.Kind?
  {
    guard let relation = syntax.pktable else { return nil }
    let own = strings(syntax.n_fk_attrs, syntax.fk_attrs)
    let list = tokens.first("key", in: body).map { $0 + 1 }
    let name = relationName(relation.pointee)
    let open = tokens.index(atOrAfter: name.range.upper)
    let columns = strings(syntax.n_pk_attrs, syntax.pk_attrs)
    let actions = [text(syntax.fk_upd_action), text(syntax.fk_del_action)]
    if actions.contains(where: { !$0.isEmpty && $0 != "a" }) {
      unsupported(
        "an action of REFERENCES", words: ["on"], in: body,
        help: "remove it: rows whose reference is missing are listed in TABLE.dangling")
    }
    if text(syntax.fk_matchtype) == "f" { unsupported("MATCH FULL", words: ["match"], in: body) }
    return .references(
      name, identifiers(columns, inBracketsAt: columns.isEmpty ? nil : open),
      from: identifiers(own, inBracketsAt: own.isEmpty ? nil : list))
  }

  private func reportConstraintClauses(_ syntax: PgQuery__Constraint, _ body: TokenSpan) {
    if syntax.is_no_inherit != 0 {
      unsupported("NO INHERIT", words: ["no", "inherit"], in: body, help: "remove it")
    }
    if syntax.skip_validation != 0, syntax.initially_valid == 0 {
      unsupported(
        "NOT VALID", words: ["not", "valid"], in: body,
        help: "to let rows pass and list them: WITH (on_violation = 'warn')")
    }
    if syntax.deferrable != 0 || syntax.initdeferred != 0 {
      let word = syntax.deferrable != 0 ? "deferrable" : "initially"
      unsupported(
        word.uppercased(), words: [word], in: body, help: "remove it: rows are checked as they come"
      )
    }
    if syntax.nulls_not_distinct != 0 {
      unsupported(
        "NULLS NOT DISTINCT", words: ["nulls", "not", "distinct"], in: body,
        help: "make the columns NOT NULL")
    }
    if syntax.n_including > 0 {
      unsupported("INCLUDE", words: ["include"], in: body, help: "remove it")
    }
    if !text(syntax.indexspace).isEmpty {
      unsupported("USING INDEX TABLESPACE", words: ["using"], in: body, help: "remove it")
    }
  }
}
