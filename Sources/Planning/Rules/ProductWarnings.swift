import Diagnostics

extension PipelineBinding {
  /// Joins without an equality compare each row with each: the work grows with the product of both sides.
  func warnOfProducts(in pipeline: Pipeline) {
    for view in pipeline.views where view.plan.hasProduct {
      warnOfProduct(in: "view \(view.name)", at: view.nameRange)
    }
    for sink in pipeline.sinks where sink.plan.hasProduct {
      warnOfProduct(in: "the query into \(sink.table.name)", at: sink.table.nameRange)
    }
  }

  private func warnOfProduct(in what: String, at range: TextRange) {
    faults.warning(
      "cross-join",
      "a join in \(what) has no equality: it compares each row with each, on one worker", at: range,
      help:
        "join on equal columns: … JOIN b ON a.id = b.id AND …; what can fail, such as a cast of a "
        + "text to a number, is no key: compute it in a view below")
  }
}

extension Plan {
  fileprivate var hasProduct: Bool {
    if case .join(let left, let right, let join) = op, join.keys.isEmpty, !join.needsNoKey,
      !left.hasOneRow, !right.hasOneRow
    {
      return true
    }
    return inputs.contains(where: \.hasProduct)
  }

  /// At most one: an aggregation without GROUP BY, or by constants.
  var hasOneRow: Bool {
    switch op {
    case .aggregate(_, let aggregation):
      aggregation.sets == nil && aggregation.keys.allSatisfy(\.isConstant)
    case .project(let input, _), .filter(let input, _): input.hasOneRow
    case .topRows(_, let top): top.kind == .rowNumber && top.partition.isEmpty && top.limit == 1
    case .values(let rows): rows.count <= 1
    default: false
    }
  }
}

extension Join {
  /// EXISTS without a condition on both sides: there is one row on the right, or none.
  var needsNoKey: Bool {
    (kind == .semi || kind == .anti) && condition == nil
  }
}
