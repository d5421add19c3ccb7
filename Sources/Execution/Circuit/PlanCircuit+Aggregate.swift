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
      calls: aggregation.calls.map {
        AggregateShape(
          function: $0.function, isDistinct: $0.isDistinct,
          argument: $0.filteredArgument?.type, result: $0.result,
          isAppendOnly: input.isAppendOnly)
      })
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
    let shown = input.lateColumns(closing)
    let late = lateFields.dropLast(3).map { field -> LateColumn in
      guard let number = shown.first(where: { input.fields[$0].field.hasName(of: field) }) else {
        return .missing(field.type)
      }
      return .input(prepared.number(of: column(number)))
    }
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
      lateColumns: late, isFinal: closing.emit == .final)
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
  /// Columns of `VIEW.late`: those of every operator below that sets late rows aside (by name and type; what one of them
  /// does not have is NULL in its rows), then window_start, window_end, late_by. Empty where no row is late.
  public var lateFields: [Field] {
    let sources = lateSources
    guard let first = sources.first else { return [] }
    var fields: [Field] = []
    for source in sources {
      for field in source.fields {
        if let known = fields.firstIndex(where: { $0.hasName(of: field) }) {
          fields[known].nullable = fields[known].nullable || field.nullable
        } else {
          fields.append(field)
        }
      }
    }
    if sources.count > 1 { for index in fields.indices { fields[index].nullable = true } }
    let isOpen = !sources.allSatisfy(\.hasWindow)
    return fields + [
      Field("window_start", first.timeType, nullable: isOpen),
      Field("window_end", first.timeType, nullable: isOpen),
      Field("late_by", .interval, nullable: false),
    ]
  }

  /// What an operator shows of its late rows.
  private struct LateSource {
    var fields: [Field]
    var timeType: DataType
    var hasWindow: Bool
  }

  private var lateSources: [LateSource] {
    var found = inputs.flatMap(\.lateSources)
    switch op {
    case .aggregate(let input, let aggregation):
      guard let closing = aggregation.closing else { break }
      found.append(
        LateSource(
          fields: input.lateColumns(closing).map { input.fields[$0].field },
          timeType: input.fields[closing.end].type, hasWindow: true))
    case .join(let left, let right, let join):
      guard let times = join.timeColumns, left.watermark != nil else { break }
      found += [(left, times.left), (right, times.right)].map { input, time in
        let type = input.fields[time.column].type
        let shown = input.visibleColumns.map { input.fields[$0].field }
        let others = shown.filter {
          ($0.name != "window_start" && $0.name != "window_end") || $0.type != type
        }
        return LateSource(
          fields: others, timeType: type, hasWindow: others.count == shown.count - 2)
      }
    default: break
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
