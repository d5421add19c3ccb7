import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  func bindCall(_ call: CallSyntax, _ range: TextRange) -> BoundExpression? {
    let name = call.name.text
    if let window = call.window { return bindWindowCall(call, window, range) }
    if let function = ExpressionBinder.aggregate(named: name) {
      return bindAggregate(function, call, range)
    }
    if SetFunctionCatalogue.contains(name) { return bindSetCall(call, range) }
    if name == "grouping" { return bindGrouping(call, range) }
    if ExpressionBinder.missingAggregates.contains(name) {
      faults.unsupported(
        "the aggregate \(name)", at: range,
        help: "there are \(listed(AggregateFunction.allCases.map(\.rawValue)))")
      return nil
    }
    if ExpressionBinder.windowFunctions[name] != nil {
      refuseWithoutOver(name, range)
      return nil
    }
    guard let call = positional(call, name, range), checkPlain(call, name, range) else {
      return nil
    }
    switch name {
    case "coalesce":
      return withoutRows("COALESCE") { unified(call.arguments, in: "COALESCE", range) }.map {
        BoundExpression(.coalesce($0.expressions, $0.type), range)
      }
    case "nullif": return bindNullIf(call.arguments, range)
    case "greatest", "least": return bindExtreme(name, call.arguments, range)
    default: break
    }
    if name == "watermark_of" {
      faults.error(
        "watermark-of", "watermark_of stands in the WHERE of a query only", at: range,
        help: ExpressionBinder.watermarkForm)
      return nil
    }
    if let clock = bindClock(name, call, range) { return clock.value }
    if name == "age", call.arguments.count == 1 { return bindAge(call.arguments[0], range) }
    return bindCall(of: name, call.arguments, range, isOperator: false)
  }

  /// A call with its named arguments put where they belong; nil after a fault.
  private func positional(_ call: CallSyntax, _ name: String, _ range: TextRange) -> CallSyntax? {
    let parameters = context.functions.parameters(of: name)
    if call.namedArguments.isEmpty || parameters.isEmpty { return call }
    var result = call
    result.namedArguments = []
    var given = Set(call.arguments.indices)
    for named in call.namedArguments {
      guard let index = parameters.firstIndex(where: { $0.name == named.name.name }) else {
        faults.unknown(
          "argument-name", "\(name) has no argument \(named.name.name)", name: named.name.name,
          at: named.name.range, among: parameters.map(\.name))
        return nil
      }
      if !given.insert(index).inserted {
        faults.error(
          "argument-name", "\(named.name.name) is given twice", at: named.name.range)
        return nil
      }
      while result.arguments.count <= index {
        let number = parameters[result.arguments.count].number
        result.arguments.append(ExpressionSyntax(.number(number), range))
      }
      result.arguments[index] = named.value
    }
    return result
  }

  /// DISTINCT, FILTER, ORDER BY, `*` and named arguments are for aggregates and windows.
  private func checkPlain(_ call: CallSyntax, _ name: String, _ range: TextRange) -> Bool {
    let odd =
      call.isStar
      ? "(*)"
      : call.isDistinct
        ? "DISTINCT"
        : call.filter != nil
          ? "FILTER" : !call.orderBy.isEmpty ? "ORDER BY" : call.namedArguments.first?.name.name
    guard let odd else { return true }
    if let window = WindowFunction(rawValue: name) {
      faults.error("window-place", "\(window.name) stands in FROM", at: range)
    } else if context.functions.contains(name) {
      faults.error("call", "\(name) is no aggregate and takes no \(odd)", at: range)
    } else {
      reportUnknownFunction(name, range)
    }
    return false
  }

  /// `NULLIF(a, b)` is `CASE WHEN a = b THEN NULL ELSE a END`.
  private func bindNullIf(_ arguments: [ExpressionSyntax], _ range: TextRange) -> BoundExpression? {
    let bound = arguments.map { bind($0) }
    let whole = bound.compactMap { $0 }
    guard whole.count == bound.count else { return nil }
    guard whole.count == 2 else {
      faults.error("arguments", "NULLIF takes two arguments, not \(whole.count)", at: range)
      return nil
    }
    guard let equal = call(of: "=", whole, range, isOperator: true),
      let value = whole[0].type == nil ? operand(0, of: equal) : settled(whole[0])
    else { return nil }
    return BoundExpression(
      .branches(
        [(condition: equal, result: .constant(.null, value.type))], otherwise: value, value.type),
      range)
  }

  private func operand(_ index: Int, of call: Expression) -> Expression? {
    guard case .call(_, let operands) = call else { return nil }
    return operands[index]
  }

  /// The largest or smallest that is not NULL.
  private func bindExtreme(_ name: String, _ arguments: [ExpressionSyntax], _ range: TextRange)
    -> BoundExpression?
  {
    guard let operands = unified(arguments, in: name.uppercased(), range) else { return nil }
    let symbol = name == "greatest" ? ">=" : "<="
    var best = operands.expressions[0]
    for next in operands.expressions.dropFirst() {
      let pair = [BoundExpression(best, range), BoundExpression(next, range)]
      guard let wins = call(of: symbol, pair, range, isOperator: true) else { return nil }
      best = .branches(
        [
          (condition: .isNull(best, negated: false), result: next),
          (condition: .or([wins, .isNull(next, negated: false)]), result: best),
        ], otherwise: next, operands.type)
    }
    return BoundExpression(best, range)
  }

  func bindCall(
    of name: String, _ arguments: [ExpressionSyntax], _ range: TextRange, isOperator: Bool
  ) -> BoundExpression? {
    let bound = arguments.map { bind($0) }
    let whole = bound.compactMap { $0 }
    guard whole.count == bound.count else { return nil }
    return call(of: name, whole, range, isOperator: isOperator).map { BoundExpression($0, range) }
  }

  /// A call of the overload that the arguments choose, with the casts that it needs.
  func call(
    of name: String, _ arguments: [BoundExpression], _ range: TextRange, isOperator: Bool
  ) -> Expression? {
    switch context.functions.resolve(name: name, arguments: arguments.map(\.type)) {
    case .found(let function, let types):
      // `||` and `concat` take anything as text; no other overload asks for a text where none was given.
      let cast = zip(arguments, types).map {
        coerced($0, to: $1, $1 == .text ? .assignment : .implicit)
      }
      let whole = cast.compactMap { $0 }
      return whole.count == cast.count ? .call(function, whole) : nil
    case .ambiguous(let candidates):
      reportOverloads(
        of: name, arguments, candidates, isOperator, range,
        problem: "it is not clear which \(described(name, isOperator)) is meant")
    case .none(let candidates) where candidates.isEmpty && !isOperator:
      reportUnknownFunction(name, range)
    case .none(let candidates):
      reportOverloads(of: name, arguments, candidates, isOperator, range, problem: nil)
    }
    return nil
  }

  private func described(_ name: String, _ isOperator: Bool) -> String {
    isOperator ? "operator \(operatorName(name))" : "\(name)()"
  }

  private func operatorName(_ symbol: String) -> String {
    switch symbol {
    case "~~": "LIKE"
    case "!~~": "NOT LIKE"
    case "~~*": "ILIKE"
    case "!~~*": "NOT ILIKE"
    default: symbol
    }
  }

  private func reportOverloads(
    of name: String, _ arguments: [BoundExpression], _ candidates: [ScalarFunction],
    _ isOperator: Bool, _ range: TextRange, problem: String?
  ) {
    let types = arguments.map { $0.type?.description ?? "unknown" }
    let given: String
    if isOperator {
      let shown = operatorName(name)
      given = types.count == 1 ? "\(shown) \(types[0])" : types.joined(separator: " \(shown) ")
    } else {
      given = "\(name)(\(types.joined(separator: ", ")))"
    }
    let message = problem.map { "\($0): \(given)" } ?? "there is no \(given)"
    let forms = candidates.prefix(6).map {
      "\(name)(\($0.arguments.map(\.description).joined(separator: ", ")))"
    }
    let help = isOperator ? castHint(name, arguments) : "there is \(listed(forms))"
    faults.error(isOperator ? "operator-types" : "arguments", message, at: range, help: help)
  }

  /// Which side to cast, where one is a text and the other is not.
  private func castHint(_ symbol: String, _ arguments: [BoundExpression]) -> String? {
    let types = arguments.compactMap(\.type)
    if operatorName(symbol) != symbol { return "cast it to text: CAST(… AS text)" }
    guard types.count == 2, let text = types.firstIndex(where: \.isCharacter),
      let other = types.first(where: { !$0.isCharacter })
    else { return nil }
    return "cast the \(types[text]) to the other side's type: CAST(… AS \(other))"
  }

  func reportUnknownFunction(_ name: String, _ range: TextRange) {
    let names =
      context.functions.names + AggregateFunction.allCases.map(\.rawValue)
      + ExpressionBinder.windowFunctions.keys.sorted()
    if let window = WindowFunction(rawValue: name) {
      faults.error(
        "window-place", "\(window.name) stands in FROM, not in an expression", at: range,
        help: "write FROM \(window.example("table", "time column"))")
      return
    }
    faults.unknown(
      "unknown-function", "there is no function \(name)", name: name, at: range,
      among: names.filter { $0.utf8.first.map { 97...122 ~= $0 } ?? false })
  }
}
