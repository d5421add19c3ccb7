/// Compact SQL text of an expression, for messages, column names and plans.
///
/// Brackets stand where precedence needs them; parsing the text gives the same tree, places aside.
public func deparse(_ expression: ExpressionSyntax) -> String {
  SyntaxText.text(expression, above: .lowest)
}

/// The name that Postgres gives a column without alias: of the column or function, of a cast's type where
/// its operand has none, `case`, `array`, `exists`, else `?column?`.
public func defaultColumnName(_ expression: ExpressionSyntax) -> String {
  ColumnName(of: expression).text ?? "?column?"
}

/// A column's name by Postgres' rule: that of a cast or CASE is weak, an outer cast replaces it.
private struct ColumnName {
  var text: String?
  var isWeak = false

  init(of expression: ExpressionSyntax) {
    switch expression.kind {
    case .column(let name): text = name.parts.last?.name
    case .call(let call): text = call.name.parts.last?.name
    case .array: text = "array"
    case .element(let operand, _), .slice(let operand, _, _): self = ColumnName(of: operand)
    case .subquery(_, .exists): text = "exists"
    case .subquery(let query, .scalar): text = Self.firstColumn(query)
    case .cast(let operand, let type):
      self = ColumnName(of: operand).strong ?? Self(weak: SyntaxText.internalName(type.name))
    case .caseWhen(_, _, let otherwise):
      self = otherwise.flatMap { ColumnName(of: $0).strong } ?? Self(weak: "case")
    default: text = nil
    }
  }

  private init(weak text: String) {
    self.text = text
    isWeak = true
  }

  private var strong: ColumnName? { text == nil || isWeak ? nil : self }

  private static func firstColumn(_ query: QuerySyntax) -> String? {
    guard case .select(let select) = query.body, let item = select.items.first else { return nil }
    return item.alias?.name ?? defaultColumnName(item.expression)
  }
}

enum SyntaxText {
  /// How tightly an expression binds; a looser one inside a tighter one needs brackets.
  enum Binding: Int, Comparable {
    case lowest, or, and, not, test, comparison, membership, other, sum, product, power, sign, cast

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
    /// What the right operand of a left-associative operator needs.
    var tighter: Binding { Binding(rawValue: rawValue + 1) ?? .cast }
  }

  static func text(_ expression: ExpressionSyntax, above binding: Binding) -> String {
    let (text, own) = parts(expression)
    return own < binding ? "(\(text))" : text
  }

  private static func parts(_ expression: ExpressionSyntax) -> (String, Binding) {
    switch expression.kind {
    case .column(let name): return (self.name(name), .cast)
    case .star(let relation): return (relation.map { "\(quoted($0.name)).*" } ?? "*", .cast)
    case .null: return ("NULL", .cast)
    case .boolean(let value): return (value ? "TRUE" : "FALSE", .cast)
    case .number(let digits): return (digits, .cast)
    case .string(let value): return (literal(value), .cast)
    case .cast(let operand, let type): return cast(operand, type)
    case .binary(let symbol, let left, let right): return binary(symbol, left, right)
    case .unary(let symbol, let operand): return unary(symbol, operand)
    case .and(let operands): return (list(operands, " AND ", .and), .and)
    case .or(let operands): return (list(operands, " OR ", .or), .or)
    case .not(let operand): return ("NOT \(text(operand, above: .not))", .not)
    case .call(let call): return self.call(call)
    case .array(let items): return ("ARRAY[\(list(items, ", ", .lowest))]", .cast)
    case .element(let operand, let index):
      return ("\(subscripted(operand))[\(text(index))]", .cast)
    case .slice(let operand, let from, let through):
      let bounds = [from, through].map { $0.map { text($0) } ?? "" }
      return ("\(subscripted(operand))[\(bounds[0]):\(bounds[1])]", .cast)
    case .quantified(let symbol, let left, let right, let isAll):
      let first = text(left, above: Binding.comparison.tighter)
      let word = isAll ? "ALL" : "ANY"
      return ("\(first) \(spelled[symbol] ?? symbol) \(word) (\(text(right)))", .other)
    case .caseWhen(let operand, let branches, let otherwise):
      return (caseWhen(operand, branches, otherwise), .cast)
    case .subquery(_, let form): return subquery(form)
    case .unsupported(let what): return ("<\(what)>", .cast)
    default: return test(expression)
    }
  }

  private static func list(_ items: [ExpressionSyntax], _ separator: String, _ own: Binding)
    -> String
  {
    items.map { text($0, above: own == .lowest ? .lowest : own.tighter) }
      .joined(separator: separator)
  }

