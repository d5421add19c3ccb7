import Columnar

extension Plan {
  /// Joins with their keys, bounds and order.
  ///
  /// Inner joins that follow each other are taken apart into relations and conditions. A condition on one relation goes
  /// below the join, an equality of two becomes a key, and the next relation is the first one that a key connects, so
  /// that `FROM a, b, c WHERE …` builds no product that its conditions avoid. What can fail is evaluated on the last
  /// join's pairs only, so never on more rows than the written query does.
  func withJoinsPlanned() -> Plan {
    if let cluster = JoinCluster(self) { return cluster.joined(like: self) }
    let plan = mapInputs { $0.withJoinsPlanned() }
    guard case .join(let left, let right, let join) = plan.op, join.kind != .inner else {
      return plan
    }
    return plan.withOuterKeys(left, right, join)
  }

  /// Equalities of an outer join's condition become keys; what names only the side that is padded goes below it.
  private func withOuterKeys(_ left: Plan, _ right: Plan, _ join: Join) -> Plan {
    let offset = left.fields.count
    var (join, left, right) = (join, left, right)
    var rest: [Expression] = []
    for condition in join.condition?.conjuncts ?? [] {
      let columns = condition.columns
      if let key = condition.joinKey(splitAt: offset) {
        join.keys.append(key)
      } else if !columns.isEmpty, condition.cannotFail, !join.padsRight,
        columns.allSatisfy({ $0 >= offset })
      {
        right = right.filtered(by: condition.mapColumns { .column($0 - offset, $1) })
      } else if !columns.isEmpty, condition.cannotFail, join.kind == .right,
        columns.allSatisfy({ $0 < offset })
      {
        left = left.filtered(by: condition)
      } else {
        rest.append(condition)
      }
    }
    join.condition = .all(rest)
    join.isPlanned = true
    var result = Plan.joined(
      left.withFiltersPushedDown(), right.withFiltersPushedDown(), join)
    result.fields = fields
    return result
  }
}

/// Inner joins side by side: relations, and conditions over all of their columns, numbered through.
private struct JoinCluster {
  private var leaves: [(plan: Plan, base: Int)] = []
  private var conditions: [Expression] = []
  private var times = JoinTimes()
  private var count = 0
  /// The fields of the whole, by their numbers; the watermark's is −1.
  private var output: [Int] = []

  /// Nil where the plan is no inner join whose keys are still to be found.
  init?(_ plan: Plan) {
    guard plan.isOpenJoin else { return nil }
    output = add(plan)
  }

  private mutating func add(_ plan: Plan) -> [Int] {
    switch plan.op {
    case .filter(let input, let condition) where input.isOpenJoin:
      let numbers = add(input)
      take(condition, numbers)
      return numbers
    case .join(let left, let right, let join) where join.isOpen:
      let numbers = add(left) + add(right)
      if let condition = join.condition { take(condition, numbers) }
      times.events.formUnion(join.times.events.map { numbers[$0] })
      times.windows += join.times.windows.map { window in
        WindowColumns(
          start: numbers[window.start], end: window.end.map { numbers[$0] }, kind: window.kind,
          offset: window.offset)
      }
      return join.output.map { numbers[$0] } + (plan.watermark == nil ? [] : [-1])
    default:
      leaves.append((plan, count))
      count += plan.fields.count
      return Array(count - plan.fields.count..<count)
    }
  }

  private mutating func take(_ condition: Expression, _ numbers: [Int]) {
    conditions += condition.conjuncts.map { $0.mapColumns { .column(numbers[$0], $1) } }
  }

  // MARK: Joining

  /// A relation joined so far: where each numbered column lies in its plan.
  private struct Joined {
    var plan: Plan
    var place: [Int: Int]

    func has(_ column: Int) -> Bool { place[column] != nil }
  }

  func joined(like whole: Plan) -> Plan {
    var open = conditions
    var relations = leaves.map { leaf(of: $0, &open) }
    var current = relations.removeFirst()
    while !relations.isEmpty {
      let next = relations.firstIndex { relation in
        open.contains { $0.joinKey(isLeft: current.has, isRight: relation.has) != nil }
      }
      let right = relations.remove(at: next ?? 0)
      current = join(current, right, &open, isLast: relations.isEmpty)
    }
    var plan = current.plan
    plan.fields = zip(whole.fields, plan.fields).map { written, planned in
      var field = written
      field.field.nullable = field.field.nullable && planned.field.nullable
      return field
    }
    return plan
  }

  /// A relation with the conditions that name no other and cannot fail.
  private func leaf(of leaf: (plan: Plan, base: Int), _ open: inout [Expression]) -> Joined {
    let numbers = leaf.base..<leaf.base + leaf.plan.fields.count
    var plan = leaf.plan
    let own = open.filter {
      !$0.columns.isEmpty && $0.columns.allSatisfy(numbers.contains) && $0.cannotFail
    }
    open.removeAll { condition in own.contains { $0.canonicalText == condition.canonicalText } }
    if let condition = Expression.all(own) {
      plan = plan.filtered(by: condition.mapColumns { .column($0 - leaf.base, $1) })
        .withFiltersPushedDown()
    }
    plan = plan.withJoinsPlanned()
    let place = Dictionary(
      uniqueKeysWithValues: numbers.filter { $0 - leaf.base != plan.watermark }.map {
        ($0, $0 - leaf.base)
      })
    return Joined(plan: plan, place: place)
  }

  private func join(
    _ left: Joined, _ right: Joined, _ open: inout [Expression], isLast: Bool
  ) -> Joined {
    let offset = left.plan.fields.count
    let place = left.place.merging(right.place.mapValues { $0 + offset }) { first, _ in first }
    let bound = bound(left, right)
    var join = Join(kind: .inner, output: [])
    var rest: [Expression] = []
    open.removeAll { condition in
      if let key = condition.joinKey(isLeft: left.has, isRight: right.has) {
        join.keys.append(
          key.renumbered(left: { left.place[$0] ?? 0 }, right: { right.place[$0] ?? 0 }))
        return true
      }
      let isReady = condition.cannotFail && condition.columns.allSatisfy { place[$0] != nil }
      guard isLast || isReady else { return false }
      rest.append(condition.mapColumns { .column(place[$0] ?? 0, $1) })
      return true
    }
    join.condition = .all(rest)
    join.isPlanned = true
    join.bound = bound
    let shown = isLast ? output.filter { $0 >= 0 } : place.keys.sorted()
    join.output = shown.map { place[$0] ?? 0 }
    return Joined(
      plan: .joined(left.plan, right.plan, join),
      place: Dictionary(zip(shown, shown.indices), uniquingKeysWith: { first, _ in first }))
  }

  private func bound(_ left: Joined, _ right: Joined) -> TimeBound? {
    guard left.plan.watermark != nil, right.plan.watermark != nil, left.plan.isAppendOnly,
      right.plan.isAppendOnly
    else { return nil }
    let bounds = TimeBounds(conditions, times, isLeft: left.has, isRight: right.has)
    guard var bound = bounds.narrowest else { return nil }
    bound.left.column = left.place[bound.left.column] ?? 0
    bound.right.column = right.place[bound.right.column] ?? 0
    bound.findLags(left.plan, right.plan)
    return bound
  }
}

extension Join {
  /// Keys are still to be found.
  var isOpen: Bool { kind == .inner && keys.isEmpty && !isPlanned }
}

extension Plan {
  fileprivate var isOpenJoin: Bool {
    switch op {
    case .join(_, _, let join): join.isOpen
    case .filter(let input, _): input.isOpenJoin
    default: false
    }
  }
}
