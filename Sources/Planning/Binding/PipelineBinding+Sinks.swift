import Columnar
import Diagnostics
import SQL

extension PipelineBinding {
  func bind(_ syntax: InsertSyntax) {
    let binder = queryBinder()
    let bound = binder.bind(syntax.query)
    noteReads(of: binder)
    guard let table = target(of: syntax) else { return }
    guard let columns = targetColumns(syntax, table), let bound else { return }
    guard var relation = assigned(bound, to: columns, of: table, syntax) else { return }
    let emit = emits[table.name]?.emit ?? .changes
    if emit == .final {
      guard let final = finalised(relation, emits[table.name]?.range) else { return }
      relation = final
    }
    guard acceptsChanges(of: relation.plan, table, syntax) else { return }
    checkKey(of: relation.plan, table, syntax)
    let number = sinks.count { $0.table.name == table.name } + 1
    if number > 1 && !checkSeveral(relation.plan, table, syntax) { return }
    sinks.append(
      SinkDefinition(
        name: number == 1 ? table.name : "\(table.name)#\(number)", table: table,
        plan: relation.plan, emit: emit, fingerprint: ""))
  }

  private func target(of syntax: InsertSyntax) -> TableDefinition? {
    let name = syntax.table.text
    if let table = tables.first(where: { $0.name == name }) { return table }
    switch catalogue.entries[name] {
    case .broken, .sketch: break
    case .relation, .unreadable:
      faults.error(
        "insert-target", "\(name) is a view and cannot be inserted into", at: syntax.table.range,
        help: "CREATE TABLE with a connector says where rows go")
    case nil:
      faults.unknown(
        "unknown-relation", "there is no table \(name)", name: name, at: syntax.table.range,
        among: tables.map(\.name), listing: "there are")
    }
    return nil
  }

  // MARK: Columns

  /// Numbers of the columns that the query fills, in the query's order.
  private func targetColumns(_ syntax: InsertSyntax, _ table: TableDefinition) -> [Int]? {
    let declared = table.columns.indices.filter { !table.columns[$0].isHidden }
    if syntax.columns.isEmpty { return declared }
    var targets: [Int] = []
    for column in syntax.columns {
      guard let number = declared.first(where: { table.columns[$0].name == column.name }) else {
        faults.unknown(
          "unknown-column", "there is no column \(column.name) in table \(table.name)",
          name: column.name, at: column.range, among: declared.map { table.columns[$0].name },
          listing: "there are")
        continue
      }
      if targets.contains(number) {
        faults.error(
          "duplicate-column", "column \(column.name) is named twice", at: column.range)
      }
      targets.append(number)
    }
    return targets.count == syntax.columns.count && Set(targets).count == targets.count
      ? targets : nil
  }

  /// The query's columns as the table's: in its order, cast as an assignment, the others by their DEFAULT.
  private func assigned(
    _ relation: BoundRelation, to targets: [Int], of table: TableDefinition,
    _ syntax: InsertSyntax
  ) -> BoundRelation? {
    let shown = relation.visibleColumns
    guard shown.count == targets.count else {
      let names = targets.map { table.columns[$0].name }.joined(separator: ", ")
      faults.error(
        "column-count",
        "the query gives \(counted(shown.count, "column")), but \(table.name) takes "
          + "\(targets.count)", at: syntax.query.range,
        help: "it takes, in this order: \(names)")
      return nil
    }
    let binder = ExpressionBinder(context, Scope(), place: "INSERT")
    let ranges = syntax.query.itemRanges(count: shown.count)
    var isWhole = true
    var assigned: [Int: Expression] = [:]
    for (position, target) in targets.enumerated() {
      let column = shown[position]
      let operand = relation.operand(column, at: ranges[position])
      guard let value = cast(operand, to: table.columns[target], binder) else {
        isWhole = false
        continue
      }
      assigned[target] = value
    }
    guard isWhole else { return nil }
    return projected(relation, assigned, table, ranges, targets)
  }

  private func cast(
    _ operand: BoundExpression, to column: TableColumn, _ binder: ExpressionBinder
  ) -> Expression? {
    if let type = operand.type, type != column.type,
      !TypeRules.assignmentCast(from: type, to: column.type)
    {
      faults.error(
        "insert-type",
        "column \(column.name) is of type \(column.type), but the query gives \(type)",
        at: operand.range, help: "cast it: CAST(… AS \(column.type))")
      return nil
    }
    return binder.coerced(operand, to: column.type, .assignment)
  }

