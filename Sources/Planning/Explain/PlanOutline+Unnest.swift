import Diagnostics

extension PlanOutliner {
  func unnest(_ unnest: Unnest, _ plan: Plan, _ texts: ExpressionText) -> PlanOutline {
    let names = plan.fields(of: unnest).map { quotedIfNeeded($0.name) }
    var outline = PlanOutline(
      name: "unnest", summary: "\(unnest.text(texts)) AS \(names.joined(separator: ", "))")
    outline.facts.append(("columns", .list(names)))
    if unnest.keepsAll {
      outline.facts.append(("outer", .text("a row for which there are none stays, with NULL")))
    }
    return outline
  }
}
