import Testing

@testable import Commerce

@Test func `what follows comes with its probability, after its delay, by the same customer`() {
  let curve = Fixture.curve([("A", "UTC", 5, []), ("B", "UTC", 5, [])])
  let products = Fixture.population(
    "products", size: 40, attributes: [Fixture.choice("country", ["A", "B"])])
  let scenario = Fixture.scenario(
    populations: [Fixture.population(size: 100_000), products], curves: [curve],
    streams: [
      Fixture.stream(
        [.curve(0)],
        references: [
          Fixture.reference(),
          Fixture.reference("product", population: 1, match: [.init(attribute: 0, dimension: 0)]),
        ])
    ],
    actions: [
      .follow(
        stream: 0, reference: 1, entity: 4, by: 27, probability: 0.3, delay: minute...10 * minute)
    ])
  let records = Timeline(plain: scenario, seed: 21).ticks(300).records()
  var firsts: [Int32: PlannedRecord] = [:]
  var (followed, waits, count) = (0, [Int64](), 0)
  for record in records {
    #expect(Int(record.entities[1]) % 2 == Int(record.cell))
    if record.entities[1] == 4 {
      count += 1
      firsts[record.entities[0]] = record
    } else if record.entities[1] == 27, let first = firsts[record.entities[0]] {
      let wait = record.arrival - first.arrival
      if wait >= minute && wait <= 10 * minute {
        followed += 1
        waits.append(wait)
      }
    }
  }
  #expect(count > 3_000)
  let share = Double(followed) / Double(count)
  #expect((share - 0.3).magnitude < 0.035, "\(share)")
  let mean = Double(waits.reduce(0, +)) / Double(waits.count) / Double(minute)
  #expect((mean - 5.5).magnitude < 0.4, "\(mean)")
}
