import Testing

@testable import Commerce

private let cities = ["Lima", "Oslo", "Pune"]

/// A bit of everything.
private func market() -> Scenario {
  let customers = Fixture.population(
    size: 300, growth: 0.5, attributes: [Fixture.choice("country", cities)])
  let products = Fixture.population(
    "products", size: 40,
    levels: [
      LevelDefinition(
        name: "stock", initial: 5...20, reorderPoint: 4, delivery: 5...9,
        deliveryDelay: 10 * second...30 * minute)
    ])
  let curve = Fixture.curve(
    cities.map { ($0, "UTC", 0.5, [CurveDefinition.Bump(at: 1, width: 3, height: 2)]) })
  let references = [
    Fixture.reference(match: [.init(attribute: 0, dimension: 0)]),
    Fixture.reference("product", population: 1, skew: .half),
  ]
  let corruptions = [
    CorruptionDefinition(name: "cut_line", weight: 1, damage: .cutLine, isRejected: true),
    CorruptionDefinition(
      name: "changed_copy", weight: 1, damage: .changedCopy(fields: [0]), isRejected: true),
  ]
  let orders = Fixture.stream(
    [.curve(0), .rate(perSecond: 0.2), .deliveries(population: 1, level: 0)],
    references: references,
    fields: [
      Fixture.field("at", .timestamp(.time, .plain, zone: .utc)),
      Fixture.field("left", .input(.level(reference: 1, level: 0))),
    ],
    disorder: 5 * second, late: 0.05, duplicates: 0.05, corrupted: 0.05, corruptions: corruptions,
    consumption: .init(reference: 1, level: 0, field: 0))
  let visits = Fixture.stream(
    named: "visits", [.births(population: 0), .even(perTick: 7), .journeys], references: references,
    duplicates: 0.1)
  let journey = JourneyDefinition(
    name: "trip", begins: .curve(0), references: references,
    states: [
      .init(name: "come", stream: 1, redraws: [], next: [(1, 0.7)], dwell: second...3 * minute),
      .init(name: "look", stream: nil, redraws: [1], next: [(0, 0.5)], dwell: second...minute),
    ])
  return Fixture.scenario(
    populations: [customers, products], curves: [curve], streams: [orders, visits],
    journeys: [journey],
    actions: [
      .burst(stream: 1, reference: 0, entities: 2, size: 4...6, interval: 5 * minute),
      .follow(
        stream: 0, reference: 1, entity: 0, by: 1, probability: 0.5,
        delay: 10 * second...10 * minute),
    ])
}

@Test func `the same seed gives the same blocks, another seed others`() {
  let (first, second) = (Timeline(plain: market(), seed: 1), Timeline(plain: market(), seed: 1))
  let (left, right) = (first.ticks(90), second.ticks(90))
  let other = Timeline(plain: market(), seed: 2).ticks(90)
  for stream in 0..<2 {
    #expect(left.records(of: stream).count > 500)
    #expect(left.records(of: stream) == right.records(of: stream))
    #expect(left.records(of: stream) != other.records(of: stream))
  }
}

@Test func `a stream more leaves the others as they were`() {
  var larger = market()
  larger.streams.append(Fixture.stream(named: "more", [.rate(perSecond: 3)]))
  larger.streams.swapAt(1, 2)
  larger.journeys[0].states[0].stream = 2
  larger.effects[0].actions = [
    .burst(stream: 2, reference: 0, entities: 2, size: 4...6, interval: 5 * minute)
  ]
  let (before, after) = (
    Timeline(plain: market(), seed: 9).ticks(60), Timeline(plain: larger, seed: 9).ticks(60)
  )
  #expect(before.records(of: 0) == after.records(of: 0))
  #expect(before.records(of: 1) == after.records(of: 2))
  #expect(after.records(of: 1).count > 5_000)
}

