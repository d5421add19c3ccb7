import Columnar

extension Plan {
  /// The same query with each window emitted once; nil where no closing window can be reached.
  func finalised() -> Plan? {
    switch op {
    case .aggregate(let input, var aggregation):
      guard aggregation.closing != nil else { return nil }
      if aggregation.closing?.emit == .final { return self }
      aggregation.closing?.emit = .final
      return Plan(
        .aggregate(input, aggregation), fields: fields + [Plan.watermarkField],
        watermark: fields.count, isAppendOnly: true, key: key)
    case .view:
      return isAppendOnly && watermark != nil ? self : nil
    case .filter(let input, let condition):
      return input.finalised().map { $0.filtered(by: condition) }
    case .project(let input, let expressions):
      guard let final = input.finalised() else { return nil }
      if watermark != nil { return self }
      return final.projected(expressions, fields)
    case .unionAll(let inputs):
      let finals = inputs.compactMap { $0.finalised() }
      return finals.count == inputs.count ? .unionAll(finals) : nil
    case .join(let left, let right, let join):
      return finalised(left, right, join)
    case .scan, .tumble, .values, .sort, .limit:
      return nil
    }
  }

  /// A join gives final rows where one of its sides does and the other's rows are final by themselves.
  private func finalised(_ left: Plan, _ right: Plan, _ join: Join) -> Plan? {
    let (finalLeft, finalRight) = (left.finalised(), right.finalised())
    if finalLeft == nil && finalRight == nil { return nil }
    let offset = left.fields.count
    let (newLeft, newRight) = (finalLeft ?? left, finalRight ?? right)
    // A final aggregation has its watermark as one more field.
    let moved = { (column: Int) in
      column < offset ? column : column - offset + newLeft.fields.count
    }
    var join = join
    join.condition = join.condition?.mapColumns { .column(moved($0), $1) }
    join.output = join.output.map(moved)
    join.times = JoinTimes(
      events: Set(join.times.events.map(moved)),
      windows: join.times.windows.map {
        WindowColumns(
          start: moved($0.start), end: $0.end.map(moved), size: $0.size, offset: $0.offset)
      })
    let result = Plan.joined(newLeft, newRight, join)
    return result.isAppendOnly && result.watermark != nil ? result : nil
  }

  /// Without the carried watermark, where nothing above reads it.
  func withoutWatermark() -> Plan {
    guard let watermark else { return self }
    return showing(fields.indices.filter { $0 != watermark }, keepsWatermark: false)
  }

  /// Why there is no window to wait for, for a message.
  var reasonWithoutWindow: String {
    switch op {
    case .filter(let input, _), .project(let input, _), .sort(let input, _),
      .limit(let input, _, _):
      return input.reasonWithoutWindow
    case .unionAll(let inputs):
      return inputs.first { $0.finalised() == nil }?.reasonWithoutWindow ?? "UNION"
    case .aggregate(let input, let aggregation):
      if aggregation.calls.isEmpty && input.hasWindow {
        return "DISTINCT over an aggregation is never final"
      }
      if input.hasWindow && input.retracts {
        return "the window lies over rows that can change later, so that it never closes"
      }
      if !input.hasWindow { return "there is no TUMBLE below its GROUP BY" }
      return input.watermark == nil
        ? "the table below names no event_time" : "its GROUP BY does not name window_start"
    case .join(let left, let right, let join):
      if join.kind != .inner && join.bound == nil && join.latest == nil {
        return "its \(join.kind.name) takes rows back when a partner comes later"
      }
      let open = [left, right].first { $0.finalised() == nil && !$0.closesItself }
      return open?.reasonWithoutWindow ?? "neither side of the join is a view of closed windows"
    case .view(let name, _):
      return isAppendOnly
        ? "the query has no GROUP BY"
        : "\(name) gives changes; with emit = 'final' of its own it would give each window once"
    case .scan, .tumble, .values:
      return "the query has no GROUP BY"
    }
  }

  private var hasWindow: Bool {
    if case .tumble = op { return true }
    return inputs.contains(where: \.hasWindow)
  }

  private var retracts: Bool { !isAppendOnly }

  private var closesItself: Bool { isAppendOnly && watermark != nil }

  /// What makes the rows of this query change, for a message.
  var retractionReason: String {
    switch op {
    case .aggregate(_, let aggregation):
      if aggregation.calls.isEmpty { return "DISTINCT gives up a row when its last copy goes" }
      return aggregation.closing == nil
        ? "its GROUP BY gives a new version with each further row of a group"
        : "its window gives a new version with each further row until it closes"
    case .scan(let table, _):
      return "\(table) has a PRIMARY KEY: a later row replaces an earlier one"
    case .view(let name, _):
      return "the rows of \(name) change"
    case .join(let left, let right, let join)
    where join.kind != .inner && left.isAppendOnly && right.isAppendOnly:
      return "its \(join.kind.name) takes rows back when a partner comes later"
    default:
      return inputs.first { !$0.isAppendOnly }?.retractionReason ?? "its rows change"
    }
  }
}
