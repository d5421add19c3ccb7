import Testing

@testable import Commerce

private let offsets: [Int64] = [-5, -6, 8]
private let zones = ["America/New_York", "America/Mexico_City", "Asia/Shanghai"]
private let bumps = [
  CurveDefinition.Bump(at: 12.5, width: 2, height: 1),
  CurveDefinition.Bump(at: 23.5, width: 3, height: 2),
]
private let weekdays = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]

private func scenario(_ actions: [Effect.Action] = []) -> Scenario {
  let curve = Fixture.curve(
    zones.enumerated().map { ("c\($0)", $1, 0.05 * Double($0 + 1), bumps) }, floor: 0.2,
    weekdays: weekdays)
  return Fixture.scenario(
    tick: 10 * minute, curves: [curve], streams: [Fixture.stream([.curve(0)])], actions: actions)
}

/// What a cell has in the 10 minutes from `start` on, by a calculation of its own.
private func expected(cell: Int, start: Int64) -> Double {
  let local = (start + 5 * minute - monday) / second + offsets[cell] * 3_600
  let days = local >= 0 ? local / 86_400 : -1
  let hour = Double(local - days * 86_400) / 3_600
  var sum = 0.2
  for bump in bumps {
    for around in [-24.0, 0, 24] {
      let x = (hour - bump.at + around) / bump.width
      if x > -1 && x < 1 { sum += bump.height * (1 - x * x) * (1 - x * x) }
    }
  }
  return sum * 0.05 * Double(cell + 1) * weekdays[Int((days + 7) % 7)] * 600
}

@Test func `counts by cell and hour fit the curve over twenty seeds`() {
  let hours = 24 * 3
  var model = [Double](repeating: 0, count: 3 * hours)
  for cell in 0..<3 {
    for tick in 0..<hours * 6 {
      model[cell * hours + tick / 6] += expected(
        cell: cell, start: monday + Int64(tick) * 10 * minute)
    }
  }
  var found: [Double] = []
  for seed in 0..<20 {
    let records = Timeline(plain: scenario(), seed: UInt64(seed)).ticks(hours * 6).records()
    var counts = [Double](repeating: 0, count: 3 * hours)
    for record in records {
      counts[Int(record.cell) * hours + Int((record.arrival - monday) / hour)] += 1
    }
    let chiSquared = zip(counts, model).reduce(0.0) { sum, pair in
      sum + (pair.0 - pair.1) * (pair.0 - pair.1) / pair.1
    }
    found.append(deviations(chiSquared: chiSquared, freedom: 3 * hours))
  }
  // Standard normal values: neither far out nor all on one side, nor all in the middle.
  #expect(found.allSatisfy { $0.magnitude < 4 }, "\(found)")
  let mean = found.reduce(0, +) / 20
  let spread = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
  #expect(mean.magnitude < 0.9 && spread > 0.3 && spread < 2.5, "\(found)")
}

@Test func `arrivals are spread evenly over a tick, and gaps are exponential`() {
  let records = Timeline(
    plain: Fixture.scenario(streams: [Fixture.stream([.rate(perSecond: 50)])]), seed: 4
  ).ticks(60).records()
  var tenths = [Double](repeating: 0, count: 10)
  for record in records { tenths[Int((record.arrival - monday) % minute / (6 * second))] += 1 }
  let mean = Double(records.count) / 10
  let evenness = tenths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / mean }
  #expect(deviations(chiSquared: evenness, freedom: 9).magnitude < 4)
  // Of exponential gaps, e^(−k/2) is longer than k half means: ten classes of equal chance by their bounds.
  let bounds = [0.10536, 0.22314, 0.35667, 0.51083, 0.69315, 0.91629, 1.20397, 1.60944, 2.30259]
  var classes = [Double](repeating: 0, count: 10)
  for (left, right) in zip(records, records.dropFirst()) {
    let gap = Double(right.arrival - left.arrival) / 20_000
    classes[bounds.count { $0 < gap }] += 1
  }
  let fair = Double(records.count - 1) / 10
  let fit = classes.reduce(0) { $0 + ($1 - fair) * ($1 - fair) / fair }
  #expect(deviations(chiSquared: fit, freedom: 9).magnitude < 4, "\(classes)")
}

