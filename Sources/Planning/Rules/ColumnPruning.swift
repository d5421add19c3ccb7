import Columnar

extension Plan {
  /// Reads only the columns that are needed: the visible ones of this plan, and its watermark if asked for.
  func withColumnsPruned(keepsWatermark: Bool) -> Plan {
    let wanted = fields.indices.filter {
      !fields[$0].isHidden || (keepsWatermark && $0 == watermark)
    }
    let pruned = pruned(to: Set(wanted))
    return pruned.plan.picking(wanted.map { pruned.number[$0] ?? 0 }, watermark: keepsWatermark)
  }

  /// Exactly these fields in this order; the plan itself where it has no others.
  func picking(_ columns: [Int], watermark keepsWatermark: Bool) -> Plan {
    if columns == Array(fields.indices) { return self }
    return Plan(
      .project(self, columns.map { .column($0, fields[$0].type) }),
      fields: columns.map { fields[$0] },
      watermark: keepsWatermark ? watermark.flatMap { columns.firstIndex(of: $0) } : nil,
      isAppendOnly: isAppendOnly, key: moved(key, by: columns.firstIndex(of:)))
  }

  private func moved(_ key: [Int]?, by position: (Int) -> Int?) -> [Int]? {
    guard let key else { return nil }
    let moved = key.compactMap(position)
    return moved.count == key.count ? moved : nil
  }

  struct Pruned {
    var plan: Plan
    /// New numbers of the fields that are left, by their old ones.
    var number: [Int: Int]
  }

  /// At least the needed fields; others stay where an operator below reads them.
  func pruned(to needed: Set<Int>) -> Pruned {
    switch op {
    case .scan(let table, let columns):
      return leaf(needed) { .scan(table: table, columns: $0.map { columns[$0] }) }
    case .view(let name, let columns):
      return leaf(needed) { .view(name: name, columns: $0.map { columns[$0] }) }
    case .filter(let input, let condition):
      let below = input.pruned(to: needed.union(condition.columns))
      return passing(below) { .filter(below.plan, condition.renumbered(below.number)) }
    case .temporalFilter(let input, var filter):
      // Exactly what is needed: all of it is kept.
      let read = filter.bounds.reduce(into: needed) { $0.formUnion($1.time.columns) }.sorted()
      let below = input.pruned(to: Set(read))
      let plan = below.plan.picking(read.map { below.number[$0] ?? 0 }, watermark: false)
      let number = Dictionary(uniqueKeysWithValues: read.enumerated().map { ($1, $0) })
      for index in filter.bounds.indices {
        filter.bounds[index].time = filter.bounds[index].time.renumbered(number)
      }
      return keeping(read, .temporalFilter(plan, filter))
    case .topRows(let input, let top): return topRows(input, top, needed)
    case .windowFunctions(let input, let functions):
      return windowFunctions(input, functions, needed)
    case .unnest(let input, let unnest): return self.unnest(input, unnest, needed)
    case .sort(let input, let keys):
      let read = keys.reduce(into: needed) { $0.formUnion($1.expression.columns) }
      let below = input.pruned(to: read)
      return passing(below) {
        .sort(
          below.plan,
          keys.map {
            SortKey(
              expression: $0.expression.renumbered(below.number),
              isDescending: $0.isDescending, nullsFirst: $0.nullsFirst)
          })
      }
    case .limit(let input, let limit, let offset):
      let below = input.pruned(to: needed)
      return passing(below) { .limit(below.plan, limit: limit, offset: offset) }
    case .project(let input, let expressions): return project(input, expressions, needed)
    case .window(let input, var window):
      let below = belowWindow(input, needed, read: [window.timeColumn])
      window.timeColumn = below.number[window.timeColumn] ?? 0
      return withWindowColumns(below, of: input, .window(below.plan, window))
    case .session(let input, var session):
      let below = belowWindow(input, needed, read: [session.timeColumn] + session.keys)
      session.timeColumn = below.number[session.timeColumn] ?? 0
      session.keys = session.keys.map { below.number[$0] ?? 0 }
      return withWindowColumns(below, of: input, .session(below.plan, session))
    case .aggregate(let input, let aggregation): return aggregate(input, aggregation, needed)
    case .unionAll(let inputs): return union(inputs, needed)
    case .join(let left, let right, let join): return self.join(left, right, join, needed)
    case .setOperation(let operation, let left, let right):
      // Rows are told apart by all of their columns.
      let all = Set(fields.indices)
      let inputs = [left, right].map { input -> Plan in
        let below = input.pruned(to: all)
        return below.plan.picking(all.sorted().map { below.number[$0] ?? 0 }, watermark: false)
      }
      return keeping(all.sorted(), .setOperation(operation, inputs[0], inputs[1]))
    case .values(let rows):
      let kept = needed.sorted()
      return keeping(kept, .values(rows.map { row in kept.map { row[$0] } }))
    }
  }

