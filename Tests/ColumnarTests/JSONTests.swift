import Testing

@testable import Columnar

@Suite struct JSONTests {
  private func json(_ text: String, _ type: DataType, _ zone: Zone = .utc) throws -> String {
    let value = try TextInput(type, zone: zone).value(text)
    var sink: [UInt8] = []
    JSONOutput(zone: zone).append(value, type, to: &sink)
    let column = Column.constant(value, type, count: 2)
    var fromColumn: [UInt8] = []
    JSONOutput(zone: zone).append(column, row: 1, to: &fromColumn)
    #expect(sink == fromColumn)
    return String(decoding: sink, as: UTF8.self)
  }

  @Test func `values have the form that the interface names`() throws {
    let cases: [(String, DataType, String)] = [
      ("true", .boolean, "true"), ("-5", .bigint, "-5"), ("1.50", .numeric, "1.50"),
      ("0.1", .double, "0.1"), ("1e20", .double, "1e+20"), ("NaN", .double, "null"),
      ("-Infinity", .real, "null"), ("2021-11-30", .date, "\"2021-11-30\""),
      ("10:11:12.5", .time, "\"10:11:12.500000\""),
      ("2021-11-30 00:00:00", .timestamp, "\"2021-11-30T00:00:00\""),
      ("2021-11-30 00:00:00.25", .timestamp, "\"2021-11-30T00:00:00.250000\""),
      ("2021-11-30 00:00:00", .timestamptz, "\"2021-11-30T00:00:00.000Z\""),
      ("2021-11-30 00:00:00.000001", .timestamptz, "\"2021-11-30T00:00:00.000001Z\""),
      ("infinity", .timestamp, "\"infinity\""), ("1 day", .interval, "\"1 day\""),
      ("\\x00ff10", .bytea, "\"AP8Q\""), ("\\x00", .bytea, "\"AA==\""),
      ("{\"b\":1,\n\"a\":2}", .json, "{\"b\":1, \"a\":2}"),
      ("{\"b\":1,\"a\":2}", .jsonb, "{\"a\": 2, \"b\": 1}"),
      ("a\"b\\c\n\u{1}é", .text, "\"a\\\"b\\\\c\\n\\u0001é\""),
      ("{1,NULL,3}", .array(.integer), "[1,null,3]"),
      ("{a,\"b c\"}", .array(.text), "[\"a\",\"b c\"]"),
    ]
    for (text, type, expected) in cases { #expect(try json(text, type) == expected, "\(type)") }
  }

  @Test func `timestamptz carries the zone's offset of its day`() throws {
    let newYork = try #require(Zone("America/New_York"))
    let kolkata = try #require(Zone("Asia/Kolkata"))
    #expect(
      try json("2021-07-01 00:00:00", .timestamptz, newYork) == "\"2021-07-01T00:00:00.000-04:00\"")
    #expect(
      try json("2021-11-30 00:00:00", .timestamptz, kolkata) == "\"2021-11-30T00:00:00.000+05:30\"")
  }

  @Test func `a row is an object on one line`() {
    let batch = Batch(columns: [.integers([1, nil]), .texts(["x\ny", "z"])], count: 2)
    var sink: [UInt8] = []
    JSONOutput().writeObject(names: ["n", "a\"b"], batch, row: 0, to: &sink)
    sink.append(10)
    JSONOutput().writeObject(names: ["n", "a\"b"], batch, row: 1, to: &sink)
    let expected = "{\"n\":1,\"a\\\"b\":\"x\\ny\"}\n{\"n\":null,\"a\\\"b\":\"z\"}"
    #expect(String(decoding: sink, as: UTF8.self) == expected)
  }

  @Test func `only strict JSON is json`() {
    let valid = ["0", "-0.5e+3", "\"\\u00e9\"", "[]", "{}", " [1 , {\"a\":null}] ", "\"\\/\""]
    let invalid = [
      "", " ", "01", "1.", ".5", "+1", "1e", "'a'", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}",
      "[1 2]", "nul", "truex", "\"a", "\"\\x\"", "\"\t\"", "\"\\u12g4\"", "[", "]", "1 2", "NaN",
      "{\"a\":}", "// x\n1",
    ]
    for text in valid {
      #expect(Array(text.utf8).withUnsafeBufferPointer(JSONScanner.isValid), "\(text)")
    }
    for text in invalid {
      #expect(!Array(text.utf8).withUnsafeBufferPointer(JSONScanner.isValid), "\(text)")
      #expect(Array(text.utf8).withUnsafeBufferPointer(CanonicalJSON.canonical) == nil, "\(text)")
    }
  }

  @Test func `deep nesting is refused, not followed into the stack's end`() {
    let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(!deep.withUnsafeBufferPointer(JSONScanner.isValid))
    #expect(deep.withUnsafeBufferPointer(CanonicalJSON.canonical) == nil)
  }

  @Test func `arrays are read and written as PostgreSQL does`() throws {
    let type = DataType.array(.text)
    let text = "{a,\"b,c\",NULL,\"NULL\",\"\",\"q\\\"\"}"
    let value = try TextInput(type).value(text)
    #expect(TextOutput().text(value, type) == text)
    for broken in ["", "a", "{", "{a", "{a,}", "{\"a}", "{{1}}", "{a}b"] {
      #expect(throws: ExpressionError.self, "\(broken)") { try TextInput(type).value(broken) }
    }
  }
}
