import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// An aggregation as up to two nodes: a projection that computes keys and arguments where they are not plain columns
  /// (before the exchange, on all workers), and the aggregate itself.
  func aggregate(
    _ plan: Plan, _ aggregation: Aggregation, of input: Plan, from origin: Edge.Origin, number: Int
  ) -> Edge.Origin {
    var prepared = PreparedColumns()
    let keys = aggregation.keys.map { prepared.number(of: $0) }
    let arguments = aggregation.calls.map { call in
      call.filteredArgument.map { prepared.number(of: $0) }
    }
    let closing = aggregation.closing.map {
      closingLayout($0, aggregation, of: input, &prepared)
    }
    let layout = AggregateLayout(keys: keys, arguments: arguments, closing: closing)
    let shape = AggregationShape(
      keys: aggregation.keys.map(\.type),
      calls: aggregation.calls.map { $0.shape(isAppendOnly: input.isAppendOnly) })
    let preparedOrigin = project(
      prepared.expressions, of: input, from: origin, id: "\(owner)/\(number)-keys")
    let (owner, keyCount) = (owner, keys.count)
    let errors = ErrorRows(
      names: plan.fields.prefix(keyCount).map(\.name), columns: Array(0..<keyCount), zone: zone)
    let id = "\(owner)/\(number)-aggregate"
    guard let closing, let windowEnd = aggregation.closing?.end else {
      let routing: Edge.Routing = keys.isEmpty ? .single : exchange(by: keys)
      return add(id: id, [Edge(preparedOrigin, routing)], hasState: true) {
        Aggregate(shape, layout: layout, view: owner, errorRows: errors)
      }
    }
    let timeType = input.fields[windowEnd].type
    let edge = Edge(preparedOrigin, exchange(by: layout.exchangeColumns))
    return add(id: id, [edge], hasState: true) {
      WindowAggregate(
        shape, layout: layout, closing: closing, view: owner, timeType: timeType,
        errorRows: errors)
    }
  }

  private func closingLayout(
    _ closing: ClosingWindow, _ aggregation: Aggregation, of input: Plan,
    _ prepared: inout PreparedColumns
  ) -> ClosingLayout {
    let column = { (number: Int) in Expression.column(number, input.fields[number].type) }
    let positions = aggregation.keys.map(\.plainColumn)
    return ClosingLayout(
      start: prepared.number(of: column(closing.start)),
      end: prepared.number(of: column(closing.end)),
      watermark: prepared.number(of: column(closing.watermark)),
      otherKeys: positions.indices.filter {
        positions[$0] != closing.start && positions[$0] != closing.end
      },
      startKeys: positions.indices.filter { positions[$0] == closing.start },
      endKeys: positions.indices.filter { positions[$0] == closing.end },
      lateColumns: lateColumns(closing, of: input, &prepared), isFinal: closing.emit == .final)
  }

  /// Where the input has what `VIEW.late` shows before the window.
  func lateColumns(_ closing: ClosingWindow, of input: Plan, _ prepared: inout PreparedColumns)
    -> [LateColumn]
  {
    let shown = input.lateColumns(closing)
    return lateFields.dropLast(3).map { field -> LateColumn in
      guard let number = shown.first(where: { input.fields[$0].field.hasName(of: field) }) else {
        return .missing(field.type)
      }
      return .input(prepared.number(of: .column(number, input.fields[number].type)))
    }
  }
}

/// The columns of a projection, each expression once.
struct PreparedColumns {
  private(set) var expressions: [Expression] = []
  private var plain: [Int: Int] = [:]

  mutating func number(of expression: Expression) -> Int {
    if let column = expression.plainColumn {
      if let known = plain[column] { return known }
      plain[column] = expressions.count
    }
    expressions.append(expression)
    return expressions.count - 1
  }
}

extension AggregateCall {
  func shape(isAppendOnly: Bool) -> AggregateShape {
    AggregateShape(
      function: function, isDistinct: isDistinct, argument: filteredArgument?.type,
      result: result, isAppendOnly: isAppendOnly)
  }

  /// The argument, NULL where FILTER is not true: so FILTER needs nothing of the accumulators, and an argument's error
  /// counts only on rows that pass.
  var filteredArgument: Expression? {
    guard let filter else { return argument }
    let counted = argument ?? .constant(.boolean(true), .boolean)
    return .branches(
      [(condition: filter, result: counted)], otherwise: .constant(.null, counted.type),
      counted.type)
  }
}

extension Plan {
  /// Columns of `VIEW.late`: those of every aggregation below that closes windows (by name and type; what one of them
  /// does not have is NULL in its rows), then window_start, window_end, late_by. Empty where no window closes.
  public var lateFields: [Field] {
    let closers = closingAggregations
    guard let (first, firstInput) = closers.first else { return [] }
    var fields: [Field] = []
    for (closing, input) in closers {
      for number in input.lateColumns(closing) {
        let field = input.fields[number].field
        if let known = fields.firstIndex(where: { $0.hasName(of: field) }) {
          fields[known].nullable = fields[known].nullable || field.nullable
        } else {
          fields.append(field)
        }
      }
    }
    if closers.count > 1 { for index in fields.indices { fields[index].nullable = true } }
    let timeType = firstInput.fields[first.end].type
    return fields + [
      Field("window_start", timeType, nullable: false),
      Field("window_end", timeType, nullable: false), Field("late_by", .interval, nullable: false),
    ]
  }

  private var closingAggregations: [(ClosingWindow, Plan)] {
    var found = inputs.flatMap(\.closingAggregations)
    if case .aggregate(let input, let aggregation) = op, let closing = aggregation.closing {
      found.append((closing, input))
    }
    return found
  }

  /// What a late row shows besides its window.
  func lateColumns(_ closing: ClosingWindow) -> [Int] {
    visibleColumns.filter { $0 != closing.start && $0 != closing.end }
  }
}

extension Field {
  func hasName(of other: Field) -> Bool { name == other.name && type == other.type }
}