  /// Some of this node's own fields under another operator.
  func keeping(_ kept: [Int], _ op: Operator) -> Pruned {
    let number = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let plan = Plan(
      op, fields: kept.map { fields[$0] }, watermark: watermark.flatMap { number[$0] },
      isAppendOnly: isAppendOnly, key: moved(key) { number[$0] })
    return Pruned(plan: plan, number: number)
  }

  /// An operator that hands on all fields of its input.
  private func passing(_ below: Pruned, _ op: () -> Operator) -> Pruned {
    let kept = below.number.sorted { $0.value < $1.value }.map(\.key)
    return keeping(kept, op())
  }

  private func leaf(_ needed: Set<Int>, _ make: ([Int]) -> Operator) -> Pruned {
    let kept = needed.sorted()
    return keeping(kept, make(kept.filter { $0 != watermark }))
  }

  private func project(_ input: Plan, _ expressions: [Expression], _ needed: Set<Int>) -> Pruned {
    let kept = needed.sorted()
    let read = kept.reduce(into: Set<Int>()) { $0.formUnion(expressions[$1].columns) }
    let below = input.pruned(to: read)
    return keeping(
      kept, .project(below.plan, kept.map { expressions[$0].renumbered(below.number) }))
  }

  private func belowWindow(_ input: Plan, _ needed: Set<Int>, read: [Int]) -> Pruned {
    input.pruned(to: needed.filter { $0 < input.fields.count }.union(read))
  }

  /// What is handed on from below, then the window's start and end.
  private func withWindowColumns(_ below: Pruned, of input: Plan, _ op: Operator) -> Pruned {
    let count = input.fields.count
    let handedOn = below.number.sorted { $0.value < $1.value }.map(\.key)
    return keeping(handedOn + [count, count + 1], op)
  }

  private func aggregate(_ input: Plan, _ aggregation: Aggregation, _ needed: Set<Int>) -> Pruned {
    let keyCount = aggregation.keys.count
    let calls = aggregation.calls.indices.filter { needed.contains(keyCount + $0) }
    var result = aggregation
    result.calls = calls.map { aggregation.calls[$0] }
    let below = input.pruned(to: result.columns)
    result.renumber(below.number)
    let groupings = groupingCalls(&result, needed)
    let kept =
      Array(0..<keyCount) + calls.map { keyCount + $0 } + groupings
      + [watermark].compactMap { $0 }
    return keeping(kept, .aggregate(below.plan, result))
  }

