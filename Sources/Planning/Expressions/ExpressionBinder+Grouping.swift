import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// `grouping(a, b)`: which of its arguments the row's grouping set lacks.
  func bindGrouping(_ call: CallSyntax, _ range: TextRange) -> BoundExpression? {
    guard let grouping, aggregates != nil else {
      faults.error(
        "grouping", "grouping cannot stand in \(place)", at: range,
        help: "it says in a select list or HAVING which keys a row's grouping set has")
      return nil
    }
    var keys: [Int] = []
    for argument in call.arguments {
      let mark = grouping.mark
      guard let bound = bind(argument) else { return nil }
      guard case .typed(.column(let index, _)) = bound.kind,
        (Grouping.keyBase..<Grouping.callBase).contains(index)
      else {
        grouping.forgive(since: mark)
        faults.error(
          "grouping", "grouping takes what the GROUP BY names", at: argument.range,
          help: "write one of its expressions as it stands there")
        return nil
      }
      keys.append(index - Grouping.keyBase)
    }
    if keys.count > 31 {
      faults.error("grouping", "grouping takes at most 31 arguments", at: range)
      return nil
    }
    let number = grouping.number(ofGrouping: keys)
    return BoundExpression(.column(Grouping.groupingBase + number, .integer), range)
  }
}
