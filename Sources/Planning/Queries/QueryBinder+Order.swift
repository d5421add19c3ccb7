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
      guard let column = position(of: order.expression, outputs, names, binder) else {
        isWhole = false
        continue
      }
      let expression =
        column < outputs.count ? outputs[column]?.expression : extra[column - outputs.count]
      guard let type = expression?.type else {
        isWhole = false
        continue
      }
      keys.append(SortKey(order, .column(column, type)))
    }
  }

  private mutating func position(
    of syntax: ExpressionSyntax, _ outputs: [BoundOutput?], _ names: [String],
    _ binder: ExpressionBinder
  ) -> Int? {
    switch OrderBinding.outputPosition(of: syntax, names, binder.context) {
    case .column(let column): return column
    case .fault: return nil
    case .expression: break
    }
    guard let expression = binder.bindTyped(syntax) else { return nil }
    let text = expression.canonicalText
    if let known = outputs.firstIndex(where: { $0?.expression.canonicalText == text }) {
      return known
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
    of syntax: ExpressionSyntax, _ names: [String], _ context: BindingContext
  ) -> Position {
    if case .number(let digits) = syntax.kind {
      if let ordinal = Int(digits), names.indices.contains(ordinal - 1) {
        return .column(ordinal - 1)
      }
      context.faults.error(
        "order-by", "ORDER BY \(digits) names no output column", at: syntax.range,
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

extension QueryBinder {
  /// ORDER BY over a UNION or VALUES: output columns only.
  func bindOrder(_ orderBy: [OrderSyntax], over relation: BoundRelation) -> BoundRelation? {
    let names = relation.visibleColumns.map { relation.plan.fields[$0].name }
    var keys: [SortKey] = []
    for order in orderBy {
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
    guard keys.count == orderBy.count else { return nil }
    var result = relation
    result.plan = relation.plan.sorted(by: keys)
    return result
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
