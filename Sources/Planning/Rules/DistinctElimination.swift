import Columnar

extension Plan {
  /// Without each DISTINCT over rows that a key tells apart already.
  func withNeedlessDistinctsDropped() -> Plan {
    var plan = mapInputs { $0.withNeedlessDistinctsDropped() }
    guard case .aggregate(let input, let aggregation) = plan.op, aggregation.calls.isEmpty,
      aggregation.sets == nil, aggregation.closing == nil, let key = input.key,
      Set(key).isSubset(of: aggregation.keys.compactMap(\.columnIndex))
    else { return plan }
    plan.op = .project(input, aggregation.keys)
    return plan
  }
}
