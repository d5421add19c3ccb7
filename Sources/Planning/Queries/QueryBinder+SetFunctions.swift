import Columnar
import Diagnostics
import SQL

/// Functions that give rows in FROM: `FROM t, unnest(t.tags) AS tag`.
extension QueryBinder {
  /// One row without columns: what a SELECT without FROM reads.
  var oneRow: Source {
    let plan = Plan(.values([[]]), fields: [], watermark: nil, isAppendOnly: true, key: [])
    return Source(relation: BoundRelation(plan: plan), scope: Scope(around: around, beside: beside))
  }

  /// A function joined to the relation before it, whose columns it may name; nil where it is a relation of its own.
  func bindRows(of call: CallSyntax, _ item: FromSyntax, _ join: JoinSyntax, after left: Source)
    -> Source?
  {
    guard SetFunctionCatalogue.contains(call.name.text) else { return nil }
    if refusesSession(left) { return .broken }
    let isPlain = join.using.isEmpty && !join.isNatural
    let isTrue = join.condition.map { $0.kind == .boolean(true) } ?? true
    let namesColumns = call.arguments.contains { $0.firstColumn { _ in true } != nil }
    switch join.kind {
    case .inner where isPlain, .cross where isPlain:
      let rows = bindRows(of: call, item, after: left, keepsAll: false)
      guard let condition = join.condition, !isTrue else { return rows }
      return filtered(rows, by: condition)
    case .left where isPlain && isTrue:
      return bindRows(of: call, item, after: left, keepsAll: true)
    default:
      if !namesColumns { return nil }
      refuseCondition(join, item)
      return .broken
    }
  }

  private func filtered(_ rows: Source, by syntax: ExpressionSyntax) -> Source {
    let binder = ExpressionBinder(context, rows.scope, place: "ON")
    guard let condition = binder.bindCondition(syntax, of: "ON"), let relation = rows.relation
    else { return Source(relation: nil, scope: rows.scope) }
    return Source(relation: relation.filtered(by: condition), scope: rows.scope)
  }

  private func refuseCondition(_ join: JoinSyntax, _ item: FromSyntax) {
    if join.kind == .right || join.kind == .full {
      faults.error(
        "lateral",
        "\(join.kind.rawValue) JOIN cannot have a function of the left side's columns "
          + "on its right", at: item.range,
        help: "write LEFT JOIN LATERAL … ON TRUE")
    } else {
      faults.unsupported(
        "a condition behind a function of the left side's columns",
        at: join.condition?.range ?? item.range,
        help: "write ON TRUE, and the condition into WHERE")
    }
  }

  /// What only functions that give rows can have, behind a window.
  func refuseDecoration(_ item: FromSyntax) {
    if item.isLateral {
      faults.unsupported(
        "LATERAL before a window", at: item.range,
        help: "remove it: windows name no columns of other relations")
    }
    if item.hasOrdinality { faults.unsupported("WITH ORDINALITY of a window", at: item.range) }
  }

  func bindRows(of call: CallSyntax, _ item: FromSyntax, after left: Source, keepsAll: Bool)
    -> Source
  {
    let binder = ExpressionBinder(context, left.scope, place: "a function in FROM")
    guard let calls = binder.bindSetCalls(call, item.range), let relation = left.relation else {
      return .broken
    }
    let qualifier = item.alias?.name ?? call.name.text
    let unnest = Unnest(
      kept: relation.keptColumns, calls: calls, hasOrdinality: item.hasOrdinality,
      keepsAll: keepsAll)
    guard let fields = rowFields(of: unnest, call, item) else { return .broken }
    let (rows, places) = relation.unnested(unnest, fields)
    let own = Scope(
      columns: fields.enumerated().map { index, field in
        ScopeColumn(
          qualifier: qualifier, name: field.name, index: unnest.kept.count + index,
          field: field.field, isHidden: false)
      }, qualifiers: [qualifier])
    guard haveOwnNames(left.scope, own, item) else { return .broken }
    var scope = left.scope
    scope.columns = scope.columns.compactMap { column in
      places[column.index].map { place in
        var column = column
        column.index = place
        return column
      }
    }
    scope.columns += own.columns
    scope.qualifiers += own.qualifiers
    // The alias alone means the value too: FROM jsonb_array_elements(…) AS e.
    if let alias = item.alias?.name, calls.count == 1, calls[0].function.columns.count == 1,
      fields[0].name != alias
    {
      scope.columns.append(
        ScopeColumn(
          qualifier: nil, name: alias, index: unnest.kept.count, field: fields[0].field,
          isHidden: true))
    }
    return Source(relation: rows, scope: scope)
  }

  /// The columns' names: given ones, those of the function's own, the alias of a single value, the function's name.
  private func rowFields(of unnest: Unnest, _ call: CallSyntax, _ item: FromSyntax)
    -> [PlanField]?
  {
    let outputs = unnest.calls.flatMap(\.function.columns)
    let single = outputs.count == 1 ? item.alias?.name : nil
    var fields = outputs.map {
      PlanField(Field($0.name ?? single ?? call.name.text, $0.type))
    }
    if unnest.hasOrdinality {
      fields.append(PlanField(Field("ordinality", .bigint, nullable: unnest.keepsAll)))
    }
    guard item.columnAliases.count <= fields.count else {
      let what = item.alias?.name ?? call.name.text
      faults.error(
        "column-count",
        "\(what) has \(counted(fields.count, "column")), not \(item.columnAliases.count)",
        at: item.columnAliases[fields.count].range)
      return nil
    }
    for (index, name) in item.columnAliases.enumerated() { fields[index].field.name = name.name }
    return fields
  }
}

