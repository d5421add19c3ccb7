import Testing

@testable import Commerce

/// Text, keys and checksums of whole blocks.
struct RendererTests {
  private static let fields = [
    Sample.field("id", .template([.literal("O-"), .input(.number, width: 6)])),
    Sample.field("user", .integer(1...999)),
    Sample.field("note", Sample.choice(["": 1, "a, \"b\"": 1, "line\nend": 1]), nulls: 0.2),
    Sample.field("price", .decimal(-500...500, scale: 2), nulls: 0.1),
    Sample.field("at", .timestamp(.time, .plain, zone: .utc)),
    Sample.field("name", .table(TableDraw(table: "people", column: "name", filter: [], row: "p"))),
    Sample.field("key", .uuid),
  ]

  private func scenario(_ versions: [ProducerVersion]? = nil) -> Scenario {
    Sample.scenario(Sample.stream(Self.fields, key: 1, id: 0, versions: versions))
  }

  @Test func `the same records come of any instance and any cut into blocks`() {
    let scenario = scenario()
    let whole = StreamRenderer(scenario, stream: 0, seed: 4, format: .json)
      .render(Sample.block(scenario, count: 3_000))
    let renderer = StreamRenderer(scenario, stream: 0, seed: 4, format: .json)
    var (text, keys, checksums) = ([UInt8](), [UInt8](), [UInt32]())
    var first: Int64 = 1
    for size in [1, 2, 997, 1_500, 500] {
      let part = renderer.render(Sample.block(scenario, first: first, count: size))
      text += part.text
      keys += part.keys
      checksums += part.checksums
      first += Int64(size)
    }
    #expect(text == whole.text && keys == whole.keys && checksums == whole.checksums)
    let other = StreamRenderer(scenario, stream: 0, seed: 5, format: .json)
    #expect(other.render(Sample.block(scenario, count: 100)).text != Array(text.prefix(100)))
  }

  @Test func `a field's draws do not depend on the fields beside it`() {
    let alone = Sample.scenario(Sample.stream([Self.fields[3]]))
    let lines = StreamRenderer(alone, stream: 0, seed: 4, format: .json)
      .render(Sample.block(alone, count: 100))
    let scenario = scenario()
    let among = StreamRenderer(scenario, stream: 0, seed: 4, format: .json)
      .render(Sample.block(scenario, count: 100))
    for (one, other) in zip(Sample.lines(lines), Sample.lines(among)) {
      #expect(StrictJSON.object(one)?["price"] == StrictJSON.object(other)?["price"])
    }
  }

  @Test func `lines, keys and checksums belong together`() {
    let scenario = scenario()
    let renderer = StreamRenderer(scenario, stream: 0, seed: 4, format: .json)
    let block = renderer.render(Sample.block(scenario, count: 500))
    for (row, line) in Sample.lines(block).enumerated() {
      guard let record = StrictJSON.object(line), case .number(let user) = record["user"] else {
        Issue.record("\(String(decoding: line, as: UTF8.self))")
        continue
      }
      #expect(Array(block.keys[block.key(row)]) == Array(user.utf8))
      #expect(block.text[block.ends[row] - 1] == UInt8(ascii: "\n"))
      #expect(block.checksums[row] == slowChecksum(line))
    }
    #expect(block.ids.isEmpty)
  }

