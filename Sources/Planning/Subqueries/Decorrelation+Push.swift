import Columnar

/// The domain, joined in below whatever names the outer row.
extension Decorrelation {
  /// `domain`: the distinct outer values of `columns`, in their order. Nil where an operator cannot be computed for
  /// many outer rows at once.
  func pushed(_ plan: Plan, _ domain: Plan) -> Decorrelated? {
    if !names(plan) { return crossed(plan, domain) }
    switch plan.op {
    case .filter(let input, let condition):
      guard var result = pushed(input, domain) else { return nil }
      result.plan = result.plan.filtered(by: valued(condition, result))
      return result
    case .project(let input, let expressions):
      return pushed(input, domain).map { projected($0, expressions, plan) }
    case .temporalFilter(let input, let filter):
      guard var result = pushed(input, domain) else { return nil }
      let below = result
      result.plan = result.plan.filtered(by: filter.mapTimes { valued($0, below) })
      return result
    case .values(let rows): return values(rows, plan, domain)
    case .aggregate(let input, let aggregation):
      return pushed(input, domain).flatMap { aggregated($0, aggregation, plan, domain) }
    case .join(let left, let right, let join): return joined(left, right, join, plan, domain)
    case .unnest(let input, let unnest):
      return pushed(input, domain).map { unnested($0, unnest, plan) }
    case .unionAll(let inputs):
      return branches(inputs, domain).map { branches in
        var result = branches[0]
        result.plan = .unionAll(branches.map(\.plan))
        return result
      }
    case .setOperation(let operation, let left, let right):
      return branches([left, right], domain).map { branches in
        var result = branches[0]
        result.plan = .setOperation(operation, branches[0].plan, branches[1].plan)
        return result
      }
    case .topRows(let input, let top):
      return pushed(input, domain).map { $0.topRows(top, $0.tieColumns) }
    case .windowFunctions(let input, let functions):
      return pushed(input, domain).map { $0.windowFunctions(functions, $0.tieColumns) }
    case .scan, .view, .window, .session, .sort, .limit: return nil
    }
  }

  /// Ties to the columns of the domain, which begin at this number.
  private func ties(from offset: Int) -> [Decorrelated.Tie] {
    columns.enumerated().map { index, column in
      Decorrelated.Tie(
        outer: .parameter(column.parameter, column.type), column: offset + index, isNullSafe: true)
    }
  }

  /// The expression over the rows and the outer values beside them.
  private func valued(_ expression: Expression, _ rows: Decorrelated) -> Expression {
    rows.moved(expression).replacingParameters { number, type in
      guard let index = columns.firstIndex(where: { $0.parameter == number }) else {
        return .parameter(number, type)
      }
      return .column(rows.ties[index].column, type)
    }
  }

  private func crossed(_ plan: Plan, _ domain: Plan) -> Decorrelated {
    let own = plan.ownFields
    let offset = plan.fields.count
    var result = Decorrelated(plan)
    result.plan = .joined(
      plan, domain, Join(kind: .inner, output: own + domain.fields.indices.map { $0 + offset }))
    result.places = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
    result.ties = ties(from: own.count)
    return result
  }

  // MARK: Rows

  private func projected(_ below: Decorrelated, _ expressions: [Expression], _ plan: Plan)
    -> Decorrelated
  {
    let own = plan.ownFields
    var result = below
    var source = below.plan
    source.watermark = nil
    result.count = plan.fields.count
    result.plan = source.projected(
      own.map { valued(expressions[$0], below) }
        + below.ties.map { .column($0.column, source.fields[$0.column].type) },
      own.map { plan.fields[$0] } + below.ties.map { PlanField(source.fields[$0.column].field) })
    result.places = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
    result.ties = ties(from: own.count)
    return result
  }

