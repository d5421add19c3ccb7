import Diagnostics
import SQL

/// How many arguments a call has, and which clauses.
extension ExpressionBinder {
  func checkShape(_ function: AggregateFunction, _ call: CallSyntax, _ range: TextRange) -> Bool {
    let name = call.name.text
    if call.isStar {
      if function == .count && !call.isDistinct { return true }
      faults.error(
        "aggregate-arguments", "\(name)(*) is not an aggregate", at: range,
        help: function == .count
          ? "count(DISTINCT column), or count(*)" : "name the column: \(name)(column)")
      return false
    }
    guard checkWithinGroup(function, call, range) else { return false }
    let given = call.arguments.count + call.namedArguments.count
    let wanted = function.argumentCounts(isDistinct: call.isDistinct)
    if wanted.contains(given) && call.namedArguments.isEmpty { return true }
    let help = function == .count && given == 0 ? "write count(*) to count rows" : function.form
    let isCountOfSeveral = function == .count && given > 1
    faults.error(
      "aggregate-arguments", "\(name) takes \(words(wanted.lowerBound)), not \(given)", at: range,
      help: isCountOfSeveral
        ? "count(DISTINCT \(list(call))) counts distinct rows of which no part is NULL" : help)
    return false
  }

  private func list(_ call: CallSyntax) -> String {
    call.arguments.map { context.source($0.range) }.joined(separator: ", ")
  }

  private func words(_ count: Int) -> String {
    switch count {
    case 0: "no argument"
    case 1: "one argument"
    default: "two arguments"
    }
  }

  private func checkWithinGroup(
    _ function: AggregateFunction, _ call: CallSyntax, _ range: TextRange
  ) -> Bool {
    if function.isOrderedSet == call.isWithinGroup {
      guard call.isWithinGroup, call.orderBy.count != 1 else { return true }
      faults.error(
        "aggregate-arguments", "\(call.name.text) goes by one value, not \(call.orderBy.count)",
        at: range, help: function.form)
      return false
    }
    faults.error(
      "aggregate-arguments",
      call.isWithinGroup
        ? "\(call.name.text) takes no WITHIN GROUP" : "\(call.name.text) needs WITHIN GROUP",
      at: range,
      help: call.isWithinGroup ? "write \(call.name.text)(…)" : function.form)
    return false
  }
}

extension AggregateFunction {
  /// How many arguments stand in the brackets.
  fileprivate func argumentCounts(isDistinct: Bool) -> ClosedRange<Int> {
    switch self {
    case .mode: 0...0
    case .count where isDistinct: 1...64
    case .stringAggregate, .argumentOfMax, .argumentOfMin, .approximatePercentile: 2...2
    case _ where isOfPairs: 2...2
    default: 1...1
    }
  }

  /// How a call of it looks, where that is not plain.
  fileprivate var form: String? {
    switch self {
    case .mode: "write mode() WITHIN GROUP (ORDER BY value)"
    case .percentileContinuous, .percentileDiscrete:
      "write \(rawValue)(0.5) WITHIN GROUP (ORDER BY value)"
    case .stringAggregate: "write string_agg(value, ', ' ORDER BY value)"
    case .argumentOfMax, .argumentOfMin: "write \(rawValue)(what to show, what to compare)"
    case .approximatePercentile: "write approx_percentile(value, 0.95)"
    case _ where isOfPairs: "write \(rawValue)(y, x)"
    default: nil
    }
  }
}
