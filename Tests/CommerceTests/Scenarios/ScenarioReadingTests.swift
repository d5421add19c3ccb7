import Diagnostics
import Glibc
import Testing

@testable import Commerce

private func builtIn(
  _ name: String, _ parameters: [String: String] = [:], seed: UInt64 = 1
) throws -> Scenario {
  try ScenarioSource.named(name).read(parameters: parameters, seed: seed)
}

/// Records a second of a cell at an hour of a plain weekday, by the definition.
private func rate(_ cell: CurveDefinition.Cell, at hour: Double) -> Double {
  let bumps = cell.bumps.reduce(0.0) { sum, bump in
    let away = min(abs(hour - bump.at), 24 - abs(hour - bump.at))
    let ratio = away / bump.width
    return away < bump.width ? sum + bump.height * (1 - ratio * ratio) * (1 - ratio * ratio) : sum
  }
  return cell.base * (cell.floor + bumps)
}

@Test(arguments: ["marketplace", "orders", "property-leads", "storefront"])
func `the built-in scenarios have no faults, whatever the seed`(name: String) throws {
  for seed in UInt64(1)...20 {
    let scenario = try builtIn(name, seed: seed)
    #expect(scenario.name == name)
    #expect(!scenario.summary.isEmpty && !scenario.streams.isEmpty)
  }
}

@Test func `the catalogue lists names, summaries and parameters`() throws {
  let names = ScenarioCatalogue.builtIn.map(\.name)
  #expect(names == ["marketplace", "orders", "property-leads", "storefront"])
  let leads = try ScenarioCatalogue.description(of: "property-leads")
  #expect(
    leads.options.map { "\($0.name)=\($0.defaultText ?? "")" } == [
      "events_per_minute=100000", "start=2021-11-30 00:00:00", "users=200000", "user_skew=0.5",
      "properties=100000", "property_skew=0.75", "brokers=3", "event_id=true",
      "watermark=10 seconds", "disorder=5 seconds", "corrupted=1%", "late=0.5%", "duplicates=0.5%",
    ])
  #expect(leads.options.allSatisfy { !$0.summary.isEmpty })
}

@Test func `a curve's cells give the total over a plain weekday`() throws {
  let scenario = try builtIn("marketplace", ["orders_per_day": "100000"])
  let curve = try #require(scenario.curves.first)
  #expect(curve.cells.count == 24)
  let step = 0.01
  var sums: [String: Double] = [:]
  for cell in curve.cells {
    let sum = (0..<2_400).reduce(0.0) { sum, index in
      sum + rate(cell, at: (Double(index) + 0.5) * step) * step * 3_600
    }
    sums[cell.values[0].text, default: 0] += sum
  }
  #expect(abs(sums.values.reduce(0, +) - 100_000) < 1)
  // 5, 2 and 6 are the countries' shares.
  #expect(abs(sums["Mexico", default: 0] - 100_000 * 2 / 13) < 1)
  #expect(curve.cells.first { $0.values[0] == .text("China") }?.zone == "Asia/Shanghai")
  let toys = curve.cells.first { $0.values == [.text("Mexico"), .text("Toys")] }
  #expect(toys?.weekdays == [0.8, 0.8, 0.8, 0.8, 1, 2, 2.2])
}

/// Inputs that a generator reads.
private func inputs(_ generator: Generator) -> [Input] {
  switch generator {
  case .input(let input), .lookup(let input, _): return [input]
  case .template(let parts):
    return parts.compactMap { part -> Input? in
      if case .input(let input, _) = part { return input }
      return nil
    }
  case .table(let draw): return draw.filter.map(\.input)
  case .timestamp(let input, _, let zone):
    if case .input(let other) = zone { return [input, other] }
    return [input]
  case .arithmetic(_, let operands, _): return operands
  case .conditional(let branches, let otherwise):
    var result = inputs(otherwise)
    for branch in branches {
      result += branch.conditions.compactMap(tested) + inputs(branch.generator)
    }
    return result
  default: return []
  }
}

private func tested(_ condition: Condition) -> Input? {
  switch condition {
  case .equals(let input, _), .between(let input, _, _): input
  case .hour, .weekday: nil
  }
}

/// Fields that a generator reads.
private func reads(_ generator: Generator) -> [Int] {
  inputs(generator).compactMap { input -> Int? in
    if case .field(let index) = input { return index }
    return nil
  }
}

@Test(arguments: ["marketplace", "orders", "property-leads", "storefront"])
func `each field depends on earlier ones only`(name: String) throws {
  let scenario = try builtIn(name)
  let lists = scenario.populations.map(\.attributes) + scenario.streams.map(\.fields)
  for fields in lists {
    for (position, field) in fields.enumerated() {
      #expect(reads(field.generator).allSatisfy { $0 < position }, "\(field.name)")
    }
  }
}

