import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  enum Coercion {
    /// In expressions and UNION.
    case implicit
    /// Into a column: INSERT, DEFAULT, GENERATED.
    case assignment
    /// CAST(… AS …).
    case explicit
  }

  /// The expression as a value of another type, or nil after a fault.
  func coerced(_ bound: BoundExpression, to type: DataType, _ coercion: Coercion) -> Expression? {
    switch bound.kind {
    case .null: return .constant(.null, type)
    case .text(let text): return literal(text, as: type, coercion, bound.range)
    case .typed(let expression):
      let from = expression.type
      if from == type { return expression }
      if isAllowed(from, type, coercion) {
        return .cast(expression, to: type, explicit: coercion == .explicit)
      }
      let needsRequest = coercion != .explicit && isAllowed(from, type, .explicit)
      faults.error(
        "cast", "\(from) cannot become \(type)\(needsRequest ? " by itself" : "")",
        at: bound.range, help: needsRequest ? "ask for it: CAST(… AS \(type))" : nil)
      return nil
    }
  }

  private func isAllowed(_ from: DataType, _ to: DataType, _ coercion: Coercion) -> Bool {
    switch coercion {
    case .implicit: TypeRules.implicitCast(from: from, to: to)
    case .assignment: TypeRules.assignmentCast(from: from, to: to)
    case .explicit: TypeRules.explicitCast(from: from, to: to)
    }
  }

  /// A string literal read as a constant of the type, as Postgres does: at once, not at run time.
  private func literal(
    _ text: String, as type: DataType, _ coercion: Coercion, _ range: TextRange
  ) -> Expression? {
    if case .varchar(let length) = type, coercion == .explicit {
      return .constant(
        .text(String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))), type)
    }
    if case .array(.varchar) = type, coercion == .explicit {
      return literal(text, as: .array(.text), coercion, range).map {
        .cast($0, to: type, explicit: true)
      }
    }
    do throws(ExpressionError) {
      return .constant(try TextInput(type, zone: context.zone).value(text), type)
    } catch {
      faults.error(
        "invalid-literal", error.message, at: range, help: literalExample(of: type))
      return nil
    }
  }

  private func literalExample(of type: DataType) -> String? {
    switch type {
    case .timestamp: "write it as '2021-11-30 00:00:00'"
    case .timestamptz: "write it as '2021-11-30 00:00:00+05:30'"
    case .date: "write it as '2021-11-30'"
    case .time: "write it as '12:30:00'"
    case .interval: "write it as '10 seconds' or '1 day 02:00:00'"
    case .boolean: "write true or false"
    default: nil
    }
  }

  func bindCast(_ operand: ExpressionSyntax, _ type: TypeSyntax, _ range: TextRange)
    -> BoundExpression?
  {
    let target = context.bindType(type)
    if case .array(let items) = operand.kind, case .array(let element)? = target {
      return bindArray(items, of: element, range)
    }
    let bound: BoundExpression?
    if let digits = operand.digits, type.isFloatingPoint {
      // At once: a double may be larger than every numeric.
      bound = BoundExpression(.text(digits), operand.range)
    } else {
      bound = bind(operand)
    }
    guard let type = target else { return nil }
    guard let bound else { return nil }
    return coerced(bound, to: type, .explicit).map { BoundExpression($0, range) }
  }

  /// Digits: integer where they fit, else bigint, else numeric, as in Postgres; with an exponent and beyond numeric double.
  func bindNumber(_ digits: String, _ range: TextRange) -> BoundExpression? {
    if let value = Int64(digits) {
      let type: DataType = Int32(exactly: value) == nil ? .bigint : .integer
      return BoundExpression(.constant(.word(value), type), range)
    }
    let hasExponent = digits.contains { $0 == "e" || $0 == "E" }
    if hasExponent, (try? TextInput(.numeric).value(digits)) == nil {
      return literal(digits, as: .double, .implicit, range).map { BoundExpression($0, range) }
    }
    return literal(digits, as: .numeric, .implicit, range).map { BoundExpression($0, range) }
  }

  func bindNegation(_ operand: ExpressionSyntax, _ range: TextRange) -> BoundExpression? {
    if case .number(let digits) = operand.kind { return bindNumber("-" + digits, range) }
    return bindCall(of: "-", [operand], range, isOperator: true)
  }
}

extension ExpressionSyntax {
  /// A number as written, with its sign.
  fileprivate var digits: String? {
    switch kind {
    case .number(let digits): digits
    case .unary("-", let operand):
      if case .number(let digits) = operand.kind { "-" + digits } else { nil }
    default: nil
    }
  }
}

extension TypeSyntax {
  fileprivate var isFloatingPoint: Bool {
    arrayDepth == 0 && ["real", "double precision", "float"].contains(name)
  }
}

extension DataType {
  /// Without a length or precision: what expressions compute with.
  var unconstrained: DataType {
    switch self {
    case .varchar: .text
    case .numeric: .numeric
    case .array(let element): .array(element.unconstrained)
    default: self
    }
  }

  /// min, max, ORDER BY and comparisons work on it.
  var isOrdered: Bool {
    if case .array(let element) = self { return element == .boolean || element.isOrdered }
    return self != .json && self != .jsonb && self != .boolean
  }
}
