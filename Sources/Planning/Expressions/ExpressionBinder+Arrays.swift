import Columnar
import Diagnostics
import SQL

extension ExpressionBinder {
  /// `ARRAY[a, b]`: of the type that its elements have in common.
  func bindArray(_ items: [ExpressionSyntax], _ range: TextRange) -> BoundExpression? {
    if items.isEmpty {
      faults.error(
        "empty-array", "nothing says of what type this empty array is", at: range,
        help: "cast it: ARRAY[]::text[]")
      return nil
    }
    guard checkDimensions(items), let elements = unified(items, in: "ARRAY", range) else {
      return nil
    }
    if elements.type.isArray {
      refuseNesting(at: range)
      return nil
    }
    return array(elements.expressions, of: elements.type, range)
  }

  /// `ARRAY[a, b]::type[]`: the cast is each element's.
  func bindArray(_ items: [ExpressionSyntax], of element: DataType, _ range: TextRange)
    -> BoundExpression?
  {
    guard checkDimensions(items) else { return nil }
    let bound = items.map { item in bind(item).flatMap { coerced($0, to: element, .explicit) } }
    let whole = bound.compactMap { $0 }
    return whole.count == bound.count ? array(whole, of: element, range) : nil
  }

  private func array(_ elements: [Expression], of type: DataType, _ range: TextRange)
    -> BoundExpression
  {
    BoundExpression(.call(.array(of: type, count: elements.count), elements), range)
  }

  private func checkDimensions(_ items: [ExpressionSyntax]) -> Bool {
    for item in items {
      if case .array = item.kind {
        refuseNesting(at: item.range)
        return false
      }
    }
    return true
  }

  private func refuseNesting(at range: TextRange) {
    faults.unsupported("an array of arrays", at: range, help: "take jsonb: jsonb_build_array(…)")
  }

  // MARK: Subscripts

  func bindElement(_ operand: ExpressionSyntax, at index: ExpressionSyntax, _ range: TextRange)
    -> BoundExpression?
  {
    guard let value = bindTyped(operand), let position = bind(index) else { return nil }
    switch value.type {
    case .array(let element):
      guard let position = coerced(position, to: .integer, .assignment) else { return nil }
      return BoundExpression(.call(.element(of: element), [value, position]), range)
    case .jsonb:
      let operands = [BoundExpression(value, operand.range), position]
      return call(of: "->", operands, range, isOperator: true).map { BoundExpression($0, range) }
    default:
      refuseSubscript(value.type, range)
      return nil
    }
  }

  func bindSlice(
    _ operand: ExpressionSyntax, _ from: ExpressionSyntax?, _ through: ExpressionSyntax?,
    _ range: TextRange
  ) -> BoundExpression? {
    guard let value = bindTyped(operand) else { return nil }
    guard case .array(let element) = value.type else {
      if value.type == .jsonb {
        faults.error(
          "subscript", "jsonb has no slices", at: range,
          help: "take its elements one by one: FROM jsonb_array_elements(…) WITH ORDINALITY")
      } else {
        refuseSubscript(value.type, range)
      }
      return nil
    }
    let bounds = [(from, Int64(Int32.min)), (through, Int64(Int32.max))].map {
      syntax, open -> Expression? in
      guard let syntax else { return .constant(.word(open), .integer) }
      return bind(syntax).flatMap { coerced($0, to: .integer, .assignment) }
    }
    let whole = bounds.compactMap { $0 }
    guard whole.count == 2 else { return nil }
    return BoundExpression(.call(.slice(of: element), [value] + whole), range)
  }

  private func refuseSubscript(_ type: DataType, _ range: TextRange) {
    faults.error(
      "subscript", "a value of type \(type) has no subscripts", at: range,
      help: type == .json
        ? "write value -> 'key', or cast it: CAST(… AS jsonb)" : "arrays and jsonb have them")
  }

  // MARK: ANY and ALL

  /// `a = ANY (array)`: the operator over each element.
  func bindQuantified(
    _ symbol: String, _ left: ExpressionSyntax, _ right: ExpressionSyntax, isAll: Bool,
    _ range: TextRange
  ) -> BoundExpression? {
    guard let value = bind(left), var array = bind(right) else { return nil }
    if case .typed = array.kind {
    } else {
      // A literal is an array of the other side's type.
      guard let typed = coerced(array, to: .array(value.type ?? .text), .implicit) else {
        return nil
      }
      array = BoundExpression(typed, right.range)
    }
    let word = isAll ? "ALL" : "ANY"
    guard case .typed(let elements) = array.kind, case .array(let element) = elements.type else {
      faults.error(
        "quantified", "\(word) takes an array, not \(array.type.map(\.description) ?? "this")",
        at: right.range, help: "write a IN (b, c), or \(word) (ARRAY[b, c])")
      return nil
    }
    // Resolved as for one element, whose casts the array then has.
    let sample = BoundExpression(.column(0, element), right.range)
    guard
      case .call(let comparison, let operands)? = call(
        of: symbol, [value, sample], range, isOperator: true)
    else { return nil }
    guard comparison.result == .boolean else {
      faults.error(
        "quantified",
        "\(word) needs an operator that gives boolean, and this gives "
          + "\(comparison.result)", at: range)
      return nil
    }
    let arrayType = DataType.array(operands[1].type)
    let cast =
      arrayType == elements.type ? elements : .cast(elements, to: arrayType, explicit: false)
    return BoundExpression(
      .call(.quantified(comparison, isAll: isAll), [operands[0], cast]), range)
  }
}
