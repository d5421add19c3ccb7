import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// Functions that need OVER, by name.
  static let windowFunctions: [String: WindowFunctionKind] = Dictionary(
    uniqueKeysWithValues: [
      .rowNumber, .rank, .denseRank, .percentRank, .cumeDist, .ntile, .lag, .lead, .firstValue,
      .lastValue, .nthValue,
    ].map { (kind: WindowFunctionKind) in (kind.name, kind) })

  /// `f(…) OVER …`.
  func bindWindowCall(_ call: CallSyntax, _ syntax: WindowSyntax, _ range: TextRange)
    -> BoundExpression?
  {
    guard let windows else {
      refuseWindow(range)
      return nil
    }
    let window = bindWindow(syntax)
    let name = call.name.text
    let bound: BoundWindowCall?
    if let function = ExpressionBinder.aggregate(named: name) {
      bound = bindAggregate(function, over: window, call, range)
    } else if let kind = ExpressionBinder.windowFunctions[name] {
      bound = checkWindowCall(call, range) ? bindKind(kind, over: window, call, range) : nil
    } else {
      refuseOver(call, range)
      return nil
    }
    guard let bound, let window else { return nil }
    if bound.isMissing { return BoundExpression(.constant(.null, bound.result), range) }
    return BoundExpression(windows.column(of: bound, over: window), range)
  }

  private func refuseWindow(_ range: TextRange) {
    let inside = ["a window function", "an aggregate's argument"].contains(place)
    let what = place == "a window function" ? "another one" : place
    faults.error(
      "window-not-allowed",
      "a window function cannot stand \(inside ? "inside" : "in") \(what)", at: range,
      help: inside
        ? "compute the inner one in a subquery: SELECT … FROM (SELECT …, … OVER (…) AS n …) AS q"
        : "put it in a subquery and ask above it: SELECT … FROM (SELECT …, … OVER (…) AS n …) AS q "
          + "WHERE n <= 3")
  }

  /// A window function without OVER.
  func refuseWithoutOver(_ name: String, _ range: TextRange) {
    let takesNone = ExpressionBinder.windowFunctions[name]?.argumentCounts == 0...0
    faults.error(
      "window", "\(name) needs a window behind it", at: range,
      help: "write \(name)(\(takesNone ? "" : "…")) OVER (PARTITION BY … ORDER BY …)")
  }

  private func refuseOver(_ call: CallSyntax, _ range: TextRange) {
    let name = call.name.text
    if ExpressionBinder.missingAggregates.contains(name) {
      faults.unsupported(
        "the aggregate \(name)", at: range,
        help: "there are \(listed(AggregateFunction.allCases.map(\.rawValue)))")
    } else if context.functions.contains(name) {
      faults.error(
        "window", "\(name) is neither a window function nor an aggregate, so it takes no OVER",
        at: range)
    } else {
      reportUnknownFunction(name, range)
    }
  }

  private func checkWindowCall(_ call: CallSyntax, _ range: TextRange) -> Bool {
    let name = call.name.text
    let odd =
      call.isStar
      ? "(*)"
      : call.isDistinct
        ? "DISTINCT" : call.filter != nil ? "FILTER" : call.orderBy.isEmpty ? nil : "ORDER BY"
    if let odd {
      faults.error(
        "window", "\(name) takes no \(odd)", at: range,
        help: odd == "FILTER" ? "FILTER is for aggregates" : nil)
      return false
    }
    guard let named = call.namedArguments.first else { return true }
    faults.error("window", "\(name) takes no named arguments", at: named.name.range)
    return false
  }

  // MARK: Window functions

  private func bindKind(
    _ kind: WindowFunctionKind, over window: BoundWindow?, _ call: CallSyntax, _ range: TextRange
  ) -> BoundWindowCall? {
    let counts = kind.argumentCounts
    guard counts.contains(call.arguments.count) else {
      let wanted =
        counts.count == 1 ? counted(counts.lowerBound, "argument") : "one to three arguments"
      faults.error(
        "arguments",
        "\(kind.name) takes \(counts == 0...0 ? "no arguments" : wanted), not "
          + "\(call.arguments.count)", at: range)
      return nil
    }
    var bound = BoundWindowCall(
      function: kind, arguments: [],
      frame: kind.readsFrame ? window?.frame ?? .default : .default, result: .bigint)
    switch kind {
    case .rowNumber, .rank, .denseRank: return bound
    case .percentRank, .cumeDist:
      bound.result = .double
      return bound
    case .ntile:
      bound.result = .integer
      return bindNumber(call.arguments[0], of: kind, &bound) ? bound : nil
    case .firstValue, .lastValue, .nthValue, .lag, .lead:
      guard bindValues(of: kind, call.arguments, &bound, range) else { return nil }
      if call.arguments.count < 2 { return bound }
      return bindNumber(call.arguments[1], of: kind, &bound) ? bound : nil
    case .aggregate: return nil
    }
  }

  /// The value, and the default of lag and lead.
  private func bindValues(
    of kind: WindowFunctionKind, _ arguments: [ExpressionSyntax], _ bound: inout BoundWindowCall,
    _ range: TextRange
  ) -> Bool {
    let inner = operandBinder
    var operands = [arguments[0]]
    if arguments.count == 3 { operands.append(arguments[2]) }
    guard let (values, type) = inner.unified(operands, in: kind.name, range) else { return false }
    bound.result = type.unconstrained
    // A length or precision does not change how values lie.
    bound.arguments = values
    return true
  }

  /// A constant: rows away, buckets, or which row.
  private func bindNumber(
    _ syntax: ExpressionSyntax, of kind: WindowFunctionKind, _ call: inout BoundWindowCall
  ) -> Bool {
    let binder = operandBinder
    guard let bound = binder.bind(syntax),
      let value = binder.coerced(bound, to: .integer, .implicit)
    else { return false }
    let signed = kind == .lag || kind == .lead
    switch value.folded(zone: context.zone) {
    case .constant(.word(let number), _) where signed || number > 0:
      call.number = number
      return true
    case .constant(.null, _):
      call.isMissing = true
      return true
    case .constant:
      faults.error(
        "window", "the number of \(kind.name) must be greater than zero", at: syntax.range)
      return false
    default:
      faults.unsupported(
        "\(kind.name) with a number that differs from row to row", at: syntax.range,
        help: "write a constant")
      return false
    }
  }

  // MARK: Aggregates

  private func bindAggregate(
    _ function: AggregateFunction, over window: BoundWindow?, _ call: CallSyntax,
    _ range: TextRange
  ) -> BoundWindowCall? {
    if call.isDistinct || !call.orderBy.isEmpty {
      let what = call.isDistinct ? "DISTINCT" : "ORDER BY"
      faults.unsupported(
        "\(what) in an aggregate with OVER", at: range,
        help: call.isDistinct
          ? "take the distinct values below: FROM (SELECT DISTINCT …) AS q"
          : "write it into OVER (ORDER BY …)")
      return nil
    }
    guard checkShape(function, call, range) else { return nil }
    let inner = operandBinder
    var bound = BoundWindowCall(
      function: .aggregate(function), arguments: [], frame: window?.frame ?? .default,
      result: .bigint)
    if let syntax = call.filter {
      guard let filter = inner.bindCondition(syntax, of: "FILTER") else { return nil }
      bound.filter = filter
    }
    guard let syntax = call.arguments.first else { return bound }
    guard let argument = inner.bind(syntax),
      let typed = typedArgument(of: function, argument, inner, range)
    else { return nil }
    bound.arguments = [typed.0.withoutIdleCast]
    bound.result = typed.1
    return bound
  }
}

extension Expression {
  /// A cast that only gives up a length or precision left out.
  fileprivate var withoutIdleCast: Expression {
    if case .cast(let operand, to: let type, _) = self, operand.type.unconstrained == type {
      return operand
    }
    return self
  }
}

extension WindowFunctionKind {
  fileprivate var argumentCounts: ClosedRange<Int> {
    switch self {
    case .rowNumber, .rank, .denseRank, .percentRank, .cumeDist: 0...0
    case .ntile, .firstValue, .lastValue, .aggregate: 1...1
    case .nthValue: 2...2
    case .lag, .lead: 1...3
    }
  }
}
