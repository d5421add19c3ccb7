import Columnar

/// Expressions as text: for people with the names of columns, for comparison with numbers and types.
struct ExpressionText {
  let name: (Int) -> String
  /// With types, so that equal texts mean equal expressions.
  var isCanonical = false

  private static let infix: Set<String> = [
    "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "~~", "!~~", "~~*", "!~~*",
    "->", "->>",
  ]
  private static let spelled = [
    "~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE",
  ]

  func text(_ expression: Expression) -> String {
    switch expression {
    case .column(let index, _): name(index)
    case .constant(let value, let type): constant(value, type)
    case .parameter(let number, _): "$\(number)"
    case .call(let function, let operands): call(function, operands)
    case .cast(let operand, let type, let explicit):
      isCanonical
        ? "cast(\(text(operand)) \(explicit ? "to" : "as") \(type))"
        : "\(inner(operand))::\(type)"
    case .and(let operands): operands.map(inner).joined(separator: " AND ")
    case .or(let operands): operands.map(inner).joined(separator: " OR ")
    case .not(let operand): "NOT \(inner(operand))"
    case .isNull(let operand, let negated): "\(inner(operand)) IS \(negated ? "NOT " : "")NULL"
    case .isDistinct(let left, let right, let negated):
      "\(inner(left)) IS \(negated ? "NOT " : "")DISTINCT FROM \(inner(right))"
    case .branches(let branches, let otherwise, _):
      "CASE "
        + branches.map { "WHEN \(text($0.condition)) THEN \(text($0.result)) " }.joined()
        + "ELSE \(text(otherwise)) END"
    case .coalesce(let operands, _): "coalesce(\(list(operands)))"
    }
  }

  func list(_ expressions: [Expression]) -> String {
    expressions.map(text).joined(separator: ", ")
  }

  /// As ORDER BY has it, without what is the default.
  func list(_ keys: [SortKey]) -> String {
    let texts = keys.map { key in
      let nulls = key.nullsFirst ? " NULLS FIRST" : " NULLS LAST"
      return text(key.expression) + (key.isDescending ? " DESC" : "")
        + (key.nullsFirst == key.isDescending ? "" : nulls)
    }
    return texts.joined(separator: ", ")
  }

  private func call(_ function: ScalarFunction, _ operands: [Expression]) -> String {
    if isCanonical {
      let types = function.arguments.map(\.description).joined(separator: ",")
      return "\(function.name)<\(types)>(\(list(operands)))"
    }
    if operands.count == 2, ExpressionText.infix.contains(function.name) {
      let symbol = ExpressionText.spelled[function.name] ?? function.name
      return "\(inner(operands[0])) \(symbol) \(inner(operands[1]))"
    }
    if let text = bracketed(function, operands) { return text }
    if operands.count == 1, function.name == "-" { return "-\(inner(operands[0]))" }
    return "\(function.name)(\(list(operands)))"
  }

  /// What SQL writes with brackets: arrays, subscripts, ANY and ALL.
  private func bracketed(_ function: ScalarFunction, _ operands: [Expression]) -> String? {
    switch function.name {
    case "array": return "ARRAY[\(list(operands))]"
    case "[]": return "\(inner(operands[0]))[\(text(operands[1]))]"
    case "[:]": return "\(inner(operands[0]))[\(text(operands[1])):\(text(operands[2]))]"
    default:
      let parts = function.name.split(separator: " ")
      guard parts.count == 2, parts[1] == "ANY" || parts[1] == "ALL" else { return nil }
      let symbol = String(parts[0])
      return "\(inner(operands[0])) \(ExpressionText.spelled[symbol] ?? symbol) \(parts[1]) "
        + "(\(text(operands[1])))"
    }
  }

  /// In parentheses where it consists of parts.
  private func inner(_ expression: Expression) -> String {
    let isWhole =
      switch expression {
      case .column, .constant, .coalesce: true
      case .cast: true
      case .call(let function, let operands):
        operands.count != 2 || !ExpressionText.infix.contains(function.name)
      default: false
      }
    return isWhole ? text(expression) : "(\(text(expression)))"
  }

  private func constant(_ value: Value, _ type: DataType) -> String {
    guard let text = TextOutput(zone: .utc).text(value, type) else {
      return isCanonical ? "NULL::\(type)" : "NULL"
    }
    let quoted =
      "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    if isCanonical { return "\(quoted)::\(type)" }
    if type == .boolean || type.isNumber { return text }
    if type == .text || type.isCharacter { return quoted }
    return "\(type) \(quoted)"
  }
}

extension Expression {
  /// Equal for equal expressions over the same columns, whatever their spelling was.
  var canonicalText: String { ExpressionText(name: { "#\($0)" }, isCanonical: true).text(self) }
}