  private func projected(
    _ relation: BoundRelation, _ assigned: [Int: Expression], _ table: TableDefinition,
    _ ranges: [TextRange], _ targets: [Int]
  ) -> BoundRelation? {
    var expressions: [Expression] = []
    var fields: [PlanField] = []
    var isWhole = true
    for (number, column) in table.columns.enumerated() where !column.isHidden {
      let value =
        assigned[number] ?? column.defaultValue ?? .constant(.null, column.type)
      let nullable = value.isNullable(over: relation.plan.fields)
      if nullable && column.isNotNull {
        let position = targets.firstIndex(of: number)
        reportNull(column, table, at: position.map { ranges[$0] } ?? table.nameRange)
        if !table.primaryKey.contains(number) { isWhole = false }
      }
      expressions.append(value)
      fields.append(PlanField(Field(column.name, column.type, nullable: nullable)))
    }
    return isWhole ? relation.projected(expressions, fields) : nil
  }

  private func reportNull(_ column: TableColumn, _ table: TableDefinition, at range: TextRange) {
    let isKey =
      table.columns.firstIndex { $0.name == column.name }
      .map(table.primaryKey.contains) ?? false
    let message = "\(column.name) may be NULL"
    let help = "exclude it: WHERE … IS NOT NULL, or write COALESCE(…, …)"
    if isKey {
      faults.warning(
        "null-key", "\(message), but it is part of the PRIMARY KEY of \(table.name)", at: range,
        help: help)
    } else {
      faults.error(
        "insert-null", "\(message), but it is NOT NULL in \(table.name)", at: range, help: help)
    }
  }

  // MARK: Retractions

  /// A sink that can only append takes no query that changes its mind.
  private func acceptsChanges(of plan: Plan, _ table: TableDefinition, _ syntax: InsertSyntax)
    -> Bool
  {
    if plan.isAppendOnly || table.connector.takesChanges { return true }
    if table.connector.takesDeletions && table.isUpsert { return true }
    let key = plan.key.map { $0.map { quotedIfNeeded(plan.fields[$0].name) } } ?? []
    let byKey =
      key.isEmpty
      ? "give it a PRIMARY KEY, so that a later row replaces an earlier one"
      : "give it PRIMARY KEY (\(key.joined(separator: ", "))), so that a later row replaces an earlier one"
    let byWindow = "emit = 'final' to write each window once"
    let ways =
      (table.connector.takesDeletions ? [byKey] : [])
      + (plan.finalised() != nil ? [byWindow] : [])
    faults.error(
      "sink-needs-key",
      "\(table.name) can only append, but this query changes rows that it has given",
      at: syntax.query.range,
      notes: ["\(plan.retractionReason)"],
      help: ways.isEmpty
        ? "take the topic connector with a PRIMARY KEY, or a window and emit = 'final'"
        : ways.joined(separator: "; or "))
    return false
  }

  /// Two rows of the query under one key of the sink: the last one stays.
  private func checkKey(of plan: Plan, _ table: TableDefinition, _ syntax: InsertSyntax) {
    guard table.isUpsert else { return }
    let key = plan.key.map { Set($0) }
    if plan.isAppendOnly && key == nil { return }
    if let key, key.isSubset(of: table.primaryKey) { return }
    let names = (plan.key ?? []).map { quotedIfNeeded(plan.fields[$0].name) }
    let wanted =
      names.isEmpty ? "all that tells its rows apart" : "(\(names.joined(separator: ", ")))"
    faults.warning(
      "key-differs",
      "several rows of this query may have one key in \(table.name); the last one stays",
      at: syntax.query.range, help: "let the PRIMARY KEY hold \(wanted)")
  }

  private func checkSeveral(_ plan: Plan, _ table: TableDefinition, _ syntax: InsertSyntax) -> Bool
  {
    let all = sinks.filter { $0.table.name == table.name }.map(\.plan) + [plan]
    if all.allSatisfy(\.isAppendOnly) { return true }
    faults.error(
      "several-inserts",
      "several INSERTs into \(table.name) are possible only where all of them append",
      at: syntax.table.range, help: "join the queries with UNION ALL")
    return false
  }
}

extension QuerySyntax {
  /// Where the output columns are written; the whole query where `*` or a set operation hides them.
  func itemRanges(count: Int) -> [TextRange] {
    if case .select(let select) = body, select.items.count == count {
      return select.items.map(\.expression.range)
    }
    return Array(repeating: range, count: count)
  }
}
