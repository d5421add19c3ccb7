/// Conditions: `{country: Mexico, hour: 12..14, qty: 3..5, payment_type: [Card, Wallet]}`, all of which must hold.
extension ScenarioReader {
  func conditions(_ node: YAMLNode, _ scope: FieldScope) -> [Condition]? {
    guard let entries = node.entries else {
      fault(
        "wrong-type", "\"when\" is a mapping of conditions, not \(node.kindName)", node,
        help: "write {country: Mexico, hour: 12..14}")
      return nil
    }
    let conditions = entries.compactMap { condition($0, scope) }
    return conditions.count == entries.count ? conditions : nil
  }

  private func condition(_ entry: YAMLEntry, _ scope: FieldScope) -> Condition? {
    switch entry.name {
    case "hour": return hours(entry.value)
    case "weekday": return weekdays(entry.value)
    default: break
    }
    guard let found = input(entry.name, entry.key, scope) else { return nil }
    if let text = entry.value.scalar?.text, text.contains(".."), found.kind.mayBeNumber {
      guard let (lower, upper) = numbers(entry.value, entry.name) else { return nil }
      return .between(found.input, lower.double, upper.double)
    }
    let nodes = entry.value.items ?? [entry.value]
    let values = nodes.compactMap { value($0, entry.name) }
    guard values.count == nodes.count else { return nil }
    guard !values.isEmpty else {
      fault("empty", "\"\(entry.name)\" has no values here", entry.value)
      return nil
    }
    if let possible = found.values {
      for (value, node) in zip(values, nodes) where !possible.contains(value) {
        unknown(
          "value", value.text, "\"\(brief(entry.name))\"", node, among: possible.map(\.text))
        return nil
      }
    }
    return .equals(found.input, values)
  }

  private func hours(_ node: YAMLNode) -> Condition? {
    guard let (lower, upper) = numbers(node, "hour") else { return nil }
    guard lower.double >= 0, upper.double <= 24, lower.double < upper.double else {
      fault(
        "bad-value", "\"hour\" is a part of the day", node,
        help: "write hours from 0 to 24, such as 12..14")
      return nil
    }
    return .hour(lower.double, upper.double)
  }

  private func weekdays(_ node: YAMLNode) -> Condition? {
    let nodes = node.items ?? [node]
    let days = nodes.compactMap { integer($0, "weekday", in: 1...7).map(Int.init) }
    guard days.count == nodes.count else { return nil }
    if days.isEmpty { fault("empty", "\"weekday\" has no days", node) }
    return days.isEmpty ? nil : .weekday(days)
  }
}
