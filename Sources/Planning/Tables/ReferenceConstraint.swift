import Columnar
import Diagnostics
import SQL

/// REFERENCES of a table, before it is known what it refers to.
struct ReferenceConstraint {
  /// As given, else `TABLE_COLUMN_fkey` as Postgres names it.
  var name: String
  /// Numbers of the table's own columns.
  var columns: [Int]
  var target: QualifiedName
  /// Empty: the target's PRIMARY KEY.
  var targetColumns: [Identifier]
  var range: TextRange
}

extension TableBinder {
  func bindReference(
    _ target: QualifiedName, _ targetColumns: [Identifier], from own: [Identifier],
    _ column: Int?, _ constraint: ConstraintSyntax
  ) {
    guard let columns = keyColumns(own, column) else { return }
    let parts = [name] + columns.map { self.columns[$0].name } + ["fkey"]
    references.append(
      ReferenceConstraint(
        name: constraint.name?.name ?? parts.joined(separator: "_"), columns: columns,
        target: target, targetColumns: targetColumns, range: constraint.range))
  }
}

/// A REFERENCES whose tables and columns are all there.
private struct BoundReference {
  var constraint: ReferenceConstraint
  var target: TableDefinition
  /// Own column and target column as expressions of one type.
  var keys: [JoinKey]
}

extension PipelineBinding {
  /// A view `TABLE.dangling` for each table that is read and has REFERENCES; the tables that these name are read too.
  func bindReferences() {
    for table in tables where writes[table.name] == nil && reads[table.name] != nil {
      let constraints = tableReferences[table.name] ?? []
      let bound = constraints.compactMap { bind($0, of: table) }
      guard !constraints.isEmpty, bound.count == constraints.count else { continue }
      for reference in bound where reads[reference.target.name] == nil {
        reads[reference.target.name] = reference.constraint.target.range
      }
      views.append(
        ViewDefinition(
          name: table.name + ".dangling", plan: dangling(table, bound), emit: .changes,
          historyMicroseconds: nil, fingerprint: "", nameRange: table.nameRange))
    }
  }

  private func bind(_ constraint: ReferenceConstraint, of table: TableDefinition)
    -> BoundReference?
  {
    let name = constraint.target
    guard let target = tables.first(where: { $0.name == name.text }), writes[name.text] == nil
    else {
      reportTarget(name)
      return nil
    }
    guard let columns = targetColumns(of: constraint, in: target) else { return nil }
    guard columns.count == constraint.columns.count else {
      faults.error(
        "references",
        "\(counted(constraint.columns.count, "column")) cannot refer to \(columns.count)",
        at: constraint.range, help: "name as many columns of \(name.text)")
      return nil
    }
    let keys = zip(constraint.columns, columns).compactMap { own, other in
      key(own, of: table, other, of: target, constraint)
    }
    guard keys.count == columns.count else { return nil }
    return BoundReference(constraint: constraint, target: target, keys: keys)
  }

  private func reportTarget(_ name: QualifiedName) {
    switch catalogue.entries[name.text] {
    case .broken, .sketch: break
    case .relation, .unreadable:
      faults.error(
        "references", "REFERENCES cannot name \(name.text): it is no table that is read",
        at: name.range, help: "name a table of the file that no INSERT writes")
    case nil:
      faults.unknown(
        "unknown-relation", "there is no table \(name.text)", name: name.text, at: name.range,
        among: tables.map(\.name), listing: "there are")
    }
  }

  private func targetColumns(of constraint: ReferenceConstraint, in target: TableDefinition)
    -> [Int]?
  {
    if constraint.targetColumns.isEmpty {
      if !target.primaryKey.isEmpty { return target.primaryKey }
      faults.error(
        "references", "\(target.name) has no PRIMARY KEY that REFERENCES could mean",
        at: constraint.range, help: "name its column: REFERENCES \(target.name) (…)")
      return nil
    }
    let declared = target.columns.indices.filter { !target.columns[$0].isHidden }
    let numbers = constraint.targetColumns.compactMap { column -> Int? in
      if let number = declared.first(where: { target.columns[$0].name == column.name }) {
        return number
      }
      faults.unknown(
        "unknown-column", "there is no column \(column.name) in table \(target.name)",
        name: column.name, at: column.range, among: declared.map { target.columns[$0].name },
        listing: "there are")
      return nil
    }
    return numbers.count == constraint.targetColumns.count ? numbers : nil
  }

  private func key(
    _ own: Int, of table: TableDefinition, _ other: Int, of target: TableDefinition,
    _ constraint: ReferenceConstraint
  ) -> JoinKey? {
    let (left, right) = (table.columns[own].type, target.columns[other].type)
    func side(_ column: Int, _ type: DataType, as common: DataType) -> Expression {
      let expression = Expression.column(column, type)
      return type == common ? expression : .cast(expression, to: common, explicit: false)
    }
    if let common = TypeRules.commonType([left, right]), left != .json, right != .json {
      let key = JoinKey(left: side(own, left, as: common), right: side(other, right, as: common))
      if key.left.cannotFail, key.right.cannotFail { return key }
    }
    faults.error(
      "references",
      "\(table.columns[own].name) is of type \(left), but \(target.name).\(target.columns[other].name) "
        + "of type \(right)", at: constraint.range, help: "declare both with one type")
    return nil
  }

  // MARK: The view

  /// The rows whose reference is not there: what they refer to, their key, their place, and the constraint's name.
  private func dangling(_ table: TableDefinition, _ references: [BoundReference]) -> Plan {
    let places: Set = ["log_partition", "log_offset", "file_name", "file_line"]
    let shown = table.columns.indices.filter { number in
      table.primaryKey.contains(number)
        || references.contains { $0.constraint.columns.contains(number) }
        || table.columns[number].isHidden && places.contains(table.columns[number].name)
    }
    let branches = references.map { reference -> Plan in
      let rows = Plan.scan(of: table).withoutWatermark()
      let present = reference.constraint.columns.map {
        Expression.isNull(.column($0, table.columns[$0].type), negated: true)
      }
      var join = Join(kind: .anti, keys: reference.keys, output: shown)
      join.isPlanned = true
      let missing = Plan.joined(
        Expression.all(present).map { rows.filtered(by: $0) } ?? rows,
        Plan.scan(of: reference.target).withoutWatermark(), join)
      let fields = missing.fields.map { PlanField($0.field) }
      return missing.projected(
        fields.enumerated().map { .column($0, $1.type) }
          + [.constant(.text(reference.constraint.name), .text)],
        fields + [PlanField(Field("rule", .text, nullable: false))])
    }
    return branches.count == 1 ? branches[0] : .unionAll(branches)
  }
}
