import Columnar
import Diagnostics
import SQL

/// A WHERE clause: what each row decides for itself, and what a watermark decides.
struct BoundWhere {
  /// Nil: there is none.
  var condition: Expression?
  /// What can fail on a row, and must be asked only of rows that are there.
  var conditionAbove: Expression?
  var temporal: [TemporalFilter] = []
  var isWhole = true
  var range: TextRange?
}

extension BoundWhere {
  var expressions: [Expression] {
    [condition, conditionAbove].compactMap { $0 } + temporal.flatMap { $0.bounds.map(\.time) }
  }

  func mapExpressions(_ transform: (Expression) -> Expression) -> BoundWhere {
    var result = self
    result.condition = condition.map(transform)
    result.conditionAbove = conditionAbove.map(transform)
    result.temporal = temporal.map { $0.mapTimes(transform) }
    return result
  }
}

extension BoundRelation {
  func filtered(by bound: BoundWhere) -> BoundRelation {
    var relation = self
    if let condition = bound.condition {
      relation.plan = relation.plan.withPadsRefused(by: condition)
      relation = relation.filtered(by: condition)
    }
    for filter in bound.temporal {
      relation.plan = relation.plan.filtered(by: filter)
      relation.table = nil
    }
    if let condition = bound.conditionAbove { relation = relation.filtered(by: condition) }
    return relation
  }
}

extension QueryBinder {
  func bindWhere(
    _ syntax: ExpressionSyntax?, _ scope: Scope, _ subqueries: SubqueryCollector
  ) -> BoundWhere {
    guard let syntax else { return BoundWhere() }
    let binder = ExpressionBinder(context, scope, place: "WHERE")
    binder.subqueries = subqueries
    guard syntax.namesWatermark else {
      let condition = binder.bindCondition(syntax, of: "WHERE")
      return BoundWhere(
        condition: condition, isWhole: condition != nil, range: syntax.range)
    }
    var bound = BoundWhere(range: syntax.range)
    var (safe, unsafe): ([Expression], [Expression]) = ([], [])
    for conjunct in syntax.watermarkConjuncts {
      if conjunct.namesWatermark {
        guard let (table, limit) = bindWatermark(conjunct, binder) else {
          bound.isWhole = false
          continue
        }
        bound.add(limit, of: table)
      } else if let condition = binder.bindCondition(conjunct, of: "WHERE") {
        if condition.neverFails { safe.append(condition) } else { unsafe.append(condition) }
      } else {
        bound.isWhole = false
      }
    }
    bound.condition = safe.count > 1 ? .and(safe) : safe.first
    bound.conditionAbove = unsafe.count > 1 ? .and(unsafe) : unsafe.first
    return bound
  }

  /// `time >= watermark_of('table') - INTERVAL '1 hour'`, also with the sides exchanged.
  private func bindWatermark(_ syntax: ExpressionSyntax, _ binder: ExpressionBinder) -> (
    table: String, TemporalFilter.Bound
  )? {
    guard case .binary(let symbol, let left, let right) = syntax.kind,
      let comparison = TemporalFilter.Comparison(rawValue: symbol),
      left.namesWatermark != right.namesWatermark,
      let side = (left.namesWatermark ? left : right).watermarkSide
    else {
      faults.error(
        "watermark-of", "watermark_of can only bound a time from one side", at: syntax.range,
        help: ExpressionBinder.watermarkForm)
      return nil
    }
    let other = left.namesWatermark ? right : left
    let bound = binder.bind(other)
    let table = bindWatermarkTable(side.call)
    let shift = side.interval.map { bindSpan($0, of: "the distance to a watermark") } ?? 0
    guard let bound, let (name, type) = table, let shift else { return nil }
    if let given = bound.type, given != type {
      faults.error(
        "watermark-of", "the watermark of \(name) is a \(type), and this is a \(given)",
        at: other.range,
        help: [.date, .timestamp, .timestamptz].contains(given)
          ? "cast it: CAST(… AS \(type))" : "compare it with a time of the row")
      return nil
    }
    guard let time = binder.coerced(bound, to: type, .implicit) else { return nil }
    return (
      name,
      TemporalFilter.Bound(
        time: time, comparison: left.namesWatermark ? comparison.mirrored : comparison,
        shift: side.isNegative ? -shift : shift)
    )
  }