  /// What stands before a subscript: all but columns and other subscripts in brackets.
  private static func subscripted(_ operand: ExpressionSyntax) -> String {
    switch operand.kind {
    case .column, .element, .slice: text(operand)
    default: "(\(text(operand)))"
    }
  }

  private static func text(_ expression: ExpressionSyntax) -> String {
    text(expression, above: .lowest)
  }

  // MARK: Operators

  private static let spelled = [
    "~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE",
  ]

  private static func binding(_ symbol: String) -> Binding {
    switch symbol {
    case "+", "-": .sum
    case "*", "/", "%": .product
    case "^": .power
    case "=", "<", ">", "<=", ">=", "<>", "!=": .comparison
    case "~~", "!~~", "~~*", "!~~*": .membership
    default: .other
    }
  }

  private static func binary(_ symbol: String, _ left: ExpressionSyntax, _ right: ExpressionSyntax)
    -> (String, Binding)
  {
    let own = binding(symbol)
    // Comparisons and LIKE do not chain: both sides need brackets.
    let chains = own != .comparison && own != .membership
    let first = text(left, above: chains ? own : own.tighter)
    return ("\(first) \(spelled[symbol] ?? symbol) \(text(right, above: own.tighter))", own)
  }

  private static func unary(_ symbol: String, _ operand: ExpressionSyntax) -> (String, Binding) {
    let isSign = symbol == "-" || symbol == "+"
    let inner = text(operand, above: isSign ? .sign : .other.tighter)
    // `- -1` without the blank is a comment.
    let needsBlank = inner.utf8.first.map { UInt8(ascii: "-") == $0 || UInt8(ascii: "+") == $0 }
    return ("\(symbol)\(needsBlank == true || !isSign ? " " : "")\(inner)", isSign ? .sign : .other)
  }

  private static func test(_ expression: ExpressionSyntax) -> (String, Binding) {
    func not(_ negated: Bool) -> String { negated ? "NOT " : "" }
    switch expression.kind {
    case .isNull(let operand, let negated):
      return ("\(text(operand, above: .comparison)) IS \(not(negated))NULL", .test)
    case .isBoolean(let operand, let value, let negated):
      let word = value.map { $0 ? "TRUE" : "FALSE" } ?? "UNKNOWN"
      return ("\(text(operand, above: .comparison)) IS \(not(negated))\(word)", .test)
    case .isDistinct(let left, let right, let negated):
      let operands = (text(left, above: .comparison), text(right, above: .comparison))
      return ("\(operands.0) IS \(not(negated))DISTINCT FROM \(operands.1)", .test)
    case .between(let operand, let low, let high, let negated):
      let bounds = "\(text(low, above: .other)) AND \(text(high, above: .other))"
      return ("\(text(operand, above: .other)) \(not(negated))BETWEEN \(bounds)", .membership)
    case .inList(let operand, let items, let negated):
      return (
        "\(text(operand, above: .other)) \(not(negated))IN (\(list(items, ", ", .lowest)))",
        .membership
      )
    default: preconditionFailure("every other kind of expression has its own text")
    }
  }

  private static func subquery(_ form: ExpressionSyntax.SubqueryForm) -> (String, Binding) {
    switch form {
    case .scalar: ("(SELECT …)", .cast)
    case .exists: ("EXISTS (SELECT …)", .cast)
    case .inList(let operand): ("\(text(operand, above: .other)) IN (SELECT …)", .membership)
    case .compared(let operand, let symbol, let isAll):
      (
        "\(text(operand, above: .other)) \(spelled[symbol] ?? symbol) "
          + "\(isAll ? "ALL" : "ANY") (SELECT …)", .other
      )
    }
  }

  // MARK: Calls and the rest

  private static func call(_ call: CallSyntax) -> (String, Binding) {
    if call.name.text == "extract", call.arguments.count == 2,
      case .string(let field) = call.arguments[0].kind
    {
      return ("extract(\(field) FROM \(text(call.arguments[1], above: .lowest)))", .cast)
    }
    if call.name.text == "position", call.arguments.count == 2 {
      let parts = call.arguments.map { text($0, above: .other) }
      return ("position(\(parts[1]) IN \(parts[0]))", .cast)
    }
    if call.name.text.hasPrefix("current_") || call.name.text.hasPrefix("local"),
      call.arguments.isEmpty
    {
      return (call.name.text, .cast)
    }
    var arguments = call.arguments.map { text($0, above: .lowest) }
    arguments += call.namedArguments.map {
      "\(quoted($0.name.name)) => \(text($0.value, above: .lowest))"
    }
    if call.isStar { arguments = ["*"] }
    var result = "\(name(call.name))(\(call.isDistinct ? "DISTINCT " : "")"
    result += arguments.joined(separator: ", ")
    if !call.orderBy.isEmpty {
      result += " ORDER BY " + call.orderBy.map(order).joined(separator: ", ")
    }
    result += ")"
    if let filter = call.filter { result += " FILTER (WHERE \(text(filter, above: .lowest)))" }
    if let window = call.window { result += " OVER \(self.window(window))" }
    return (result, .cast)
  }

