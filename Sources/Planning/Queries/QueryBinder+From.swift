import Columnar
import Diagnostics
import SQL

extension FromSyntax {
  /// Whether a LATERAL stands among the joins that this is.
  fileprivate var hasLateral: Bool {
    if case .join(let join) = kind { return join.left.hasLateral || join.right.hasLateral }
    return isLateral
  }
}

extension QueryBinder {
  /// What a FROM clause gives: the relation (nil after a fault) and the columns that can be named.
  struct Source {
    var relation: BoundRelation?
    var scope: Scope

    static var broken: Source { Source(relation: nil, scope: .broken) }
  }

  func bindFrom(_ items: [FromSyntax], _ ctes: CTEs) -> Source {
    if items.isEmpty {
      return oneRow
    }
    return items.dropFirst().reduce(bindItem(items[0], ctes)) { left, item in
      bindNext(item, after: left, ctes)
    }
  }

  /// An item behind a comma. Joins with a LATERAL in them are taken apart, since it may name what is before the comma.
  private func bindNext(_ item: FromSyntax, after left: Source, _ ctes: CTEs) -> Source {
    if case .join(let join) = item.kind, item.alias == nil, item.hasLateral,
      ![.right, .full].contains(join.kind)
    {
      return bindJoin(join, of: bindNext(join.left, after: left, ctes), with: join.right, ctes)
    }
    return bindJoin(JoinSyntax(.cross, item, item), of: left, with: item, ctes)
  }

  func bindItem(_ item: FromSyntax, _ ctes: CTEs) -> Source {
    let relation: BoundRelation?
    let qualifier: String?
    switch item.kind {
    case .relation(let name):
      relation = find(name, ctes)
      qualifier = item.alias?.name ?? name.text
    case .function(let call) where SetFunctionCatalogue.contains(call.name.text):
      return bindRows(of: call, item, after: oneRow, keepsAll: false)
    case .function(let call):
      refuseDecoration(item)
      relation = bindWindow(call, item.range, ctes)
      qualifier = item.alias?.name ?? windowed(call)
    case .subquery(let query):
      if item.isLateral { refuseLateral(item) }
      relation = bind(query, ctes: ctes, isTop: false)
      qualifier = item.alias?.name
    case .join(let join):
      let source = bindJoin(join, of: bindItem(join.left, ctes), with: join.right, ctes)
      return item.alias.map { aliased(source, $0.name, item) } ?? source
    }
    guard let relation,
      let named = renamed(relation, to: item.columnAliases, of: qualifier ?? "the subquery")
    else { return .broken }
    var scope = named.scope(qualifier: qualifier)
    scope.around = around
    scope.beside = beside
    return Source(relation: named, scope: scope)
  }

  /// The table's own name qualifies its columns under TUMBLE too.
  private func windowed(_ call: CallSyntax) -> String? {
    if case .column(let name)? = call.arguments.first?.kind { name.text } else { nil }
  }

  /// A table, view or WITH query by its name; nil after a fault or where it is faulty itself.
  func find(_ name: QualifiedName, _ ctes: CTEs) -> BoundRelation? {
    if name.parts.count == 1, let cte = ctes[name.text] { return cte }
    switch catalogue.entries[name.text] {
    case .relation(let relation), .sketch(let relation):
      noteRead(name.text, name.range)
      return relation
    case .broken:
      noteRead(name.text, name.range)
      return nil
    case .unreadable(let message, let help):
      faults.error("unreadable-relation", message, at: name.range, help: help)
      return nil
    case nil:
      reportMissing(name, ctes)
      return nil
    }
  }

  private func reportMissing(_ name: QualifiedName, _ ctes: CTEs) {
    if laterNames.contains(name.text) {
      faults.error(
        "unknown-relation", "\(name.text) is created further down", at: name.range,
        help: "move its CREATE statement above this one")
      return
    }
    if !context.isQuery && name.parts.count > 1 {
      faults.error(
        "unknown-relation", "\(name.text) cannot be read by a pipeline", at: name.range,
        help: "relations of a run are for millrace query")
      return
    }
    faults.unknown(
      "unknown-relation", "there is no table or view \(name.text)", name: name.text,
      at: name.range, among: catalogue.names + ctes.keys.sorted(), listing: "there are")
  }
}
