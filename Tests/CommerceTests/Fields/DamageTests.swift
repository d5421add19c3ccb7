import Testing

@testable import Commerce

/// Every kind of corruption, in JSON and CSV.
struct DamageTests {
  private typealias Damage = CorruptionDefinition.Damage

  private static let population = Sample.population(
    "customers", size: 500,
    [
      Sample.field("country", Sample.choice(["United States": 5, "Mexico": 2, "China": 3])),
      Sample.field(
        "city",
        .table(
          TableDraw(
            table: "cities", column: "city", filter: [("country", .field(0))], row: "home"))),
    ])
  private static let fields = [
    Sample.field("id", .template([.literal("O-"), .input(.number, width: 6)])),
    Sample.field("qty", .integer(0...5)),
    Sample.field("price", .decimal(0...2_000, scale: 2)),
    Sample.field("total", .arithmetic(.multiply, [.field(1), .field(2)], scale: 2)),
    Sample.field("at", .timestamp(.time, .iso, zone: .named("Asia/Kolkata"))),
    Sample.field("ms", .timestamp(.time, .milliseconds, zone: .utc)),
    Sample.field("country", .input(.dimension(0))),
    Sample.field("city", .input(.attribute(reference: 0, attribute: 1))),
    Sample.field("ok", .flag(0.9)),
    Sample.field("reason", Sample.choice(["Card, \"expired\"": 1, "Timeout": 1]), nulls: 0.5),
    Sample.field("nothing", .constant(.null)),
  ]
  private enum F { static let (id, qty, price, total, at, ms) = (0, 1, 2, 3, 4, 5) }
  private enum G { static let (country, city, ok, reason, nothing) = (6, 7, 8, 9, 10) }
  private static let count = 300

  private struct Damaged {
    var clean: [UInt8]
    var line: [UInt8]
    var id: [UInt8]?
    var checksum: UInt32
  }

