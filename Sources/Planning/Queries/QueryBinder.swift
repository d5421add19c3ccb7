import Columnar
import Diagnostics
import SQL

/// Binds SELECTs: syntax in, plans out. One binder serves one statement.
final class QueryBinder {
  let context: BindingContext
  let catalogue: RelationCatalogue
  /// Names of relations that come later in the file, for a better message.
  let laterNames: Set<String>
  /// Relations that were named in a FROM clause, with the first place of each.
  private(set) var reads: [String: TextRange] = [:]
  let parameters = ParameterNumbers()
  /// The query around the subquery that is being bound.
  private(set) var around: OuterQuery?

  init(_ context: BindingContext, _ catalogue: RelationCatalogue, laterNames: Set<String> = []) {
    self.context = context
    self.catalogue = catalogue
    self.laterNames = laterNames
  }

  var faults: FaultCollector { context.faults }

  /// WITH queries in scope; nil is a faulty one.
  typealias CTEs = [String: BoundRelation?]

  /// Relations beside the subquery of a FROM clause that is being bound: only LATERAL may name their columns.
  private(set) var beside: [String] = []

  func binding<T>(beside names: [String], _ bind: () -> T) -> T {
    let before = beside
    beside = names
    defer { beside = before }
    return bind()
  }

  /// Binds a subquery of a query.
  func inside<T>(_ outer: OuterQuery, _ bind: () -> T) -> T {
    let before = around
    around = outer
    defer { around = before }
    return bind()
  }

  func noteRead(_ name: String, _ range: TextRange) {
    if reads[name] == nil { reads[name] = range }
  }

  /// `isTop`: the outermost SELECT, whose ORDER BY orders the answer of a query.
  func bind(_ query: QuerySyntax, ctes: CTEs = [:], isTop: Bool = true) -> BoundRelation? {
    var ctes = ctes
    for cte in query.ctes { ctes[cte.name.name] = .some(bindCTE(cte, ctes)) }
    let tail = bindTail(query, isTop: isTop)
    switch query.body {
    case .select(let select): return bindSelect(select, ctes, tail)
    case .union(_, _, let all, let range):
      return bindUnion(query, all: all, ctes, range).flatMap { bindOrder(tail, over: $0) }
    case .setOperation(let kind, let left, let right, let all, let range):
      return bindSetOperation(kind, all: all, [left, right], ctes, range).flatMap {
        bindOrder(tail, over: $0)
      }
    case .values(let rows):
      return bindValues(rows, query.range).flatMap { bindOrder(tail, over: $0) }
    case .unsupported: return nil  // The parser has said so.
    }
  }

  func bindCTE(_ cte: CTESyntax, _ ctes: CTEs) -> BoundRelation? {
    guard let bound = bind(cte.query, ctes: ctes, isTop: false) else { return nil }
    return renamed(bound, to: cte.columns, of: cte.name.name)
  }

  /// The relation with its first columns renamed, as `AS t (a, b)` does.
  func renamed(_ relation: BoundRelation, to names: [Identifier], of what: String)
    -> BoundRelation?
  {
    if names.isEmpty { return relation }
    let shown = relation.visibleColumns
    guard names.count <= shown.count else {
      faults.error(
        "column-count", "\(what) has \(counted(shown.count, "column")), not \(names.count)",
        at: names[shown.count].range)
      return nil
    }
    var fields = shown.map { relation.plan.fields[$0] }
    for (index, name) in names.enumerated() { fields[index].field.name = name.name }
    var result = relation.projected(
      shown.map { .column($0, relation.plan.fields[$0].type) }, fields)
    for (index, column) in shown.enumerated() { result.untyped[index] = relation.untyped[column] }
    return result
  }
}

extension BoundRelation {
  /// Fields that `*` shows.
  var visibleColumns: [Int] { plan.fields.indices.filter { !plan.fields[$0].isHidden } }
}

/// `1 column`, `2 columns`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
