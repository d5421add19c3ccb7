import Columnar
import Diagnostics

/// Joins the subqueries of expressions to the relation that the expressions are over.
///
/// Joins move columns, so expressions that were bound over the relation as it was are `moved` before they are used.
struct SubqueryJoins {
  let collector: SubqueryCollector
  private(set) var relation: BoundRelation
  /// Columns as expressions name them, by the query around's own numbers; nil: it cannot be named here.
  private let column: (Int) -> Int?
  /// What expressions name, in the numbers of the relation as it was.
  private let named: (Expression) -> Expression
  /// Where the relation's columns lie now.
  private var places: [Int: Int]
  /// What stands for subqueries that are joined, over the relation as it is now.
  private var values: [Int: Expression] = [:]
  /// The subquery that is being joined, for explanations.
  private var text: String?

  /// - Parameters:
  ///   - column: where a column of the FROM clause lies in the relation.
  ///   - named: renumbers what was bound over another numbering than the relation's.
  init(
    _ collector: SubqueryCollector, over relation: BoundRelation,
    column: @escaping (Int) -> Int? = { $0 },
    named: @escaping (Expression) -> Expression = { $0 }
  ) {
    self.collector = collector
    self.relation = relation
    self.column = column
    self.named = named
    places = Dictionary(uniqueKeysWithValues: relation.plan.fields.indices.map { ($0, $0) })
  }

  var faults: FaultCollector { collector.binder.faults }

  /// The expression, in the relation's own numbers, over the relation as it is now.
  func moved(_ expression: Expression) -> Expression {
    expression.mapColumns { .column(places[$0] ?? $0, $1) }.replacingParameters {
      values[$0] ?? .parameter($0, $1)
    }
  }

  /// Where a column of the relation lies now; nil where it is gone (a watermark).
  func place(_ column: Int) -> Int? { places[column] }

  /// Joins the subqueries of these expressions; false after a fault.
  mutating func join(_ expressions: [Expression]) -> Bool {
    if collector.isEmpty { return true }
    var isWhole = true
    for number in expressions.reduce(into: Set<Int>(), { $0.formUnion($1.parameters) }).sorted() {
      guard let subquery = collector.subqueries[number], values[number] == nil else { continue }
      if let value = value(of: subquery) {
        values[number] = value
      } else {
        isWhole = false
      }
    }
    return isWhole
  }

  mutating func filter(by condition: Expression) {
    relation = relation.filtered(by: moved(condition))
  }

  /// By a condition over the relation as it is now.
  mutating func filter(byJoined condition: Expression) {
    relation = relation.filtered(by: condition)
  }

  mutating func filter(by bound: BoundWhere) {
    relation = relation.filtered(by: bound.mapExpressions(moved))
  }

  /// By a rule that leaves the fields as they are.
  mutating func rewrite(_ rule: (Plan) -> Plan) { relation.plan = rule(relation.plan) }

  /// What makes of an expression, numbered as `named` takes it, one over the relation as it is now.
  func placing(_ named: @escaping (Expression) -> Expression) -> (Expression) -> Expression {
    { self.moved(named($0)) }
  }

  private mutating func value(of subquery: BoundSubquery) -> Expression? {
    if collector.binder.refusesSession(.init(relation: relation, scope: collector.outer.scope)) {
      return nil
    }
    text = collector.binder.context.brief(subquery.range)
    switch subquery.form {
    case .scalar: return scalar(subquery)
    case .exists: return exists(subquery)
    case .compared(let operand, let comparison, let isAll):
      let operand = named(operand)
      guard join([operand]) else { return nil }
      text = collector.binder.context.brief(subquery.range)
      return compared(operand, comparison, isAll: isAll, subquery)
    }
  }

  // MARK: The query around

  /// Its columns that a plan names; nil after a fault.
  private func outerColumns(_ plan: Plan) -> [OuterQuery.Column]? {
    let named = plan.parameters
    let columns = collector.outer.columns.values.filter { named.contains($0.parameter) }
    var isWhole = true
    for column in columns.sorted(by: { $0.parameter < $1.parameter })
    where self.column(column.index) == nil {
      isWhole = false
      faults.error(
        "not-grouped",
        "column \"\(column.name)\" of the query around must appear in its GROUP BY clause",
        at: column.range,
        help: "add it to GROUP BY, or aggregate in a subquery of FROM and join it")
    }
    return isWhole ? columns : nil
  }

