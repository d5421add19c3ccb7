import Columnar

@testable import Planning

/// What every plan must fulfil, whatever rules have passed over it: the first thing that is wrong, or nil.
enum PlanInvariants {
  static func violation(_ plan: Plan) -> String? {
    for input in plan.inputs {
      if let below = violation(input) { return below }
    }
    if let watermark = plan.watermark {
      guard plan.fields.indices.contains(watermark), plan.fields[watermark].isHidden,
        plan.fields[watermark].name == "watermark"
      else { return "the watermark is not a hidden field" }
    }
    for column in plan.key ?? [] where !plan.fields.indices.contains(column) {
      return "key column \(column) is not among \(plan.fields.count) fields"
    }
    let input = plan.expressionInput
    for expression in plan.expressions {
      if let fault = mismatch(expression, input) { return fault }
    }
    return shape(plan, input)
  }

  private static func mismatch(_ expression: Expression, _ input: Plan?) -> String? {
    if case .column(let index, let type) = expression {
      guard let input, input.fields.indices.contains(index) else {
        return "column \(index) is out of range"
      }
      let given = input.fields[index].type
      return given == type ? nil : "column \(index) is \(given), not \(type)"
    }
    return expression.operands.lazy.compactMap { mismatch($0, input) }.first
  }

  private static func shape(_ plan: Plan, _ input: Plan?) -> String? {
    let count = plan.fields.count
    switch plan.op {
    case .scan(_, let columns), .view(_, let columns):
      return columns.count + (plan.watermark == nil ? 0 : 1) == count ? nil : "leaf: \(count)"
    case .filter(let input, let condition):
      if condition.type != .boolean { return "a filter of type \(condition.type)" }
      return input.fields.count == count ? nil : "a filter changes the number of fields"
    case .project(_, let expressions):
      let types = zip(expressions, plan.fields).allSatisfy { $0.type == $1.type }
      return expressions.count == count && types ? nil : "a projection's fields differ"
    case .window(let input, let window): return windowed(input, window.timeColumn, count)
    case .session(let input, let session): return windowed(input, session.timeColumn, count)
    case .temporalFilter(let input, _):
      if plan.watermark != nil { return "rows that come and go carry a watermark" }
      return input.fields.count == count ? nil : "a temporal filter changes the number of fields"
    case .aggregate(let input, let aggregation):
      if case .session(_, let session) = input.op,
        session.keys.count + 2 != aggregation.keys.count
      {
        return "a session that is grouped by other keys"
      }
      if let closing = aggregation.closing {
        let parts = [closing.start, closing.end]
        let keyed = parts.allSatisfy { part in
          aggregation.keys.contains { $0.columnIndex == part }
        }
        if !keyed { return "a closing window that is no key" }
        if input.watermark != closing.watermark { return "a closing window without watermark" }
      }
      let isFinal = aggregation.closing?.emit == .final
      let groupings = aggregation.sets?.calls.count ?? 0
      let own = aggregation.keys.count + aggregation.calls.count + groupings + (isFinal ? 1 : 0)
      let isDistinct = aggregation.calls.isEmpty && aggregation.sets == nil
      let isAppendOnly = isFinal || (isDistinct && input.isAppendOnly)
      return own == count && isAppendOnly == plan.isAppendOnly
        ? nil : "an aggregation's fields differ"
    case .unionAll(let inputs):
      let alike = inputs.allSatisfy {
        $0.fields.map(\.type) == plan.fields.map(\.type) && $0.watermark == plan.watermark
      }
      return alike ? nil : "branches of a union differ"
    case .join(let left, let right, let join): return self.join(plan, left, right, join)
    case .setOperation(_, let left, let right):
      let alike = [left, right].allSatisfy {
        $0.fields.map(\.type) == plan.fields.map(\.type) && $0.watermark == nil
      }
      return alike ? nil : "sides of a set operation differ"
    case .values(let rows):
      return rows.allSatisfy { $0.count == count } ? nil : "rows of unequal length"
    case .unnest(let input, let unnest):
      let own = unnest.kept.count + unnest.types.count + (plan.watermark == nil ? 0 : 1)
      if plan.watermark != nil, input.watermark == nil { return "an unnest makes a watermark" }
      let isSound = unnest.kept.allSatisfy {
        input.fields.indices.contains($0) && $0 != input.watermark
      }
      return own == count && isSound ? nil : "an unnest's fields differ"
    case .topRows(let input, let top):
      let own = input.fields.count + (top.givesRank ? 1 : 0)
      if plan.watermark != nil || input.watermark != nil { return "a top-N carries a watermark" }
      if plan.isAppendOnly { return "a top-N takes rows back" }
      if top.limit.map({ $0 < 1 }) == true || top.offset < 0 { return "a top-N of no rows" }
      return own == count ? nil : "a top-N's fields differ"
    case .windowFunctions(let input, let functions):
      let own = input.fields.map(\.type) + functions.calls.map(\.result)
      if plan.watermark != nil || input.watermark != nil { return "OVER carries a watermark" }
      if plan.isAppendOnly { return "OVER takes rows back" }
      return own == plan.fields.map(\.type) ? nil : "fields of OVER differ"
    case .sort(let input, _), .limit(let input, _, _):
      return input.fields.count == count ? nil : "sort or limit changes the number of fields"
    }
  }