  private func damaged(
    _ damage: Damage, _ format: RecordFormat = .json, isRejected: Bool = true
  ) -> [Damaged] {
    let corruption = CorruptionDefinition(
      name: "damage", weight: 1, damage: damage, isRejected: isRejected)
    let stream = Sample.stream(
      Self.fields,
      references: [
        ReferenceDefinition(
          name: "customer", population: 0, skew: .uniform,
          match: [ReferenceDefinition.Match(attribute: 0, dimension: 0)])
      ], key: 0, id: 0, corruptions: [corruption])
    let curve = Sample.curve(
      ["United States", "Mexico", "China"].map { ([.text($0)], "UTC") }, ["country"])
    let scenario = Sample.scenario(stream, populations: [Self.population], curves: [curve])
    var block = Sample.block(scenario, count: Self.count)
    // Each record's entity is one of its cell's country.
    let countries = PopulationAttributes(scenario, population: 0, seed: 8)
      .choice(attribute: 0, entities: 0..<500)
    for row in 0..<Self.count {
      let matching = countries.indices.filter { countries[$0] == Int(block.cells[row]) }
      block.entities[0][row] = Int32(matching[row % matching.count])
    }
    let renderer = StreamRenderer(scenario, stream: 0, seed: 8, format: format)
    let clean = renderer.render(block)
    block.deviations = block.numbers.map { _ in .corrupted(0) }
    let dirty = renderer.render(block)
    #expect(dirty.keys == clean.keys)
    let again = StreamRenderer(scenario, stream: 0, seed: 8, format: format).render(block)
    #expect(again.text == dirty.text && again.checksums == dirty.checksums)
    return zip(Sample.lines(clean), Sample.lines(dirty)).enumerated().map { row, lines in
      #expect(lines.0 != lines.1, "\(damage) left record \(row) as it was")
      #expect(!lines.1.isEmpty && !lines.1.contains(UInt8(ascii: "\n")))
      let id = StrictJSON.object(Sample.lines(clean)[row])?["id"]
      if format == .json {
        #expect(
          id
            == dirty.ids[row].map {
              .text(String(decoding: $0.dropFirst().dropLast(), as: UTF8.self))
            })
      }
      return Damaged(
        clean: lines.0, line: lines.1, id: dirty.ids[row], checksum: dirty.checksums[row])
    }
  }

  /// The record and its damaged form, of which all fields but `fields` must be as they were.
  private func records(
    _ damage: Damage, isRejected: Bool = true, butFor fields: [Int]
  ) -> [(before: StrictJSON, after: StrictJSON)] {
    damaged(damage, isRejected: isRejected).compactMap { record in
      guard let before = StrictJSON.object(record.clean), let after = StrictJSON.object(record.line)
      else {
        Issue.record("\(String(decoding: record.line, as: UTF8.self)) is no JSON")
        return nil
      }
      for (place, field) in Self.fields.enumerated() where !fields.contains(place) {
        #expect(before[field.name] == after[field.name])
      }
      return (before, after)
    }
  }

  @Test func `broken text is no JSON`() {
    let kinds: [Damage] = [
      .cutLine, .missingBrace, .unquotedText(fields: [G.city, F.at]),
      .invalidUTF8(fields: [F.id, G.city]),
    ]
    for kind in kinds {
      for record in damaged(kind) { #expect(StrictJSON.object(record.line) == nil, "\(kind)") }
    }
  }

  @Test func `broken text is no CSV record of the stream`() {
    for kind in [Damage.cutLine, .missingBrace, .unquotedText(fields: [G.city, G.reason])] {
      for record in damaged(kind, .csv) {
        #expect(PlainCSV.fields(record.line)?.count != Self.fields.count, "\(kind)")
      }
    }
    for record in damaged(.invalidUTF8(fields: [F.id]), .csv) {
      #expect(String(validating: record.line, as: UTF8.self) == nil)
    }
  }

  @Test func `a text in the wrong encoding is another text`() {
    for (before, after) in records(.mojibake(fields: [G.city]), butFor: [G.city]) {
      guard case .text(let was) = before["city"], case .text(let now) = after["city"] else {
        Issue.record("a city is a text")
        continue
      }
      let latin = String(String.UnicodeScalarView(was.utf8.map { Unicode.Scalar($0) }))
      #expect(now == latin || was.utf8.allSatisfy { $0 < 0x80 } && now.contains("Ã©"))
      #expect(now != was)
    }
  }

  @Test func `one of the fields goes missing`() {
    var missing: Set<Int> = []
    let pairs = records(
      .missingField(fields: [F.qty, F.price, G.nothing]), butFor: [F.qty, F.price])
    for (_, after) in pairs {
      let gone = [F.qty, F.price].filter { after[Self.fields[$0].name] == nil }
      #expect(gone.count == 1)
      missing.formUnion(gone)
    }
    #expect(missing.count == 2)
    for record in damaged(.missingField(fields: [F.qty, G.reason]), .csv) {
      let cells = PlainCSV.fields(record.line) ?? []
      let before = PlainCSV.fields(record.clean) ?? []
      #expect(zip(cells, before).count { $0 == nil && $1 != nil } == 1)
    }
  }

  @Test func `a value takes another type`() {
    let fields = [F.qty, F.at, G.city, G.ok]
    for (before, after) in records(.wrongType(fields: fields), butFor: fields) {
      let changed = fields.filter { before[Self.fields[$0].name] != after[Self.fields[$0].name] }
      #expect(changed.count == 1)
      switch (changed.first, after[Self.fields[changed.first ?? 0].name]) {
      case (G.city, .number): break
      case (F.qty, .text(let text)), (G.ok, .text(let text)), (F.at, .text(let text)):
        #expect(Int(text) == nil && Bool(text) == nil && text.count < 10)
      default: Issue.record("\(after)")
      }
    }
  }

  @Test func `numbers become impossible`() throws {
    for (_, after) in records(.outOfRange(fields: [F.qty]), butFor: [F.qty]) {
      guard case .number(let text) = after["qty"] else { continue }
      #expect(text.count == 25 && Int64(text) == nil)
    }
    for (before, after) in records(.negative(fields: [F.price]), butFor: [F.price]) {
      let (was, now) = try (number(before["price"]), number(after["price"]))
      #expect(now < 0 && (was == 0 || now == -was))
    }
    for (before, after) in records(.absurd(fields: [F.qty]), isRejected: false, butFor: [F.qty]) {
      let (was, now) = try (number(before["qty"]), number(after["qty"]))
      #expect(now >= max(1, was) * 100 && now <= max(1, was) * 10_000)
    }
    for (before, after) in records(.wrongTotal(fields: [F.total]), butFor: [F.total]) {
      let (was, now) = try (number(before["total"]), number(after["total"]))
      #expect(abs(now - was) > 0.0099 && abs(now - was) <= max(0.0101, was * 0.501))
    }
  }

  private func number(_ value: StrictJSON?) throws -> Double {
    guard case .number(let text) = value else { throw CancellationError() }
    return try #require(Double(text))
  }

  @Test func `dates become impossible or far`() {
    for field in [F.at, F.ms] {
      for (_, after) in records(.impossibleDate(fields: [field]), butFor: [field]) {
        guard case .text(let text) = after[Self.fields[field].name] else {
          Issue.record("an impossible date is a text")
          continue
        }
        #expect(CivilTime.parse("\(text.prefix(10)) 00:00:00") == nil)
      }
      for (before, after) in records(.wrongYear(fields: [field]), butFor: [field]) {
        switch (before[Self.fields[field].name], after[Self.fields[field].name]) {
        case (.text(let was), .text(let now)):
          #expect(["1626", "2426"].contains(now.prefix(4)) && now.dropFirst(4) == was.dropFirst(4))
        case (.number(let was), .number(let now)):
          #expect(abs((Int64(now) ?? 0) - (Int64(was) ?? 0)) == 146_097 * 86_400_000)
        default: Issue.record("\(after)")
        }
      }
    }
  }

  @Test func `values that are unknown, swapped or contradict others`() {
    let values: [ScenarioValue] = [.text("Timeout"), .text("Nope"), .integer(7)]
    for (before, after) in records(
      .unknownValue(fields: [G.reason], values: values), butFor: [G.reason])
    {
      #expect(after["reason"] != before["reason"])
      #expect([.text("Timeout"), .text("Nope"), .number("7")].contains(after["reason"]))
    }
    for (before, after) in records(.swapped(F.id, G.city), butFor: [F.id, G.city]) {
      #expect(after["id"] == before["city"] && after["city"] == before["id"])
    }
    let set: [(field: Int, value: ScenarioValue)] = [
      (G.ok, .boolean(true)), (G.reason, .text("Fraud")),
    ]
    for (_, after) in records(.contradiction(set), butFor: [G.ok, G.reason]) {
      #expect(after["ok"] == .boolean(true) && after["reason"] == .text("Fraud"))
    }
  }

  @Test func `a mismatched value belongs to another value of its cause`() throws {
    let table = try #require(DataTables.table(named: "cities"))
    let countries = try #require(table.column(named: "country"))
    let cities = try #require(table.column(named: "city"))
    for (before, after) in records(
      .mismatched(field: G.city, of: G.country), isRejected: false, butFor: [G.city])
    {
      guard case .text(let city) = after["city"], case .text(let country) = after["country"] else {
        Issue.record("\(after)")
        continue
      }
      let rows = (0..<table.count).filter { cities.values[Int(cities.codes[$0])] == .text(city) }
      #expect(!rows.isEmpty && before["city"] != after["city"])
      #expect(
        !rows.contains { countries.values[Int(countries.codes[$0])] == .text(country) },
        "\(city) lies in \(country)")
    }
  }

  @Test func `a changed copy differs in one field by a value that other records have`() throws {
    for (before, after) in records(
      .changedCopy(fields: [F.price, F.qty]), butFor: [F.price, F.qty])
    {
      let changed = ["price", "qty"].filter { before[$0] != after[$0] }
      #expect(changed.count == 1)
      #expect((0...20).contains(try number(after["price"])))
    }
  }

  @Test func `where there is nothing to damage, another damage takes its place`() {
    let kinds: [Damage] = [
      .negative(fields: [G.nothing]), .swapped(G.nothing, G.nothing), .mojibake(fields: [F.qty]),
      .missingField(fields: [G.nothing]), .contradiction([(G.nothing, .null)]),
      .changedCopy(fields: [G.nothing]), .mismatched(field: G.nothing, of: G.country),
      .unknownValue(fields: [G.nothing], values: [.null]),
    ]
    for kind in kinds {
      for record in damaged(kind) { #expect(StrictJSON.object(record.line) == nil) }
      for record in damaged(kind, isRejected: false) {
        let (before, after) = (StrictJSON.object(record.clean), StrictJSON.object(record.line))
        #expect(after != nil && before?["id"] == after?["id"] && before?["at"] == after?["at"])
      }
    }
  }

  @Test func `damaged CSV records keep to their line`() {
    let kinds: [Damage] = [
      .mojibake(fields: [G.city]), .wrongType(fields: [F.qty, G.city]),
      .outOfRange(fields: [F.qty]), .negative(fields: [F.qty]), .absurd(fields: [F.qty]),
      .impossibleDate(fields: [F.at]), .wrongYear(fields: [F.at]),
      .unknownValue(fields: [G.reason], values: [.text("a,\"b\"")]), .swapped(F.id, G.reason),
      .contradiction([(G.ok, .boolean(true)), (G.reason, .text("x"))]),
      .mismatched(field: G.city, of: G.country), .changedCopy(fields: [F.price]),
      .wrongTotal(fields: [F.total]),
    ]
    for kind in kinds {
      for record in damaged(kind, .csv, isRejected: false) {
        #expect(PlainCSV.fields(record.line)?.count == Self.fields.count, "\(kind)")
      }
    }
  }
}
