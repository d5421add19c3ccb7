import Columnar

/// Makes one relation of a subquery that is another one for each row of the query around it.
///
/// Either what names the outer row is pulled up: conditions pass the operators above them, an equality of a column and an
/// outer value becomes a key by which these group, so that all of the subquery is what one would write as a join by
/// hand. Where that cannot be, or would compute what can fail for values that no outer row has, the distinct values of
/// the outer rows (the domain) are joined in below, as Neumann and Kemper do ("Unnesting arbitrary queries", 2015).
struct Decorrelation {
  /// Of the query around: what is taken out. Parameters of queries further out stay.
  let columns: [OuterQuery.Column]
  let context: BindingContext
  let own: Set<Int>

  init(_ columns: [OuterQuery.Column], _ context: BindingContext) {
    self.columns = columns.sorted { $0.parameter < $1.parameter }
    self.context = context
    own = Set(columns.map(\.parameter))
  }

  func names(_ plan: Plan) -> Bool { !plan.parameters.isDisjoint(with: own) }
  func names(_ expression: Expression) -> Bool { !expression.parameters.isDisjoint(with: own) }

  /// `left = right`, or also where both are NULL; one or two conditions, each of which can be a join's key.
  func equalities(
    _ left: Expression, _ right: Expression, isNullSafe: Bool
  ) -> [Expression] {
    guard isNullSafe else { return [equality(left, right)] }
    let type = left.type
    let filler = Expression.constant(type.filler, type)
    return [
      equality(.isNull(left, negated: false), .isNull(right, negated: false)),
      equality(.coalesce([left, filler], type), .coalesce([right, filler], type)),
    ]
  }

  private func equality(_ left: Expression, _ right: Expression) -> Expression {
    let nowhere = columns.first?.range ?? .init(0, 0)
    let binder = ExpressionBinder(context, Scope(), place: "a subquery")
    let operands = [BoundExpression(left, nowhere), BoundExpression(right, nowhere)]
    guard let equality = binder.call(of: "=", operands, nowhere, isOperator: true) else {
      preconditionFailure("columns that have no equality are refused before")
    }
    return equality
  }
}

/// A subquery's rows for all outer rows at once.
struct Decorrelated {
  /// An expression over the outer row, equal to a column of the plan in the rows that are meant for it.
  struct Tie {
    /// Of parameters alone.
    var outer: Expression
    var column: Int
    /// NULL is equal to NULL.
    var isNullSafe: Bool
  }

  var plan: Plan
  /// How many fields the subquery's own plan has, and where they lie; its watermark may be lost.
  var count: Int
  var places: [Int: Int]
  var ties: [Tie] = []
  /// What rows must fulfil besides, over the plan's columns and parameters.
  var conditions: [Expression] = []

  init(_ plan: Plan) {
    self.plan = plan
    count = plan.fields.count
    places = Dictionary(uniqueKeysWithValues: plan.fields.indices.map { ($0, $0) })
  }

  func moved(_ expression: Expression) -> Expression {
    expression.mapColumns { .column(place($0), $1) }
  }

  func place(_ column: Int) -> Int {
    guard let place = places[column] else {
      preconditionFailure("a subquery's column \(column) is lost while it is still read")
    }
    return place
  }
}

extension DataType {
  /// Some value that is not NULL.
  fileprivate var filler: Value {
    switch layout {
    case .bit: .boolean(false)
    case .word: .word(0)
    case .double: .double(0)
    case .decimal: .decimal(Decimal(0))
    case .interval: .interval(Interval())
    case .bytes:
      switch self {
      case .uuid: .bytes([UInt8](repeating: 0, count: 16))
      case .jsonb, .json: .text("null")
      default: .bytes([])
      }
    }
  }
}
