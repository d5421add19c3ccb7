import Testing

@testable import Commerce

private func scenario(perSecond: Double, disorder: Int64 = 0) -> Scenario {
  let journey = JourneyDefinition(
    name: "trip", begins: .rate(perSecond: perSecond),
    references: [Fixture.reference(), Fixture.reference("product", population: 1)],
    states: [
      .init(
        name: "browse", stream: nil, redraws: [], next: [(1, 0.85)],
        dwell: 5 * second...30 * second),
      .init(
        name: "view", stream: 0, redraws: [1], next: [(1, 0.4), (2, 0.2)],
        dwell: 10 * second...3 * minute),
      .init(name: "buy", stream: 1, redraws: [], next: [], dwell: second...second),
    ])
  let references = [
    Fixture.reference("product", population: 1), Fixture.reference("customer"),
  ]
  return Fixture.scenario(
    populations: [
      Fixture.population(size: 100_000), Fixture.population("products", size: 1_000),
    ],
    streams: [
      Fixture.stream(named: "views", [.journeys], references: references, disorder: disorder),
      Fixture.stream(named: "sales", [.journeys], references: references, disorder: disorder),
    ], journeys: [journey])
}

@Test func `journeys go on as their probabilities say`() {
  let timeline = Timeline(plain: scenario(perSecond: 5), seed: 3)
  let ticks = timeline.ticks(300)
  let (views, sales) = (ticks.records(of: 0), ticks.records(of: 1))
  let begun = 5.0 * 300 * 60
  // Each journey has 0.85 ÷ (1 − 0.4) views, each view 0.2 sales; some are under way at the end.
  #expect((Double(views.count) / (begun * 0.85 / 0.6) - 1).magnitude < 0.02)
  #expect((Double(sales.count) / Double(views.count) - 0.2).magnitude < 0.005)
  #expect(views.allSatisfy { $0.journey == 0 && $0.state == 1 && $0.cell == -1 })
  #expect(sales.allSatisfy { $0.journey == 0 && $0.state == 2 })
}

@Test func `a sale is about what its customer viewed last, and after it`() {
  // So few journeys that hardly any two of one customer overlap.
  let ticks = Timeline(plain: scenario(perSecond: 1, disorder: 5 * second), seed: 4).ticks(600)
  var last: [Int32: [PlannedRecord]] = [:]
  let all = (ticks.records(of: 0).map { (0, $0) } + ticks.records(of: 1).map { (1, $0) })
    .sorted { ($0.1.arrival, $0.0) < ($1.1.arrival, $1.0) }
  var (sales, matches) = (0, 0)
  for (stream, record) in all {
    if stream == 0 {
      last[record.entities[1], default: []].append(record)
      continue
    }
    sales += 1
    let viewed = last[record.entities[1]]?.last
    let wait = record.eventTime - (viewed?.eventTime ?? 0)
    let isNext =
      viewed?.entities == record.entities && wait >= 9 * second && wait <= 3 * minute + second
    matches += isNext ? 1 : 0
  }
  #expect(sales > 5_000)
  #expect(Double(matches) / Double(sales) > 0.99)
}

@Test func `only journeys under way are held`() {
  let timeline = Timeline(plain: scenario(perSecond: 5), seed: 5)
  var most = 0
  for tick in 0..<200 {
    _ = timeline.nextTick()
    if tick > 60 { most = max(most, timeline.journeysUnderWay) }
  }
  // 5 a second, each for about three minutes.
  #expect(most > 250 && most < 2_000, "\(most)")
}
