import Columnar
import Dataflow
import Testing

@testable import Connectors

/// A generator whose numbers follow from its seed alone (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

@Suite struct JSONFuzzTests {
  private let columns = [
    DecodedColumn("user_id", .bigint), DecodedColumn("event", .text),
    DecodedColumn("at", .timestamp), DecodedColumn("price", .double),
    DecodedColumn("small", .smallint), DecodedColumn("ok", .boolean),
    DecodedColumn(name: "city", path: ["place", "city"], type: .text),
  ]

  private func validLine(_ random: inout SeededGenerator) -> String {
    let fields = [
      #""user_id":\#(Int64.random(in: .min ... .max, using: &random))"#,
      #""event":"\#(["view", "caf\\u00e9", "é\\n😀", ""].randomElement(using: &random) ?? "")""#,
      #""at":"2021-11-30 00:\#(10 + Int.random(in: 0..<50, using: &random)):0\#(Int.random(in: 0...9, using: &random))""#,
      #""price":\#(["1.5", "-0", "1e3", "12345678901234567890"].randomElement(using: &random) ?? "")"#,
      #""small":\#(Int16.random(in: .min ... .max, using: &random))"#, #""ok":true"#,
      #""place":{"city":"Oslo","x":[1,{"y":null}]}"#, #""unknown":[1e400,{"a":"b"}]"#,
    ]
    return "{" + fields.shuffled(using: &random).prefix(6).joined(separator: ",") + "}"
  }

  private func damage(_ line: String, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(line.utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: at)
      case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 2:
        bytes.insert(contentsOf: #"{}[]",:\09"#.utf8.shuffled(using: &random).prefix(2), at: at)
      default: bytes.removeSubrange(at...)
      }
    }
    return bytes
  }

  private func lines(_ count: Int, _ random: inout SeededGenerator) -> [(
    bytes: [UInt8], isValid: Bool
  )] {
    (0..<count).map { _ in
      let line = validLine(&random)
      return Bool.random(using: &random) ? (Array(line.utf8), true) : (damage(line, &random), false)
    }
  }

  /// Rows as text and faults by record, however the records fell into blocks.
  private func outcome(_ decoder: JSONRecordDecoder, _ blocks: [[[UInt8]]]) -> [String] {
    var outcome: [String] = []
    for records in blocks {
      let decoded = decoder.decode(block(records))
      #expect(decoded.rowCount + decoded.faults.count == records.count)
      var byRecord = [String](repeating: "lost", count: records.count)
      let texts = decoded.texts
      for row in 0..<decoded.rowCount {
        byRecord[decoded.records.map { Int($0[row]) } ?? row] = "row \(texts[row])"
      }
      for fault in decoded.faults { byRecord[fault.record] = "\(fault.rule) \(fault.message)" }
      outcome += byRecord
    }
    return outcome
  }

  @Test func `damage stays in its line, and neither blocks nor parsers change an outcome`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("JSONFuzzTests seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let exact = JSONRecordDecoder(columns: columns, zone: .utc)
    exact.useExactParserOnly()
    for _ in 0..<20 {
      let lines = lines(100, &random)
      let records = lines.map(\.bytes)
      let together = outcome(JSONRecordDecoder(columns: columns, zone: .utc), [records])
      #expect(outcome(exact, [records]) == together, "seed \(seed)")
      let alone = outcome(JSONRecordDecoder(columns: columns, zone: .utc), records.map { [$0] })
      #expect(alone == together, "seed \(seed)")
      for (line, verdict) in zip(lines, together) where line.isValid {
        #expect(
          verdict.hasPrefix("row"), "seed \(seed): \(String(decoding: line.bytes, as: UTF8.self))")
      }
      #expect(!together.contains("lost"))
    }
  }

  @Test func `a file of damaged lines gives the same records at any epoch size`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("JSONFuzzTests file seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    folder.write("a.jsonl", Array(lines(400, &random).map(\.bytes).joined(separator: [10])))
    let all = try readAll(filesSource(folder.path))
    for rows in [1, 13, 100_000] {
      #expect(try readAll(filesSource(folder.path), EpochLimits(rows: rows)) == all, "seed \(seed)")
    }
  }
}
