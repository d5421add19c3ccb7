import Columnar

extension Plan {
  /// The filtered relation, in which outer joins are inner ones (or have one outer side less) where the condition takes no
  /// row that they pad.
  ///
  /// Changes nothing where the condition, or that of a join above another one, can fail: it would be asked of fewer rows.
  func withPadsRefused(by condition: Expression) -> Plan {
    condition.cannotFail ? withPadsRefused(present: condition.columnsProvedPresent) : self
  }

  /// `present`: fields that are not NULL in any row that is used.
  private func withPadsRefused(present: Set<Int>) -> Plan {
    guard case .join(let left, let right, var join) = op, join.latest == nil else { return self }
    let offset = left.fields.count
    var columns = Set(present.filter(join.output.indices.contains).map { join.output[$0] })
    join.refusePads(
      ofLeft: columns.contains { $0 < offset }, ofRight: columns.contains { $0 >= offset })
    let proved = join.condition?.columnsProvedPresent ?? []
    columns.formUnion(
      proved.filter { $0 < offset ? !join.padsLeft && join.kind != .anti : !join.padsRight })
    guard case .join(_, _, let old) = op, join.condition?.cannotFail ?? true else {
      return with(join, left, right)
    }
    let ofRight = columns.filter { $0 >= offset }.map { $0 - offset }
    let newLeft = left.withPadsRefused(present: columns.filter { $0 < offset })
    let newRight = right.withPadsRefused(present: Set(ofRight))
    let isSame =
      join.kind == old.kind && newLeft.joinKinds == left.joinKinds
      && newRight.joinKinds == right.joinKinds
    return isSame ? self : .rejoined(newLeft, newRight, join, of: left)
  }

  private func with(_ join: Join, _ left: Plan, _ right: Plan) -> Plan {
    guard case .join(_, _, let old) = op, old.kind != join.kind else { return self }
    return .rejoined(left, right, join, of: left)
  }

  /// Of the joins at the top, in preorder.
  private var joinKinds: [Join.Kind] {
    guard case .join(let left, let right, let join) = op else { return [] }
    return [join.kind] + left.joinKinds + right.joinKinds
  }
}

extension Join {
  /// Rows in which the left (or right) side is missing are not used.
  fileprivate mutating func refusePads(ofLeft: Bool, ofRight: Bool) {
    switch kind {
    case .left where ofRight, .right where ofLeft: kind = .inner
    case .full where ofLeft && ofRight: kind = .inner
    case .full where ofLeft: kind = .left
    case .full where ofRight: kind = .right
    default: break
    }
  }
}