  private func unnested(_ below: Decorrelated, _ unnest: Unnest, _ plan: Plan) -> Decorrelated {
    var result = below
    var source = below.plan
    source.watermark = nil
    var moved = unnest
    moved.kept = unnest.kept.map(below.place) + below.ties.map(\.column)
    moved.calls = unnest.calls.map { $0.mapped { valued($0, below) } }
    result.count = plan.fields.count
    result.plan = source.unnested(moved, plan.fields(of: unnest))
    result.places = Dictionary(
      uniqueKeysWithValues: plan.ownFields.map {
        ($0, $0 < unnest.kept.count ? $0 : $0 + below.ties.count)
      })
    result.ties = ties(from: unnest.kept.count)
    return result
  }

  /// Each row once for each outer value.
  private func values(_ rows: [[Expression]], _ plan: Plan, _ domain: Plan) -> Decorrelated {
    var result = Decorrelated(plan)
    result.plan = domain
    result.places = [:]
    result.ties = ties(from: 0)
    let one = result
    let branches = rows.map { projected(one, $0, plan) }
    guard let first = branches.first else { return crossed(plan, domain) }
    result = first
    if branches.count > 1 { result.plan = .unionAll(branches.map(\.plan)) }
    return result
  }

  private func branches(_ inputs: [Plan], _ domain: Plan) -> [Decorrelated]? {
    var branches: [Decorrelated] = []
    for input in inputs {
      guard let branch = pushed(input, domain) else { return nil }
      let columns = input.fields.indices.map { Expression.column($0, input.fields[$0].type) }
      branches.append(projected(branch, columns, input))
    }
    return branches
  }

  // MARK: Aggregations

  private func aggregated(
    _ below: Decorrelated, _ aggregation: Aggregation, _ plan: Plan, _ domain: Plan
  ) -> Decorrelated? {
    var valued = aggregation
    let read = { self.valued($0, below) }
    valued.keys = aggregation.keys.map(read)
    for index in valued.calls.indices {
      valued.calls[index].argument = valued.calls[index].argument.map(read)
      valued.calls[index].filter = valued.calls[index].filter.map(read)
    }
    var moved = below
    moved.places = Dictionary(
      uniqueKeysWithValues: below.plan.fields.indices.map { ($0, $0) })
    let groups = moved.aggregated(valued, by: below.tieColumns, plan)
    guard aggregation.isGlobal else { return groups }
    // An empty grouping set among others: which groups there are for no rows is not known below.
    if aggregation.sets != nil { return nil }
    return withEmptyGroups(groups, aggregation, plan, domain)
  }

  /// A row also for the outer values for which there is none below.
  private func withEmptyGroups(
    _ groups: Decorrelated, _ aggregation: Aggregation, _ plan: Plan, _ domain: Plan
  ) -> Decorrelated {
    var start = Decorrelated(domain)
    start.ties = ties(from: 0)
    let offset = domain.fields.count
    let equal = groups.ties.enumerated().flatMap { index, tie in
      equalities(column(index, of: domain), column(tie.column, of: groups.plan, from: offset))
    }
    let join = Join(
      kind: .left, condition: .all(equal),
      output: Array(domain.fields.indices) + groups.plan.fields.indices.map { $0 + offset })
    start.plan = .joined(domain, groups.plan, join)
    let calls = aggregation.calls.indices.map { index -> Expression in
      let value = Expression.column(offset + groups.place(index), aggregation.calls[index].result)
      return aggregation.calls[index].overNothing(value)
    }
    start.count = start.plan.fields.count
    start.places = Dictionary(uniqueKeysWithValues: (0..<start.count).map { ($0, $0) })
    return projected(start, calls, plan)
  }

  private struct Column {
    var expression: Expression
    var isNullable: Bool
  }

  private func column(_ index: Int, of plan: Plan, from offset: Int = 0) -> Column {
    Column(
      expression: .column(index + offset, plan.fields[index].type),
      isNullable: plan.fields[index].field.nullable)
  }