extension ExpressionBinder {
  /// One call, or for `unnest` of several arrays one each; nil after a fault.
  func bindSetCalls(_ call: CallSyntax, _ range: TextRange) -> [Unnest.Call]? {
    guard checkSetCall(call, range) else { return nil }
    let bound = call.arguments.map { bind($0) }
    let arguments = bound.compactMap { $0 }
    guard arguments.count == bound.count else { return nil }
    if call.name.text == "unnest", arguments.count > 1 {
      let calls = arguments.map { setCall("unnest", [$0], $0.range) }
      let whole = calls.compactMap { $0 }
      return whole.count == calls.count ? whole : nil
    }
    return setCall(call.name.text, arguments, range).map { [$0] }
  }

  private func checkSetCall(_ call: CallSyntax, _ range: TextRange) -> Bool {
    let isPlain =
      !call.isStar && !call.isDistinct && call.filter == nil && call.orderBy.isEmpty
      && call.namedArguments.isEmpty
    if !isPlain {
      faults.error(
        "call", "\(call.name.text) takes arguments alone: no *, DISTINCT, FILTER or ORDER BY",
        at: range)
    }
    return isPlain
  }

  private func setCall(_ name: String, _ arguments: [BoundExpression], _ range: TextRange)
    -> Unnest.Call?
  {
    switch context.setFunctions.resolve(name: name, arguments: arguments.map(\.type)) {
    case .found(let function):
      let cast = zip(arguments, function.arguments).map { coerced($0, to: $1, .implicit) }
      let whole = cast.compactMap { $0 }
      return whole.count == cast.count ? Unnest.Call(function: function, arguments: whole) : nil
    case .none(let signatures):
      let types = arguments.map { $0.type?.description ?? "unknown" }
      faults.error(
        "arguments", "there is no \(name)(\(types.joined(separator: ", ")))", at: range,
        help: "there is \(listed(signatures))")
      return nil
    }
  }

  /// A function that gives rows, inside an expression: its column, where the SELECT list collects such calls.
  func bindSetCall(_ call: CallSyntax, _ range: TextRange) -> BoundExpression? {
    let name = call.name.text
    guard let setCalls else {
      faults.error(
        "rows-not-allowed", "\(name) gives rows and cannot stand in \(place)", at: range,
        help: "write it in FROM: FROM t, \(name)(t.column) AS x")
      return nil
    }
    if setCalls.isInside {
      faults.error(
        "rows-not-allowed", "\(name) gives rows and cannot stand inside \(setCalls.inside)",
        at: range, help: "write it in FROM: FROM t, \(name)(t.column) AS x")
      return nil
    }
    guard let calls = setCalls.inside(name, { bindSetCalls(call, range) }) else { return nil }
    guard calls.count == 1, calls[0].function.columns.count == 1 else {
      faults.error(
        "rows-not-allowed", "this \(name) has several columns and stands in FROM only", at: range,
        help: "write FROM t, \(name)(t.column) AS x, and x.* in the select list")
      return nil
    }
    let type = calls[0].function.columns[0].type
    return BoundExpression(.column(setCalls.number(of: calls[0]), type), range)
  }
}

/// The calls of functions that give rows in one select list: side by side, row by row.
final class SetCallCollector {
  /// While expressions are bound, call n is column `base` + n.
  static let base = 1 << 24
  private(set) var calls: [Unnest.Call] = []
  /// What the expression now bound stands in, where such a call cannot.
  private(set) var inside = ""

  var isInside: Bool { !inside.isEmpty }

  func number(of call: Unnest.Call) -> Int {
    calls.append(call)
    return SetCallCollector.base + calls.count - 1
  }

  func inside<T>(_ what: String, _ body: () -> T) -> T {
    let before = inside
    inside = what
    defer { inside = before }
    return body()
  }
}

extension BoundRelation {
  /// Columns that are handed on beside the watermark.
  var keptColumns: [Int] { plan.fields.indices.filter { $0 != plan.watermark } }

  /// The rows, and where in them each of this relation's columns lies.
  func unnested(_ unnest: Unnest, _ fields: [PlanField]) -> (
    relation: BoundRelation, places: [Int: Int]
  ) {
    let places = Dictionary(uniqueKeysWithValues: unnest.kept.enumerated().map { ($1, $0) })
    var result = BoundRelation(plan: plan.unnested(unnest, fields))
    result.eventTimes = Set(eventTimes.compactMap { places[$0] })
    result.windows = windows.compactMap { window in
      places[window.start].map { start in
        WindowColumns(
          start: start, end: window.end.flatMap { places[$0] }, kind: window.kind,
          offset: window.offset)
      }
    }
    result.unnamed = Set(unnamed.compactMap { places[$0] })
    return (result, places)
  }

  /// The select list's calls over this relation, and its expressions over the rows.
  func unnested(_ calls: [Unnest.Call], under expressions: [Expression]) -> (
    relation: BoundRelation, expressions: [Expression]
  ) {
    if calls.isEmpty { return (self, expressions) }
    let unnest = Unnest(kept: keptColumns, calls: calls, hasOrdinality: false, keepsAll: false)
    let fields = unnest.types.enumerated().map { index, type in
      PlanField(Field(calls[index].function.name, type))
    }
    let (relation, places) = unnested(unnest, fields)
    let moved = expressions.map { expression in
      expression.mapColumns { index, type in
        index >= SetCallCollector.base
          ? .column(unnest.kept.count + index - SetCallCollector.base, type)
          : .column(places[index] ?? index, type)
      }
    }
    return (relation, moved)
  }
}
