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
    case .unnest(let input, let unnest):
      return input.finalised().map { $0.unnested(unnest, fields(of: unnest)) }
    case .unionAll(let inputs):
      let finals = inputs.compactMap { $0.finalised() }
      return finals.count == inputs.count ? .unionAll(finals) : nil
    case .join(let left, let right, let join):
      return finalised(left, right, join)
    case .scan, .window, .session, .temporalFilter, .topRows, .windowFunctions, .values, .sort,
      .limit, .setOperation:
      return nil
    }
  }

  /// A join gives final rows where one of its sides does and the other's rows are final by themselves.
  private func finalised(_ left: Plan, _ right: Plan, _ join: Join) -> Plan? {
    let (finalLeft, finalRight) = (left.finalised(), right.finalised())
    if finalLeft == nil && finalRight == nil { return nil }
    // A final aggregation has its watermark as one more field.
    let result = Plan.rejoined(finalLeft ?? left, finalRight ?? right, join, of: left)
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
      .limit(let input, _, _), .unnest(let input, _):
      return input.reasonWithoutWindow
    case .unionAll(let inputs):
      return inputs.first { $0.finalised() == nil }?.reasonWithoutWindow ?? "UNION"
    case .aggregate(let input, let aggregation):
      if aggregation.calls.isEmpty && aggregation.sets == nil && input.hasWindow {
        return "DISTINCT over an aggregation is never final"
      }
      if input.hasWindow && input.retracts {
        return "the window lies over rows that can change later, so that it never closes"
      }
      if !input.hasWindow { return "there is no window below its GROUP BY" }
      if let reason = input.watermarkLoss { return reason }
      if input.watermark == nil {
        return input.hasUnion
          ? "the inputs of its UNION ALL have no event time in common"
          : "the table below names no event_time"
      }
      return aggregation.sets == nil
        ? "its GROUP BY does not name window_start"
        : "not all of its grouping sets name window_start"
    case .join(let left, let right, let join):
      if join.subquery != nil, join.kind == .left {
        return "the value of its subquery can change"
      }
      if join.kind != .inner && join.bound == nil && join.latest == nil {
        return "its \(join.kind.name) takes rows back when a partner comes later"
      }
      let open = [left, right].first { $0.finalised() == nil && !$0.closesItself }
      return open?.reasonWithoutWindow ?? "neither side of the join is a view of closed windows"
    case .view(let name, _):
      return isAppendOnly
        ? "the query has no GROUP BY"
        : "\(name) gives changes; with emit = 'final' of its own it would give each window once"
    case .setOperation(let operation, _, _):
      return "\(operation.kind.rawValue.uppercased()) gives changes, never a window at its end"
    case .temporalFilter(_, let filter):
      return "its rows come and go as the watermark of \(filter.table) passes"
    case .topRows: return "its rows change as others come before them"
    case .windowFunctions: return "the answers of OVER change with each further row"
    case .scan, .window, .session, .values:
      return "the query has no GROUP BY"
    }
  }

  /// Where rows lose their watermarks although none of them is taken back; nil where they do not.
  private var watermarkLoss: String? {
    switch op {
    case .aggregate(let input, let aggregation)
    where isAppendOnly && aggregation.closing == nil && input.watermark != nil:
      return "the window lies over DISTINCT: which copy of a row comes first, and so whether it is "
        + "late, would depend on how fast the partitions are read"
    case .join(let left, _, let join)
    where join.kind == .semi && isAppendOnly && left.watermark != nil:
      return
        "the window lies over IN or EXISTS: when a row finds its partner, and so whether it is "
        + "late, would depend on how fast the tables are read"
    case .filter, .project, .window, .session, .unionAll, .unnest:
      return inputs.lazy.compactMap(\.watermarkLoss).first
    default: return nil
    }
  }

  private var hasWindow: Bool {
    switch op {
    case .window, .session: true
    default: inputs.contains(where: \.hasWindow)
    }
  }

  private var hasUnion: Bool {
    if case .unionAll = op { return true }
    return inputs.contains(where: \.hasUnion)
  }

  private var retracts: Bool { !isAppendOnly }

  private var closesItself: Bool { isAppendOnly && watermark != nil }

  /// What makes the rows of this query change, for a message.
  var retractionReason: String {
    switch op {
    case .aggregate(_, let aggregation):
      if aggregation.calls.isEmpty && aggregation.sets == nil {
        return "DISTINCT gives up a row when its last copy goes"
      }
      return aggregation.closing == nil
        ? "its GROUP BY gives a new version with each further row of a group"
        : "its window gives a new version with each further row until it closes"
    case .setOperation(let operation, let left, let right):
      if operation.kind == .except { return "EXCEPT gives up a row when the other side gets it" }
      return [left, right].first { !$0.isAppendOnly }?.retractionReason ?? "its rows change"
    case .topRows(let input, _) where input.isAppendOnly:
      return "a row is taken back when others come before it"
    case .windowFunctions(let input, _) where input.isAppendOnly:
      return "the answers of OVER change with each further row"
    case .scan(let table, _):
      return "\(table) has a PRIMARY KEY: a later row replaces an earlier one"
    case .view(let name, _):
      return "the rows of \(name) change"
    case .join(_, let right, let join) where join.subquery != nil && !right.isAppendOnly:
      return "the answer of its subquery changes with further rows"
    case .join(let left, let right, let join)
    where join.kind != .inner && left.isAppendOnly && right.isAppendOnly:
      return "its \(join.kind.name) takes rows back when a partner comes later"
    case .temporalFilter(let input, let filter) where input.isAppendOnly:
      return "its rows come and go as the watermark of \(filter.table) passes"
    default:
      return inputs.first { !$0.isAppendOnly }?.retractionReason ?? "its rows change"
    }
  }
}
