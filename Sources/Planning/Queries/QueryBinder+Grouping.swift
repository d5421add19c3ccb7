import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// The keys over the input, with what a window's start or end determines, and the grouping sets by their numbers.
  func bindKeys(
    _ select: SelectSyntax, _ columns: [OutputColumn], _ source: Source,
    _ subqueries: SubqueryCollector
  ) -> (keys: [Expression], sets: [[Int]]?)? {
    let binder = ExpressionBinder(context, source.scope, place: "GROUP BY")
    binder.subqueries = subqueries
    var keys: [Expression] = []
    /// The key of each written expression.
    var numbers: [Int] = []
    for item in select.groupBy {
      guard let key = bindKey(item, columns, binder) else { continue }
      let text = key.canonicalText
      numbers.append(keys.firstIndex { $0.canonicalText == text } ?? keys.count)
      if numbers.last == keys.count { keys.append(key) }
    }
    guard numbers.count == select.groupBy.count else { return nil }
    var sets = select.groupingSets.map { $0.map { Set($0.map { numbers[$0] }) } }
    for window in source.relation?.windows ?? [] {
      guard let relation = source.relation else { continue }
      if isAmbiguous(window, keys) {
        faults.error(
          "group-by", "window_start alone does not tell the windows of a CUMULATE apart",
          at: select.groupBy.first { $0.isColumn(named: "window_start") }?.range ?? select.range,
          help: "write GROUP BY window_start, window_end")
        return nil
      }
      addOtherEnd(of: window, relation, to: &keys, &sets)
    }
    // One set of all keys is a plain GROUP BY.
    if sets?.count == 1 { sets = nil }
    return (keys, sets?.map { $0.sorted() })
  }

  /// A window's start determines its end, and its end its start: where one is grouped by, so is the other.
  private func addOtherEnd(
    of window: WindowColumns, _ relation: BoundRelation, to keys: inout [Expression],
    _ sets: inout [Set<Int>]?
  ) {
    guard let end = window.end else { return }
    let parts = [window.start, end]
    let named = parts.filter { part in keys.contains { $0.columnIndex == part } }
    if named.isEmpty { return }
    for part in parts where !named.contains(part) {
      keys.append(.column(part, relation.plan.fields[part].type))
    }
    let numbers = parts.compactMap { part in keys.firstIndex { $0.columnIndex == part } }
    guard let written = sets else { return }
    sets = written.map { $0.isDisjoint(with: numbers) ? $0 : $0.union(numbers) }
  }

  /// Grouped by what does not identify the window.
  private func isAmbiguous(_ window: WindowColumns, _ keys: [Expression]) -> Bool {
    window.isCumulative && keys.contains { $0.columnIndex == window.start }
      && !keys.contains { $0.columnIndex == window.end }
  }

  private func bindKey(
    _ item: ExpressionSyntax, _ columns: [OutputColumn], _ binder: ExpressionBinder
  ) -> Expression? {
    if case .number(let digits) = item.kind {
      guard let ordinal = Int(digits), columns.indices.contains(ordinal - 1) else {
        faults.error(
          "group-by", "GROUP BY \(digits) names no output column", at: item.range,
          help: "there are \(counted(columns.count, "output column"))")
        return nil
      }
      return bindKey(columns[ordinal - 1], binder)
    }
    if case .column(let name) = item.kind, name.parts.count == 1,
      !binder.scope.hasOwn(name),
      let output = columns.first(where: { $0.name == name.text })
    {
      return bindKey(output, binder)
    }
    return checked(binder.bindTyped(item), item.range)
  }

  private func bindKey(_ column: OutputColumn, _ binder: ExpressionBinder) -> Expression? {
    switch column.kind {
    case .expression(let syntax): checked(binder.bindTyped(syntax), syntax.range)
    case .column(let column, let range):
      checked(.column(column.index, column.field.type), range)
    }
  }

  private func checked(_ key: Expression?, _ range: TextRange) -> Expression? {
    guard let key, key.type == .json else { return key }
    faults.error(
      "group-by", "values of type json cannot be compared", at: range,
      help: "cast it: CAST(… AS jsonb)")
    return nil
  }
}

extension ExpressionSyntax {
  fileprivate func isColumn(named name: String) -> Bool {
    if case .column(let column) = kind { column.parts.last?.name == name } else { false }
  }
}
