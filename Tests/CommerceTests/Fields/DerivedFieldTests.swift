import Columnar
import Testing

@testable import Commerce

/// Fields made of other fields, against the same computed row by row in the test.
struct DerivedFieldTests {
  private func records(
    _ fields: [FieldDefinition], count: Int = 1_000, curves: [CurveDefinition] = [],
    secondsEach: Int64 = 1
  ) -> [StrictJSON] {
    let scenario = Sample.scenario(Sample.stream(fields), curves: curves)
    let renderer = StreamRenderer(scenario, stream: 0, seed: 11, format: .json)
    let block = Sample.block(scenario, count: count, secondsEach: secondsEach)
    return Sample.lines(renderer.render(block)).map { line in
      let record = StrictJSON.object(line)
      #expect(record != nil, "\(String(decoding: line, as: UTF8.self))")
      return record ?? .null
    }
  }

  /// Unscaled.
  private func number(_ value: StrictJSON?, scale: Int) throws -> Int64 {
    guard case .number(let text) = value else { throw Unexpected() }
    let parts = text.split(separator: ".")
    #expect((parts.count == 2 ? parts[1].count : 0) == scale)
    return try #require(Int64(text.filter { $0 != "." }))
  }

  private struct Unexpected: Error {}

  @Test func `arithmetic is exact and rounds half away from zero`() throws {
    let operands = [
      Sample.field("a", .decimal(-99_999...99_999, scale: 2)),
      Sample.field("b", .decimal(-999...999, scale: 3)), Sample.field("c", .integer(-9...9)),
    ]
    let inputs: [Input] = [.field(0), .field(1), .field(2)]
    for row in records(
      operands + [
        Sample.field("sum", .arithmetic(.add, inputs, scale: 2)),
        Sample.field("difference", .arithmetic(.subtract, inputs, scale: 3)),
        Sample.field("product", .arithmetic(.multiply, inputs, scale: 2)),
        Sample.field("quotient", .arithmetic(.divide, [.field(0), .field(2)], scale: 1)),
        Sample.field("whole", .arithmetic(.divide, [.field(2), .field(0)], scale: 0)),
      ])
    {
      let a = Int128(try number(row["a"], scale: 2))
      let b = Int128(try number(row["b"], scale: 3))
      let c = Int128(try number(row["c"], scale: 0))
      #expect(
        try number(row["sum"], scale: 2) == rounded(a * 10 + b + c * 1_000, by: 10))
      #expect(try number(row["difference"], scale: 3) == Int64(a * 10 - b - c * 1_000))
      #expect(try number(row["product"], scale: 2) == rounded(a * b * c, by: 1_000))
      if c == 0 {
        #expect(row["quotient"] == .null)
      } else {
        #expect(try number(row["quotient"], scale: 1) == rounded(a, by: c * 10))
      }
      if a == 0 {
        #expect(row["whole"] == .null)
      } else {
        #expect(try number(row["whole"], scale: 0) == rounded(c * 100, by: a))
      }
    }
  }

  /// By doubling: half away from zero.
  private func rounded(_ value: Int128, by divisor: Int128) -> Int64 {
    let isNegative = (value < 0) != (divisor < 0)
    let (value, divisor) = (Int128(value.magnitude), Int128(divisor.magnitude))
    let quotient = (2 * value + divisor) / (2 * divisor)
    return Int64(isNegative ? -quotient : quotient)
  }

  @Test func `arithmetic that does not fit or reads a null is null`() {
    let rows = records(
      [
        Sample.field("a", .integer(4_000_000_000...5_000_000_000)),
        Sample.field("n", .integer(1...9), nulls: 0.5),
        Sample.field("t", .constant(.text("no number"))),
        Sample.field("cube", .arithmetic(.multiply, [.field(0), .field(0), .field(0)], scale: 0)),
        Sample.field("sum", .arithmetic(.add, [.field(0), .field(1)], scale: 0)),
        Sample.field("text", .arithmetic(.add, [.field(0), .field(2)], scale: 0)),
      ], count: 200)
    for row in rows {
      #expect(row["cube"] == .null && row["text"] == .null)
      #expect((row["sum"] == .null) == (row["n"] == .null))
    }
    #expect(rows.contains { $0["n"] == .null } && rows.contains { $0["n"] != .null })
  }

  @Test func `a branch is the first whose conditions all hold`() {
    let branches = [
      Generator.Branch(
        conditions: [.equals(.field(0), [.text("a"), .null]), .between(.field(1), 3, 5.5)],
        generator: .constant(.text("first"))),
      Generator.Branch(
        conditions: [.equals(.field(1), [.decimal(unscaled: 70, scale: 1)])],
        generator: .input(.field(0))),
    ]
    let rows = records([
      Sample.field("t", Sample.choice(["a": 1, "b": 1]), nulls: 0.2),
      Sample.field("n", .integer(1...8)),
      Sample.field("x", .conditional(branches, otherwise: .constant(.null))),
    ])
    var met: Set<String> = []
    for row in rows {
      guard case .number(let text) = row["n"], let n = Int(text) else { continue }
      let isFirst = (row["t"] == .text("a") || row["t"] == .null) && (3...5).contains(n)
      let expected = isFirst ? .text("first") : n == 7 ? row["t"] : StrictJSON.null
      #expect(row["x"] == expected, "\(row)")
      met.insert("\(isFirst) \(n == 7)")
    }
    #expect(met.count == 3)
  }

  @Test func `branches of unlike kinds keep their values`() {
    let fives = Generator.Branch(
      conditions: [.equals(.field(0), [.integer(5)])], generator: .decimal(125...125, scale: 2))
    let sixes = Generator.Branch(
      conditions: [.equals(.field(0), [.integer(6)])],
      generator: .template([.literal("\"six\", "), .input(.number, width: 0)]))
    let rows = records([
      Sample.field("n", .integer(4...7)),
      Sample.field("numbers", .conditional([fives], otherwise: .input(.field(0)))),
      Sample.field("mixed", .conditional([fives, sixes], otherwise: .flag(1))),
    ])
    for (place, row) in rows.enumerated() {
      guard case .number(let n) = row["n"] else { continue }
      #expect(row["numbers"] == .number(n == "5" ? "1.25" : n + ".00"))
      let expected: StrictJSON =
        n == "5" ? .number("1.25") : n == "6" ? .text("\"six\", \(place + 1)") : .boolean(true)
      #expect(row["mixed"] == expected)
    }
  }

  @Test func `times are written in their zone and format`() {
    let zones = [("America/New_York", "a"), ("Asia/Kolkata", "b"), ("UTC", "c")]
    let names = DataTable(
      name: "zones", columns: ["zone"], rows: zones.map { [.text($0.0)] })
    let fields = [
      Sample.field(
        "zone", .table(TableDraw(table: "zones", column: "zone", filter: [], row: "r"))),
      Sample.field("iso", .timestamp(.time, .iso, zone: .input(.field(0)))),
      Sample.field("plain", .timestamp(.time, .plain, zone: .named("America/New_York"))),
      Sample.field("date", .timestamp(.time, .date, zone: .utc)),
      Sample.field("s", .timestamp(.time, .seconds, zone: .named("Asia/Kolkata"))),
      Sample.field("ms", .timestamp(.time, .milliseconds, zone: .utc)),
      Sample.field("bare", .input(.time)),
    ]
    let scenario = Sample.scenario(Sample.stream(fields), tables: [names])
    let renderer = StreamRenderer(scenario, stream: 0, seed: 5, format: .json)
    // 1 000 records 601 seconds apart: a week, in which daylight saving begins in New York (2026-03-08 07:00 UTC).
    let block = Sample.block(scenario, count: 1_000, secondsEach: 601)
    for (row, line) in Sample.lines(renderer.render(block)).enumerated() {
      let record = StrictJSON.object(line)
      let time = Sample.start / 1_000_000 + Int64(row + 1) * 601
      let newYork: Int64 = time < 1_772_953_200 ? -18_000 : -14_400
      #expect(record?["plain"] == .text(CivilTime.text((time + newYork) * 1_000_000)))
      #expect(record?["bare"] == .text(CivilTime.text(time * 1_000_000)))
      #expect(record?["date"] == .text(String(CivilTime.text(time * 1_000_000).prefix(10))))
      #expect(record?["s"] == .number("\(time)") && record?["ms"] == .number("\(time)000"))
      let (offset, suffix): (Int64, String) =
        switch record?["zone"] {
        case .text("Asia/Kolkata"): (19_800, "+05:30")
        case .text("UTC"): (0, "+00:00")
        default: (newYork, newYork == -18_000 ? "-05:00" : "-04:00")
        }
      let local = CivilTime.text((time + offset) * 1_000_000)
      let text = local.prefix(10) + "T" + local.suffix(8) + ".000" + suffix
      #expect(record?["iso"] == .text(String(text)))
    }
  }

  @Test func `draws of one row name share a row that the filter leaves`() throws {
    let fields = [
      Sample.field("country", Sample.choice(["Mexico": 1, "China": 1, "Nowhere": 1])),
      Sample.field("city", draw("city")), Sample.field("zone", draw("zone")),
      Sample.field("latitude", draw("latitude")),
    ]
    let table = try #require(DataTables.table(named: "cities"))
    let columns = try ["country", "city", "zone", "latitude"].map {
      try #require(table.column(named: $0))
    }
    let known = Set(
      (0..<table.count).map { row in
        columns.map { String(decoding: $0.values[Int($0.codes[row])].plainText, as: UTF8.self) }
      })
    for record in records(fields) {
      guard case .text(let country) = record["country"] else { continue }
      if country == "Nowhere" {
        #expect(record["city"] == .null && record["latitude"] == .null)
        continue
      }
      guard case .text(let city) = record["city"], case .text(let zone) = record["zone"],
        case .number(let latitude) = record["latitude"]
      else {
        Issue.record("\(record) has no city")
        continue
      }
      #expect(known.contains([country, city, zone, latitude]))
    }
  }

  private func draw(_ column: String) -> Generator {
    .table(
      TableDraw(
        table: "cities", column: column, filter: [("country", .field(0))], row: "home"))
  }

  @Test func `hours and weekdays are local to the record's cell`() {
    let curve = Sample.curve(
      [([.text("US")], "America/New_York"), ([.text("CN")], "Asia/Shanghai")], ["country"])
    let noon = Generator.Branch(
      conditions: [.hour(22, 2.5), .weekday([6, 7])], generator: .constant(.text("yes")))
    let rows = records(
      [
        Sample.field("country", .input(.dimension(0))),
        Sample.field("x", .conditional([noon], otherwise: .constant(.text("no")))),
      ], count: 4_000, curves: [curve], secondsEach: 300)
    var yes = 0
    for (place, row) in rows.enumerated() {
      let isChina = (place + 1) % 2 == 1
      #expect(row["country"] == .text(isChina ? "CN" : "US"))
      let time = Sample.start / 1_000_000 + Int64(place + 1) * 300
      let local = time + (isChina ? 28_800 : time < 1_772_953_200 ? -18_000 : -14_400)
      let hour = Double(local % 86_400) / 3_600
      // 2026-03-02, at which the records begin, is a Monday.
      let weekday = (local / 86_400 - 20_514) % 7 + 1
      let holds = (hour >= 22 || hour < 2.5) && (weekday == 6 || weekday == 7 || weekday == 0)
      #expect((row["x"] == .text("yes")) == holds, "\(place)")
      yes += holds ? 1 : 0
    }
    #expect(yes > 50)
  }
}
