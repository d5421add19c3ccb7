import Columnar

extension Plan {
  /// How far, in µs, a row's carried watermark may be past this time of it without its being late; nil where nothing is
  /// known.
  ///
  /// A table's row is set aside where its watermark is past its time at all. A pair carries the greater watermark of its
  /// sides, each of which is not past its own time, and the times of a bounded join's sides are not far from each other.
  func lag(of time: TimeColumn) -> Int64? {
    switch op {
    case .scan, .view: return 0
    case .aggregate: return 0
    case .filter(let input, _): return input.lag(of: time)
    case .window(let input, _), .session(let input, _):
      return time.column < input.fields.count ? input.lag(of: time) : 0
    case .project(let input, let expressions):
      guard let column = expressions[time.column].columnIndex else { return nil }
      return input.lag(of: TimeColumn(column: column, isWindowEnd: time.isWindowEnd))
    case .unnest(let input, let unnest):
      guard unnest.kept.indices.contains(time.column) else { return nil }
      return input.lag(
        of: TimeColumn(column: unnest.kept[time.column], isWindowEnd: time.isWindowEnd))
    case .unionAll(let inputs):
      let lags = inputs.compactMap { $0.lag(of: time) }
      return lags.count == inputs.count ? lags.max() : nil
    case .join(let left, let right, let join):
      guard join.output.indices.contains(time.column) else { return nil }
      return join.lag(of: join.output[time.column], time.isWindowEnd, left, right)
    case .temporalFilter, .setOperation, .topRows, .windowFunctions, .values, .sort, .limit:
      return nil
    }
  }
}

extension TimeBound {
  mutating func findLags(_ left: Plan, _ right: Plan) {
    self.left.lag = left.lag(of: self.left) ?? 0
    self.right.lag = right.lag(of: self.right) ?? 0
  }
}

extension Join {
  fileprivate func lag(
    of column: Int, _ isWindowEnd: Bool, _ leftPlan: Plan, _ rightPlan: Plan
  ) -> Int64? {
    let offset = leftPlan.fields.count
    if let latest {
      return column == latest.left.column && !isWindowEnd ? latest.left.lag : nil
    }
    guard let bound else { return nil }
    if column == bound.left.column, isWindowEnd == bound.left.isWindowEnd {
      return max(bound.left.lag, bound.right.lag - bound.lower)
    }
    if column == bound.right.column + offset, isWindowEnd == bound.right.isWindowEnd {
      return max(bound.right.lag, bound.left.lag + bound.upper)
    }
    return nil
  }
}
