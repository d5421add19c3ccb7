import Columnar

extension Plan {
  /// Filters moved towards the scans, where that cannot change which expressions are evaluated on which rows.
  ///
  /// A filter passes a projection of plain columns, a closing window whose columns it does not name, UNION ALL, a
  /// join on the side that it names, and what works by partitions where it names only those.
  /// It passes nothing that can fail, no aggregation (late rows are counted after all filters below it, and no
  /// others), and is never merged with another filter.
  func withFiltersPushedDown() -> Plan {
    let plan = mapInputs { $0.withFiltersPushedDown() }
    guard case .filter(let input, let condition) = plan.op else { return plan }
    switch input.op {
    case .project(let below, let expressions)
    where expressions.allSatisfy({ $0.isColumn || $0.isConstant }):
      var result = plan
      let moved = condition.mapColumns { index, _ in expressions[index] }
      result.op = .project(below.filtered(by: moved).withFiltersPushedDown(), expressions)
      return result
    case .window(let below, let window)
    where below.watermark != nil
      && condition.columns.allSatisfy({ $0 < below.fields.count }):
      var result = plan
      result.op = .window(below.filtered(by: condition).withFiltersPushedDown(), window)
      return result
    case .unnest(let below, let unnest):
      return plan.pushed(condition, into: below, unnest, below: input)
    case .session(let below, let session):
      // Only filters by its keys stand above it: they take whole sessions.
      var result = plan
      result.op = .session(below.filtered(by: condition).withFiltersPushedDown(), session)
      return result
    case .unionAll(let branches):
      var result = plan
      result.op = .unionAll(
        branches.map { $0.filtered(by: condition).withFiltersPushedDown() })
      return result
    case .topRows(let below, let top):
      return plan.pushed(condition, past: top.partition, of: input, over: below) {
        .topRows($0, top)
      }
    case .windowFunctions(let below, let functions):
      return plan.pushed(condition, past: functions.partition, of: input, over: below) {
        .windowFunctions($0, functions)
      }
    case .join(let left, let right, let join) where !join.isOpen:
      return plan.pushed(condition, into: left, right, join, below: input)
    default: return plan
    }
  }

  /// Conditions that cannot fail and name one side of a join go below it, unless the join pads that side with NULLs.
  /// Open joins take their filters themselves.
  private func pushed(
    _ condition: Expression, into left: Plan, _ right: Plan, _ join: Join, below whole: Plan
  ) -> Plan {
    let offset = left.fields.count
    var (ofLeft, ofRight, rest): ([Expression], [Expression], [Expression]) = ([], [], [])
    for condition in condition.conjuncts {
      let numbers = condition.columns.map {
        join.output.indices.contains($0) ? join.output[$0] : -1
      }
      let canMove = condition.cannotFail && !numbers.isEmpty && !numbers.contains(-1)
      if canMove, !join.padsRight, numbers.allSatisfy({ $0 < offset }) {
        ofLeft.append(condition.mapColumns { .column(join.output[$0], $1) })
      } else if canMove, !join.padsLeft, join.latest == nil, numbers.allSatisfy({ $0 >= offset }) {
        ofRight.append(condition.mapColumns { .column(join.output[$0] - offset, $1) })
      } else {
        rest.append(condition)
      }
    }
    if ofLeft.isEmpty && ofRight.isEmpty { return self }
    var joined = whole
    joined.op = .join(
      left.filtered(byAll: ofLeft), right.filtered(byAll: ofRight), join)
    return joined.filtered(byAll: rest, pushesDown: false)
  }

  /// Conditions that cannot fail and take whole partitions go below what counts or compares their rows.
  private func pushed(
    _ condition: Expression, past partition: [Int], of whole: Plan, over below: Plan,
    _ make: (Plan) -> Operator
  ) -> Plan {
    let moves = { (condition: Expression) in
      condition.cannotFail && !condition.columns.isEmpty
        && condition.columns.isSubset(of: partition)
    }
    let moving = condition.conjuncts.filter(moves)
    if moving.isEmpty { return self }
    var node = whole
    node.op = make(below.filtered(byAll: moving))
    return node.filtered(byAll: condition.conjuncts.filter { !moves($0) }, pushesDown: false)
  }

  /// Conditions that cannot fail and name none of the columns that are added go below.
  private func pushed(
    _ condition: Expression, into below: Plan, _ unnest: Unnest, below whole: Plan
  ) -> Plan {
    var (moved, rest): ([Expression], [Expression]) = ([], [])
    for condition in condition.conjuncts {
      if condition.cannotFail, condition.columns.allSatisfy({ $0 < unnest.kept.count }) {
        moved.append(condition.mapColumns { .column(unnest.kept[$0], $1) })
      } else {
        rest.append(condition)
      }
    }
    if moved.isEmpty { return self }
    var result = whole
    result.op = .unnest(below.filtered(byAll: moved), unnest)
    return result.filtered(byAll: rest, pushesDown: false)
  }

  private func filtered(byAll conditions: [Expression], pushesDown: Bool = true) -> Plan {
    guard let condition = Expression.all(conditions) else { return self }
    let result = filtered(by: condition)
    return pushesDown ? result.withFiltersPushedDown() : result
  }

  func mapInputs(_ transform: (Plan) -> Plan) -> Plan {
    var result = self
    switch op {
    case .scan, .view, .values: break
    case .filter(let input, let condition): result.op = .filter(transform(input), condition)
    case .project(let input, let expressions):
      result.op = .project(transform(input), expressions)
    case .window(let input, let window): result.op = .window(transform(input), window)
    case .session(let input, let session): result.op = .session(transform(input), session)
    case .temporalFilter(let input, let filter):
      result.op = .temporalFilter(transform(input), filter)
    case .aggregate(let input, let aggregation):
      result.op = .aggregate(transform(input), aggregation)
    case .unionAll(let inputs): result.op = .unionAll(inputs.map(transform))
    case .join(let left, let right, let join):
      result.op = .join(transform(left), transform(right), join)
    case .setOperation(let operation, let left, let right):
      result.op = .setOperation(operation, transform(left), transform(right))
    case .unnest(let input, let unnest): result.op = .unnest(transform(input), unnest)
    case .topRows(let input, let top): result.op = .topRows(transform(input), top)
    case .windowFunctions(let input, let functions):
      result.op = .windowFunctions(transform(input), functions)
    case .sort(let input, let keys): result.op = .sort(transform(input), keys)
    case .limit(let input, let limit, let offset):
      result.op = .limit(transform(input), limit: limit, offset: offset)
    }
    return result
  }
}
