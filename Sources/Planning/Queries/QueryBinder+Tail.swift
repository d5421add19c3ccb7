import Columnar
import Diagnostics
import SQL

/// ORDER BY, LIMIT, OFFSET and FETCH of a query.
struct QueryTail {
  var orderBy: [OrderSyntax]
  /// Nil: all rows.
  var limit: Int?
  var offset = 0
  /// Rows equal to the last one are there too.
  var hasTies: Bool
  /// The outermost one of `millrace query`: its rows come in order.
  var isSorted: Bool
  /// DISTINCT ON goes by ORDER BY.
  var isUsed = false
  /// LIMIT and OFFSET are sound.
  var isWhole = true

  var cuts: Bool { limit != nil || offset > 0 }
}

extension QueryBinder {
  func bindTail(_ query: QuerySyntax, isTop: Bool) -> QueryTail {
    var tail = QueryTail(
      orderBy: query.orderBy, hasTies: query.hasTies, isSorted: isTop && context.isQuery)
    if let limit = query.limit {
      tail.limit = bindCount(limit, of: "LIMIT")
      tail.isWhole = tail.limit != nil
    }
    if let offset = query.offset {
      let count = bindCount(offset, of: "OFFSET")
      tail.offset = count ?? 0
      if count == nil { tail.isWhole = false }
    }
    return tail
  }

  private func bindCount(_ syntax: ExpressionSyntax, of clause: String) -> Int? {
    let binder = ExpressionBinder(context, Scope(), place: clause)
    guard let bound = binder.bind(syntax),
      let expression = binder.coerced(bound, to: .bigint, .assignment)
    else { return nil }
    if case .constant(.word(let count), _) = expression.folded(zone: context.zone), count >= 0 {
      return Int(count)
    }
    faults.error("limit", "\(clause) must be a number that is not negative", at: syntax.range)
    return nil
  }

  /// ORDER BY and LIMIT over a UNION or VALUES: output columns only.
  func bindOrder(_ tail: QueryTail, over relation: BoundRelation) -> BoundRelation? {
    let names = relation.visibleColumns.map { relation.plan.fields[$0].name }
    var keys: [SortKey] = []
    for order in tail.orderBy {
      switch OrderBinding.outputPosition(of: order.expression, names, context) {
      case .column(let position):
        let column = relation.visibleColumns[position]
        keys.append(SortKey(order, .column(column, relation.plan.fields[column].type)))
      case .expression:
        faults.unknown(
          "order-by", "ORDER BY here can name output columns only",
          name: context.source(order.expression.range), at: order.expression.range, among: names,
          listing: "there are")
      case .fault: break
      }
    }
    guard keys.count == tail.orderBy.count else { return nil }
    return ordered(relation, by: keys, tail)
  }

  /// The relation as the query's end says; its keys are columns. Nil after a fault.
  func ordered(_ relation: BoundRelation, by keys: [SortKey], _ tail: QueryTail) -> BoundRelation? {
    guard tail.isWhole else { return nil }
    var result = relation
    if tail.isSorted && !tail.hasTies {
      result.plan = result.plan.sorted(by: keys)
      if tail.cuts { result.plan = result.plan.limited(to: tail.limit, offset: tail.offset) }
      return result
    }
    if !tail.cuts {
      if !tail.isUsed { warnOfOrder(tail.orderBy) }
      return result.showingVisible()
    }
    for (key, order) in zip(keys, tail.orderBy)
    where !context.canOrder(by: key.expression.type, at: order.expression.range) { return nil }
    result = cut(result, by: keys.compactMap(\.orderKey), tail)
    if tail.isSorted {
      result.plan = result.plan.sorted(by: keys)
      return result
    }
    return result.showingVisible()
  }

  private func cut(_ relation: BoundRelation, by order: [OrderKey], _ tail: QueryTail)
    -> BoundRelation
  {
    if tail.limit == 0 { return relation.filtered(by: .constant(.boolean(false), .boolean)) }
    var result = relation
    // Ties are those of the last row, also where OFFSET parts rows that are equal.
    let isParted = tail.hasTies && tail.offset > 0
    if isParted {
      result = result.first(
        TopRows(.rowNumber, partition: [], order: order, offset: tail.offset, limit: nil))
    }
    return result.first(
      TopRows(
        tail.hasTies ? .rank : .rowNumber, partition: [], order: order,
        offset: isParted ? 0 : tail.offset, limit: tail.limit))
  }

  /// ORDER BY where nothing keeps an order.
  func warnOfOrder(_ orderBy: [OrderSyntax]) {
    guard let order = orderBy.first else { return }
    faults.warning(
      "order-without-limit", "ORDER BY without LIMIT says nothing here: relations have no order",
      at: order.expression.range,
      help: context.isQuery
        ? "write it behind the whole query, or add LIMIT to keep the first rows"
        : "add LIMIT to keep the first rows, or order where you ask: "
          + "millrace query \"SELECT … ORDER BY …\"")
  }
}

extension BoundRelation {
  /// DISTINCT ON: of rows that are alike in these columns the first by the other keys of ORDER BY.
  func firstOfEach(_ columns: [Int], by keys: [SortKey]) -> BoundRelation {
    let order = keys.compactMap(\.orderKey).filter { !columns.contains($0.column) }
    return first(TopRows(.rowNumber, partition: columns, order: order, limit: 1))
  }
}

extension SortKey {
  /// Nil where it is no column.
  fileprivate var orderKey: OrderKey? {
    expression.columnIndex.map {
      OrderKey(column: $0, isDescending: isDescending, nullsFirst: nullsFirst)
    }
  }
}
