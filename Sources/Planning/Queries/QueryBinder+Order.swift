import Columnar
import Diagnostics
import SQL

/// ORDER BY of one SELECT: keys over its output, and the expressions that are computed for it alone.
struct OrderBinding {
  private(set) var keys: [SortKey] = []
  /// Appended to the output, hidden.
  private(set) var extra: [Expression] = []
  private(set) var extraRange: TextRange?
  private(set) var isWhole = true

  /// Names mean output columns first, then the input's, as in Postgres.
  init(
    _ orderBy: [OrderSyntax], outputs: [BoundOutput?], names: [String], _ binder: ExpressionBinder
  ) {
    for order in orderBy {
      guard let column = column(of: order.expression, outputs, names, binder) else {
        isWhole = false
        continue
      }
      keys.append(SortKey(order, column))
    }
  }

  /// DISTINCT ON: the columns that it names, each once; it must name those by which ORDER BY begins.
  mutating func bindDistinctOn(
    _ syntax: [ExpressionSyntax], _ orderBy: [OrderSyntax], outputs: [BoundOutput?],
    names: [String], _ binder: ExpressionBinder
  ) -> [Int]? {
    var columns: [Int] = []
    for key in syntax {
      guard let column = column(of: key, outputs, names, binder, clause: "DISTINCT ON") else {
        isWhole = false
        continue
      }
      if column.type == .json {
        binder.faults.error(
          "distinct", "values of type json cannot be compared", at: key.range,
          help: "cast it: CAST(… AS jsonb)")
        isWhole = false
      }
      if let number = column.columnIndex, !columns.contains(number) { columns.append(number) }
    }
    guard isWhole else { return nil }
    var open = Set(columns)
    for (key, order) in zip(keys, orderBy) {
      guard let column = key.expression.columnIndex, !open.isEmpty else { break }
      if columns.contains(column) {
        open.remove(column)
        continue
      }
      binder.faults.error(
        "distinct-on", "ORDER BY must begin with what DISTINCT ON names",
        at: order.expression.range,
        help: "name it first: it says which rows are alike, and what follows which of them is first"
      )
      isWhole = false
      return nil
    }
    return columns
  }

  /// The output column, or one that is computed besides; nil after a fault.
  private mutating func column(
    of syntax: ExpressionSyntax, _ outputs: [BoundOutput?], _ names: [String],
    _ binder: ExpressionBinder, clause: String = "ORDER BY"
  ) -> Expression? {
    guard let column = position(of: syntax, outputs, names, binder, clause) else { return nil }
    let expression =
      column < outputs.count ? outputs[column]?.expression : extra[column - outputs.count]
    return expression.map { .column(column, $0.type) }
  }

  private mutating func position(
    of syntax: ExpressionSyntax, _ outputs: [BoundOutput?], _ names: [String],
    _ binder: ExpressionBinder, _ clause: String
  ) -> Int? {
    switch OrderBinding.outputPosition(of: syntax, names, binder.context, clause: clause) {
    case .column(let column): return column
    case .fault: return nil
    case .expression: break
    }
    guard let expression = binder.bindTyped(syntax) else { return nil }
    let text = expression.canonicalText
    if let known = outputs.firstIndex(where: { $0?.expression.canonicalText == text }) {
      return known
    }
    if let known = extra.firstIndex(where: { $0.canonicalText == text }) {
      return outputs.count + known
    }
    extra.append(expression)
    extraRange = extraRange ?? syntax.range
    return outputs.count + extra.count - 1
  }

  enum Position {
    case column(Int)
    case expression
    case fault
  }

  /// An ordinal or an output column's name.
  static func outputPosition(
    of syntax: ExpressionSyntax, _ names: [String], _ context: BindingContext,
    clause: String = "ORDER BY"
  ) -> Position {
    if case .number(let digits) = syntax.kind {
      if let ordinal = Int(digits), names.indices.contains(ordinal - 1) {
        return .column(ordinal - 1)
      }
      context.faults.error(
        "order-by", "\(clause) \(digits) names no output column", at: syntax.range,
        help: "there are \(counted(names.count, "output column"))")
      return .fault
    }
    if case .column(let name) = syntax.kind, name.parts.count == 1,
      let column = names.firstIndex(of: name.text)
    {
      return .column(column)
    }
    return .expression
  }
}

extension SortKey {
  init(_ order: OrderSyntax, _ expression: Expression) {
    self.init(
      expression: expression, isDescending: order.isDescending,
      nullsFirst: order.nullsFirst ?? order.isDescending)
  }
}

extension ExpressionBinder {
  /// For a clause above the same GROUP BY in which no window function stands.
  func groupBinder(place: String) -> ExpressionBinder {
    let binder = ExpressionBinder(context, scope, place: place)
    binder.grouping = grouping
    binder.aggregates = aggregates
    binder.subqueries = subqueries
    return binder
  }
}

extension Plan {
  func sorted(by keys: [SortKey]) -> Plan {
    if keys.isEmpty { return self }
    return Plan(
      .sort(self, keys), fields: fields, watermark: watermark, isAppendOnly: isAppendOnly, key: key)
  }

  func limited(to limit: Int?, offset: Int) -> Plan {
    Plan(
      .limit(self, limit: limit, offset: offset), fields: fields, watermark: watermark,
      isAppendOnly: isAppendOnly, key: key)
  }
}