@Test func `the hour that daylight saving skips has no records`() {
  // Records only from 2 to 3 o'clock local time; 2026-03-08 has no such hour in New York.
  let curve = Fixture.curve(
    [("US", "America/New_York", 1, [CurveDefinition.Bump(at: 2.5, width: 0.5, height: 1)])],
    floor: 0)
  let scenario = Fixture.scenario(
    start: monday + 5 * day + 5 * hour, curves: [curve], streams: [Fixture.stream([.curve(0)])])
  let records = Timeline(plain: scenario, seed: 1).ticks(3 * 1_440).records()
  // From midnight to midnight in winter time.
  var days: [Int64: Int] = [:]
  for record in records { days[(record.arrival - scenario.start) / day, default: 0] += 1 }
  #expect(days[0].map { $0 > 1_500 } == true)
  #expect(days[1] == nil)
  #expect(days[2].map { $0 > 1_500 } == true)
  // Summer time: the same local hour comes an hour earlier in UTC.
  let hours = Set(records.map { ($0.arrival - scenario.start) % day / hour })
  #expect(hours == [2, 1])
}

@Test func `patterns change the expected records where and when they say`() {
  let lunch: Effect.Action = .rate(
    of: .stream(0),
    conditions: [.equals(.dimension(0), [.text("c1")]), .hour(12, 14), .weekday([2])], factor: 3,
    shape: .constant)
  let rates = CurveRates(
    scenario([lunch]).curves[0],
    effects: RateEffect.all(scenario([lunch]), of: .stream(0), curve: scenario().curves[0]))
  var changed = 0
  for tick in 0..<3 * 144 {
    let span = TickSpan(scenario(), index: Int64(tick))
    for (cell, value) in rates.expected(in: span).enumerated() {
      // Tuesday noon in Mexico is 18:00 in UTC.
      let isLunch = cell == 1 && (144 + 108..<144 + 120).contains(tick)
      let plain = expected(cell: cell, start: span.start)
      if isLunch { changed += 1 }
      #expect((value / plain - (isLunch ? 3 : 1)).magnitude < 1e-9, "\(cell) \(tick)")
    }
  }
  #expect(changed == 12)
}

@Test func `trends, seasons and incidents have their shapes`() {
  func factor(
    _ shape: Effect.RateShape, _ factor: Double, tick: Int64, period: Range<Int64>? = nil
  ) -> Double {
    let scenario = Fixture.scenario(
      streams: [Fixture.stream([.rate(perSecond: 1)])],
      actions: [.rate(of: .stream(0), conditions: [], factor: factor, shape: shape)], period: period
    )
    let effects = RateEffect.all(scenario, of: .stream(0), curve: nil)
    return RateEffect.factor(effects, in: TickSpan(scenario, index: tick))
  }
  // The middle of a tick is half a minute after its start.
  #expect((factor(.perDay, 0.5, tick: 2 * 1_440) - (1 + 0.5 * (2 + 0.5 / 1_440))).magnitude < 1e-9)
  let season = Effect.RateShape.season(
    middle: monday + 10 * minute + 30 * second, width: 4 * minute)
  #expect(factor(season, 5, tick: 10) == 5)
  #expect((factor(season, 5, tick: 12) - (1 + 4 * 0.5625)).magnitude < 1e-9)
  #expect(factor(season, 5, tick: 14) == 1)
  let incident = monday + 90 * second..<monday + 5 * minute
  #expect(factor(.constant, 0, tick: 0, period: incident) == 1)
  #expect(factor(.constant, 0, tick: 1, period: incident) == 0.5)
  #expect(factor(.constant, 0, tick: 3, period: incident) == 0)
  #expect(factor(.constant, 0, tick: 5, period: incident) == 1)
}
