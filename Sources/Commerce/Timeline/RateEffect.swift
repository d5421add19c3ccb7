import Columnar

/// A pattern or an incident that changes how many records come.
struct RateEffect {
  /// Where it acts, by cell of the curve; one entry for arrivals without a curve.
  let cells: [Bool]
  private let conditions: [Condition]
  private let factor: Double
  private let shape: Effect.RateShape
  private let period: Range<Int64>?
  private let scenarioStart: Int64

  /// The effects on the arrivals of a stream or journey by a curve, or by a rate in UTC where there is none.
  static func all(
    _ scenario: Scenario, of target: Effect.RateTarget, curve: CurveDefinition?
  ) -> [RateEffect] {
    scenario.effects.flatMap { effect in
      effect.actions.compactMap { action in
        guard case .rate(target, let conditions, let factor, let shape) = action else { return nil }
        return RateEffect(
          cells: curve.map { curve in curve.cells.map { $0.satisfies(conditions) } }
            ?? [!conditions.contains(where: \.namesDimension)],
          conditions: conditions, factor: factor, shape: shape, period: effect.period,
          scenarioStart: scenario.start)
      }
    }
  }

  /// The product of the factors on arrivals that have no curve; their clock is UTC.
  static func factor(_ effects: [RateEffect], in span: TickSpan) -> Double {
    guard !effects.isEmpty else { return 1 }
    let time = LocalTime(span.middle, in: .utc)
    return effects.reduce(1) { product, effect in
      effect.cells[0] ? product * effect.factor(in: span, at: time) : product
    }
  }

  /// What it multiplies a tick's records by; of a period that covers a part of the tick, that part counts.
  func factor(in span: TickSpan, at time: LocalTime) -> Double {
    guard time.satisfies(conditions) else { return 1 }
    let full = shaped(at: span.middle)
    guard let period else { return full }
    let covered = min(period.upperBound, span.end) - max(period.lowerBound, span.start)
    guard covered > 0 else { return 1 }
    return 1 + (full - 1) * Double(covered) / Double(span.end - span.start)
  }

  private func shaped(at moment: Int64) -> Double {
    switch shape {
    case .constant: return factor
    case .perDay:
      let days = Double(moment - scenarioStart) / Double(CivilTime.microsecondsPerDay)
      return 1 + factor * days
    case .season(let middle, let width):
      let ratio = Double(moment - middle) / Double(width)
      let rest = 1 - ratio * ratio
      return rest > 0 ? 1 + (factor - 1) * rest * rest : 1
    }
  }
}

extension CurveDefinition.Cell {
  fileprivate func satisfies(_ conditions: [Condition]) -> Bool {
    conditions.allSatisfy { condition in
      guard case .equals(.dimension(let dimension), let accepted) = condition else { return true }
      return dimension < values.count && accepted.contains(values[dimension])
    }
  }
}

extension Condition {
  fileprivate var namesDimension: Bool {
    switch self {
    case .equals(.dimension, _), .between(.dimension, _, _): true
    case .equals, .between, .hour, .weekday: false
    }
  }
}
