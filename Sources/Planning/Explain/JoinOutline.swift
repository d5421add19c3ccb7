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
      "\(texts.text(key.left)) = \(texts.text(key.right.mapColumns { .column($0 + offset, $1) }))"
    }
    let on = keys.isEmpty ? withoutKeys : "on \(keys.joined(separator: " AND "))"
    var outline = PlanOutline(name: join.kind.name, summary: on)
    outline.facts.append(("keys", .list(keys)))
    if let subquery = join.subquery { outline.facts.append(("subquery", .text(subquery))) }
    if let condition = join.condition {
      outline.facts.append(("where", .text(texts.text(condition))))
    }
    if let latest = join.latest { return temporal(latest, outline) }
    if let bound = join.bound { outline.facts.append(("time", .text(text(bound)))) }
    outline.facts.append(
      ("state", .text("the rows of both sides\(keys.isEmpty ? "" : ", by key")")))
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

  /// Each left row meets one version.
  private func temporal(_ latest: LatestVersion, _ joined: PlanOutline) -> PlanOutline {
    var outline = joined
    let (time, version) = (name(latest.left.column), name(latest.right.column + offset))
    outline.name = join.padsLeft ? "temporal left join" : "temporal join"
    outline.facts += [
      ("time", .text("the latest \(version) that is not after \(time)")),
      (
        "state",
        .text("rows of \(leftLabel) until they are answered; versions of \(rightLabel) by key")
      ),
      ("freed", .text("a row of \(leftLabel) when the watermark passes \(time)")),
      (
        "freed",
        .text(
          "a version of \(rightLabel) when the watermark passes a later one; the last of a key never"
        )
      ),
      ("late", .text("rows whose time is before their watermark are set aside")),
      ("emit", .text("each row once, when the watermark passes its time")),
    ]
    return outline
  }

  private var emission: String {
    let what = "a row without partner"
    return join.bound == nil
      ? "\(what) at once, taken back when one comes"
      : "\(what) when the watermark says that none can come"
  }

  private var withoutKeys: String {
    if join.needsNoKey { return "on whether there is any row" }
    return left.hasOneRow || right.hasOneRow ? "with the only row" : "each row with each"
  }

  private var freed: [String] {
    guard let bound = join.bound else {
      switch (left.isAppendOnly, right.isAppendOnly) {
      case (false, false): return ["a row when it is taken back"]
      case (true, false): return [partly(leftLabel, rightLabel)]
      case (false, true): return [partly(rightLabel, leftLabel)]
      case (true, true):
        return ["never: neither side takes rows back, and no condition bounds their times"]
      }
    }
    let (leftTime, rightTime) = (name(bound.left.column), name(bound.right.column + offset))
    return [
      "a row of \(leftLabel) when the watermark passes "
        + moved(leftTime, by: bound.right.lag - bound.lower),
      "a row of \(rightLabel) when the watermark passes "
        + moved(rightTime, by: bound.upper + bound.left.lag),
    ]
  }

  private func partly(_ kept: String, _ freed: String) -> String {
    "a row of \(freed) when it is taken back; rows of \(kept) never"
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

  /// A column of the left side or, counted on, of the right one.
  func name(_ column: Int) -> String {
    let isLeft = column < offset
    let (side, own) = isLeft ? (left, column) : (right, column - offset)
    let label = isSelfJoin ? nil : side.source(of: own)
    return "\(label ?? (isLeft ? leftLabel : rightLabel)).\(quotedIfNeeded(side.fields[own].name))"
  }

  /// A relation is on both sides: where it is the only one they are `first` and `second`, in the order of the inputs.
  private var isSelfJoin: Bool { !left.leaves.isDisjoint(with: right.leaves) }

  private var leftLabel: String { labels.0 }
  private var rightLabel: String { labels.1 }

  private var labels: (String, String) {
    let (first, second) = (left.leaves, right.leaves)
    if isSelfJoin {
      guard first == second, first.count == 1, let name = first.first.map(quotedIfNeeded) else {
        return ("left", "right")
      }
      return ("first \(name)", "second \(name)")
    }
    return (
      first.count == 1 ? quotedIfNeeded(first.first ?? "left") : "left",
      second.count == 1 ? quotedIfNeeded(second.first ?? "right") : "right"
    )
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
      " time #\($0.left.column) \($0.left.isWindowEnd) \($0.left.lag) #\($0.right.column) "
        + "\($0.right.isWindowEnd) \($0.right.lag) \($0.lower) \($0.upper)"
    }
    let latest = latest.map {
      " latest #\($0.left.column) \($0.left.isWindowEnd) \($0.left.lag) #\($0.right.column) "
        + "\($0.right.isWindowEnd)"
    }
    return
      "\(kind.rawValue) join [\(keys.joined(separator: ", "))] \(condition) \(output)\(bound ?? "")"
      + (latest ?? "")
  }
}

extension Plan {
  /// The table or view that a column comes from unchanged; nil where it is computed.
  fileprivate func source(of column: Int) -> String? {
    switch op {
    case .scan(let name, _), .view(let name, _): return quotedIfNeeded(name)
    case .filter(let input, _), .temporalFilter(let input, _): return input.source(of: column)
    case .window(let input, _), .session(let input, _), .topRows(let input, _),
      .windowFunctions(let input, _):
      return column < input.fields.count ? input.source(of: column) : nil
    case .unnest(let input, let unnest):
      return unnest.kept.indices.contains(column) ? input.source(of: unnest.kept[column]) : nil
    case .project(let input, let expressions):
      return expressions[column].columnIndex.flatMap { input.source(of: $0) }
    case .join(let left, let right, let join):
      guard join.output.indices.contains(column) else { return nil }
      let number = join.output[column]
      return number < left.fields.count
        ? left.source(of: number) : right.source(of: number - left.fields.count)
    default: return nil
    }
  }
}
