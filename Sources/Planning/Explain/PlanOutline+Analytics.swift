extension PlanOutliner {
  func topRows(_ top: TopRows, over input: Plan) -> PlanOutline {
    let place = input.place(of: top.partition, top.order)
    var outline = PlanOutline(name: "top rows", summary: "\(place): \(top.rows)")
    if top.givesRank { outline.summary += ", with \(top.kind.rawValue)" }
    if top.kind == .rowNumber {
      outline.facts.append(("ties", .text("rows with equal keys go by all of these columns")))
    }
    outline.facts += input.stateInOrder(by: top.partition, because: "any may move up")
    return outline
  }

  func windowFunctions(_ functions: WindowFunctions, over input: Plan) -> PlanOutline {
    let calls = functions.calls.map { $0.text(input.spelling) }
    let place = input.place(of: functions.partition, functions.order)
    var outline = PlanOutline(
      name: "window functions", summary: "\(place): \(calls.joined(separator: ", "))")
    outline.facts.append(("calls", .list(calls)))
    outline.facts += input.stateInOrder(
      by: functions.partition, because: "one more row changes the answers of others")
    return outline
  }
}

extension TopRows {
  /// Which rows, in words.
  fileprivate var rows: String {
    switch (kind, offset, limit) {
    case (.rowNumber, 0, let limit?): "the first \(limit == 1 ? "row" : "\(limit) rows")"
    case (.rowNumber, let offset, let limit?): "rows \(offset + 1) to \(offset + limit)"
    case (.rank, 0, let limit?):
      "the first \(limit == 1 ? "row and its ties" : "\(limit) rows and the ties of the last")"
    case (.denseRank, 0, let limit?):
      "the rows with the first \(limit == 1 ? "key" : "\(limit) keys")"
    case (let kind, let offset, let limit?):
      "rows of \(kind.rawValue) \(offset + 1) to \(offset + limit)"
    case (.rowNumber, let offset, nil):
      "all but the first \(offset == 1 ? "row" : "\(offset) rows")"
    case (let kind, let offset, nil): "rows of \(kind.rawValue) \(offset + 1) and on"
    }
  }
}

extension Plan {
  fileprivate func names(_ columns: [Int]) -> String {
    columns.map(spelling).joined(separator: ", ")
  }

  fileprivate func names(_ order: [OrderKey]) -> String {
    order.map { spelling(of: $0.column) + $0.direction }.joined(separator: ", ")
  }

  fileprivate func place(of partition: [Int], _ order: [OrderKey]) -> String {
    let each = partition.isEmpty ? "of all rows" : "of each \(names(partition))"
    return order.isEmpty ? each : "\(each) by \(names(order))"
  }

  fileprivate func stateInOrder(by partition: [Int], because reason: String)
    -> [(key: String, value: PlanOutline.Fact)]
  {
    let place = partition.isEmpty ? "" : ", by \(names(partition))"
    return [
      ("state", .text("all rows of the input\(place), in order, since \(reason)")),
      ("freed", .text(isAppendOnly ? "never" : "when the row is taken back")),
      ("emit", .text("changes of each epoch")),
    ]
  }
}

extension OrderKey {
  /// What SQL writes behind the key.
  fileprivate var direction: String {
    (isDescending ? " DESC" : "")
      + (nullsFirst == isDescending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST")
  }
}

extension WindowCall {
  func text(_ name: (Int) -> String) -> String {
    var inside = arguments.map(name)
    switch function {
    case .aggregate where arguments.isEmpty: inside = ["*"]
    case .ntile: inside = ["\(number)"]
    case .nthValue: inside.append("\(number)")
    case .lag, .lead: if number != 1 || inside.count > 1 { inside.insert("\(number)", at: 1) }
    default: break
    }
    let condition = filter.map { " FILTER (WHERE \(name($0)))" } ?? ""
    let frame = function.readsFrame && frame != .default ? " \(frame.text)" : ""
    return "\(function.name)(\(inside.joined(separator: ", ")))\(condition)\(frame)"
  }
}

extension Frame {
  /// As SQL writes it.
  var text: String {
    let excluded = exclusion == .none ? "" : " EXCLUDE \(exclusion.rawValue.uppercased())"
    return "\(mode.rawValue.uppercased()) BETWEEN \(start.text) AND \(end.text)\(excluded)"
  }
}

extension Frame.Bound {
  fileprivate var text: String {
    switch self {
    case .unboundedPreceding: "UNBOUNDED PRECEDING"
    case .preceding(let offset): "\(offset.text) PRECEDING"
    case .currentRow: "CURRENT ROW"
    case .following(let offset): "\(offset.text) FOLLOWING"
    case .unboundedFollowing: "UNBOUNDED FOLLOWING"
    }
  }
}

extension Frame.Offset {
  fileprivate var text: String {
    switch self {
    case .word(let count): "\(count)"
    case .decimal(let value): "\(value)"
    case .double(let value): "\(value)"
    case .interval(let span): "'\(span)'"
    }
  }
}

// MARK: Equal for equal operators

extension TopRows {
  var canonicalText: String {
    "top \(kind.rawValue) by \(partition) [\(order.canonicalText)] \(offset) "
      + "\(limit.map(String.init) ?? "all") \(givesRank)"
  }
}

extension WindowFunctions {
  var canonicalText: String {
    "over \(partition) [\(order.canonicalText)] [\(calls.map(\.canonicalText).joined(separator: ", "))]"
  }
}

extension WindowCall {
  var canonicalText: String { "\(text { "#\($0)" }) \(frame.text) \(result)" }
}

extension [OrderKey] {
  fileprivate var canonicalText: String {
    map { "#\($0.column) \($0.isDescending) \($0.nullsFirst)" }.joined(separator: ", ")
  }
}