  /// The table that a call names, and the type of its event time.
  private func bindWatermarkTable(_ call: CallSyntax) -> (name: String, type: DataType)? {
    guard call.arguments.count == 1, case .string(let name) = call.arguments[0].kind else {
      faults.error(
        "watermark-of", "watermark_of takes the name of a table", at: call.name.range,
        help: ExpressionBinder.watermarkForm)
      return nil
    }
    let range = call.arguments[0].range
    switch catalogue.entries[name] {
    case .relation(let relation):
      guard let table = relation.table else { break }
      guard let time = table.eventTime, !table.isUpsert else {
        faults.error(
          "watermark-of", "\(name) has no watermark: it names no event_time", at: range,
          help: "add event_time = 'column' to its WITH")
        return nil
      }
      noteRead(name, range)
      return (name, table.columns[time.column].type)
    case .broken, .sketch: return nil
    case .unreadable, nil:
      faults.unknown(
        "unknown-relation", "there is no table \(name)", name: name, at: range,
        among: catalogue.names, listing: "there are")
      return nil
    }
    faults.error(
      "watermark-of", "\(name) is a view, and watermarks are those of tables", at: range,
      help: "name the table that it reads")
    return nil
  }
}

extension BoundWhere {
  fileprivate mutating func add(_ bound: TemporalFilter.Bound, of table: String) {
    if let index = temporal.firstIndex(where: { $0.table == table }) {
      temporal[index].bounds.append(bound)
    } else {
      temporal.append(TemporalFilter(table: table, bounds: [bound]))
    }
  }
}

extension ExpressionBinder {
  static let watermarkForm =
    "write WHERE time >= watermark_of('table') - INTERVAL '1 hour', with >=, >, <= or <"
}

extension ExpressionSyntax {
  /// Whether `watermark_of` stands in it.
  var namesWatermark: Bool {
    isWatermark || children.contains(where: \.namesWatermark)
  }

  private var isWatermark: Bool {
    if case .call(let call) = kind { call.name.text == "watermark_of" } else { false }
  }

  /// What AND joins; `a BETWEEN b AND c` is two of them where it names a watermark.
  fileprivate var watermarkConjuncts: [ExpressionSyntax] {
    switch kind {
    case .and(let operands): return operands.flatMap(\.watermarkConjuncts)
    case .between(let operand, let lower, let upper, negated: false) where namesWatermark:
      return [
        ExpressionSyntax(.binary(">=", operand, lower), range),
        ExpressionSyntax(.binary("<=", operand, upper), range),
      ]
    default: return [self]
    }
  }

  /// `watermark_of(…)`, alone or with an interval before or behind it.
  fileprivate var watermarkSide:
    (
      call: CallSyntax, interval: ExpressionSyntax?, isNegative: Bool
    )?
  {
    switch kind {
    case .call(let call) where isWatermark: return (call, nil, false)
    case .binary(let symbol, let left, let right) where symbol == "+" || symbol == "-":
      if case .call(let call) = left.kind, left.isWatermark, !right.namesWatermark {
        return (call, right, symbol == "-")
      }
      if symbol == "+", case .call(let call) = right.kind, right.isWatermark,
        !left.namesWatermark
      {
        return (call, left, false)
      }
      return nil
    default: return nil
    }
  }
}

extension Expression {
  /// Comparisons of what is there already, and what joins them.
  fileprivate var neverFails: Bool {
    switch self {
    case .column, .constant: true
    case .call(let function, let operands):
      ["=", "<>", "<", "<=", ">", ">=", "~~", "!~~"].contains(function.name)
        && operands.allSatisfy(\.neverFails)
    case .cast, .coalesce, .branches, .parameter: false
    case .and, .or, .not, .isNull, .isDistinct: operands.allSatisfy(\.neverFails)
    }
  }
}