@Test func `fields stand in the order of what they need and are written in that of the file`()
  throws
{
  let scenario = try scenario(
    """
    scenario: case
    start: 2026-03-02 00:00:00
    streams:
      events:
        arrivals: {rate: 1 per second}
        key: total
        fields:
          total: {multiply: [qty, price], scale: 2}
          payload.qty: qty
          qty: {integer: 1..5, output: false}
          price: {decimal: 1.00..9.99}
          kind: {choice: [a, b]}
          a\\.b: {template: "{{{kind}-{number:3}}"}
    patterns:
      from:
        dear: {actions: [{multiply: events.price, when: {kind: a}, factor: 2}]}
    """)
  let stream = scenario.streams[0]
  #expect(stream.fields.map(\.name) == ["qty", "kind", "price", "total", "payload.qty", "a\\.b"])
  #expect(stream.key == 3)
  #expect(
    stream.versions[0].outputs.map(\.path) == [
      ["total"], ["payload", "qty"], ["price"], ["kind"], ["a.b"],
    ])
  guard case .arithmetic(.multiply, [.field(0), .field(2)], scale: 2) = stream.fields[3].generator,
    case .multiply(stream: 0, field: 2, let conditions, factor: 2) = scenario.effects[0].actions[0],
    case .equals(.field(1), [.text("a")]) = conditions[0],
    case .template(let parts) = stream.fields[5].generator,
    case .literal("{") = parts[0], case .input(.field(1), width: 0) = parts[1],
    case .literal("-") = parts[2], case .input(.number, width: 3) = parts[3],
    case .literal("}") = parts[4]
  else {
    Issue.record("\(stream.fields) \(scenario.effects)")
    return
  }
}

@Test func `versions write what they add, drop and rename`() throws {
  let versions = try scenario(
    """
    scenario: case
    start: 2026-03-02 00:00:00
    streams:
      events:
        arrivals: {rate: 1 per second}
        fields: {a: number, b: number, c: number, d: {input: number, output: false}}
        versions:
          - {name: old}
          - {name: new, from: 2 hours, ramp: 6 hours, share: 70%, add: [c], drop: [a], rename: {b: bb}}
    """
  ).streams[0].versions
  #expect(versions.map { $0.outputs.map(\.path) } == [[["a"], ["b"]], [["bb"], ["c"]]])
  #expect(versions.map(\.from) == [0, 7_200_000_000])
  #expect(versions.map(\.share) == [1, 0.7])
}

@Test func `starts are moments in UTC, with an offset, or by a zone's clocks`() throws {
  func start(_ text: String) throws -> Int64 {
    try scenario(
      """
      scenario: case
      start: \(text)
      streams: {events: {arrivals: {rate: 1 per second}, fields: {n: number}}}
      """
    ).start / 1_000_000
  }
  let midnight: Int64 = 1_772_409_600
  #expect(try start("2026-03-02") == midnight)
  #expect(try start("2026-03-02 00:00:00") == midnight)
  #expect(try start("2026-03-02T05:30:00+05:30") == midnight)
  #expect(try start("2026-03-01 19:00:00-05:00") == midnight)
  #expect(try start("{local: 2026-03-01 19:00:00, zone: America/New_York}") == midnight)
  // An hour after the change to daylight saving the difference is four hours.
  #expect(
    try start("{local: 2026-03-08 03:30:00, zone: America/New_York}") == midnight + 6 * 86_400
      + 27_000)
}

// MARK: Choices by seed

private func chosen(_ scenario: Scenario) -> [String: String] {
  Dictionary(
    uniqueKeysWithValues: scenario.effects.map { effect in
      (effect.name, "\(effect.strength) \(effect.chosen.map { $0.value.text })")
    })
}

