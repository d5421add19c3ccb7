import Columnar

extension Expression {
  /// With parts that name no column computed once; a part that fails stays and fails on the rows that reach it.
  func folded(zone: Zone) -> Expression {
    let inner = mapOperands { $0.folded(zone: zone) }
    if case .constant = inner { return inner }
    if case .column = inner { return inner }
    if case .parameter = inner { return inner }
    if case .call(let function, _) = inner, function.isVolatile { return inner }
    guard inner.operands.allSatisfy(\.isConstant) else { return inner.simplified }
    let batch = Batch(columns: [], count: 1)
    let evaluation = ExpressionProgram(inner, zone: zone).evaluate(batch)
    guard evaluation.errors.isEmpty else { return inner }
    return .constant(evaluation.column[0], inner.type)
  }

  /// Why a part of it that names no column cannot be computed; nil where all can.
  func constantFailure(zone: Zone) -> ExpressionError? {
    for operand in operands {
      if let failure = operand.constantFailure(zone: zone) { return failure }
    }
    guard columns.isEmpty, parameters.isEmpty else { return nil }
    let batch = Batch(columns: [], count: 1)
    return ExpressionProgram(self, zone: zone).evaluate(batch).errors.errors.first
  }

  /// AND without TRUE and OR without FALSE: constants that decide nothing.
  private var simplified: Expression {
    switch self {
    case .and(let operands):
      let rest = operands.filter { !$0.isBoolean(true) }
      return rest.count == 1 ? rest[0] : .and(rest)
    case .or(let operands):
      let rest = operands.filter { !$0.isBoolean(false) }
      return rest.count == 1 ? rest[0] : .or(rest)
    default: return self
    }
  }

  func isBoolean(_ wanted: Bool) -> Bool {
    if case .constant(.boolean(wanted), _) = self { true } else { false }
  }
}

extension Plan {
  /// With constant expressions computed, and filters dropped that let every row through.
  func folded(zone: Zone) -> Plan {
    mapExpressions { $0.folded(zone: zone) }.withoutIdleFilters()
  }

  private func withoutIdleFilters() -> Plan {
    let plan = mapInputs { $0.withoutIdleFilters() }
    if case .filter(let input, let condition) = plan.op, condition.isBoolean(true) { return input }
    return plan
  }

  /// Every expression of the tree replaced by one over the same columns and of the same type.
  func mapExpressions(_ transform: (Expression) -> Expression) -> Plan {
    var result = self
    func next(_ plan: Plan) -> Plan { plan.mapExpressions(transform) }
    switch op {
    case .scan, .view: break
    case .filter(let input, let condition): result.op = .filter(next(input), transform(condition))
    case .project(let input, let expressions):
      result.op = .project(next(input), expressions.map(transform))
    case .window(let input, let window): result.op = .window(next(input), window)
    case .session(let input, let session): result.op = .session(next(input), session)
    case .temporalFilter(let input, var filter):
      for index in filter.bounds.indices {
        filter.bounds[index].time = transform(filter.bounds[index].time)
      }
      result.op = .temporalFilter(next(input), filter)
    case .aggregate(let input, var aggregation):
      aggregation.keys = aggregation.keys.map(transform)
      for index in aggregation.calls.indices {
        aggregation.calls[index].argument = aggregation.calls[index].argument.map(transform)
        aggregation.calls[index].filter = aggregation.calls[index].filter.map(transform)
      }
      result.op = .aggregate(next(input), aggregation)
    case .unionAll(let inputs): result.op = .unionAll(inputs.map(next))
    case .join(let left, let right, var join):
      join.keys = join.keys.map {
        JoinKey(left: transform($0.left), right: transform($0.right))
      }
      join.condition = join.condition.map(transform)
      if join.condition?.isBoolean(true) == true { join.condition = nil }
      result.op = .join(next(left), next(right), join)
    case .setOperation(let operation, let left, let right):
      result.op = .setOperation(operation, next(left), next(right))
    case .values(let rows): result.op = .values(rows.map { $0.map(transform) })
    case .unnest(let input, var unnest):
      for index in unnest.calls.indices {
        unnest.calls[index].arguments = unnest.calls[index].arguments.map(transform)
      }
      result.op = .unnest(next(input), unnest)
    case .topRows(let input, let top): result.op = .topRows(next(input), top)
    case .windowFunctions(let input, let functions):
      result.op = .windowFunctions(next(input), functions)
    case .sort(let input, let keys): result.op = .sort(next(input), keys)
    case .limit(let input, let limit, let offset):
      result.op = .limit(next(input), limit: limit, offset: offset)
    }
    return result
  }
}
