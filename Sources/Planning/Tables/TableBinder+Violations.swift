import Diagnostics
import SQL

extension TableBinder {
  /// `on_violation` for all constraints, then `"on_violation.NAME"` for single ones.
  func applyActions(
    _ bound: inout TableConstraints, _ names: ConstraintNames, _ eventTime: EventTime?
  ) {
    let usual = violationAction(option("on_violation")) ?? .reject
    var names = names
    for column in columns.indices where columns[column].isNotNull && names.notNull[column] == nil {
      names.add(notNull: column, columns[column].name, given: nil)
    }
    var actions: [String: ViolationAction] = [:]
    for option in syntax.options where option.key.name.hasPrefix("on_violation.") {
      let target = String(option.key.name.dropFirst("on_violation.".count))
      guard names.contains(target) else {
        if brokenColumns.isEmpty { reportUnknownConstraint(target, option, names.all) }
        continue
      }
      actions[target] = violationAction(option)
      if actions[target] == .warn { checkWarning(target, option, bound, names, eventTime) }
    }
    for index in bound.checks.indices {
      bound.checks[index].action = actions[bound.checks[index].name] ?? usual
    }
    for index in bound.uniques.indices {
      bound.uniques[index].action = actions[bound.uniques[index].name] ?? usual
    }
    for column in columns.indices {
      guard let name = names.notNull[column] else { continue }
      // A row without its event time has no place in any window, one without its key none in the table.
      let isNeeded = column == eventTime?.column || bound.primaryKey.contains(column)
      let action = actions[name] ?? usual
      columns[column].notNullName = name
      columns[column].onNull = isNeeded && action == .warn ? .reject : action
    }
  }

  private func checkWarning(
    _ target: String, _ option: OptionSyntax, _ bound: TableConstraints, _ names: ConstraintNames,
    _ eventTime: EventTime?
  ) {
    guard let column = names.notNull.first(where: { $0.value == target })?.key,
      column == eventTime?.column || bound.primaryKey.contains(column)
    else { return }
    let role = column == eventTime?.column ? "the event_time" : "part of the PRIMARY KEY"
    fault(
      "wrong-option", "\(columns[column].name) is \(role): a row cannot be accepted without it",
      at: option.valueRange, help: "take 'reject' or 'fail'")
  }

  private func violationAction(_ option: OptionSyntax?) -> ViolationAction? {
    guard let option else { return nil }
    let kind = OptionDescription.Kind.choice(["reject", "warn", "fail"])
    let description = OptionDescription(option.key.name, kind, "")
    let reader = OptionReader(context: context, owner: "table \(name)", columns: [])
    guard
      case .text(let word)? = reader.read([option], [description], missingAt: option.key.range)[
        option.key.name]
    else { return nil }
    return ViolationAction(rawValue: word)
  }

  private func reportUnknownConstraint(
    _ target: String, _ option: OptionSyntax, _ names: [String]
  ) {
    isWhole = false
    faults.unknown(
      "unknown-constraint", "table \(name) has no constraint \(target)", name: target,
      at: option.key.range, among: names, listing: "there are")
  }
}
