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
    case .scan, .window, .session, .temporalFilter, .values, .sort, .limit:
      return nil
    }
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
      if !input.hasWindow { return "there is no window below its GROUP BY" }
      if input.watermark != nil { return "its GROUP BY does not name window_start" }
      return input.hasUnion
        ? "the inputs of its UNION ALL have no event time in common"
        : "the table below names no event_time"
    case .view(let name, _):
      return isAppendOnly
        ? "the query has no GROUP BY"
        : "\(name) gives changes; with emit = 'final' of its own it would give each window once"
    case .temporalFilter(_, let filter):
      return "its rows leave as the watermark of \(filter.table) passes"
    case .scan, .window, .session, .values:
      return "the query has no GROUP BY"
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
    case .temporalFilter(let input, let filter) where input.isAppendOnly:
      return "its rows leave as the watermark of \(filter.table) passes"
    default:
      return inputs.first { !$0.isAppendOnly }?.retractionReason ?? "its rows change"
    }
  }
}
