import Columnar

extension Expression {
  /// The conditions that must all be true.
  var conjuncts: [Expression] {
    if case .and(let operands) = self { return operands.flatMap(\.conjuncts) }
    return isBoolean(true) ? [] : [self]
  }

  /// All of these; nil where there are none.
  static func all(_ conditions: [Expression]) -> Expression? {
    conditions.count > 1 ? .and(conditions) : conditions.first
  }

  /// Whether no value of its columns makes it fail. Says no where it is not known.
  ///
  /// What cannot fail may be evaluated on more rows than the written query has there.
  public var cannotFail: Bool {
    guard operands.allSatisfy(\.cannotFail) else { return false }
    return switch self {
    case .call(let function, _): Expression.functionsThatCannotFail.contains(function.name)
    case .cast(let operand, let type, _): Expression.castCannotFail(operand.type, type)
    default: true
    }
  }

  private static let functionsThatCannotFail: Set<String> = [
    "=", "<>", "<", "<=", ">", ">=", "lower", "upper", "length",
  ]

  private static func castCannotFail(_ source: DataType, _ target: DataType) -> Bool {
    if source == target { return true }
    switch (source, target) {
    case (.smallint, .integer), (.smallint, .bigint), (.integer, .bigint),
      (.smallint, .numeric(precision: nil, scale: nil)),
      (.integer, .numeric(precision: nil, scale: nil)),
      (.bigint, .numeric(precision: nil, scale: nil)),
      (.numeric, .numeric(precision: nil, scale: nil)),
      (.smallint, .double), (.integer, .double), (.bigint, .double), (.real, .double),
      (.varchar, .text), (.uuid, .text), (.smallint, .text), (.integer, .text), (.bigint, .text):
      return true
    default: return false
    }
  }

  /// An equality of an expression over columns below `offset` and one over columns from there on, as a join's key;
  /// nil for everything else. The right expression is renumbered to its own input.
  func joinKey(splitAt offset: Int) -> JoinKey? {
    joinKey(isLeft: { $0 < offset }, isRight: { $0 >= offset })?.renumbered(
      left: { $0 }, right: { $0 - offset })
  }

  func joinKey(isLeft: (Int) -> Bool, isRight: (Int) -> Bool) -> JoinKey? {
    guard case .call(let function, let sides) = self, function.name == "=", sides.count == 2,
      cannotFail
    else { return nil }
    let (first, second) = (sides[0].columns, sides[1].columns)
    if first.isEmpty || second.isEmpty { return nil }
    if first.allSatisfy(isLeft), second.allSatisfy(isRight) {
      return JoinKey(left: sides[0], right: sides[1])
    }
    if first.allSatisfy(isRight), second.allSatisfy(isLeft) {
      return JoinKey(left: sides[1], right: sides[0])
    }
    return nil
  }
}

extension JoinKey {
  func renumbered(left: (Int) -> Int, right: (Int) -> Int) -> JoinKey {
    JoinKey(
      left: self.left.mapColumns { .column(left($0), $1) },
      right: self.right.mapColumns { .column(right($0), $1) })
  }
}