  @Test func `CRC-32 is zlib's`() {
    // zlib.crc32 of the same bytes in Python.
    let cases: [(String, UInt32)] = [
      ("", 0), ("a", 0xE8B7_BE43), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ]
    for (text, expected) in cases {
      let bytes = Array(text.utf8)
      #expect(bytes.withUnsafeBufferPointer { Checksum.crc32($0) } == expected)
    }
    for count in 0..<100 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: CounterRandom.mix(UInt64($0))) }
      #expect(bytes.withUnsafeBufferPointer { Checksum.crc32($0) } == slowChecksum(bytes))
    }
  }

  private func slowChecksum(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  @Test func `paths are nested objects, and versions write what is theirs`() throws {
    typealias Output = ProducerVersion.Output
    let versions = [
      ProducerVersion(
        name: "old",
        outputs: [
          Output(field: 0, path: ["id"]), Output(field: 1, path: ["by", "user", "id"]),
          Output(field: 3, path: ["price"]), Output(field: 2, path: ["by", "note"]),
        ], from: 0, ramp: 0, share: 1),
      ProducerVersion(
        name: "new",
        outputs: [Output(field: 1, path: ["user"]), Output(field: 0, path: ["id"])],
        from: 0, ramp: 0, share: 0.5),
    ]
    let scenario = scenario(versions)
    var block = Sample.block(scenario, count: 100)
    block.versions = block.numbers.map { UInt8($0 % 2) }
    let json = StreamRenderer(scenario, stream: 0, seed: 4, format: .json).render(block)
    let csv = StreamRenderer(scenario, stream: 0, seed: 4, format: .csv).render(block)
    let header = StreamRenderer.csvHeader(scenario.streams[0])
    #expect(String(decoding: header, as: UTF8.self) == "id,by.user.id,price,by.note,user")
    for (row, line) in Sample.lines(json).enumerated() {
      let record = try #require(StrictJSON.object(line))
      let cells = try #require(PlainCSV.fields(Sample.lines(csv)[row]))
      #expect(cells.count == 5)
      #expect(record["id"] == cells[0].map { .text($0) })
      if block.versions[row] == 0 {
        #expect(record["by"]?["user"]?["id"] == cells[1].map { .number($0) })
        #expect(record["price"] == cells[2].map { .number($0) } ?? .null)
        #expect(record["by"]?["note"] == cells[3].map { .text($0) } ?? .null)
        #expect(record["user"] == nil && cells[4] == nil)
      } else {
        #expect(record["user"] == cells[4].map { .number($0) })
        #expect(record["by"] == nil && cells[1...3].allSatisfy { $0 == nil })
      }
    }
  }

  @Test func `CSV says the same as JSON`() throws {
    let scenario = scenario()
    let block = Sample.block(scenario, count: 1_000)
    let json = StreamRenderer(scenario, stream: 0, seed: 4, format: .json).render(block)
    let csv = StreamRenderer(scenario, stream: 0, seed: 4, format: .csv).render(block)
    let names = Self.fields.map(\.name)
    for row in 0..<1_000 {
      let record = try #require(StrictJSON.object(Sample.lines(json)[row]))
      let cells = try #require(PlainCSV.fields(Sample.lines(csv)[row]))
      for (name, cell) in zip(names, cells) {
        let value = record[name]
        switch value {
        case .null: #expect(cell == nil)
        case .text(let text): #expect(cell == text)
        case .number(let text): #expect(cell == text)
        default: Issue.record("\(name) is \(String(describing: value))")
        }
      }
    }
    #expect(csv.keys == json.keys)
  }

  @Test func `what is granted stands in the place of what was asked for`() {
    let quantity = Generator.choice((1...5).map { .init(value: .integer($0), weight: 1) })
    let stream = Sample.stream(
      [
        Sample.field("qty", quantity),
        Sample.field("twice", .arithmetic(.add, [.field(0), .field(0)], scale: 0)),
      ], consumption: StreamDefinition.Consumption(reference: 0, level: 0, field: 0))
    let scenario = Sample.scenario(stream)
    let renderer = StreamRenderer(scenario, stream: 0, seed: 4, format: .json)
    var block = Sample.block(scenario, count: 200)
    let asked = renderer.integers(field: 0, of: block)
    #expect(Set(asked) == [1, 2, 3, 4, 5])
    block.granted = asked.map { min($0, 3) }
    for (line, granted) in zip(Sample.lines(renderer.render(block)), block.granted) {
      #expect(StrictJSON.object(line)?["qty"] == .number("\(granted)"))
      #expect(StrictJSON.object(line)?["twice"] == .number("\(2 * granted)"))
    }
  }
}

/// A plain reader of one CSV record for the tests: nil where a field is empty without quotes.
enum PlainCSV {
  static func fields(_ line: [UInt8]) -> [String?]? {
    let quote = UInt8(ascii: "\"")
    var fields: [String?] = []
    var rest = line[...]
    while true {
      var field: [UInt8] = []
      let isQuoted = rest.first == quote
      if isQuoted {
        rest = rest.dropFirst()
        while let byte = rest.first {
          rest = rest.dropFirst()
          if byte == quote {
            guard rest.first == quote else { break }
            rest = rest.dropFirst()
          }
          field.append(byte)
          if rest.isEmpty { return nil }
        }
      } else {
        field = Array(rest.prefix { $0 != UInt8(ascii: ",") })
        rest = rest.dropFirst(field.count)
      }
      fields.append(field.isEmpty && !isQuoted ? nil : String(decoding: field, as: UTF8.self))
      guard let next = rest.first else { return fields }
      guard next == UInt8(ascii: ",") else { return nil }
      rest = rest.dropFirst()
    }
  }
}
