import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  func bindColumn(_ name: QualifiedName, _ range: TextRange) -> BoundExpression? {
    switch scope.resolve(name) {
    case .unknowable: return nil
    case .found(let column):
      let expression = Expression.column(column.index, column.field.type)
      if let grouping, grouping.key(equalTo: expression) == nil {
        grouping.note(ungrouped: name.text, range)
      }
      return BoundExpression(expression, range)
    case .outer(let query, let column):
      return BoundExpression(query.parameter(for: column, name.text, range), range)
    case .ambiguous(let candidates):
      let spelled = candidates.map { "\($0.qualifier ?? "?").\($0.name)" }
      faults.error(
        "ambiguous-column", "column \(name.text) is ambiguous", at: range,
        help: Set(spelled).count == 1
          ? "several columns have this name: rename one of them below, … AS another"
          : "say which: \(listed(spelled, "or"))")
    case .missing: reportMissing(name, range)
    }
    return nil
  }

  private func reportMissing(_ name: QualifiedName, _ range: TextRange) {
    let column = name.parts[name.parts.count - 1].name
    let qualifier = name.parts.dropLast().map(\.name).joined(separator: ".")
    if scope.beside.contains(qualifier), !scope.qualifiers.contains(qualifier) {
      faults.error(
        "lateral", "\(qualifier) stands beside this subquery, which cannot name its columns",
        at: range, help: "write LATERAL before the subquery")
      return
    }
    if !qualifier.isEmpty && !scope.qualifiers.contains(qualifier) {
      faults.unknown(
        "unknown-relation", "there is no relation \(qualifier) in this FROM clause",
        name: qualifier, at: range, among: scope.qualifiers, listing: "there is")
      return
    }
    let reachable = scope.columns.filter { qualifier.isEmpty || $0.qualifier == qualifier }
    let names = reachable.map(\.name)
    let message =
      scope.columns.isEmpty
      ? "\(place) can name no columns, such as \(column)" : "there is no column \(name.text)"
    if isQuoted(range) && suggestion(for: column, among: names) == nil {
      faults.error(
        "unknown-column", message, at: range,
        help: "double quotes are for names; write '\(column)' for a text")
      return
    }
    let shown = reachable.filter { !$0.isHidden }.map { quotedIfNeeded($0.name) }
    let near = suggestion(for: column, among: names).map(quotedIfNeeded)
    let list =
      shown.isEmpty || shown.count > 12 ? nil : "there are: \(shown.joined(separator: ", "))"
    faults.error(
      "unknown-column", message, at: range, help: near.map { "did you mean \($0)?" } ?? list)
  }

  /// A double-quoted name is longer in the text than its letters.
  private func isQuoted(_ range: TextRange) -> Bool { context.startsWithQuote(range) }
}