  /// An expression over the query around as one over the relation as it is now.
  func outerValue(_ expression: Expression) -> Expression {
    expression.replacingParameters { number, type in
      guard let outer = collector.outer.columns[number], let column = column(outer.index),
        let place = places[column]
      else { return .parameter(number, type) }
      return .column(place, type)
    }
  }

  // MARK: The subquery

  /// The subquery's rows for all outer rows; with conditions only where these can be part of the join. Nil after a fault.
  func decorrelated(_ plan: Plan, _ range: TextRange, allowsConditions: Bool = false)
    -> Decorrelated?
  {
    guard let columns = outerColumns(plan) else { return nil }
    let decorrelation = Decorrelation(columns, collector.binder.context)
    if let pulled = decorrelation.pulled(plan), allowsConditions || pulled.conditions.isEmpty {
      return pulled
    }
    guard let domain = domain(decorrelation) else { return nil }
    if let pushed = decorrelation.pushed(plan, domain) { return pushed }
    faults.unsupported(
      "a subquery that names the outer row below a window, a SESSION or an empty grouping set",
      at: range,
      help: "compute that part in a view, grouped by what the outer row names, and join it")
    return nil
  }

  /// The distinct values of the outer rows.
  private func domain(_ decorrelation: Decorrelation) -> Plan? {
    for column in decorrelation.columns where !isComparable(column.type) {
      faults.error(
        "subquery-type",
        "a subquery cannot name \(column.name): values of type \(column.type) cannot be compared",
        at: column.range, help: "select what is compared in a subquery of FROM: CAST(… AS jsonb)")
      return nil
    }
    return relation.distinctValues(
      of: decorrelation.columns.map { outerValue(.parameter($0.parameter, $0.type)) }
    ).plan
  }

  private func isComparable(_ type: DataType) -> Bool {
    let functions = collector.binder.context.functions
    if case .found = functions.resolve(name: "=", arguments: [type, type]) { return true }
    return false
  }

  /// What ties the subquery's rows to the relation's, over the fields of both.
  func conditions(_ rows: Decorrelated) -> [Expression] {
    let offset = relation.plan.fields.count
    let decorrelation = Decorrelation(
      Array(collector.outer.columns.values), collector.binder.context)
    let ties = rows.ties.flatMap { tie -> [Expression] in
      let outer = outerValue(tie.outer)
      let field = rows.plan.fields[tie.column]
      let isNullSafe =
        tie.isNullSafe && field.field.nullable && outer.isNullable(over: relation.plan.fields)
      return decorrelation.equalities(
        outer, .column(offset + tie.column, field.type), isNullSafe: isNullSafe)
    }
    return ties
      + rows.conditions.map { outerValue($0.mapColumns { .column($0 + offset, $1) }) }
  }

  // MARK: Joins

  /// A parameter in the place of an expression over the relation, while more is joined.
  mutating func held(_ expression: Expression) -> Expression {
    let number = collector.binder.parameters.next()
    values[number] = expression
    return .parameter(number, expression.type)
  }

  /// With the held expressions in their places, over the relation as it is now.
  func released(_ expression: Expression) -> Expression {
    expression.replacingParameters { values[$0] ?? .parameter($0, $1) }
  }

  /// A join with the plan; gives where its fields lie then.
  mutating func join(_ right: BoundRelation, _ kind: Join.Kind, _ conditions: [Expression])
    -> (Int) -> Int
  {
    let offset = relation.plan.fields.count
    let step: [Int: Int]
    (relation, step) = BoundRelation.joined(
      relation, right, kind, of: text, .all(conditions))
    places = places.compactMapValues { step[$0] }
    values = values.mapValues { $0.mapColumns { .column(step[$0] ?? $0, $1) } }
    return { step[$0 + offset] ?? $0 + offset }
  }
}