  private func equalities(_ left: Column, _ right: Column) -> [Expression] {
    equalities(
      left.expression, right.expression, isNullSafe: left.isNullable && right.isNullable)
  }

  // MARK: Joins

  private func joined(
    _ left: Plan, _ right: Plan, _ join: Join, _ plan: Plan, _ domain: Plan
  ) -> Decorrelated? {
    guard join.bound == nil, join.latest == nil else { return nil }
    let conditionNames = join.condition.map(names) ?? false
    let rightNames = names(right) || join.keys.contains { names($0.right) }
    var leftNames = names(left) || join.keys.contains { names($0.left) }
    // A condition reads the outer values of either side; padded rows need them on their own one.
    if join.padsLeft || join.kind == .anti || join.kind == .semi {
      leftNames = leftNames || rightNames || conditionNames
    } else if conditionNames, !rightNames {
      leftNames = true
    }
    let needsRight = rightNames || (join.padsRight && (leftNames || conditionNames))
    let first = leftNames ? pushed(left, domain) : Decorrelated(left)
    let second = needsRight ? pushed(right, domain) : Decorrelated(right)
    guard let first, let second else { return nil }
    let offset = first.plan.fields.count
    let equal =
      leftNames && needsRight
      ? zip(first.ties, second.ties).flatMap { one, other in
        equalities(
          column(one.column, of: first.plan), column(other.column, of: second.plan, from: offset))
      } : []
    let outer = leftNames ? (first, 0) : (second, offset)
    var result = Decorrelated.joined(first, second, join, plan, more: equal) { $0 }
    if case .join(let newLeft, let newRight, var inner) = result.plan.op {
      inner.condition = inner.condition.map { replaced($0, outer.0, outer.1) }
      inner.keys = inner.keys.map {
        JoinKey(left: replaced($0.left, first, 0), right: replaced($0.right, second, 0))
      }
      result.plan = .joined(newLeft, newRight, inner)
    }
    // Of both sides' ties those of the side whose rows are always there.
    let own = columns.count
    if result.ties.count > own {
      result.ties = Array(
        join.kind == .right ? result.ties.suffix(own) : result.ties.prefix(own))
    }
    return join.kind == .full ? withEitherTie(result, first, second) : result
  }

  /// Parameters as columns of a side of a join, whose fields begin at `offset`.
  private func replaced(_ expression: Expression, _ side: Decorrelated, _ offset: Int)
    -> Expression
  {
    expression.replacingParameters { number, type in
      guard let index = columns.firstIndex(where: { $0.parameter == number }) else {
        return .parameter(number, type)
      }
      return .column(side.ties[index].column + offset, type)
    }
  }

  /// Of a full join: the outer values of whichever side is there.
  private func withEitherTie(
    _ whole: Decorrelated, _ left: Decorrelated, _ right: Decorrelated
  ) -> Decorrelated {
    guard case .join(_, _, let join) = whole.plan.op else { return whole }
    let offset = left.plan.fields.count
    let fields = whole.plan.ownFields
    var expressions = fields.map { Expression.column($0, whole.plan.fields[$0].type) }
    var shown = fields.map { whole.plan.fields[$0] }
    var result = whole
    for index in columns.indices {
      let sides = [left.ties[index].column, right.ties[index].column + offset].compactMap {
        join.output.firstIndex(of: $0)
      }
      let type = columns[index].type
      expressions.append(.coalesce(sides.map { .column($0, type) }, type))
      shown.append(PlanField(whole.plan.fields[sides[0]].field))
    }
    result.plan = whole.plan.projected(expressions, shown)
    result.ties = ties(from: fields.count)
    return result
  }
}

extension AggregateCall {
  /// The value where there may be no row at all: count is 0 then, all others are NULL.
  func overNothing(_ value: Expression) -> Expression {
    function == .count ? .coalesce([value, .constant(.word(0), .bigint)], .bigint) : value
  }
}
