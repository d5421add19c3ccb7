import Columnar
import Dataflow
import Planning

extension PlanCircuit {
  /// A join: a projection of each side where keys are not plain columns, an exchange of both by the keys, the join.
  func join(
    _ plan: Plan, _ join: Join, _ left: Plan, _ right: Plan, part: String,
    from origins: (left: Edge.Origin, right: Edge.Origin)
  ) -> Edge.Origin {
    let offset = left.fields.count
    var sides = [
      JoinSide(left, isLeft: true, offset: 0, join),
      JoinSide(right, isLeft: false, offset: offset, join),
    ]
    if join.timeColumns != nil {
      for index in sides.indices { sides[index].showLate(lateFields) }
    }
    let hasWatermark = plan.watermark != nil
    if hasWatermark { for index in sides.indices { sides[index].keepWatermark() } }
    let kept = sides
    let place = { (number: Int) -> JoinColumn in
      let isLeft = number < offset
      let side = kept[isLeft ? 0 : 1]
      let column = isLeft ? number : number - offset
      return JoinColumn(
        isLeft: isLeft, index: side.stored(column), type: side.plan.fields[column].type)
    }
    let output = join.output.map(place)
    let condition = join.condition.map { condition in
      self.condition(condition, left, right, place)
    }
    let layout = JoinLayout(
      left: sides[0].layout, right: sides[1].layout, keys: join.keys.map(\.type),
      output: output, condition: condition, rows: join.emission(over: right),
      bound: join.bound.map {
        JoinBound(
          lower: $0.lower, upper: $0.upper, leftLag: $0.left.lag, rightLag: $0.right.lag)
      }, hasWatermark: hasWatermark)
    let owner = owner
    let edges = zip(sides, [origins.left, origins.right]).map { side, origin in
      Edge(
        project(
          side.prepared.expressions, of: side.plan, from: origin,
          id: "\(part)-\(side.isLeft ? "left" : "right")-keys"),
        join.keys.isEmpty ? .single : exchange(by: side.layout.keys))
    }
    if join.latest != nil {
      return add(id: "\(part)-temporal-join", edges, hasState: true) {
        TemporalJoin(layout, view: owner)
      }
    }
    return add(id: "\(part)-join", edges, hasState: true) {
      SymmetricHashJoin(layout, view: owner)
    }
  }

  private func condition(
    _ condition: Expression, _ left: Plan, _ right: Plan, _ place: (Int) -> JoinColumn
  ) -> JoinCondition {
    let read = condition.columnNumbers.sorted()
    let moved = Dictionary(uniqueKeysWithValues: read.enumerated().map { ($1, $0) })
    let (all, offset) = (left.fields + right.fields, left.fields.count)
    let shown =
      condition.cannotFail ? [] : left.visibleColumns + right.visibleColumns.map { $0 + offset }
    let names = shown.map { number in
      let name = all[number].name
      let isShared = shown.contains { $0 != number && all[$0].name == name }
      return isShared ? (number < offset ? "left." : "right.") + name : name
    }
    return JoinCondition(
      program: ExpressionProgram(condition.movingColumns(moved), zone: zone),
      columns: read.map(place), shown: shown.map(place),
      errorRows: ErrorRows(names: names, columns: Array(shown.indices), zone: zone))
  }
}

/// One side of a join while it is laid out.
private struct JoinSide {
  let plan: Plan
  let isLeft: Bool
  private(set) var prepared = PreparedColumns()
  private(set) var layout: JoinSideLayout
  /// Where each kept column of the input lies among the kept ones.
  private var places: [Int: Int] = [:]

  /// `offset`: the number of the side's first field among those of both.
  init(_ plan: Plan, isLeft: Bool, offset: Int, _ join: Join) {
    self.plan = plan
    self.isLeft = isLeft
    layout = JoinSideLayout(keys: [], stored: [], types: [], isAppendOnly: plan.isAppendOnly)
    // Every field stays where it is; keys that are computed come behind.
    for number in plan.fields.indices {
      _ = prepared.number(of: .column(number, plan.fields[number].type))
    }
    layout.keys = join.keys.map { prepared.number(of: isLeft ? $0.left : $0.right) }
    var read = Set(join.output).union(join.condition?.columnNumbers ?? [])
    if join.condition?.cannotFail == false {
      read.formUnion(plan.visibleColumns.map { $0 + offset })
    }
    for number in plan.fields.indices where read.contains(number + offset) { keep(number) }
    if let times = join.timeColumns {
      let time = isLeft ? times.left : times.right
      layout.time = time.column
      layout.isWindowEnd = time.isWindowEnd
      layout.lag = (isLeft ? times.left : times.right).lag
      layout.watermark = plan.watermark
    }
  }

  private mutating func keep(_ number: Int) {
    places[number] = layout.stored.count
    layout.stored.append(number)
    layout.types.append(plan.fields[number].type)
  }

  mutating func keepWatermark() {
    guard let watermark = plan.watermark else {
      preconditionFailure("both sides of a join that hands a watermark on have one")
    }
    keep(watermark)
    layout.storedWatermark = places[watermark]
  }

  func stored(_ number: Int) -> Int {
    guard let place = places[number] else {
      preconditionFailure("a join keeps each column that it reads")
    }
    return place
  }

  /// `fields`: those of `VIEW.late`, late_by last.
  mutating func showLate(_ fields: [Field]) {
    layout.lateColumns = fields.dropLast().map { field in
      let number = plan.visibleColumns.first { plan.fields[$0].field.hasName(of: field) }
      return number.map { .input($0) } ?? .missing(field.type)
    }
  }
}

extension JoinKey {
  /// What keys of both sides are kept as: a numeric with all of its digits, whatever scale a side declares.
  fileprivate var type: DataType {
    if case .numeric = left.type { return .numeric }
    return left.type
  }
}

extension Join {
  /// Where it is bound in time: the columns that tell how late a row is.
  var timeColumns: (left: TimeColumn, right: TimeColumn)? {
    bound.map { ($0.left, $0.right) } ?? latest.map { ($0.left, $0.right) }
  }

  fileprivate func emission(over right: Plan) -> JoinEmission {
    switch kind {
    case .inner: JoinEmission(pairs: true)
    case .left: JoinEmission(pairs: true, unmatchedLeft: true)
    case .right: JoinEmission(pairs: true, unmatchedRight: true)
    case .full: JoinEmission(pairs: true, unmatchedLeft: true, unmatchedRight: true)
    // A row with one partner at most is its pair: partners need not be counted.
    case .semi where condition == nil && bound == nil && keysIdentify(right):
      JoinEmission(pairs: true)
    case .semi: JoinEmission(pairs: false, matchedLeft: true)
    case .anti: JoinEmission(pairs: false, unmatchedLeft: true)
    }
  }

  /// Whether no two rows of the right side have equal keys.
  private func keysIdentify(_ right: Plan) -> Bool {
    guard let key = right.key else { return false }
    let columns = keys.compactMap {
      if case .column(let number, _) = $0.right { number } else { nil }
    }
    return Set(columns).isSuperset(of: key)
  }
}
