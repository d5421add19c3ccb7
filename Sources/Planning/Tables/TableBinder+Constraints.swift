import Columnar
import Diagnostics
import SQL

/// The constraints of a table, bound.
struct TableConstraints {
  var checks: [CheckConstraint] = []
  var uniques: [UniqueConstraint] = []
  var primaryKey: [Int] = []
}

extension TableBinder {
  /// All constraints, of columns first. Nil where one is faulty.
  func bindConstraints(eventTime: EventTime?) -> TableConstraints? {
    var bound = TableConstraints()
    var names = ConstraintNames(table: name)
    for syntax in syntax.columns {
      for constraint in syntax.constraints where !brokenColumns.contains(syntax.name.name) {
        bind(constraint, of: syntax, eventTime, &bound, &names)
      }
    }
    for constraint in syntax.constraints {
      bind(constraint, of: nil, eventTime, &bound, &names)
    }
    applyActions(&bound, names, eventTime)
    return isWhole ? bound : nil
  }

  private func bind(
    _ constraint: ConstraintSyntax, of column: ColumnSyntax?, _ eventTime: EventTime?,
    _ bound: inout TableConstraints, _ names: inout ConstraintNames
  ) {
    let number = column.flatMap { self.column($0.name.name) }
    if let given = constraint.name, names.contains(given.name) {
      fault("duplicate-constraint", "constraint \(given.name) is named twice", at: given.range)
    }
    switch constraint.kind {
    case .null: break
    case .notNull:
      guard let number else { return }
      columns[number].isNotNull = true
      names.add(notNull: number, columns[number].name, given: constraint.name?.name)
    case .check(let condition):
      bindCheck(condition, column, constraint, &bound, &names)
    case .unique(let members, let options):
      guard let key = keyColumns(members, number) else { return }
      let name = names.add(
        constraint.name?.name, parts: key.map { columns[$0].name }, suffix: "key")
      bound.uniques.append(
        UniqueConstraint(
          name: name, columns: key, withinMicroseconds: bindWithin(options, eventTime, constraint),
          action: .reject))
    case .primaryKey(let members):
      guard let key = keyColumns(members, number) else { return }
      if !bound.primaryKey.isEmpty {
        fault("primary-key", "a table has one PRIMARY KEY at most", at: constraint.range)
        return
      }
      bound.primaryKey = key
      _ = names.add(constraint.name?.name, parts: [], suffix: "pkey")
      for column in key { columns[column].isNotNull = true }
    case .defaultValue(let value): bindDefault(value, number)
    case .generated(let value): bindGenerated(value, number)
    case .references(let target, let columns, let own):
      bindReference(target, columns, from: own, number, constraint)
    case .unsupported: isWhole = false  // The parser has said so.
    }
  }

  func keyColumns(_ members: [Identifier], _ own: Int?) -> [Int]? {
    if members.isEmpty { return own.map { [$0] } }
    var key: [Int] = []
    for member in members where !brokenColumns.contains(member.name) {
      guard let number = column(member.name), !columns[number].isHidden else {
        isWhole = false
        faults.unknown(
          "unknown-column", "there is no column \(member.name) in table \(name)",
          name: member.name, at: member.range, among: declaredNames, listing: "there are")
        continue
      }
      if key.contains(number) {
        fault("duplicate-column", "column \(member.name) is named twice", at: member.range)
      }
      key.append(number)
    }
    return key.count == members.count ? key : nil
  }

  private func bindWithin(
    _ options: [OptionSyntax], _ eventTime: EventTime?, _ constraint: ConstraintSyntax
  ) -> Int64? {
    let known = TableOptions.forUnique.map(\.name)
    for option in options where !known.contains(option.key.name) {
      isWhole = false
      faults.unknown(
        "unknown-option", "UNIQUE has no option \(option.key.name)", name: option.key.name,
        at: option.key.range, among: known, listing: "there is")
    }
    let reader = OptionReader(context: context, owner: "UNIQUE", columns: [])
    let values = reader.read(options, TableOptions.forUnique, missingAt: constraint.range)
    if eventTime == nil {
      if let within = options.first(where: { $0.key.name == "within" }) {
        if option("event_time") != nil { return nil }
        fault(
          "option-without-event-time", "within needs an event_time", at: within.key.range,
          help: "add event_time = 'COLUMN' to the table's WITH (…)")
      }
      return nil
    }
    if case .microseconds(let span)? = values["within"] { return span }
    isWhole = false
    return nil
  }