@Test func `the seed chooses patterns, values and strengths`() throws {
  let first = try builtIn("marketplace", ["patterns": "6"], seed: 3)
  #expect(first.effects.count == 6)
  #expect(try chosen(builtIn("marketplace", ["patterns": "6"], seed: 3)) == chosen(first))
  let others = try (UInt64(4)...13).map {
    try chosen(builtIn("marketplace", ["patterns": "6"], seed: $0))
  }
  #expect(Set(others + [chosen(first)]).count == 11)
  // What is planted chooses the same, however many are planted beside it.
  let more = try chosen(builtIn("marketplace", ["patterns": "12"], seed: 3))
  for (name, choice) in chosen(first) { #expect(more[name] == choice) }
}

@Test func `over many seeds each pattern is planted and each value chosen about as often`() throws {
  var planted: [String: Int] = [:]
  var countries: [String: Int] = [:]
  let seeds = UInt64(1)...300
  for seed in seeds {
    for effect in try builtIn("marketplace", ["patterns": "7"], seed: seed).effects {
      planted[effect.name, default: 0] += 1
      if effect.name == "night_prices" {
        countries[effect.chosen[0].value.text, default: 0] += 1
      }
      #expect(!effect.report.contains("$"))
    }
  }
  // Each is in half of the drawings, more or less: 300 tosses have a deviation of 8.7.
  #expect(planted.count == 14)
  for (name, count) in planted { #expect((105...195).contains(count), "\(name) \(count)") }
  let total = countries.values.reduce(0, +)
  #expect(countries.count == 3)
  for (name, count) in countries { #expect(abs(count * 3 - total) < total / 2 + 30, "\(name)") }
}

@Test func `a strength has the digits of its range, at least two, and lies within it`() throws {
  for seed in UInt64(1)...200 {
    let effect = try scenario(
      """
      scenario: case
      start: 2026-03-02 00:00:00
      streams: {events: {arrivals: {rate: 1 per second}, fields: {n: {integer: 1..5}}}}
      patterns:
        from:
          one: {strength: 1.5..1.6, actions: [{multiply: events.n, factor: 1/$strength}], report: "x $strength"}
      """, seed: seed
    ).effects[0]
    #expect(effect.strength >= 1.5 && effect.strength <= 1.6)
    #expect(effect.report.utf8.count == 6)
    guard case .multiply(_, _, _, let factor) = effect.actions[0] else { continue }
    #expect(factor == 1 / effect.strength)
  }
}

@Test func `the scenario of the documentation has no faults`() throws {
  let scenario = try scenario(ScenarioCases.documented)
  #expect(scenario.name == "shop" && scenario.curves[0].cells.count == 2)
}

// MARK: Tables

@Test func `a scenario is read from a path, with the files beside it and no others`() throws {
  var template = Array("/tmp/millrace-test-XXXXXX".utf8CString)
  let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
  func write(_ text: String, _ name: String) {
    guard let file = fopen("\(folder)/\(name)", "w") else { return }
    fputs(text, file)
    fclose(file)
  }
  defer { for name in ["shop.yaml", "towns.csv", ""] { remove("\(folder)/\(name)") } }
  write("town,weight\nOaxaca,1\nPuebla,2\n", "towns.csv")
  func read(_ path: String) throws -> Scenario {
    write(
      """
      scenario: shop
      start: 2026-03-02 00:00:00
      streams:
        events: {arrivals: {rate: 1 per second}, fields: {n: {table: {name: towns, column: town}}}}
      tables: {towns: {csv: \(path)}}
      """, "shop.yaml")
    return try ScenarioSource.named("\(folder)/shop.yaml").read(parameters: [:], seed: 1)
  }
  #expect(try read("towns.csv").tables[0].count == 2)
  for path in ["\(folder)/towns.csv", "../towns.csv", "nothing.csv"] {
    #expect(throws: ScenarioFaults.self) { try read(path) }
  }
}

@Test func `a table can lie in a file beside the scenario`() {
  let text = """
    scenario: case
    start: 2026-03-02 00:00:00
    streams:
      events:
        arrivals: {rate: 1 per second}
        fields: {n: {table: {name: vendors, column: name, where: {country: country}}}, country: {choice: [Mexico, Peru]}}
    tables: {vendors: {csv: vendors.csv}}
    """
  func codes(_ csv: String?) -> [String] {
    faultCodes(
      Array(text.utf8), file: { path in path == "vendors.csv" ? csv.map { Array($0.utf8) } : nil })
  }
  #expect(codes("country,name\r\nMexico,\"El \"\"Sol\"\", S.A.\"\nPeru,Inti\n").isEmpty)
  #expect(codes("country,name\nMexico,Sol\n") == ["no-row"])
  #expect(codes("country,name\nMexico\n") == ["unknown-table", "bad-csv"])
  #expect(codes("country,name\nMexico,\"Sol\n") == ["unknown-table", "bad-csv"])
  #expect(codes("country,nom\nMexico,Sol\n") == ["unknown-column", "no-row"])
  #expect(codes(nil) == ["unknown-table", "no-file"])
}

@Test func `CSV is read with quotes, line breaks and empty values`() {
  func records(_ text: String) -> [[String]]? { CommaSeparated.records(Array(text.utf8)) }
  #expect(records("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
  #expect(records("a,\r\n\"x\r\ny\",\"\"") == [["a", ""], ["x\r\ny", ""]])
  #expect(records("\u{FEFF}a,b\n\n") == [["a", "b"]])
  #expect(records("a\"b\n") == nil)
  #expect(records("\"a\"b\n") == nil)
  #expect(records("\"a") == nil)
  #expect(CommaSeparated.records([0x61, 0xFF]) == nil)
}
