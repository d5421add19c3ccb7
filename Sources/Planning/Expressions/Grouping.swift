import Columnar
import Diagnostics

/// The keys of a grouped SELECT while its expressions are bound.
///
/// Expressions above the aggregation name a key as column `keyBase` + n, a call as `callBase` + n, a call of `grouping`
/// as `groupingBase` + n and one of a window function as `WindowCollector.base` + n; they are renumbered when all are known.
final class Grouping {
  static let keyBase = 1 << 20
  static let callBase = 1 << 21
  static let groupingBase = 1 << 22

  private let keys: [Expression]
  private let keyTexts: [String]
  /// Columns that are neither keys nor inside an aggregate, with their places.
  private(set) var ungrouped: [(name: String, range: TextRange)] = []
  /// Arguments of the calls of `grouping`: numbers of keys.
  private(set) var groupingCalls: [[Int]] = []

  init(keys: [Expression]) {
    self.keys = keys
    keyTexts = keys.map(\.canonicalText)
  }

  /// The key that a bound expression is. Keys inside it were recognised before it, so they are put back first:
  /// `a < b` is a key of `GROUP BY a, a < b` too.
  func key(equalTo expression: Expression) -> Int? {
    if keyTexts.isEmpty { return nil }
    let text = expression.mapColumns { index, type in
      (Grouping.keyBase..<Grouping.callBase).contains(index)
        ? keys[index - Grouping.keyBase] : .column(index, type)
    }.canonicalText
    return keyTexts.firstIndex(of: text)
  }

  /// The number of a call of `grouping`.
  func number(ofGrouping keys: [Int]) -> Int {
    if let known = groupingCalls.firstIndex(of: keys) { return known }
    groupingCalls.append(keys)
    return groupingCalls.count - 1
  }

  func note(ungrouped name: String, _ range: TextRange) { ungrouped.append((name, range)) }

  var mark: Int { ungrouped.count }

  /// What was noted since belongs to an expression that is a key as a whole.
  func forgive(since mark: Int) { ungrouped.removeSubrange(mark...) }

  /// Over the input again, where the SELECT turned out not to be grouped.
  static func restored(_ expression: Expression, _ keys: [Expression]) -> Expression {
    expression.mapColumns { index, type in
      (keyBase..<callBase).contains(index) ? keys[index - keyBase] : .column(index, type)
    }
  }

  /// The numbers that the aggregation's output gives its keys and calls. Without `sets` there is one that lacks nothing.
  static func renumbered(
    _ expression: Expression, keyCount: Int, callCount: Int, sets: GroupingSets?
  ) -> Expression {
    expression.mapColumns { index, type in
      if index >= WindowCollector.base { return .column(index, type) }
      if index >= groupingBase {
        return sets == nil
          ? .constant(.word(0), type) : .column(keyCount + callCount + index - groupingBase, type)
      }
      if index >= callBase { return .column(keyCount + index - callBase, type) }
      precondition(index >= keyBase, "an ungrouped column was not reported")
      return .column(index - keyBase, type)
    }
  }
}

/// The aggregate calls of one SELECT, each distinct one once.
final class AggregateCollector {
  private(set) var calls: [AggregateCall] = []
  private(set) var names: [String] = []
  private var texts: [String] = []

  /// Arguments and filters.
  var expressions: [Expression] {
    calls.flatMap { [$0.argument, $0.filter].compactMap { $0 } }
  }

  /// The calls over other expressions.
  func mapExpressions(_ transform: (Expression) -> Expression) {
    for index in calls.indices {
      calls[index].argument = calls[index].argument.map(transform)
      calls[index].filter = calls[index].filter.map(transform)
    }
  }

  func number(of call: AggregateCall) -> Int {
    let text = call.canonicalText
    if let known = texts.firstIndex(of: text) { return known }
    calls.append(call)
    names.append(call.function.rawValue)
    texts.append(text)
    return calls.count - 1
  }
}
