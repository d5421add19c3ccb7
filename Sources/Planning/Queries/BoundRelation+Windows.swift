import Columnar

extension BoundRelation {
  /// Without the carried watermark, for operators under which rows may change at any time. Columns behind it move up.
  func withoutWatermark() -> (relation: BoundRelation, places: [Int: Int]) {
    let kept = plan.fields.indices.filter { $0 != plan.watermark }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    guard plan.watermark != nil else { return (self, places) }
    var source = self
    source.plan.watermark = nil
    var result = source.projected(
      kept.map { .column($0, plan.fields[$0].type) }, kept.map { plan.fields[$0] })
    // What is below still says which of its fields is the watermark.
    if case .project(_, let kept) = result.plan.op { result.plan.op = .project(plan, kept) }
    result.unnamed = Set(unnamed.compactMap { places[$0] })
    for (column, value) in untyped { result.untyped[places[column] ?? column] = value }
    return (result, places)
  }

  /// The rows that come first; the watermark is behind all columns, if there is one.
  func first(_ top: TopRows) -> BoundRelation {
    var result = withoutWatermark().relation
    result.plan = result.plan.topRows(top)
    return result
  }

  /// What a reader sees, without the columns that were computed for ORDER BY alone.
  func showingVisible() -> BoundRelation {
    let shown = visibleColumns
    guard
      plan.fields.indices.contains(where: {
        plan.fields[$0].isHidden && $0 != plan.watermark && !unnamed.contains($0)
      })
    else { return self }
    var result = projected(
      shown.map { .column($0, plan.fields[$0].type) }, shown.map { plan.fields[$0] })
    for (place, column) in shown.enumerated() { result.untyped[place] = untyped[column] }
    return result
  }

  /// With the answers of window functions behind its columns. `over`: an expression of the SELECT as one over this
  /// relation. Gives a SELECT's expression as one over the result.
  func answering(_ windows: WindowCollector, over: @escaping (Expression) -> Expression) -> (
    relation: BoundRelation, place: (Expression) -> Expression
  ) {
    var (result, places) = withoutWatermark()
    let operands = WindowOperands(result.plan)
    var nodes: [WindowFunctions] = []
    func column(_ expression: Expression) -> Int {
      operands.column(of: over(expression).mapColumns { .column(places[$0] ?? 0, $1) })
    }
    for group in windows.groups {
      var partition: [Int] = []
      for key in group.partition.map(column) where !partition.contains(key) {
        partition.append(key)
      }
      let order = group.order.map {
        OrderKey(
          column: column($0.expression), isDescending: $0.isDescending, nullsFirst: $0.nullsFirst)
      }
      let calls = group.calls.map { call in
        WindowCall(
          call.function, arguments: call.arguments.map(column), number: call.number,
          filter: call.filter.map(column), frame: call.frame, result: call.result)
      }
      nodes.append(WindowFunctions(partition: partition, order: order, calls: calls))
    }
    if !operands.computed.isEmpty {
      result = result.projected(operands.expressions, operands.fields)
    }
    var starts: [Int] = []
    for node in nodes {
      starts.append(result.plan.fields.count)
      result.plan = result.plan.windowFunctions(node)
      result.table = nil
    }
    return (
      result,
      { expression in
        over(expression).mapColumns { number, type in
          if number < WindowCollector.base { return .column(places[number] ?? 0, type) }
          if number >= SetCallCollector.base { return .column(number, type) }
          let place = windows.places[number - WindowCollector.base]
          return .column(starts[place.group] + place.call, type)
        }
      }
    )
  }
}

/// The columns that window functions read: those of a plan, then what is computed for them.
private final class WindowOperands {
  private let plan: Plan
  private(set) var computed: [Expression] = []

  init(_ plan: Plan) { self.plan = plan }

  func column(of expression: Expression) -> Int {
    if let column = expression.columnIndex { return column }
    let text = expression.canonicalText
    if let known = computed.firstIndex(where: { $0.canonicalText == text }) {
      return plan.fields.count + known
    }
    computed.append(expression)
    return plan.fields.count + computed.count - 1
  }

  var expressions: [Expression] {
    plan.fields.indices.map { .column($0, plan.fields[$0].type) } + computed
  }

  var fields: [PlanField] {
    let texts = ExpressionText(name: { self.plan.fields[$0].name })
    return plan.fields
      + computed.map {
        PlanField(
          Field(texts.text($0), $0.type, nullable: $0.isNullable(over: plan.fields)),
          isHidden: true)
      }
  }
}
