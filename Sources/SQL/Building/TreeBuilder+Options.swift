import CPgQuery
import Diagnostics

extension TreeBuilder {
  /// A WITH list: `(connector = 'topic', "on_violation.age" = 'warn')`.
  func options(_ count: Int, _ list: NodeList?) -> [OptionSyntax] {
    nodes(count, list).compactMap { node in
      guard node.node_case == PG_QUERY__NODE__NODE_DEF_ELEM else { return nil }
      return option(node.def_elem.pointee)
    }
  }

  private func option(_ syntax: PgQuery__DefElem) -> OptionSyntax {
    let first = token(at: syntax.location) ?? span.lower
    let namespace = text(syntax.defnamespace)
    let last = namespace.isEmpty ? first : first + 2
    let name = text(syntax.defname)
    let key = Identifier(
      namespace.isEmpty ? name : "\(namespace).\(name)", range(from: first, through: last))
    // A key alone switches its option on, as in Postgres.
    guard tokens.matches(last + 1, "=") else {
      return OptionSyntax(key: key, value: "true", valueRange: key.range)
    }
    let start = last + 2
    var end = start
    while end < span.upper, !tokens.matches(end, ","), !tokens.matches(end, ")") {
      end = (tokens.matches(end, "(") ? tokens.partner(of: end) ?? end : end) + 1
    }
    let range = tokens.range(TokenSpan(start, end))
    if let node = syntax.arg?.pointee, node.node_case == PG_QUERY__NODE__NODE_STRING,
      tokens.tokens[start].kind == .string
    {
      let value = literal(text(node.string.pointee.sval), range)
      return OptionSyntax(key: key, value: value, valueRange: range)
    }
    if tokens.tokens[start].kind == .quotedName {
      report(
        "option-value", "an option's value is a text, and \(tokens.text(start)) is a name",
        at: range, help: "write '\(tokens.text(start).dropFirst().dropLast())' in single quotes")
    }
    return OptionSyntax(key: key, value: source(range), valueRange: range)
  }
}