  private static func order(_ order: OrderSyntax) -> String {
    var result = text(order.expression, above: .lowest)
    if order.isDescending { result += " DESC" }
    if let first = order.nullsFirst { result += first ? " NULLS FIRST" : " NULLS LAST" }
    return result
  }

  /// As it stands behind OVER.
  private static func window(_ window: WindowSyntax) -> String {
    if let name = window.name { return quoted(name.name) }
    var parts = window.base.map { [quoted($0.name)] } ?? []
    if !window.partitionBy.isEmpty {
      parts.append("PARTITION BY \(list(window.partitionBy, ", ", .lowest))")
    }
    if !window.orderBy.isEmpty {
      parts.append("ORDER BY \(window.orderBy.map(order).joined(separator: ", "))")
    }
    if let frame = window.frame { parts.append(self.frame(frame)) }
    return "(\(parts.joined(separator: " ")))"
  }

  private static func frame(_ frame: FrameSyntax) -> String {
    let bounds =
      frame.end.map { "BETWEEN \(bound(frame.start)) AND \(bound($0))" } ?? bound(frame.start)
    return "\(frame.mode.rawValue) \(bounds)"
      + (frame.exclusion.map { " EXCLUDE \($0.rawValue)" } ?? "")
  }

  private static func bound(_ bound: FrameSyntax.Bound) -> String {
    switch bound {
    case .unboundedPreceding: "UNBOUNDED PRECEDING"
    case .currentRow: "CURRENT ROW"
    case .unboundedFollowing: "UNBOUNDED FOLLOWING"
    case .preceding(let offset): "\(text(offset, above: .other)) PRECEDING"
    case .following(let offset): "\(text(offset, above: .other)) FOLLOWING"
    }
  }

  private static func caseWhen(
    _ operand: ExpressionSyntax?, _ branches: [CaseBranch], _ otherwise: ExpressionSyntax?
  ) -> String {
    var result = "CASE"
    if let operand { result += " \(text(operand, above: .lowest))" }
    for branch in branches {
      result += " WHEN \(text(branch.condition, above: .lowest))"
      result += " THEN \(text(branch.result, above: .lowest))"
    }
    if let otherwise { result += " ELSE \(text(otherwise, above: .lowest))" }
    return result + " END"
  }

  private static func cast(_ operand: ExpressionSyntax, _ type: TypeSyntax) -> (String, Binding) {
    // A typed literal reads best as it is mostly written.
    let literals: Set = ["interval", "date", "time", "timestamp", "timestamptz"]
    if case .string(let value) = operand.kind, literals.contains(type.name), type.arrayDepth == 0,
      type.modifiers.isEmpty
    {
      return ("\(type.name.uppercased()) \(literal(value))", .cast)
    }
    return ("\(text(operand, above: .cast))::\(self.type(type))", .cast)
  }

  /// `numeric(12, 2)`, `text[]`.
  static func type(_ type: TypeSyntax) -> String {
    var result = type.name
    if !type.modifiers.isEmpty {
      result += "(\(type.modifiers.map(String.init).joined(separator: ", ")))"
    }
    return result + String(repeating: "[]", count: type.arrayDepth)
  }

  private static let internalNames = [
    "smallint": "int2", "integer": "int4", "bigint": "int8", "real": "float4",
    "double precision": "float8", "boolean": "bool", "char": "bpchar",
  ]

  /// The name under which Postgres names a column of a cast literal.
  static func internalName(_ type: String) -> String { internalNames[type] ?? type }

  static func literal(_ value: String) -> String {
    "'\(value.replacing("'", with: "''"))'"
  }

  static func name(_ name: QualifiedName) -> String {
    name.parts.map { quoted($0.name) }.joined(separator: ".")
  }

  /// A name in quotes where it would not be read as itself without.
  static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.enumerated().allSatisfy { offset, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...: true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): offset > 0
      default: false
      }
    }
    let isKeyword = isPlain && Scanner.isReserved(name)
    return isPlain && !isKeyword && !name.isEmpty
      ? name : "\"\(name.replacing("\"", with: "\"\""))\""
  }
}
