import Columnar
import Dataflow
import Testing

@testable import Connectors

@Suite struct CSVRecordTests {
  private func decode(
    _ records: [String], header: String? = nil, dialect: CSVDialect? = nil,
    columns: [DecodedColumn]
  ) -> DecodedBlock {
    let block = block(records.map { Array($0.utf8) })
    block.header = Array((header ?? "").utf8)
    let dialect = dialect ?? CSVDialect(header: header != nil)
    return CSVRecordDecoder(columns: columns, zone: .utc, dialect: dialect).decode(block)
  }

  private let two = [DecodedColumn("id", .bigint), DecodedColumn("name", .text)]

  @Test func `fields are values of the columns, found by the header's names`() {
    let decoded = decode(
      ["x,1,ann", "y,2,\"o'b, \"\"x\"\"\nend\"", "z,3,", "z,4,\"\"", "z,,n"],
      header: "other,id,name",
      columns: two)
    #expect(decoded.faults.isEmpty)
    #expect(
      decoded.texts == [
        ["1", "ann"], ["2", "o'b, \"x\"\nend"], ["3", nil], ["4", ""], [nil, "n"],
      ])
  }

  @Test func `without a header the columns are taken in order, and a missing one has its default`()
  {
    #expect(decode(["1,a"], columns: two).texts == [["1", "a"]])
    let columns = two + [DecodedColumn("extra", .bigint, default: .word(9))]
    #expect(decode(["a,1"], header: "name,id", columns: columns).texts == [["1", "a", "9"]])
  }

  @Test func `each file's own header counts`() {
    let decoder = CSVRecordDecoder(columns: two, zone: .utc)
    let first = block("1,a")
    first.header = Array("id,name".utf8)
    let second = block("b,2")
    second.header = Array("name,id".utf8)
    #expect(decoder.decode(first).texts == [["1", "a"]])
    #expect(decoder.decode(second).texts == [["2", "b"]])
    #expect(decoder.decode(first).texts == [["1", "a"]])
  }

  @Test func `malformed records are faults with their reason, and their neighbours live`() {
    let decoded = decode(
      ["1,a", "2", "3,b,c", "4,\"open", "5,\"a\"b", "x,a", "6,b"], columns: two)
    #expect(decoded.texts == [["1", "a"], ["6", "b"]])
    #expect(
      decoded.faults.map { "\($0.record) \($0.rule): \($0.message)" } == [
        "1 format: expected 2 fields, found 1",
        "2 format: expected 2 fields, found 3",
        "3 format: no valid CSV: the quote at byte 3 is not closed",
        "4 format: no valid CSV: expected the delimiter after the closing quote, at byte 6",
        "5 type: column \"id\": invalid input syntax for type bigint: \"x\"",
      ])
    let invalid = block([Array("1,".utf8) + [0xFF], Array("2,ok".utf8)])
    let checked = CSVRecordDecoder(
      columns: two, zone: .utc, dialect: CSVDialect(header: false)
    ).decode(invalid)
    #expect(checked.faults.map(\.message) == ["no valid CSV at byte 3: invalid UTF-8"])
    #expect(checked.texts == [["2", "ok"]])
  }

  @Test func `other delimiters, quotes and null texts work`() {
    let dialect = CSVDialect(
      delimiter: UInt8(ascii: "\t"), quote: UInt8(ascii: "'"), header: false,
      null: Array("\\N".utf8))
    let decoded = decode(
      ["1\t'it''s'", "\\N\t\\N", "2\t'\\N'", "3\t"], dialect: dialect, columns: two)
    #expect(decoded.texts == [["1", "it's"], [nil, nil], ["2", "\\N"], ["3", ""]])
    let plain = CSVDialect(quote: nil, header: false)
    #expect(decode(["1,\"a"], dialect: plain, columns: two).texts == [["1", "\"a"]])
  }

  @Test func `what the encoder writes the decoder reads back`() {
    let texts = ["plain", "", "a,b", "q\"q", "two\nlines", "cr\rcr", "  ", "é😀", "\\N", "null"]
    let names = ColumnBuilder(.text)
    let numbers = ColumnBuilder(.bigint)
    for (index, text) in texts.enumerated() {
      names.append(text: text)
      numbers.append(word: Int64(index))
    }
    names.appendNull()
    numbers.appendNull()
    let batch = Batch(columns: [numbers.finish(), names.finish()], count: texts.count + 1)
    for null in ["", "\\N", "null"] {
      let dialect = CSVDialect(null: Array(null.utf8))
      let encoder = CSVRecordEncoder(names: ["id", "name"], zone: .utc, dialect: dialect)
      #expect(encoder.preamble == Array("id,name\n".utf8))
      let lines = (0..<batch.count).map { row in
        var bytes: [UInt8] = []
        encoder.encode(batch, row: row, into: &bytes)
        return bytes
      }
      let records = block(lines)
      records.header = Array("id,name".utf8)
      let decoded = CSVRecordDecoder(columns: two, zone: .utc, dialect: dialect).decode(records)
      #expect(decoded.faults.isEmpty)
      #expect(decoded.texts.map { $0[1] } == texts + [nil])
    }
  }

  @Test func `JSON records are objects on one line`() {
    let names = ColumnBuilder(.text)
    names.append(text: "a\n\"b\"")
    let times = ColumnBuilder(.timestamptz)
    times.append(word: 1_638_230_400_000_000)
    let batch = Batch(columns: [names.finish(), times.finish()], count: 1)
    let encoder = JSONRecordEncoder(names: ["name", "at"], zone: Zone("Asia/Kolkata") ?? .utc)
    var bytes: [UInt8] = []
    encoder.encode(batch, row: 0, into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"name":"a\n\"b\"","at":"2021-11-30T05:30:00.000+05:30"}"#)
  }
}
