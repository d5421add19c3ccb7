import Columnar

/// The operators of a subquery over the rows of all outer rows at once.
extension Decorrelated {
  var tieColumns: [Int] {
    var columns: [Int] = []
    for tie in ties where !columns.contains(tie.column) { columns.append(tie.column) }
    return columns
  }

  /// The column that an expression is; computed behind the others where it is none.
  mutating func append(_ expression: Expression) -> Int {
    if let column = expression.columnIndex { return column }
    let fields = plan.fields
    plan = Plan(
      .project(plan, fields.indices.map { .column($0, fields[$0].type) } + [expression]),
      fields: fields + [
        PlanField(Field("key", expression.type, nullable: expression.isNullable(over: fields)))
      ], watermark: plan.watermark, isAppendOnly: plan.isAppendOnly, key: plan.key)
    return fields.count
  }

  /// Whose watermark nobody reads.
  private var unwatermarked: Plan {
    var plan = plan
    plan.watermark = nil
    return plan
  }

  /// These columns under new numbers, and what ties and conditions read behind them.
  func projected(_ expressions: [Expression], _ like: Plan) -> Decorrelated {
    var expressions = expressions.map(moved)
    var fields = like.fields
    func carried(_ column: Int) -> Int {
      if let known = expressions.firstIndex(where: { $0.columnIndex == column }) { return known }
      expressions.append(.column(column, plan.fields[column].type))
      fields.append(PlanField(plan.fields[column].field, isHidden: plan.fields[column].isHidden))
      return fields.count - 1
    }
    var result = self
    for index in ties.indices { result.ties[index].column = carried(ties[index].column) }
    result.conditions = conditions.map { $0.mapColumns { .column(carried($0), $1) } }
    result.plan = unwatermarked.projected(expressions, fields)
    result.count = like.fields.count
    result.places = like.fields.indices.identity
    return result
  }

  /// These fields, and the tied columns behind them, each for itself.
  func picking(_ columns: [Int]) -> Decorrelated {
    let shown = columns.map(place) + ties.map(\.column)
    var result = self
    result.plan = unwatermarked.projected(
      shown.map { .column($0, plan.fields[$0].type) },
      shown.map { PlanField(plan.fields[$0].field) })
    for index in ties.indices { result.ties[index].column = columns.count + index }
    result.places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    return result
  }

  // MARK: Operators over groups of rows

  /// Grouped by more columns, which stand behind the keys.
  func aggregated(_ aggregation: Aggregation, by columns: [Int], _ like: Plan) -> Decorrelated {
    var grouping = aggregation
    let count = aggregation.keys.count
    grouping.keys = aggregation.keys.map(moved)
    grouping.keys += columns.map { .column($0, plan.fields[$0].type) }
    for index in grouping.calls.indices {
      grouping.calls[index].argument = grouping.calls[index].argument.map(moved)
      grouping.calls[index].filter = grouping.calls[index].filter.map(moved)
    }
    if let sets = grouping.sets {
      grouping.sets?.keys = sets.keys.map { $0 + Array(count..<count + columns.count) }
    }
    grouping.closing = nil
    let own = like.ownFields
    let names = own.map { like.fields[$0].name }
    let (ofKeys, ofCalls) = (names.prefix(count), names.dropFirst(count))
    var result = self
    result.count = like.fields.count
    result.plan = plan.aggregated(
      grouping, names: ofKeys + columns.map { plan.fields[$0].name } + ofCalls,
      identity: (like.key ?? Array(0..<count)).filter { $0 < count }
        + Array(count..<count + columns.count))
    result.places = [:]
    for index in own { result.places[index] = index < count ? index : index + columns.count }
    for index in ties.indices {
      if let place = columns.firstIndex(of: ties[index].column) {
        result.ties[index].column = count + place
      }
    }
    return result
  }

  func topRows(_ top: TopRows, _ columns: [Int]) -> Decorrelated {
    var top = top
    top.partition = partition(top.partition, columns)
    top.order = top.order.map(moved)
    return over(columns) { $0.topRows(top) }
  }

