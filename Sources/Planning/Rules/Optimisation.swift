import Columnar

extension Plan {
  /// All rules, for a plan that nothing else reads.
  func optimised(zone: Zone) -> Plan { optimised(zone: zone, keepsWatermark: false) }

  func optimised(zone: Zone, keepsWatermark: Bool) -> Plan {
    folded(zone: zone)
      .withFiltersPushedDown()
      .withJoinsPlanned()
      .withRanksBounded(zone: zone)
      .withNeedlessDistinctsDropped()
      .withProjectionsMerged()
      .folded(zone: zone)
      .withColumnsPruned(keepsWatermark: keepsWatermark)
      .withProjectionsMerged()
  }

  /// Views whose watermark some operator above reads.
  var viewsWithWatermark: Set<String> {
    if case .view(let name, _) = op { return watermark == nil ? [] : [name] }
    return inputs.reduce(into: []) { $0.formUnion($1.viewsWithWatermark) }
  }
}

extension Pipeline {
  /// Rules over all plans, readers first: a view keeps its watermark only while one of its readers needs it.
  mutating func optimise() {
    var needed: Set<String> = []
    for index in sinks.indices {
      sinks[index].plan = sinks[index].plan.optimised(zone: zone)
      needed.formUnion(sinks[index].plan.viewsWithWatermark)
    }
    for index in views.indices.reversed() {
      views[index].plan = views[index].plan.optimised(
        zone: zone, keepsWatermark: needed.contains(views[index].name))
      needed.formUnion(views[index].plan.viewsWithWatermark)
    }
    for index in inlinedViews.indices {
      inlinedViews[index].plan = inlinedViews[index].plan.optimised(zone: zone)
    }
  }
}
