import Testing

@testable import Commerce

/// Each generator against the plainest way to say the same.
struct GeneratorTests {
  private static let count = 5_000

  @Test func `a constant is written as JSON writes it`() {
    let cases: [(ScenarioValue, String)] = [
      (.null, "null"), (.boolean(true), "true"), (.integer(-7), "-7"),
      (.decimal(unscaled: -105, scale: 2), "-1.05"), (.decimal(unscaled: 5, scale: 3), "0.005"),
      (.text("a \"b\"\\\n\u{1}é谢"), "\"a \\\"b\\\"\\\\\\u000a\\u0001é谢\""),
    ]
    for (value, text) in cases {
      #expect(Sample.values(.constant(value), count: 2) == [Substring(text), Substring(text)])
    }
  }

  @Test func `sequences and numbers count the records`() {
    let values = Sample.values(.sequence(first: 100, step: -3), count: Self.count)
    #expect(values == (0..<Self.count).map { "\(100 - 3 * $0)"[...] })
    let numbers = Sample.values(.input(.number), count: 3)
    #expect(numbers == ["1", "2", "3"])
  }

  @Test func `integers and decimals are uniform within their bounds`() throws {
    let integers = Sample.values(.integer(-3...6), count: 20_000).compactMap { Int($0) }
    #expect(integers.count == 20_000)
    #expect(integers.allSatisfy { (-3...6).contains($0) })
    let counts = (-3...6).map { value in Double(integers.count { $0 == value }) }
    // Nine degrees of freedom: 27.9 is exceeded once in a thousand seeds.
    #expect(chiSquared(counts, shares: Array(repeating: 0.1, count: 10)) < 27.9)
    let decimals = Sample.values(.decimal(-5...105, scale: 2), count: Self.count)
    for text in decimals {
      let value = try #require(Double(text))
      #expect(value >= -0.05 && value <= 1.05 && text.hasSuffix(text.suffix(2)))
      #expect(text.split(separator: ".")[1].count == 2)
    }
    #expect(
      Sample.values(.integer(Int64.min...Int64.max), count: 9).allSatisfy { Int64($0) != nil })
    #expect(Sample.values(.integer(4...4), count: 3) == ["4", "4", "4"])
  }

  @Test func `choices follow their weights`() {
    let values = Sample.values(Sample.choice(["a": 5, "b": 0.5, "c": 2]), count: 30_000)
    let counts = ["\"a\"", "\"b\"", "\"c\""].map { value in Double(values.count { $0 == value }) }
    #expect(counts.reduce(0, +) == 30_000)
    // Two degrees of freedom.
    #expect(chiSquared(counts, shares: [5 / 7.5, 0.5 / 7.5, 2 / 7.5]) < 13.8)
  }

  @Test func `flags are true as often as they say`() {
    for (probability, bounds) in [(0.0, 0...0), (1.0, 20_000...20_000), (0.96, 19_090...19_310)] {
      let values = Sample.values(.flag(probability), count: 20_000)
      #expect(bounds.contains(values.count { $0 == "true" }))
      #expect(values.allSatisfy { $0 == "true" || $0 == "false" })
    }
  }

  @Test func `normal numbers have their mean, their deviation and their bounds`() {
    let generator = Generator.normal(mean: 40, deviation: 15, bounds: 180...950, scale: 1)
    let values = Sample.values(generator, count: 20_000).compactMap { Double($0) }
    #expect(values.count == 20_000)
    #expect(values.allSatisfy { $0 >= 18 && $0 <= 95 })
    let below = Double(values.count { $0 < 40 }) / 20_000
    #expect(abs(below - 0.5) < 0.015)
    #expect(abs(Double(values.count { $0 < 55 }) / 20_000 - 0.8413) < 0.012)
    #expect(abs(Double(values.count { $0 == 18 }) / 20_000 - 0.0712) < 0.01)
  }

  @Test func `log-normal numbers have their median and spread`() {
    let generator = Generator.logNormal(
      median: 20, spread: 0.6, bounds: 50...500_000, scale: 2)
    let values = Sample.values(generator, count: 20_000).compactMap { Double($0) }.sorted()
    #expect(values.count == 20_000)
    #expect(abs(values[10_000] - 20) < 0.5)
    // One deviation up: 20 × e^0.6 = 36.44.
    #expect(abs(values[16_827] - 36.44) < 1.2)
  }

  @Test func `UUIDs are of version 4 and never the same`() {
    let values = Sample.values(.uuid, count: Self.count)
    #expect(Set(values).count == Self.count)
    for value in values {
      let groups = value.dropFirst().dropLast().split(separator: "-")
      #expect(groups.map(\.count) == [8, 4, 4, 4, 12])
      #expect(groups[2].first == "4" && "89ab".contains(groups[3].first ?? "x"))
    }
  }

  @Test func `templates put literals and inputs together`() {
    let before = [
      Sample.field("n", .integer(-5...2_000)),
      Sample.field("t", Sample.choice(["é\"": 1, "b": 1])),
      Sample.field("p", .decimal(0...999, scale: 2)),
    ]
    let parts: [TemplatePart] = [
      .literal("A-"), .input(.field(0), width: 6), .literal("/"), .input(.field(1), width: 0),
      .input(.field(2), width: 7), .input(.number, width: 2),
    ]
    let stream = Sample.stream(before + [Sample.field("x", .template(parts))])
    let scenario = Sample.scenario(stream)
    let renderer = StreamRenderer(scenario, stream: 0, seed: 3, format: .json)
    for (row, line) in Sample.lines(renderer.render(Sample.block(scenario, count: 500)))
      .enumerated()
    {
      guard let record = StrictJSON.object(line), case .number(let number) = record["n"],
        case .text(let text) = record["t"], case .number(let price) = record["p"]
      else {
        Issue.record("\(String(decoding: line, as: UTF8.self)) is no record")
        return
      }
      let sign = number.hasPrefix("-") ? "-" : ""
      let digits = number.drop { $0 == "-" }
      let padded = sign + String(repeating: "0", count: 6 - number.count) + digits
      let pricePadded = String(repeating: "0", count: 7 - price.count) + price
      let ordinal = row < 9 ? "0\(row + 1)" : "\(row + 1)"
      #expect(record["x"] == .text("A-\(padded)/\(text)\(pricePadded)\(ordinal)"))
    }
  }

  @Test func `nulls come in their share`() {
    let values = Sample.values(.integer(1...9), count: 20_000, nulls: 0.1)
    #expect((1_850...2_150).contains(values.count { $0 == "null" }))
    let codes = Sample.values(Sample.choice(["a": 1, "b": 1]), count: 20_000, nulls: 0.5)
    #expect((9_700...10_300).contains(codes.count { $0 == "null" }))
  }

  @Test func `lookups give what stands beside a value`() {
    let pairs: [ScenarioValue: ScenarioValue] = [
      .integer(1): .text("one"), .integer(2): .boolean(true), .integer(3): .null,
    ]
    let numbers = Sample.values(
      .lookup(.field(0), pairs), count: 300, before: [Sample.field("n", .integer(1...4))])
    let codes = Sample.values(
      .lookup(.field(0), pairs), count: 300,
      before: [
        Sample.field(
          "n", .choice((1...4).map { Generator.Weighted(value: .integer($0), weight: 1) }))
      ])
    for values in [numbers, codes] {
      #expect(Set(values) == ["\"one\"", "true", "null"])
      #expect(values.count { $0 == "null" } > 100)
    }
    let texts = Sample.values(
      .lookup(.field(0), [.text("r7"): .integer(7)]), count: 500,
      before: [
        Sample.field("n", .integer(6...7), nulls: 0),
        Sample.field("t", .template([.literal("r"), .input(.field(0), width: 0)])),
      ])
    #expect(Set(texts) == ["null"])
  }

  private func chiSquared(_ counts: [Double], shares: [Double]) -> Double {
    let total = counts.reduce(0, +)
    return zip(counts, shares).reduce(0) { sum, pair in
      let expected = total * pair.1
      return sum + (pair.0 - expected) * (pair.0 - expected) / expected
    }
  }
}
