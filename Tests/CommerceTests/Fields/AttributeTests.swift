import Testing

@testable import Commerce

/// Attributes of the entities that records refer to.
struct AttributeTests {
  private static let day: Int64 = 86_400_000_000
  private static let attributes = [
    Sample.field("country", Sample.choice(["United States": 5, "Mexico": 2, "China": 3])),
    Sample.field(
      "city",
      .table(
        TableDraw(
          table: "cities", column: "city", filter: [("country", .field(0))], row: "home"))),
    Sample.field("id", .template([.literal("C-"), .input(.number, width: 7)])),
    Sample.field("address", .uuid, nulls: 0.2, every: 10 * day),
    Sample.field(
      "label", .template([.input(.field(0), width: 0), .literal(" "), .input(.field(3), width: 0)])),
    Sample.field("price", .logNormal(median: 20, spread: 0.5, bounds: 1...99_999, scale: 2)),
    Sample.field("since", .timestamp(.time, .plain, zone: .utc)),
  ]

  private func scenario(size: Int) -> Scenario {
    let names = Self.attributes.indices.map { place in
      Sample.field(
        Self.attributes[place].name, .input(.attribute(reference: 0, attribute: place)))
    }
    let stream = Sample.stream(
      [Sample.field("entity", .input(.entity(reference: 0)))] + names,
      references: [
        ReferenceDefinition(name: "customer", population: 0, skew: .uniform, match: [])
      ])
    return Sample.scenario(
      stream, populations: [Sample.population("customers", size: size, Self.attributes)])
  }

  private func rendered(_ scenario: Scenario, _ block: EventBlock) -> [String] {
    let renderer = StreamRenderer(scenario, stream: 0, seed: 9, format: .json)
    return Sample.texts(renderer.render(block))
  }

  @Test func `an entity has the same attributes kept or not`() {
    // Entities that came later than the start, and those behind 65 536, are computed for each block.
    let (half, whole, many) = (scenario(size: 50), scenario(size: 100), scenario(size: 100_000))
    var block = Sample.block(whole, count: 300)
    let lines = rendered(whole, block)
    #expect(lines == rendered(half, block))
    #expect(lines == rendered(many, block))
    #expect(Set(lines).count == 100)
    block.entities[0] = block.entities[0].map { $0 + 99_900 }
    let late = rendered(many, block)
    block.entities[0] = block.entities[0].enumerated().map { $0.offset % 2 == 0 ? $0.element : 5 }
    let mixed = rendered(many, block)
    for (row, line) in mixed.enumerated() where row % 2 == 0 { #expect(line == late[row]) }
    #expect(Set(mixed.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)).count == 1)
  }

  @Test func `a record without an entity has nulls`() {
    let scenario = scenario(size: 10)
    var block = Sample.block(scenario, count: 20)
    block.entities[0][7] = -1
    for (row, line) in rendered(scenario, block).enumerated() {
      let record = StrictJSON.object(Array(line.utf8))
      #expect(record?["entity"] == (row == 7 ? .null : .number("\((row + 1) * 7 % 10 + 1)")))
      #expect((record?["city"] == .null) == (row == 7))
      #expect((record?["since"] == .null) == (row == 7))
      #expect((record?["label"] == .null) == (row == 7))
    }
  }

  @Test func `an attribute that changes does so once an interval, for each entity at its own time`()
  {
    let scenario = scenario(size: 50)
    var block = Sample.block(scenario, count: 4_000)
    block.entities[0] = block.numbers.map { Int32($0 % 50) }
    // 80 moments of each entity within 40 days.
    block.eventTimes = block.numbers.map { Sample.start + ($0 / 50) * Self.day / 2 }
    let records = rendered(scenario, block).map { StrictJSON.object(Array($0.utf8)) }
    var changes: Set<Int> = []
    var total = 0
    for entity in 0..<50 {
      let mine = records.indices.filter { block.entities[0][$0] == Int32(entity) }
      #expect(Set(mine.map { "\(String(describing: records[$0]?["city"]))" }).count == 1)
      for (before, after) in zip(mine, mine.dropFirst()) {
        let (old, new) = (records[before]?["address"], records[after]?["address"])
        if old != new || old == .null && new == .null { continue }
        #expect(records[before]?["label"] == records[after]?["label"])
      }
      let moments = zip(mine, mine.dropFirst()).filter {
        records[$0]?["address"] != records[$1]?["address"]
      }.map(\.0)
      #expect(moments.count <= 5)
      total += moments.count
      changes.formUnion(moments.map { $0 / 50 })
    }
    // Four intervals each; a value of null may follow one of null.
    #expect((150...200).contains(total) && changes.count > 30)
  }

  @Test func `the choices that the timeline asks for are those of the records`() {
    let scenario = scenario(size: 200)
    var block = Sample.block(scenario, count: 200)
    block.entities[0] = (0..<200).map { Int32($0) }
    let names = ["United States", "Mexico", "China"]
    let choices = PopulationAttributes(scenario, population: 0, seed: 9)
      .choice(attribute: 0, entities: 0..<200)
    for (line, choice) in zip(rendered(scenario, block), choices) {
      #expect(StrictJSON.object(Array(line.utf8))?["country"] == .text(names[choice]))
    }
    let part = PopulationAttributes(scenario, population: 0, seed: 9)
      .choice(attribute: 0, entities: 70..<90)
    #expect(part == Array(choices[70..<90]))
  }

  @Test func `an entity is born in the tick that grew its population`() {
    var scenario = scenario(size: 3)
    scenario.populations[0].growth = 0.3
    let growth = PopulationGrowth(scenario.populations[0], seed: 9)
    let ticks = (Int64(0)..<200).filter { growth.grows(tick: $0) }
    var block = Sample.block(scenario, count: 10)
    block.entities[0] = [0, 2, 3, 4, 12, 5, 3, 20, 1, 7]
    for (row, line) in rendered(scenario, block).enumerated() {
      let entity = Int(block.entities[0][row])
      let birth = entity < 3 ? Sample.start : Sample.start + ticks[entity - 3] * 60_000_000
      #expect(
        StrictJSON.object(Array(line.utf8))?["since"] == .text(CivilTime.text(birth)))
    }
  }
}
