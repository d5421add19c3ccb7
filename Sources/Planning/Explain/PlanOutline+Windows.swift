extension PlanOutliner {
  func window(_ window: TimeWindow, over input: Plan) -> PlanOutline {
    let time = quotedIfNeeded(input.fields[window.timeColumn].name)
    var outline: PlanOutline
    switch window.kind {
    case .tumble(let size):
      outline = PlanOutline(name: "tumble", summary: "\(time) by \(durationText(size))")
    case .hop(let slide, let size):
      outline = PlanOutline(
        name: "hop", summary: "\(time) every \(durationText(slide)), \(durationText(size)) long")
    case .cumulate(let step, let size):
      outline = PlanOutline(
        name: "cumulate", summary: "\(time) by \(durationText(step)) up to \(durationText(size))")
    }
    if window.offset != 0 { outline.summary += " from \(durationText(window.offset))" }
    if window.isLocal { outline.summary += " in local time" }
    if window.windowsMax > 1 {
      outline.facts.append(("copies", .text("a row is in up to \(window.windowsMax) windows")))
    }
    return outline
  }

  func session(_ session: SessionWindow, over input: Plan) -> PlanOutline {
    let names = ([session.timeColumn] + session.keys).map { quotedIfNeeded(input.fields[$0].name) }
    let keys = names.dropFirst().joined(separator: ", ")
    return PlanOutline(
      name: "session",
      summary: "\(names[0]) by gaps of \(durationText(session.gap))"
        + (keys.isEmpty ? "" : ", each \(keys) for itself"))
  }
}

extension PlanOutliner {
  func temporalFilter(_ filter: TemporalFilter, _ texts: ExpressionText) -> PlanOutline {
    let bounds = filter.bounds.map { bound in
      let shift =
        bound.shift == 0
        ? "" : " \(bound.shift < 0 ? "-" : "+") \(durationText(abs(bound.shift)))"
      return "\(texts.text(bound.time)) \(bound.comparison.rawValue) "
        + "watermark of \(filter.table)\(shift)"
    }
    var outline = PlanOutline(name: "while", summary: bounds.joined(separator: " AND "))
    outline.facts.append(
      ("state", .text(filter.keepsRows ? "rows that have yet to come" : "the rows that are there")))
    outline.facts.append(("freed", .text("when the watermark of \(filter.table) passes them")))
    return outline
  }
}
