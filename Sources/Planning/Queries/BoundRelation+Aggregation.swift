import Columnar

extension BoundRelation {
  /// GROUP BY: keys (NULLs are equal), then calls. A key that is a window's start or end closes the groups with the
  /// window where the input allows it, and where all grouping sets have it.
  func aggregated(
    by keys: [Expression], in sets: GroupingSets? = nil, _ collector: AggregateCollector
  ) -> BoundRelation {
    let everywhere = keys.indices.filter { key in
      sets?.keys.allSatisfy { $0.contains(key) } ?? true
    }
    let window = windows.first { window in
      [window.start, window.end].allSatisfy { part in
        part != nil && everywhere.contains { keys[$0].columnIndex == part }
      }
    }
    var closing: ClosingWindow?
    if let window, let end = window.end, closesWindows, let watermark = plan.watermark {
      closing = ClosingWindow(
        start: window.start, end: end, watermark: watermark, emit: .changes)
    }
    let texts = ExpressionText(name: { self.plan.fields[$0].name })
    let names = keys.map { texts.text($0) } + collector.names
    let identity = keys.indices.filter { key in
      !windows.contains { window in
        let (first, second) = window.identity
        return second != nil && keys[key].columnIndex == second
          && keys.contains { $0.columnIndex == first }
      }
    }
    let aggregation = Aggregation(
      keys: keys, calls: collector.calls, sets: sets, closing: closing)
    var result = BoundRelation(
      plan: plan.aggregated(aggregation, names: names, identity: identity))
    for window in windows {
      guard let start = everywhere.first(where: { keys[$0].columnIndex == window.start }),
        let end = everywhere.first(where: {
          window.end != nil && keys[$0].columnIndex == window.end
        })
      else { continue }
      result.windows.append(
        WindowColumns(start: start, end: end, kind: window.kind, offset: window.offset))
      if closing != nil { result.eventTimes.formUnion([start, end]) }
    }
    return result
  }

  /// SELECT DISTINCT: an aggregation without calls over the visible columns.
  func distinct() -> BoundRelation {
    var shown = visibleColumns
    for column in plan.fields.indices where unnamed.contains(column) { shown.append(column) }
    let keys = shown.map { Expression.column($0, plan.fields[$0].type) }
    var result = aggregated(by: keys, AggregateCollector())
    for index in shown.indices where unnamed.contains(shown[index]) {
      result.plan.fields[index].isHidden = true
      result.unnamed.insert(index)
    }
    return result
  }
}

extension Expression {
  /// The number of the column that this expression is, as it stands.
  var columnIndex: Int? { if case .column(let index, _) = self { index } else { nil } }
}
