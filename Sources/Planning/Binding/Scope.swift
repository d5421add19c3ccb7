import Columnar
import Diagnostics
import SQL

/// A column that an expression may name.
struct ScopeColumn {
  var qualifier: String?
  var name: String
  var index: Int
  var field: Field
  /// Named in full only: not in `*`.
  var isHidden: Bool
  /// USING made one column of it and another one: `*` shows that one, `relation.*` this one.
  var isMerged = false

  /// `ledger` and `millrace.ledger` both name a column of `millrace.ledger`.
  func isQualified(by name: String) -> Bool {
    qualifier == name || qualifier?.hasSuffix("." + name) ?? false
  }

  /// In `*`, or in `relation.*`.
  func isShown(by relation: String?) -> Bool {
    guard let relation else { return !isHidden }
    return (!isHidden || isMerged) && isQualified(by: relation)
  }
}

/// The columns that expressions of one SELECT may name.
struct Scope {
  enum Resolution {
    case found(ScopeColumn)
    /// A column of a query around this one.
    case outer(OuterQuery, ScopeColumn)
    case ambiguous([ScopeColumn])
    case missing
    /// A relation below is faulty and its columns unknown: say nothing.
    case unknowable
  }

  var columns: [ScopeColumn] = []
  var qualifiers: [String] = []
  var isBroken = false
  /// Columns of the relation before a LATERAL, for names that its subquery lacks.
  var outer: [ScopeColumn] = []
  /// The query around a subquery, for the same.
  var around: OuterQuery?
  /// Relations that stand beside this query in a FROM clause.
  var beside: [String] = []

  static var broken: Scope { Scope(isBroken: true) }

  func resolve(_ name: QualifiedName) -> Resolution {
    if isBroken { return .unknowable }
    let column = name.parts[name.parts.count - 1].name
    let qualifier = name.parts.dropLast().map(\.name).joined(separator: ".")
    let resolution = resolve(column, qualifier, among: columns)
    if case .missing = resolution, !outer.isEmpty {
      let lateral = resolve(column, qualifier, among: outer)
      if case .missing = lateral {} else { return lateral }
    }
    guard case .missing = resolution, let around else { return resolution }
    let further = around.scope.resolve(name)
    if case .found(let column) = further { return .outer(around, column) }
    return further
  }

  /// Whether the name is, or may be, one of this query's own columns.
  func hasOwn(_ name: QualifiedName) -> Bool {
    switch resolve(name) {
    case .missing, .outer: false
    case .found, .ambiguous, .unknowable: true
    }
  }

  private func resolve(_ column: String, _ qualifier: String, among columns: [ScopeColumn])
    -> Resolution
  {
    let matches = columns.filter {
      $0.name == column && (qualifier.isEmpty || $0.isQualified(by: qualifier))
    }
    let visible = matches.filter { !$0.isHidden }
    switch (visible.count, matches.count) {
    case (1, _): return .found(visible[0])
    case (0, 1): return .found(matches[0])
    case (0, 0): return .missing
    default: return .ambiguous(matches)
    }
  }
}