  private func join(_ left: Plan, _ right: Plan, _ join: Join, _ needed: Set<Int>) -> Pruned {
    let offset = left.fields.count
    let kept = needed.sorted()
    var read = Set(kept.filter { $0 != watermark }.map { join.output[$0] })
    read.formUnion(join.condition?.columns ?? [])
    var (ofLeft, ofRight) = (read.filter { $0 < offset }, Set<Int>())
    for column in read where column >= offset { ofRight.insert(column - offset) }
    for key in join.keys {
      ofLeft.formUnion(key.left.columns)
      ofRight.formUnion(key.right.columns)
    }
    if let bound = join.bound {
      ofLeft.insert(bound.left.column)
      ofRight.insert(bound.right.column)
    }
    if let latest = join.latest {
      ofLeft.insert(latest.left.column)
      ofRight.insert(latest.right.column)
    }
    if join.bound != nil || join.latest != nil || watermark.map(needed.contains) == true {
      ofLeft.formUnion([left.watermark].compactMap { $0 })
      ofRight.formUnion([right.watermark].compactMap { $0 })
    }
    let (newLeft, newRight) = (left.pruned(to: ofLeft), right.pruned(to: ofRight))
    var result = join
    result.output = kept.filter { $0 != watermark }.map { join.output[$0] }
    result.renumber(left: newLeft.number, right: newRight.number, offset, newLeft.plan.fields.count)
    return keeping(kept, .join(newLeft.plan, newRight.plan, result))
  }

  /// Leaves the calls of `grouping` that are needed; their fields.
  private func groupingCalls(_ aggregation: inout Aggregation, _ needed: Set<Int>) -> [Int] {
    guard let sets = aggregation.sets, case .aggregate(_, let whole) = op else { return [] }
    let first = whole.keys.count + whole.calls.count
    let kept = sets.calls.indices.filter { needed.contains(first + $0) }
    aggregation.sets?.calls = kept.map { sets.calls[$0] }
    return kept.map { first + $0 }
  }

  private func union(_ inputs: [Plan], _ needed: Set<Int>) -> Pruned {
    let kept = needed.sorted()
    let branches = inputs.map { input -> Plan in
      let below = input.pruned(to: needed)
      return below.plan.picking(kept.map { below.number[$0] ?? 0 }, watermark: true)
    }
    return keeping(kept, .unionAll(branches))
  }
}

extension Join {
  fileprivate mutating func renumber(
    left: [Int: Int], right: [Int: Int], _ offset: Int, _ newOffset: Int
  ) {
    func moved(_ column: Int) -> Int {
      guard
        let new = column < offset ? left[column] : right[column - offset].map({ $0 + newOffset })
      else { preconditionFailure("a join's column \(column) was pruned while it is still read") }
      return new
    }
    keys = keys.map {
      JoinKey(left: $0.left.renumbered(left), right: $0.right.renumbered(right))
    }
    condition = condition?.mapColumns { .column(moved($0), $1) }
    output = output.map(moved)
    if var bound {
      bound.left.column = moved(bound.left.column)
      bound.right.column = moved(bound.right.column + offset) - newOffset
      self.bound = bound
    }
    if var latest {
      latest.left.column = moved(latest.left.column)
      latest.right.column = moved(latest.right.column + offset) - newOffset
      self.latest = latest
    }
    times = JoinTimes()
  }
}

extension Aggregation {
  /// Input columns that it reads.
  var columns: Set<Int> {
    var read = keys.reduce(into: Set<Int>()) { $0.formUnion($1.columns) }
    for call in calls {
      read.formUnion(call.argument?.columns ?? [])
      read.formUnion(call.filter?.columns ?? [])
    }
    if let closing { read.formUnion([closing.start, closing.end, closing.watermark]) }
    return read
  }

  mutating func renumber(_ number: [Int: Int]) {
    keys = keys.map { $0.renumbered(number) }
    for index in calls.indices {
      calls[index].argument = calls[index].argument?.renumbered(number)
      calls[index].filter = calls[index].filter?.renumbered(number)
    }
    guard let old = closing else { return }
    guard let start = number[old.start], let end = number[old.end],
      let watermark = number[old.watermark]
    else { preconditionFailure("a closing window's columns were pruned") }
    closing = ClosingWindow(start: start, end: end, watermark: watermark, emit: old.emit)
  }
}
