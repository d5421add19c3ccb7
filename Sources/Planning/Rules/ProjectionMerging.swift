import Columnar

extension Plan {
  /// Neighbouring projections made one where either of them only picks columns, and those that change nothing
  /// dropped.
  func withProjectionsMerged() -> Plan {
    let plan = mapInputs { $0.withProjectionsMerged() }
    guard case .project(let input, let outer) = plan.op else { return plan }
    if plan.isIdentity(over: input, outer) { return input }
    guard case .project(let below, let inner) = input.op else { return plan }
    let picks = outer.allSatisfy(\.isColumn)
    let picked = outer.flatMap(\.columns).allSatisfy { inner[$0].isColumn || inner[$0].isConstant }
    guard picks || picked else { return plan }
    var result = plan
    result.op = .project(below, outer.map { $0.mapColumns { index, _ in inner[index] } })
    return result.withProjectionsMerged()
  }

  private func isIdentity(over input: Plan, _ expressions: [Expression]) -> Bool {
    guard fields.count == input.fields.count else { return false }
    return expressions.enumerated().allSatisfy { $0.offset == $0.element.columnIndex }
      && zip(fields, input.fields).allSatisfy {
        $0.name == $1.name && $0.isHidden == $1.isHidden
      } && watermark == input.watermark
  }
}
