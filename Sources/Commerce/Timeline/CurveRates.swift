import Columnar

/// What a curve expects in a tick, cell by cell, by the local time of the tick's middle.
struct CurveRates {
  let definition: CurveDefinition
  private let zones: [Zone]
  /// Index into `zones`, by cell.
  private let zoneOfCell: [Int]
  private let effects: [RateEffect]

  init(_ definition: CurveDefinition, effects: [RateEffect]) {
    self.definition = definition
    self.effects = effects
    var names: [String] = []
    zoneOfCell = definition.cells.map { cell in
      if let known = names.firstIndex(of: cell.zone) { return known }
      names.append(cell.zone)
      return names.count - 1
    }
    zones = names.map { name in
      guard let zone = Zone(name) else {
        preconditionFailure("a scenario's zones were looked up when it was read: \(name)")
      }
      return zone
    }
  }

  /// Records expected in each cell in the whole tick.
  func expected(in span: TickSpan) -> [Double] {
    let times = zones.map { LocalTime(span.middle, in: $0) }
    return definition.cells.indices.map { index in
      let cell = definition.cells[index]
      let time = times[zoneOfCell[index]]
      var rate = cell.floor
      for bump in cell.bumps { rate += bump.height(at: time.hour) }
      rate *= cell.base * cell.weekdays[time.weekday - 1]
      for effect in effects where effect.cells[index] {
        rate *= effect.factor(in: span, at: time)
      }
      return max(0, rate) * span.seconds
    }
  }
}

extension CurveDefinition.Bump {
  /// Its part of the curve at a local hour, around midnight too.
  func height(at hour: Double) -> Double {
    let distance = (hour - at).magnitude
    let ratio = min(distance, 24 - distance) / width
    guard ratio < 1 else { return 0 }
    let rest = 1 - ratio * ratio
    return height * rest * rest
  }
}