  private static func windowed(_ input: Plan, _ timeColumn: Int, _ count: Int) -> String? {
    let type = input.fields[timeColumn].type
    if type != .timestamp && type != .timestamptz { return "a window over \(type)" }
    return input.fields.count + 2 == count ? nil : "a window adds two fields"
  }
}

extension PlanInvariants {
  private static func join(_ plan: Plan, _ left: Plan, _ right: Plan, _ join: Join) -> String? {
    for key in join.keys {
      if key.left.type.layout != key.right.type.layout { return "a key of two layouts" }
      if let fault = mismatch(key.left, left) ?? mismatch(key.right, right) { return fault }
      if !key.left.cannotFail || !key.right.cannotFail { return "a key that can fail" }
    }
    let all = left.fields + right.fields
    let given = join.output.map { all.indices.contains($0) ? all[$0].type : .json }
    let own = plan.fields.indices.filter { $0 != plan.watermark }.map { plan.fields[$0].type }
    if given != own { return "a join's fields differ" }
    let carry = [left.watermark, right.watermark].allSatisfy { $0 != nil }
    if plan.watermark != nil || join.bound != nil, !carry { return "a join without watermarks" }
    if plan.isAppendOnly, !left.isAppendOnly || !right.isAppendOnly { return "rows are taken back" }
    return nil
  }
}

extension Plan {
  /// What its expressions are over: the only input, or both of a join side by side.
  fileprivate var expressionInput: Plan? {
    guard case .join(var left, let right, _) = op else { return inputs.first }
    left.fields += right.fields
    return left
  }

  /// Expressions of this node alone.
  fileprivate var expressions: [Expression] {
    switch op {
    case .temporalFilter(_, let filter): filter.bounds.map(\.time)
    case .scan, .view, .window, .session, .unionAll, .setOperation, .limit: []
    case .topRows(let input, let top):
      (top.partition + top.order.map(\.column)).map(input.column)
    case .windowFunctions(let input, let functions):
      (functions.partition + functions.order.map(\.column)
        + functions.calls.flatMap { $0.arguments + [$0.filter].compactMap { $0 } }).map(
          input.column)
    case .unnest(_, let unnest): unnest.calls.flatMap(\.arguments)
    case .filter(_, let condition): [condition]
    case .project(_, let expressions): expressions
    case .join(_, _, let join): [join.condition].compactMap { $0 }
    case .aggregate(_, let aggregation):
      aggregation.keys
        + aggregation.calls.flatMap { [$0.argument, $0.filter].compactMap { $0 } }
    case .values(let rows): rows.flatMap { $0 }
    case .sort(_, let keys): keys.map(\.expression)
    }
  }
}

extension Plan {
  /// One of its fields; of a number that there is not, a column of no type.
  fileprivate func column(_ number: Int) -> Expression {
    .column(number, fields.indices.contains(number) ? fields[number].type : .json)
  }
}
