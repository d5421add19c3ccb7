import Columnar

/// Conditions on the outer row, pulled up to the subquery's top.
extension Decorrelation {
  /// Nil where that cannot be, or would compute what can fail on more rows than are asked for.
  func pulled(_ plan: Plan) -> Decorrelated? {
    if !names(plan) { return Decorrelated(plan) }
    switch plan.op {
    case .filter(let input, let condition): return pulled(input).map { filtered($0, condition) }
    case .project(let input, let expressions):
      guard expressions.allSatisfy({ !names($0) && $0.cannotFail }) else { return nil }
      return pulled(input).map { $0.projected(expressions, plan) }
    case .temporalFilter(let input, let filter):
      guard filter.bounds.allSatisfy({ !names($0.time) && $0.time.cannotFail }) else { return nil }
      return pulled(input).map { below in
        var result = below
        result.plan = below.plan.filtered(by: filter.mapTimes(below.moved))
        return result
      }
    case .aggregate(let input, let aggregation):
      guard let below = pulled(input) else { return nil }
      return aggregated(below, aggregation, plan)
    case .join(let left, let right, let join): return joined(left, right, join, plan)
    case .unionAll(let inputs):
      return branches(inputs, plan).map { branches in
        var result = branches[0]
        result.plan = .unionAll(branches.map(\.plan))
        return result
      }
    case .setOperation(let operation, let left, let right):
      return branches([left, right], plan).map { branches in
        var result = branches[0]
        result.plan = .setOperation(operation, branches[0].plan, branches[1].plan)
        return result
      }
    case .topRows(let input, let top): return ofEach(input) { $0.topRows(top, $0.tieColumns) }
    case .windowFunctions(let input, let functions):
      return ofEach(input) { $0.windowFunctions(functions, $0.tieColumns) }
    case .scan, .view, .window, .session, .unnest, .values, .sort, .limit: return nil
    }
  }

  /// What ranks or counts the rows of one outer row: those with equal ties, if nothing else tells them apart.
  private func ofEach(_ input: Plan, _ make: (Decorrelated) -> Decorrelated) -> Decorrelated? {
    guard let below = pulled(input), below.conditions.isEmpty else { return nil }
    return make(below)
  }

  // MARK: Filters

  func filtered(_ below: Decorrelated, _ condition: Expression) -> Decorrelated {
    var result = below
    var local: [Expression] = []
    for part in condition.conjuncts {
      let part = below.moved(part)
      if !names(part), part.cannotFail {
        local.append(part)
      } else if !result.tie(part, self) {
        result.conditions.append(part)
      }
    }
    // A condition that can fail is asked of the same rows as it was written for.
    if result.ties.isEmpty, !result.conditions.contains(where: names) {
      local += result.conditions
      result.conditions = []
    }
    if let condition = Expression.all(local) { result.plan = result.plan.filtered(by: condition) }
    return result
  }

  // MARK: Aggregations

  private func aggregated(_ below: Decorrelated, _ aggregation: Aggregation, _ plan: Plan)
    -> Decorrelated?
  {
    let read = aggregation.expressions
    guard below.conditions.isEmpty, aggregation.sets == nil, !aggregation.keys.isEmpty,
      read.allSatisfy({ !names($0) && $0.cannotFail })
    else { return nil }
    return below.aggregated(aggregation, by: below.tieColumns, plan)
  }

  // MARK: Joins

  private func joined(_ left: Plan, _ right: Plan, _ join: Join, _ plan: Plan) -> Decorrelated? {
    guard join.bound == nil, join.latest == nil, let first = pulled(left),
      !join.keys.contains(where: { names($0.left) || names($0.right) })
    else { return nil }
    let isInner = join.kind == .inner
    if !isInner {
      guard [.left, .semi, .anti].contains(join.kind), !names(right),
        join.condition.map(names) != true
      else { return nil }
    }
    guard let second = pulled(right) else { return nil }
    var result = Decorrelated.joined(first, second, join, plan) { isInner ? nil : $0 }
    guard isInner, let condition = join.condition else { return result }
    // Over both inputs' fields, which all are there.
    let (count, places) = (left.fields.count, result.places)
    result.places = result.inputPlaces(count, first, second)
    result = filtered(result, condition)
    result.places = places
    return result
  }

  // MARK: Unions

  /// Branches that are tied alike, in one layout: the fields, then the tied columns.
  private func branches(_ inputs: [Plan], _ plan: Plan) -> [Decorrelated]? {
    var aligned: [Decorrelated] = []
    for input in inputs {
      guard let branch = pulled(input), branch.conditions.isEmpty else { return nil }
      var sorted = branch
      sorted.ties.sort { $0.outer.canonicalText < $1.outer.canonicalText }
      aligned.append(sorted.picking(input.ownFields))
    }
    let texts = aligned.map { $0.ties.map { "\($0.outer.canonicalText) \($0.isNullSafe)" } }
    guard texts.allSatisfy({ $0 == texts[0] && Set($0).count == $0.count }) else { return nil }
    return aligned
  }
}

extension Decorrelated {
  /// Whether the condition is an equality of the outer row and this one, and became a tie.
  fileprivate mutating func tie(_ condition: Expression, _ decorrelation: Decorrelation) -> Bool {
    let sides: [Expression]
    let isNullSafe: Bool
    switch condition {
    case .call(let function, let operands) where function.name == "=" && operands.count == 2:
      (sides, isNullSafe) = (operands, false)
    case .isDistinct(let left, let right, negated: true):
      (sides, isNullSafe) = ([left, right], true)
    default: return false
    }
    guard condition.cannotFail, sides[0].type.layout == sides[1].type.layout,
      !isNullSafe || sides[0].type == sides[1].type
    else { return false }
    let outer = sides.firstIndex {
      $0.columns.isEmpty && !$0.parameters.isEmpty && $0.parameters.isSubset(of: decorrelation.own)
    }
    guard let outer, !sides[1 - outer].columns.isEmpty, !decorrelation.names(sides[1 - outer])
    else { return false }
    let column = append(sides[1 - outer])
    ties.append(Tie(outer: sides[outer], column: column, isNullSafe: isNullSafe))
    return true
  }
}