@Test func `blocks are in arrival order, within their tick, and numbered without gaps`() {
  for (index, stream) in [(0, "orders"), (1, "visits")] {
    let ticks = Timeline(plain: market(), seed: 3).ticks(120)
    var (last, number) = (Int64.min, Int64(0))
    for tick in ticks {
      for record in [tick].records(of: index) {
        #expect(record.arrival >= last && record.arrival >= tick.start, "\(stream)")
        #expect(record.arrival < tick.start + minute, "\(stream)")
        #expect(record.eventTime <= record.arrival && record.eventTime >= monday, "\(stream)")
        #expect(record.eventTime % second == 0)
        last = record.arrival
        if record.number > number {
          #expect(record.number == number + 1, "\(stream)")
          number = record.number
        } else {
          let isCopy = record.deviation == .duplicate || record.deviation == .corrupted(1)
          #expect(isCopy, "\(stream) \(record.number) after \(number)")
        }
      }
    }
  }
}

@Test func `columns of a block are of one length, and long ticks make several blocks`() {
  let scenario = Fixture.scenario(
    populations: [Fixture.population(size: 10)],
    streams: [Fixture.stream([.even(perTick: 10_000)], references: [Fixture.reference()])])
  let tick = Timeline(plain: scenario, seed: 1).nextTick()
  #expect(tick.blocks.map(\.count) == [4_096, 4_096, 1_808])
  for block in tick.blocks {
    let counts = [
      block.arrivals.count, block.eventTimes.count, block.cells.count, block.curves.count,
      block.journeys.count, block.states.count, block.entities[0].count, block.versions.count,
      block.deviations.count, block.damageBits.count, block.bursts.count,
      block.burstOrdinals.count,
    ]
    #expect(counts.allSatisfy { $0 == block.count })
  }
  #expect(tick.blocks.flatMap(\.numbers) == Array(1...10_000))
  #expect(tick.blocks.flatMap(\.arrivals) == (0..<10_000).map { monday + $0 * 6_000 })
}

@Test func `every record is about somebody of its country who was there`() {
  let ticks = Timeline(plain: market(), seed: 5).ticks(400)
  var births: [Int32: Int64] = [:]
  for record in ticks.records(of: 1) where record.cell < 0 && record.deviation == .none {
    // The first record about an entity is its birth.
    if births[record.entities[0]] == nil { births[record.entities[0]] = record.eventTime }
  }
  #expect(births.count > 450)
  for tick in ticks {
    for record in [tick].records(of: 0) {
      let customer = record.entities[0]
      if record.cell >= 0 { #expect(Int(customer) % 3 == Int(record.cell)) }
      #expect(births[customer].map { $0 <= record.eventTime } == true, "\(customer)")
      #expect((0..<40).contains(record.entities[1]))
    }
  }
}

@Test func `a population grows by its chance, and who is new is drawn from the next tick on`() {
  let scenario = Fixture.scenario(
    populations: [Fixture.population(size: 20, growth: 0.25)],
    streams: [
      Fixture.stream([.births(population: 0)], references: [Fixture.reference()]),
      Fixture.stream(named: "uses", [.even(perTick: 200)], references: [Fixture.reference()]),
      Fixture.stream(
        named: "updates", [.updates(population: 0, perSecond: 2)], references: [Fixture.reference()]
      ),
    ])
  let ticks = Timeline(plain: scenario, seed: 8).ticks(2_000)
  #expect([ticks[0]].records(of: 0).prefix(20).allSatisfy { $0.arrival == monday })
  var known: Int32 = 0
  for tick in ticks {
    let before = known
    for born in [tick].records(of: 0) {
      #expect(born.entities[0] == known)
      known += 1
    }
    let bound = tick.start == monday ? known : before
    for stream in 1...2 {
      #expect([tick].records(of: stream).allSatisfy { (0..<bound).contains($0.entities[0]) })
    }
  }
  // 500 of 2 000 with a standard deviation of 19.4.
  #expect((420...580).contains(Int(known) - 20), "\(known)")
  let recent = Array(ticks.suffix(200)).records(of: 1)
  let share = Double(recent.count { $0.entities[0] >= 20 }) / Double(recent.count)
  #expect((share - Double(known - 20) / Double(known)).magnitude < 0.02)
}