  // MARK: CHECK

  private func bindCheck(
    _ condition: ExpressionSyntax, _ column: ColumnSyntax?, _ constraint: ConstraintSyntax,
    _ bound: inout TableConstraints, _ names: inout ConstraintNames
  ) {
    let binder = ExpressionBinder(context, tableScope(), place: "a CHECK constraint")
    guard let expression = binder.bindCondition(condition, of: "CHECK") else {
      isWhole = false
      if let given = constraint.name { _ = names.add(given.name, parts: [], suffix: "check") }
      return
    }
    let parts = column.map { [$0.name.name] } ?? soleColumn(of: expression)
    let name = names.add(constraint.name?.name, parts: parts, suffix: "check")
    bound.checks.append(
      CheckConstraint(
        name: name, condition: expression.folded(zone: context.zone),
        text: context.source(condition.range), action: .reject))
  }

  /// Postgres names a table constraint by its column where it has only one.
  private func soleColumn(of expression: Expression) -> [String] {
    let used = expression.columns
    return used.count == 1 ? used.map { columns[$0].name } : []
  }

  /// The table's columns as its own expressions see them.
  func tableScope(allowing allowed: (Int) -> Bool = { _ in true }) -> Scope {
    var scope = Scope(qualifiers: [name], isBroken: !brokenColumns.isEmpty)
    for (index, column) in columns.enumerated() where allowed(index) {
      scope.columns.append(
        ScopeColumn(
          qualifier: name, name: column.name, index: index,
          field: Field(column.name, column.type, nullable: !column.isNotNull),
          isHidden: column.isHidden))
    }
    return scope
  }

  // MARK: DEFAULT and GENERATED

  private func bindDefault(_ value: ExpressionSyntax, _ number: Int?) {
    guard let number else { return }
    let binder = ExpressionBinder(context, Scope(), place: "DEFAULT")
    guard let bound = binder.bind(value),
      let expression = binder.coerced(bound, to: columns[number].type, .assignment)
    else {
      isWhole = false
      return
    }
    let constant = expression.folded(zone: context.zone)
    if !constant.isConstant {
      let reason = expression.constantFailure(zone: context.zone)?.message
      fault(
        "default", "DEFAULT fails\(reason.map { ": \($0)" } ?? "")", at: value.range,
        help: "write a value that fits \(columns[number].type)")
      return
    }
    columns[number].defaultValue = constant
  }

  private func bindGenerated(_ value: ExpressionSyntax, _ number: Int?) {
    guard let number else { return }
    let generated = Set(
      syntax.columns.filter { $0.isGenerated }.map(\.name.name))
    let scope = tableScope { !generated.contains(self.columns[$0].name) }
    let binder = ExpressionBinder(context, scope, place: "GENERATED")
    if let place = value.firstColumn(where: { generated.contains($0.text) }) {
      fault(
        "generated", "a generated column cannot be computed from another generated one",
        at: place, help: "write that column's expression here as well")
      return
    }
    guard let bound = binder.bind(value),
      let expression = binder.coerced(bound, to: columns[number].type, .assignment)
    else {
      isWhole = false
      return
    }
    if columns[number].defaultValue != nil {
      fault("generated", "a generated column takes no DEFAULT", at: value.range)
    }
    columns[number].generated = expression.folded(zone: context.zone)
  }
}

extension ColumnSyntax {
  fileprivate var isGenerated: Bool {
    constraints.contains { if case .generated = $0.kind { true } else { false } }
  }
}
