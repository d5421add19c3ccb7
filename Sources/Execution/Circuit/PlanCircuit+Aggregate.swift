import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// An aggregation as up to two nodes: a projection that computes keys and arguments where they are not plain columns
  /// (before the exchange, on all workers), and the aggregate itself. Of grouping sets each has an aggregate of its own
  /// behind the one projection.
  func aggregate(
    _ plan: Plan, _ aggregation: Aggregation, of input: Plan, from origin: Edge.Origin, part: String
  ) -> Edge.Origin {
    var prepared = PreparedColumns()
    let keys = aggregation.keys.map { prepared.number(of: $0) }
    let arguments = aggregation.calls.map { call in
      call.inputs.map { prepared.number(of: $0) }
    }
    let closing = aggregation.closing.map {
      closingLayout($0, aggregation, of: input, &prepared)
    }
    let layout = AggregateLayout(keys: keys, arguments: arguments, closing: closing)
    let preparedOrigin = project(
      prepared.expressions, of: input, from: origin, id: "\(part)-keys")
    guard let sets = aggregation.sets else {
      return aggregate(
        plan, aggregation, layout, of: input, from: preparedOrigin,
        id: "\(part)-aggregate")
    }
    let origins = sets.keys.enumerated().map { index, set in
      aggregate(
        plan, aggregation, layout.limited(toKeys: set, isFirst: index == 0), only: set, of: input,
        from: preparedOrigin, id: "\(part)-aggregate-\(index + 1)")
    }
    let columns = sets.keys.indices.map { plan.columns(ofSet: $0, aggregation, sets) }
    return add(id: "\(part)-sets", origins.map { Edge($0) }) {
      GroupingSetRows(columns)
    }
  }

  /// The aggregate by all keys or those of one grouping set, over prepared columns.
  private func aggregate(
    _ plan: Plan, _ aggregation: Aggregation, _ layout: AggregateLayout, only set: [Int]? = nil,
    of input: Plan, from origin: Edge.Origin, id: String
  ) -> Edge.Origin {
    let keys = set ?? Array(aggregation.keys.indices)
    let shape = AggregationShape(
      keys: keys.map { aggregation.keys[$0].type },
      calls: aggregation.calls.map { $0.shape(isAppendOnly: input.isAppendOnly) })
    let errors = ErrorRows(
      names: keys.map { plan.fields[$0].name }, columns: Array(keys.indices), zone: zone)
    let owner = owner
    guard let closing = layout.closing, let windowEnd = aggregation.closing?.end else {
      let routing: Edge.Routing = keys.isEmpty ? .single : exchange(by: layout.keys)
      return add(id: id, [Edge(origin, routing)], hasState: true) {
        Aggregate(shape, layout: layout, view: owner, errorRows: errors)
      }
    }
    let timeType = input.fields[windowEnd].type
    let edge = Edge(origin, exchange(by: layout.exchangeColumns))
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

extension Plan {
  /// This aggregation's fields as columns of one grouping set's rows.
  fileprivate func columns(
    ofSet set: Int, _ aggregation: Aggregation, _ sets: GroupingSets
  ) -> [GroupingSetColumn] {
    let own = sets.keys[set]
    let keys = aggregation.keys.enumerated().map { number, key in
      own.firstIndex(of: number).map { GroupingSetColumn.input($0) }
        ?? .constant(.null, key.type)
    }
    let calls = aggregation.calls.indices.map { GroupingSetColumn.input(own.count + $0) }
    let groupings = sets.calls.indices.map {
      GroupingSetColumn.constant(.word(sets.value(ofCall: $0, inSet: set)), .integer)
    }
    let watermark = watermark.map { _ in
      GroupingSetColumn.input(own.count + aggregation.calls.count)
    }
    return keys + calls + groupings + (watermark.map { [$0] } ?? [])
  }

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
