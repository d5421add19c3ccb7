import Testing

@testable import Commerce

/// Sales and deliveries of a few products; every sale asks for `number mod 5 + 1`.
private func scenario(perSecond: Double, growth: Double = 0) -> Scenario {
  let products = Fixture.population(
    "products", size: 30, growth: growth,
    levels: [
      LevelDefinition(
        name: "stock", initial: 5...60, reorderPoint: 12, delivery: 20...50,
        deliveryDelay: 20 * second...20 * minute)
    ])
  let stock = Fixture.field("stock", .input(.level(reference: 0, level: 0)))
  let quantity = Fixture.field("quantity", .integer(1...5))
  let reference = Fixture.reference("product", skew: .half)
  return Fixture.scenario(
    populations: [products],
    streams: [
      Fixture.stream(
        named: "products",
        [
          .births(population: 0), .deliveries(population: 0, level: 0),
          .updates(population: 0, perSecond: 0.1),
        ], references: [reference], fields: [stock]),
      Fixture.stream(
        named: "sales", [.rate(perSecond: perSecond), .even(perTick: 5)], references: [reference],
        fields: [stock, quantity], duplicates: 0.05, corrupted: 0.02,
        corruptions: [
          CorruptionDefinition(
            name: "changed_copy", weight: 1, damage: .changedCopy(fields: [1]), isRejected: true)
        ], consumption: .init(reference: 0, level: 0, field: 1)),
    ])
}

@Test(arguments: [0.5, 8])
func `stock is never negative, and what is there is what came less what went`(_ rate: Double) {
  let scenario = scenario(perSecond: rate, growth: 0.01)
  let ticks = Timeline(plain: scenario, seed: 17).ticks(600)
  let events = (0...1).flatMap { stream in ticks.records(of: stream).map { (stream, $0) } }
    .filter { $0.1.deviation == .none }
    .sorted { ($0.1.arrival, $0.0, $0.1.number) < ($1.1.arrival, $1.0, $1.1.number) }
  var stock: [Int32: Int64] = [:]
  var (sales, deliveries, cut) = (0, 0, 0)
  for (stream, record) in events {
    let (product, left) = (record.entities[0], record.levels[0][0])
    #expect(left >= 0)
    if stream == 0 {
      // Births tell the first level, updates the level as it is, deliveries raise it.
      if let known = stock[product], left != known {
        #expect((20...50).contains(left - known) && known < 12)
        deliveries += 1
      }
      stock[product] = left
      continue
    }
    let wanted = record.number % 5 + 1
    guard let granted = record.granted, let known = stock[product] else {
      Issue.record("product \(product) is sold before it is there")
      continue
    }
    sales += 1
    cut += granted < wanted ? 1 : 0
    #expect(granted == min(wanted, known) && granted > 0)
    #expect(left == known - granted)
    stock[product] = left
  }
  #expect(sales > 2_000 && deliveries > 100, "\(sales) sales, \(deliveries) deliveries")
  if rate == 8 { #expect(cut > 100) }
}

@Test func `sold out means that nothing comes, and numbers have no gaps`() {
  let ticks = Timeline(plain: scenario(perSecond: 8), seed: 4).ticks(200)
  let sales = ticks.records(of: 1)
  let clean = sales.filter { $0.deviation == .none }
  #expect(clean.map(\.number) == Array(1...Int64(clean.count)))
  // 8.1 a second would be 98 000: stock is scarce.
  #expect(clean.count < 40_000 && clean.count > 2_000)
  let originals = Dictionary(uniqueKeysWithValues: clean.map { ($0.number, $0) })
  let copies = sales.filter { $0.deviation != .none }
  #expect(copies.count > 100)
  for copy in copies {
    #expect(copy.granted == originals[copy.number]?.granted)
    #expect(copy.levels == originals[copy.number]?.levels)
  }
}

@Test func `amounts are the renderer's draws, and what is written is what was granted`() throws {
  let scenario = scenario(perSecond: 2)
  let ticks = Timeline(scenario, seed: 6).ticks(100)
  let sales = ticks.records(of: 1)
  #expect(sales.count > 1_000)
  #expect(sales.allSatisfy { $0.granted.map { (1...5).contains($0) } == true })
  // Few sales are cut short, so amounts are nearly uniform.
  for amount in Int64(1)...5 {
    let share = Double(sales.count { $0.granted == amount }) / Double(sales.count)
    #expect((0.1...0.35).contains(share), "\(amount): \(share)")
  }
}