  func windowFunctions(_ functions: WindowFunctions, _ columns: [Int]) -> Decorrelated {
    var functions = functions
    functions.partition = partition(functions.partition, columns)
    functions.order = functions.order.map(moved)
    for index in functions.calls.indices {
      functions.calls[index].arguments = functions.calls[index].arguments.map(place)
      functions.calls[index].filter = functions.calls[index].filter.map(place)
    }
    return over(columns) { $0.windowFunctions(functions) }
  }

  private func partition(_ partition: [Int], _ columns: [Int]) -> [Int] {
    let own = partition.map(place)
    return own + columns.filter { !own.contains($0) }
  }

  private func moved(_ key: OrderKey) -> OrderKey {
    OrderKey(
      column: place(key.column), isDescending: key.isDescending, nullsFirst: key.nullsFirst)
  }

  /// The fields that such an operator adds stand behind all others.
  private func over(_ columns: [Int], _ make: (Plan) -> Plan) -> Decorrelated {
    var result = self
    result.plan = make(unwatermarked)
    for index in 0..<result.plan.fields.count - plan.fields.count {
      result.places[count + index] = plan.fields.count + index
    }
    result.count += result.plan.fields.count - plan.fields.count
    return result
  }

  // MARK: Joins

  /// All fields of both but watermarks; `condition` of the join over both inputs' old numbers, as far as it stays.
  static func joined(
    _ left: Decorrelated, _ right: Decorrelated, _ join: Join, _ like: Plan,
    more: [Expression] = [], condition: (Expression) -> Expression?
  ) -> Decorrelated {
    let isOneSided = join.kind == .semi || join.kind == .anti
    let offset = left.plan.fields.count
    func number(_ column: Int) -> Int {
      column < left.count ? left.place(column) : right.place(column - left.count) + offset
    }
    var result = left
    result.count = like.fields.count
    var moved = Join(
      kind: join.kind,
      keys: join.keys.map { JoinKey(left: left.moved($0.left), right: right.moved($0.right)) },
      output: left.plan.ownFields
        + (isOneSided ? [] : right.plan.ownFields.map { $0 + offset }))
    let kept = join.condition.flatMap(condition)?.mapColumns { .column(number($0), $1) }
    moved.condition = .all((kept?.conjuncts ?? []) + more)
    moved.isPlanned = join.isPlanned
    moved.times = JoinTimes(
      events: Set(join.times.events.map(number)),
      windows: join.times.windows.map {
        WindowColumns(
          start: number($0.start), end: $0.end.map(number), kind: $0.kind, offset: $0.offset)
      })
    result.plan = .joined(left.plan, right.plan, moved)
    let position = Dictionary(uniqueKeysWithValues: moved.output.enumerated().map { ($1, $0) })
    func placed(_ expression: Expression, from offset: Int) -> Expression {
      expression.mapColumns { .column(position[$0 + offset] ?? -1, $1) }
    }
    result.places = [:]
    for (index, column) in join.output.enumerated() {
      result.places[index] = position[number(column)]
    }
    func tied(_ side: Decorrelated, from offset: Int) -> [Tie] {
      side.ties.map { tie in
        Tie(
          outer: tie.outer, column: position[tie.column + offset] ?? -1,
          isNullSafe: tie.isNullSafe)
      }
    }
    result.ties = tied(left, from: 0) + (isOneSided ? [] : tied(right, from: offset))
    result.conditions =
      left.conditions.map { placed($0, from: 0) }
      + (isOneSided ? [] : right.conditions.map { placed($0, from: offset) })
    return result
  }

  /// Where both inputs' fields, numbered through, lie in their join.
  func inputPlaces(_ count: Int, _ left: Decorrelated, _ right: Decorrelated)
    -> [Int: Int]
  {
    guard case .join(_, _, let join) = plan.op else { return places }
    let position = Dictionary(uniqueKeysWithValues: join.output.enumerated().map { ($1, $0) })
    var result: [Int: Int] = [:]
    for (old, new) in left.places { result[old] = position[new] }
    for (old, new) in right.places { result[old + count] = position[new + left.plan.fields.count] }
    return result
  }
}

extension Range<Int> {
  fileprivate var identity: [Int: Int] {
    Dictionary(uniqueKeysWithValues: map { ($0, $0) })
  }
}

extension Aggregation {
  /// Keys, arguments and filters.
  var expressions: [Expression] {
    keys + calls.flatMap { [$0.argument, $0.filter].compactMap { $0 } }
  }
}
