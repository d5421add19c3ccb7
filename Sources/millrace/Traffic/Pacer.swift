import Commerce

/// When records are due: as fast as it goes, so many a second, or by the scenario's clock.
struct Pacer: Sendable {
  enum Pace: Sendable, Hashable {
    case unlimited
    case rate(perSecond: Double)
    /// So many seconds of scenario time in one second.
    case speed(Double)
  }

  let pace: Pace
  /// When the scenario's clock begins, µs since 1970.
  let start: Int64

  /// What is due so many microseconds after the beginning, when `position` records are out; nil: nothing.
  func due(after elapsed: Int64, position: Int64) -> Due? {
    switch pace {
    case .unlimited: return .all
    case .rate(let perSecond):
      let total = Int64((Double(elapsed) / 1_000_000 * perSecond).rounded(.down)) + 1
      return total > position ? .count(Int(total - position)) : nil
    case .speed(let factor): return .until(start + Int64(Double(elapsed) * factor))
    }
  }
}

/// `--speed`: a factor, or `max`.
struct Speed: ArgumentValue, Hashable {
  /// Nil: as fast as it goes.
  var factor: Double?

  init(argument: String) throws(InvalidArgument) {
    if argument == "max" { return }
    guard let factor = Double(argument), factor.isFinite, factor > 0, factor <= 1_000_000 else {
      throw InvalidArgument(expected: "a speed: 1 (real time), 60 (a minute a second), …, or max")
    }
    self.factor = factor
  }
}
