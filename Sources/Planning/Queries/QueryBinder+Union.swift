import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// UNION ALL of all branches at once; UNION is DISTINCT over it.
  func bindUnion(_ query: QuerySyntax, all: Bool, _ ctes: CTEs, _ range: TextRange)
    -> BoundRelation?
  {
    let branches = branches(of: query, all: all, ctes)
    let bound = branches.map { bind($0.query, ctes: $0.ctes, isTop: false) }
    let whole = bound.compactMap { $0 }
    guard whole.count == bound.count else { return nil }
    guard let united = united(whole, branches.map(\.query.range), range) else { return nil }
    return all ? united : distinct(united, range)
  }

  /// `a UNION ALL b UNION ALL c` side by side.
  private func branches(of query: QuerySyntax, all: Bool, _ ctes: CTEs) -> [(
    query: QuerySyntax, ctes: CTEs
  )] {
    guard case .union(let left, let right, all: all, _) = query.body else { return [(query, ctes)] }
    return [left, right].flatMap { branch -> [(query: QuerySyntax, ctes: CTEs)] in
      let isPlain =
        branch.ctes.isEmpty && branch.orderBy.isEmpty && branch.limit == nil
        && branch.offset == nil && branch.unsupported.isEmpty
      return isPlain ? branches(of: branch, all: all, ctes) : [(branch, ctes)]
    }
  }

  private func united(_ inputs: [BoundRelation], _ ranges: [TextRange], _ range: TextRange)
    -> BoundRelation?
  {
    aligned(inputs, ranges, in: "a UNION", range).map { merged(inputs, $0) }
  }

  /// INTERSECT and EXCEPT over the visible columns, in the types that both sides have in common.
  func bindSetOperation(
    _ kind: SetOperator, all: Bool, _ queries: [QuerySyntax], _ ctes: CTEs, _ range: TextRange
  ) -> BoundRelation? {
    let bound = queries.map { bind($0, ctes: ctes, isTop: false) }
    let inputs = bound.compactMap { $0 }
    guard inputs.count == bound.count else { return nil }
    let what = "an \(kind.rawValue)"
    guard let columns = aligned(inputs, queries.map(\.range), in: what, range) else { return nil }
    let sides = outputs(inputs, columns)
    let shown = Array(columns[0].indices)
    let plans = sides.map { $0.plan.showing(shown, keepsWatermark: false) }
    let operation = SetOperation(kind == .intersect ? .intersect : .except, isAll: all)
    let result = BoundRelation(plan: .setOperation(operation, plans[0], plans[1]))
    return comparable(result, range) ? result : nil
  }

  /// Each input's visible columns in common types.
  private func aligned(
    _ inputs: [BoundRelation], _ ranges: [TextRange], in operation: String, _ range: TextRange
  ) -> [[Expression]]? {
    let count = inputs[0].visibleColumns.count
    if let odd = inputs.firstIndex(where: { $0.visibleColumns.count != count }) {
      let name = operation.split(separator: " ").last ?? "UNION"
      faults.error(
        "column-count",
        "this SELECT has \(counted(inputs[odd].visibleColumns.count, "column")), "
          + "the first one of the \(name) \(count)", at: ranges[odd])
      return nil
    }
    let binder = ExpressionBinder(context, Scope(), place: "UNION")
    var columns: [[Expression]] = Array(repeating: [], count: inputs.count)
    var isWhole = true
    for column in 0..<count {
      let operands = inputs.enumerated().map { index, input in
        input.operand(input.visibleColumns[column], at: ranges[index])
      }
      let what = "column \(column + 1) of \(operation)"
      guard let unified = binder.unified(operands, in: what, range) else {
        isWhole = false
        continue
      }
      for (index, expression) in unified.expressions.enumerated() {
        columns[index].append(expression)
      }
    }
    return isWhole ? columns : nil
  }

  /// Inputs projected to these columns, under the names of the first.
  private func outputs(_ inputs: [BoundRelation], _ columns: [[Expression]]) -> [BoundRelation] {
    let names = inputs[0].visibleColumns.map { inputs[0].plan.fields[$0].name }
    return zip(inputs, columns).map { input, expressions in
      input.projected(
        expressions,
        zip(names, expressions).map { name, expression in
          PlanField(
            Field(
              name, expression.type, nullable: expression.isNullable(over: input.plan.fields)))
        })
    }
  }

  /// Inputs in one layout: the visible columns, then the watermark if all of them carry one.
  private func merged(_ inputs: [BoundRelation], _ columns: [[Expression]]) -> BoundRelation {
    let count = inputs[0].visibleColumns.count
    let outputs = outputs(inputs, columns)
    var times = outputs.dropFirst().reduce(outputs[0].eventTimes) {
      $0.intersection($1.eventTimes)
    }
    let windows = outputs[0].windows.filter { window in
      window.start < count && (window.end ?? 0) < count
        && outputs.allSatisfy { $0.windows.contains(window) }
    }
    // The start of windows that not all inputs share is the time of no row that comes before its window's end.
    times.subtract(outputs.flatMap(\.windows).filter { !windows.contains($0) }.map(\.start))
    let closes =
      outputs.allSatisfy(\.closesWindows) && !(times.isEmpty && windows.isEmpty)
    let shown = Array(0..<count)
    let plans = outputs.map { $0.plan.showing(shown, keepsWatermark: closes) }
    return BoundRelation(
      plan: .unionAll(plans), eventTimes: times.filter { $0 < count }, windows: windows)
  }

  /// VALUES: rows of constants with the types that their columns have in common.
  func bindValues(_ rows: [[ExpressionSyntax]], _ range: TextRange) -> BoundRelation? {
    let count = rows.first?.count ?? 0
    if let odd = rows.first(where: { $0.count != count }) {
      faults.error(
        "column-count", "all rows of VALUES must have as many columns as the first, \(count)",
        at: odd.first?.range ?? range)
      return nil
    }
    let binder = ExpressionBinder(context, Scope(around: around), place: "VALUES")
    var columns: [(expressions: [Expression], type: DataType)] = []
    for column in 0..<count {
      guard
        let unified = binder.unified(
          rows.map { $0[column] }, in: "column \(column + 1) of VALUES", range)
      else { continue }
      columns.append(unified)
    }
    guard columns.count == count else { return nil }
    let cells = rows.indices.map { row in columns.map { $0.expressions[row] } }
    let fields = columns.enumerated().map { index, column in
      PlanField(Field("column\(index + 1)", column.type))
    }
    return BoundRelation(
      plan: Plan(.values(cells), fields: fields, watermark: nil, isAppendOnly: true, key: nil))
  }
}

extension BoundRelation {
  /// An output column as an operand whose type UNION or INSERT may still decide.
  func operand(_ column: Int, at range: TextRange) -> BoundExpression {
    untyped[column] ?? BoundExpression(.column(column, plan.fields[column].type), range)
  }
}
