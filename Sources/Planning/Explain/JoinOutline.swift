import Columnar
import Diagnostics

/// A join as `explain` shows it.
struct JoinOutline {
  let plan: Plan
  let left: Plan
  let right: Plan
  let join: Join

  var outline: PlanOutline {
    let keys = join.keys.map { key in
      "\(text(key.left, over: left, leftLabel)) = \(text(key.right, over: right, rightLabel))"
    }
    let on = keys.isEmpty ? "each row with each" : "on \(keys.joined(separator: " AND "))"
    var outline = PlanOutline(name: join.kind.name, summary: on)
    outline.facts.append(("keys", .list(keys)))
    if let condition = join.condition {
      outline.facts.append(("where", .text(texts.text(condition))))
    }
    if let bound = join.bound { outline.facts.append(("time", .text(text(bound)))) }
    outline.facts.append(("state", .text("the rows of both sides, by key")))
    outline.facts += freed.map { ("freed", .text($0)) }
    if join.bound != nil {
      outline.facts.append(
        ("late", .text("rows whose time is before their watermark are set aside")))
    }
    if join.padsLeft || join.padsRight || join.kind == .anti {
      outline.facts.append(("emit", .text(emission)))
    }
    return outline
  }

  private var emission: String {
    let what = "a row without partner"
    return join.bound == nil
      ? "\(what) at once, taken back when one comes"
      : "\(what) when the watermark says that none can come"
  }

  private var freed: [String] {
    guard let bound = join.bound else {
      let sides = [(left, leftLabel), (right, rightLabel)]
      let kept = sides.filter(\.0.isAppendOnly).map(\.1)
      if kept.isEmpty { return ["when a row is taken back"] }
      return kept.count == 2
        ? ["never"] : ["never for \(kept[0]); of the other side when a row is taken back"]
    }
    let (leftTime, rightTime) = (name(bound.left.column), name(bound.right.column + offset))
    return [
      "\(leftLabel) when the watermark passes \(moved(leftTime, by: -bound.lower))",
      "\(rightLabel) when the watermark passes \(moved(rightTime, by: bound.upper))",
    ]
  }

  private func text(_ bound: TimeBound) -> String {
    let (leftTime, rightTime) = (name(bound.left.column), name(bound.right.column + offset))
    if bound.lower == 0 && bound.upper == 0 { return "\(leftTime) = \(rightTime)" }
    return "\(leftTime) from \(moved(rightTime, by: bound.lower)) to "
      + moved(rightTime, by: bound.upper)
  }

  private func moved(_ time: String, by span: Int64) -> String {
    if span == 0 { return time }
    return "\(time) \(span < 0 ? "-" : "+") \(durationText(abs(span)))"
  }

  // MARK: Names

  private var offset: Int { left.fields.count }

  /// Columns of both sides, each with its relation.
  private var texts: ExpressionText { ExpressionText(name: name) }

  private func name(_ column: Int) -> String {
    column < offset
      ? "\(leftLabel).\(quotedIfNeeded(left.fields[column].name))"
      : "\(rightLabel).\(quotedIfNeeded(right.fields[column - offset].name))"
  }

  private func text(_ expression: Expression, over plan: Plan, _ label: String) -> String {
    ExpressionText(name: { "\(label).\(quotedIfNeeded(plan.fields[$0].name))" }).text(expression)
  }

  private var leftLabel: String { labels.0 }
  private var rightLabel: String { labels.1 }

  private var labels: (String, String) {
    let (first, second) = (left.label, right.label)
    return first == second || first == nil || second == nil
      ? (first == second ? "left" : first ?? "left", first == second ? "right" : second ?? "right")
      : (first ?? "left", second ?? "right")
  }
}

extension Join.Kind {
  var name: String {
    switch self {
    case .inner: "join"
    case .left: "left join"
    case .right: "right join"
    case .full: "full join"
    case .semi: "semi-join"
    case .anti: "anti-join"
    }
  }
}

extension Join {
  /// Equal for equal joins over the same inputs.
  var canonicalText: String {
    let texts = ExpressionText(name: { "#\($0)" }, isCanonical: true)
    let keys = keys.map { "\(texts.text($0.left)) = \(texts.text($0.right))" }
    let condition = condition.map(texts.text) ?? "true"
    let bound = bound.map {
      " time #\($0.left.column) \($0.left.isWindowEnd) #\($0.right.column) "
        + "\($0.right.isWindowEnd) \($0.lower) \($0.upper)"
    }
    return
      "\(kind.rawValue) join [\(keys.joined(separator: ", "))] \(condition) \(output)\(bound ?? "")"
  }
}

extension Plan {
  /// The table or view that its rows come from, where it is one.
  fileprivate var label: String? {
    switch op {
    case .scan(let name, _), .view(let name, _): quotedIfNeeded(name)
    case .filter(let input, _), .project(let input, _), .window(let input, _),
      .session(let input, _), .temporalFilter(let input, _), .aggregate(let input, _):
      input.label
    default: nil
    }
  }
}
