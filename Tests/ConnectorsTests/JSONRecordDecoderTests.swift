import Columnar
import Dataflow
import Testing

@testable import Connectors

@Suite struct JSONRecordDecoderTests {
  @Test func `events become columns, nested and unknown fields included`() {
    let decoder = JSONRecordDecoder(
      columns: [
        DecodedColumn("user_id", .bigint), DecodedColumn("event", .text),
        DecodedColumn("at", .timestamp),
        DecodedColumn(name: "city", path: ["place", "city"], type: .text),
        DecodedColumn("price", .double), DecodedColumn("ok", .boolean),
      ], zone: .utc)
    let decoded = decoder.decode(
      block(
        #"{"user_id":1,"event":"view","at":"2021-11-30 00:00:01","place":{"x":[1,{"city":2}],"city":"Oslo"},"price":1.5,"ok":true}"#,
        #" { "other" : null , "user_id" : -7 , "event" : "caf\u00e9 \ud83d\ude00" , "at" : "2021-11-30T00:00:02.5Z", "place" : null , "price" : 3, "ok" : false } "#
      ))
    #expect(decoded.faults.isEmpty)
    #expect(decoded.records == nil)
    #expect(
      decoded.texts == [
        ["1", "view", "2021-11-30 00:00:01", "Oslo", "1.5", "true"],
        ["-7", "café 😀", "2021-11-30 00:00:02.5", nil, "3", "false"],
      ])
  }

  @Test func `integers are whole numbers in range, however written`() {
    #expect(read(#"{"v":5}"#, as: .bigint) == "5")
    #expect(read(#"{"v":5.0}"#, as: .bigint) == "5")
    #expect(read(#"{"v":5e0}"#, as: .bigint) == "5")
    #expect(read(#"{"v":1E5}"#, as: .bigint) == "100000")
    #expect(read(#"{"v":-0}"#, as: .bigint) == "0")
    #expect(read(#"{"v":9223372036854775807}"#, as: .bigint) == "9223372036854775807")
    #expect(read(#"{"v":-9223372036854775808}"#, as: .bigint) == "-9223372036854775808")
    #expect(read(#"{"v":9223372036854775807.0}"#, as: .bigint) == "9223372036854775807")
    #expect(read(#"{"v":32767}"#, as: .smallint) == "32767")
    #expect(read(#"{"v":-2147483648}"#, as: .integer) == "-2147483648")
    #expect(
      read(#"{"v":"5"}"#, as: .bigint)
        == #"type: column "v": expected bigint, found the string "5""#)
    #expect(
      read(#"{"v":5.5}"#, as: .bigint)
        == #"type: column "v": expected bigint, found the number 5.5"#)
    #expect(
      read(#"{"v":32768}"#, as: .smallint)
        == #"type: column "v": 32768 is out of range for type smallint"#)
    #expect(
      read(#"{"v":9223372036854775808}"#, as: .bigint)
        == #"type: column "v": 9223372036854775808 is out of range for type bigint"#)
    #expect(
      read(#"{"v":18446744073709551616}"#, as: .bigint)
        == #"type: column "v": 18446744073709551616 is out of range for type bigint"#)
    #expect(
      read(#"{"v":true}"#, as: .bigint) == #"type: column "v": expected bigint, found true"#)
    #expect(
      read(#"{"v":[1]}"#, as: .integer)
        == #"type: column "v": expected integer, found the array [1]"#)
  }

  @Test func `doubles take every number and refuse what exceeds them`() {
    #expect(read(#"{"v":0.1}"#, as: .double) == "0.1")
    #expect(read(#"{"v":12345678901234567890}"#, as: .double) == "1.2345678901234567e+19")
    #expect(read(#"{"v":-0.0}"#, as: .double) == "-0")
    #expect(read(#"{"v":1.7976931348623157e308}"#, as: .double) == "1.7976931348623157e+308")
    #expect(read(#"{"v":1e-400}"#, as: .double) == "0")
    #expect(read(#"{"v":0.1}"#, as: .real) == "0.1")
    #expect(
      read(#"{"v":1e400}"#, as: .double)
        == #"type: column "v": the number 1e400 is out of range for type double precision"#)
    #expect(
      read(#"{"v":1e39}"#, as: .real)
        == #"type: column "v": the number 1e+39 is out of range for type real"#)
  }

  @Test func `a huge number in a field that nobody reads is accepted`() {
    let huge = String(repeating: "9", count: 40)
    #expect(read(#"{"x":1e400,"v":1}"#, as: .bigint) == "1")
    #expect(read(#"{"x":\#(huge),"v":1}"#, as: .bigint) == "1")
    #expect(read(#"{"x":{"y":[-\#(huge)e99999]},"v":"a"}"#, as: .text) == "a")
    #expect(
      read(#"{"v":\#(huge)}"#, as: .bigint)
        == #"type: column "v": \#(huge) is out of range for type bigint"#)
  }

  @Test func `numeric keeps the digits as written`() {
    #expect(read(#"{"v":12.50}"#, as: .numeric) == "12.50")
    #expect(
      read(#"{"v":0.1000000000000000000000001}"#, as: .numeric) == "0.1000000000000000000000001")
    #expect(read(#"{"v":19.999}"#, as: .numeric(precision: 6, scale: 2)) == "20.00")
    #expect(read(#"{"v":"1"}"#, as: .numeric)?.hasPrefix("type:") == true)
    #expect(
      read(#"{"v":12345.6}"#, as: .numeric(precision: 4, scale: 2))?.hasPrefix("type:") == true)
  }

  @Test func `a missing field takes the default, an explicit null stays NULL`() {
    #expect(read(#"{}"#, as: .bigint, default: .word(7)) == "7")
    #expect(read(#"{"v":null}"#, as: .bigint, default: .word(7)) == nil)
    #expect(read(#"{}"#, as: .text, default: .text("none")) == "none")
    #expect(read(#"{"v":null}"#, as: .text, default: .text("none")) == nil)
    #expect(read(#"{}"#, as: .boolean, default: .boolean(true)) == "true")
    #expect(read(#"{}"#, as: .double) == nil)
    #expect(read(#"{}"#, as: .timestamp, default: .word(0)) == "1970-01-01 00:00:00")
    #expect(read(#"{}"#, as: .numeric, default: .decimal(Decimal(3))) == "3")
  }

  @Test func `of duplicate keys the last counts`() {
    #expect(read(#"{"v":1,"v":2}"#, as: .bigint) == "2")
    #expect(read(#"{"v":"x","v":2}"#, as: .bigint) == "2")
    #expect(read(#"{"v":1,"\u0076":3}"#, as: .bigint) == "3")
    #expect(read(#"{"v":1,"v":null}"#, as: .bigint) == nil)
    let nested = DecodedColumn(name: "v", path: ["a", "b"], type: .bigint)
    let decoder = JSONRecordDecoder(columns: [nested], zone: .utc)
    let decoded = decoder.decode(
      block(#"{"a":{"b":1},"a":{"c":2}}"#, #"{"a":{"b":1,"b":4}}"#, #"{"a":7}"#, #"{"a":null}"#))
    #expect(decoded.texts == [[nil], ["4"], [nil]])
    #expect(
      decoded.faults.map(\.message) == [#"column "v": expected an object in field a, found 7"#])
  }

  @Test func `timestamps come from text in any ISO form and from numbers with a unit`() {
    let berlin = Zone("Europe/Berlin") ?? .utc
    #expect(read(#"{"v":"2021-11-30"}"#, as: .timestamp) == "2021-11-30 00:00:00")
    #expect(read(#"{"v":"2021-11-30T10:00:00+05:30"}"#, as: .timestamp) == "2021-11-30 04:30:00")
    #expect(
      read(#"{"v":"2021-11-30T10:00:00Z"}"#, as: .timestamp, zone: berlin) == "2021-11-30 11:00:00")
    #expect(
      read(#"{"v":1638230400}"#, as: .timestamp, zone: berlin, unit: .seconds)
        == "2021-11-30 01:00:00")
    #expect(read(#"{"v":1638230400}"#, as: .timestamp, unit: .seconds) == "2021-11-30 00:00:00")
    #expect(
      read(#"{"v":1638230400.25}"#, as: .timestamp, unit: .seconds) == "2021-11-30 00:00:00.25")
    #expect(
      read(#"{"v":1638230400001}"#, as: .timestamp, unit: .milliseconds)
        == "2021-11-30 00:00:00.001")
    #expect(
      read(#"{"v":1638230400}"#, as: .timestamp)
        == #"type: column "v": expected timestamp, found the number 1638230400 (numbers need timestamp_unit)"#
    )
    #expect(
      read(#"{"v":9223372036854775807}"#, as: .timestamp, unit: .seconds)?.hasPrefix("type") == true
    )
    #expect(read(#"{"v":"2021-02-30 00:00:00"}"#, as: .timestamp)?.hasPrefix("type") == true)
    #expect(read(#"{"v":"2021-11-30 24:00:01"}"#, as: .timestamp)?.hasPrefix("type") == true)
  }

  @Test func `the memo of the minute before changes no value`() {
    let texts = [
      "2021-11-30 10:15:00", "2021-11-30 10:15:59", "2021-11-30 10:15:60", "2021-11-30T10:15:07",
      "2021-11-30T10:15:07Z", "2021-11-30T10:15:07.123Z", "2021-11-30T10:15:07.123456",
      "2021-11-30T10:15:07.1234567", "2021-11-30T10:15:07.", "2021-11-30 10:15:0x",
      "2021-11-30 24:00:00", "2021-11-30 24:00:05", "2021-11-30 10:16:00+01", "2021-11-30 10:16:01",
      "2021-10-31 02:30:00", "2021-10-31 02:30:01", "1969-12-31 23:59:59", "0001-01-01 00:00:00",
    ]
    let zone = Zone("Europe/Berlin") ?? .utc
    for type in [DataType.timestamp, .timestamptz] {
      let column = DecodedColumn("v", type)
      let shared = JSONRecordDecoder(columns: [column], zone: zone)
      for text in texts + texts.reversed() + texts {
        let record = #"{"v":"\#(text)"}"#
        let alone = JSONRecordDecoder(columns: [column], zone: zone).decode(block(record))
        let after = shared.decode(block(record))
        #expect(after.texts == alone.texts, "\(text) as \(type)")
        #expect(after.faults.map(\.message) == alone.faults.map(\.message))
      }
    }
  }

  @Test func `other types come from strings, and any value fits json`() {
    #expect(read(#"{"v":"2021-11-30"}"#, as: .date) == "2021-11-30")
    #expect(read(#"{"v":"10:11:12"}"#, as: .time) == "10:11:12")
    #expect(read(#"{"v":"1 day 02:03:04"}"#, as: .interval) == "1 day 02:03:04")
    #expect(
      read(#"{"v":"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"}"#, as: .uuid)
        == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
    #expect(read(#"{"v":"aGk="}"#, as: .bytea) == "\\x6869")
    #expect(read(#"{"v":"aGk"}"#, as: .bytea)?.hasPrefix("type") == true)
    #expect(read(#"{"v": {"bb":1 , "a":[1.0, 2]} }"#, as: .json) == #"{"bb":1 , "a":[1.0, 2]}"#)
    #expect(read(#"{"v": {"bb":1,"a":[1.0,2]} }"#, as: .jsonb) == #"{"a": [1.0, 2], "bb": 1}"#)
    #expect(read(#"{"v":"x"}"#, as: .jsonb) == #""x""#)
    #expect(read(#"{"v":5}"#, as: .text)?.hasPrefix("type") == true)
    #expect(read(#"{"v":"abc"}"#, as: .varchar(3)) == "abc")
    #expect(read(#"{"v":"abcd"}"#, as: .varchar(3))?.hasPrefix("type") == true)
  }

  @Test func `faults of the format name the place and the reason`() {
    let cases: [(String, String)] = [
      ("", "byte 1: the record is empty"),
      ("[1]", "byte 1: the record is no JSON object"),
      ("5", "byte 1: the record is no JSON object"),
      (#"{"a":1} x"#, "byte 9: something follows the JSON object"),
      (#"{"a":1}{"b":2}"#, "byte 8: something follows the JSON object"),
      (#"{a:1}"#, "byte 2: expected a key in double quotes"),
      (#"{"a":1,}"#, "byte 8: expected a key in double quotes"),
      (#"{"a" 1}"#, "byte 6: expected ':' after a key"),
      (#"{"a":1 "b":2}"#, "byte 8: expected ',' or '}' after a value"),
      (#"{"a":[1 2]}"#, "byte 9: expected ',' or ']' after a value"),
      (#"{"a":,"b":2}"#, "byte 6: expected a value"),
      (#"{"a":tru}"#, "byte 6: unknown word (only true, false and null are values)"),
      (#"{"a":NaN}"#, "byte 6: unknown word (only true, false and null are values)"),
      (#"{"a":01}"#, "byte 6: malformed number"),
      (#"{"a":1.}"#, "byte 6: malformed number"),
      (#"{"a":+1}"#, "byte 6: expected a value"),
      (#"{"a":"b}"#, "byte 6: a string is not closed"),
      ("{\"a\":\"b\tc\"}", "byte 8: unescaped control character in a string"),
      (#"{"a":"\x"}"#, "byte 7: unknown escape in a string"),
      (#"{"a":"\u12g4"}"#, "byte 7: unknown escape in a string"),
      (#"{"a":"\ud800"}"#, "byte 7: half of a surrogate pair in a string"),
      (#"{"a":"\udc00"}"#, "byte 7: half of a surrogate pair in a string"),
      (#"{"a":1"#, "byte 7: the record ends in the middle of the JSON object"),
      (#"{"a":{"b":[1,"#, "byte 14: the record ends in the middle of the JSON object"),
    ]
    let decoder = JSONRecordDecoder(columns: [DecodedColumn("v", .bigint)], zone: .utc)
    for (text, expected) in cases {
      let faults = decoder.decode(block(text)).faults
      #expect(faults.map(\.rule) == ["format"], "\(text)")
      #expect(faults.first?.message == "no valid JSON at \(expected)", "\(text)")
    }
  }

  @Test func `invalid UTF-8 of every class is a fault at its place, keys included`() {
    let classes: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80], [0xFF], [0xE2, 0x82],
    ]
    let decoder = JSONRecordDecoder(columns: [DecodedColumn("v", .text)], zone: .utc)
    for bytes in classes {
      let inValue = Array(#"{"v":"a"#.utf8) + bytes + Array(#""}"#.utf8)
      let inKey = Array(#"{"a"#.utf8) + bytes + Array(#"":1}"#.utf8)
      let faults = decoder.decode(block([inValue, inKey])).faults
      #expect(
        faults.map(\.message) == [
          "no valid JSON at byte 8: invalid UTF-8", "no valid JSON at byte 4: invalid UTF-8",
        ], "\(bytes)")
    }
  }

  @Test func `a type is checked even where the column is not needed`() {
    let columns = [
      DecodedColumn("a", .bigint, isNeeded: false), DecodedColumn("b", .text, isNeeded: false),
      DecodedColumn("c", .timestamp, isNeeded: false), DecodedColumn("d", .bigint),
    ]
    let decoded = JSONRecordDecoder(columns: columns, zone: .utc).decode(
      block(
        #"{"a":1,"b":"x","c":"2021-11-30","d":1}"#, #"{"a":"1","d":2}"#, #"{"b":1,"d":3}"#,
        #"{"c":"soon","d":4}"#, #"{"d":5}"#))
    #expect(decoded.columns.map(\.count) == [0, 0, 0, 2])
    #expect(decoded.columns[3].words[1] == 5)
    #expect(decoded.records == [0, 4])
    #expect(decoded.rules == [1: "type", 2: "type", 3: "type"])
  }

  @Test func `a record has one fault, of the first column in declaration order`() {
    let columns = [DecodedColumn("a", .bigint), DecodedColumn("b", .bigint)]
    let decoded = JSONRecordDecoder(columns: columns, zone: .utc).decode(
      block(#"{"b":"x","a":"y"}"#))
    #expect(
      decoded.faults.map(\.message) == [#"column "a": expected bigint, found the string "y""#])
  }

  @Test func `long strings, deep nesting and NUL bytes are judged, never trapped on`() {
    let long = String(repeating: "é", count: 1 << 19)
    #expect(read(#"{"v":"\#(long)"}"#, as: .text) == long)
    #expect(read(#"{"v":"\n\#(long)"}"#, as: .text) == "\n" + long)
    #expect(read(#"{"v":"\#(long)"}"#, as: .bigint).map { $0.utf8.count < 200 } == true)
    let deep = String(repeating: "[", count: 100_000)
    #expect(read(#"{"v":\#(deep)"#, as: .json)?.contains("nested deeper than 1024") == true)
    #expect(read(#"{"x":\#(deep)"#, as: .text)?.contains("nested deeper than 1024") == true)
    #expect(read("{\"v\":\"a\u{0}b\"}", as: .text)?.contains("control character") == true)
    #expect(read("{\"v\":1}\u{0}", as: .bigint)?.contains("something follows") == true)
  }

  @Test func `both parsers draw the line of nesting at the same level`() {
    for depth in 1020...1027 {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let record = block(#"{"x":\#(text)}"#)
      let fast = JSONRecordDecoder(columns: [DecodedColumn("v", .bigint)], zone: .utc)
      let exact = JSONRecordDecoder(columns: [DecodedColumn("v", .bigint)], zone: .utc)
      exact.useExactParserOnly()
      let objects =
        String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
      #expect(fast.decode(record).faults.count == exact.decode(record).faults.count, "\(depth)")
      #expect(
        fast.decode(block(objects)).faults.count == exact.decode(block(objects)).faults.count)
    }
  }

  @Test func `a record without a value is a row of NULLs, an overlong one a fault`() {
    let records = block(#"{"v":1}"#)
    records.append(
      RecordBlock.Span(start: 0, length: RecordBlock.Span.absent, offset: 8))
    records.append(
      RecordBlock.Span(start: 0, length: 4 | RecordBlock.Span.overlongBit, offset: 9))
    let column = DecodedColumn("v", .bigint, default: .word(9))
    let decoded = JSONRecordDecoder(columns: [column], zone: .utc).decode(records)
    #expect(decoded.texts == [["1"], [nil]])
    #expect(decoded.records == [0, 1])
    #expect(decoded.rules == [2: "format"])
  }
}
