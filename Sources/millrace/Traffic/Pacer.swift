/// When each event is due: as fast as it goes, so many a second, or by the scenario's clock.
struct Pacer: Sendable {
  enum Pace: Sendable, Hashable {
    case unlimited
    case rate(perSecond: Double)
    /// So many seconds of scenario time in one second.
    case speed(Double)
  }

  let pace: Pace

  /// How many events are due after so many microseconds, counted from the first; `position` of them are out. Looks at
  /// most `limit` events ahead. `scenarioTime` gives an event's time in µs.
  func due(
    after elapsed: Int64, position: Int64, limit: Int, scenarioTime: (Int64) -> Int64
  ) -> Int {
    switch pace {
    case .unlimited: return limit
    case .rate(let perSecond):
      let total = Int64((Double(elapsed) / 1_000_000 * perSecond).rounded(.down)) + 1
      return Int(min(max(total - position, 0), Int64(limit)))
    case .speed(let factor):
      let now = scenarioTime(0) + Int64(Double(elapsed) * factor)
      var count = 0
      while count < limit, scenarioTime(position + Int64(count)) <= now { count += 1 }
      return count
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
